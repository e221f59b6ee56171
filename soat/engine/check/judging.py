"""One pass over the records of a grain: every rule at once, then only what was found."""

from collections.abc import Mapping
from dataclasses import dataclass

from soat.engine.check.condition import Condition, literal
from soat.model.rules import Rule
from soat.model.stages import SqlStep


@dataclass(frozen=True)
class Grain:
    """The records of one grain: the view they are read from, and what names a record.

    `keys` are the columns that name a record in its table of findings.
    """

    name: str
    view: str
    keys: tuple[str, ...]
    rules: tuple[Rule, ...]
    conditions: Mapping[str, Condition]

    @property
    def asked(self) -> tuple[Rule, ...]:
        """The rules that are evaluated, in the catalogue's order."""
        return tuple(rule for rule in self.rules if rule.evaluated)


def judging_steps(grain: Grain) -> tuple[SqlStep, ...]:
    """`<grain>_judged`, `<grain>_found` and `<grain>_marks`, from the checked view."""
    return (_judged_step(grain), _found_step(grain), _marks_step(grain))


def _judged_step(grain: Grain) -> SqlStep:
    # A record in which nothing was found needs no name any more: at a national size the names
    # are most of the table. What was seen is told only of records that break a listed rule.
    keys = ", ".join(f"CASE WHEN found <> '' THEN {key} END AS {key}" for key in grain.keys)
    asked = [(rule, grain.conditions[rule.code]) for rule in grain.asked]
    answers = ",\n  ".join(_answers(place, *one) for place, one in enumerate(asked))
    listed = [(place, *one) for place, one in enumerate(asked) if one[0].listed]
    lines = ", ".join(_line(*one) for one in listed)
    listed_bits = sum(1 << place for place, *_ in listed)
    return SqlStep(
        f"{grain.name}_judged",
        f"one {grain.name}: the rules that apply and those broken, a bit each; what was found, as "
        "`code=doses=seen` with | between, empty for nothing",
        f"""WITH answered AS (
SELECT checked.*,
  {answers}
FROM {grain.view} checked),
marked AS (
SELECT *, {_mask("applies", len(asked))} AS applying, {_mask("breaks", len(asked))} AS broken
FROM answered),
told AS (
SELECT *, CASE WHEN broken & {listed_bits} <> 0 THEN concat_ws('|', {lines}) ELSE '' END AS found
FROM marked)
SELECT {keys}, judged_at_site, judged_in, applying, broken, found FROM told""",
    )


def _answers(place: int, rule: Rule, condition: Condition) -> str:
    # A CASE asks the second question only of those to whom the first applies.
    return f"""coalesce({condition.applies}, false) AS applies_{place},
  CASE WHEN {condition.applies} THEN coalesce({condition.breaks}, false) ELSE false END
    AS breaks_{place}"""


def _mask(what: str, rules: int) -> str:
    bits = (f"CASE WHEN {what}_{i} THEN CAST({1 << i} AS BIGINT) ELSE 0 END" for i in range(rules))
    return " + ".join(bits)


def _line(place: int, rule: Rule, condition: Condition) -> str:
    doses = f"coalesce(CAST({condition.doses} AS VARCHAR), '')"
    seen = f"coalesce({condition.seen}, '')"
    return f"CASE WHEN breaks_{place} THEN concat('{rule.code}=', {doses}, '=', {seen}) END"


def _found_step(grain: Grain) -> SqlStep:
    keys = ", ".join(grain.keys)
    return SqlStep(
        f"{grain.name}_found",
        f"one rule broken by one {grain.name}, whose rule is listed",
        f"""WITH lines AS (
SELECT {keys}, judged_at_site, unnest(string_split(found, '|')) AS line
FROM {grain.name}_judged WHERE found <> '')
SELECT {keys}, judged_at_site, split_part(line, '=', 1) AS rule_code,
  TRY_CAST(split_part(line, '=', 2) AS BIGINT) AS doses,
  nullif(split_part(line, '=', 3), '') AS seen
FROM lines""",
    )


def _marks_step(grain: Grain) -> SqlStep:
    # Sites that suppress nothing need not be told apart.
    return SqlStep(
        f"{grain.name}_marks",
        f"the {grain.name} records of one commune, alike in what applies and what is broken; the "
        "site where it suppresses a rule, else NULL",
        f"""SELECT j.judged_in AS commune_code, s.site_code, j.applying, j.broken,
  count(*) AS records
FROM {grain.name}_judged j LEFT JOIN suppressing_sites s ON s.site_code = j.judged_at_site
GROUP BY ALL""",
    )


def rules_step(grains: tuple[Grain, ...]) -> SqlStep:
    """The evaluated rules as a table, with the bit that each has in its grain's masks."""
    rows = [
        f"({literal(rule.code)}, {literal(rule.name)}, {literal(rule.severity.value)}, "
        f"{literal(grain.name)}, CAST({1 << place} AS BIGINT), "
        f"{'true' if rule.suppressible else 'false'})"
        for grain in grains
        for place, rule in enumerate(grain.asked)
    ]
    return SqlStep(
        "rules_asked",
        "one rule that is evaluated, with its bit among the rules of its grain",
        "SELECT * FROM (VALUES "
        + ",\n".join(rows)
        + ") AS listed(rule_code, name, severity, grain, bit, suppressible)",
    )


def applied_step(grains: tuple[Grain, ...]) -> SqlStep:
    """`rules_applied`: each rule's counts by commune, from the marks of every grain."""
    # The marks are few (communes times different masks), so each meets every rule of its grain.
    counted = "\nUNION ALL\n".join(
        f"""SELECT r.rule_code, m.commune_code, m.records,
  (m.broken & r.bit) <> 0 AS broken, s.rule_code IS NOT NULL AS suppressed
FROM {grain.name}_marks m
JOIN rules_asked r ON r.grain = '{grain.name}' AND (m.applying & r.bit) <> 0
LEFT JOIN suppressed_rules s ON s.site_code = m.site_code AND s.rule_code = r.rule_code"""
        for grain in grains
    )
    return SqlStep(
        "rules_applied",
        "one rule in one commune (soat.model.dose_tables.RULES_APPLIED)",
        f"""WITH counted AS ({counted})
SELECT rule_code, commune_code, CAST(sum(records) AS BIGINT) AS applied,
  CAST(coalesce(sum(records) FILTER (broken AND NOT suppressed), 0) AS BIGINT) AS failed,
  CAST(coalesce(sum(records) FILTER (broken AND suppressed), 0) AS BIGINT) AS suppressed
FROM counted GROUP BY rule_code, commune_code""",
        kept=True,
    )
