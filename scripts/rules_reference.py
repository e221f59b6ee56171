"""The page docs/reference/rules.md, from the catalogue that the engine itself checks by."""

from collections.abc import Iterator
from datetime import date, datetime

from scripts.markdown import NOTE, markdown_table
from soat.model.dose_lists import RuleGrain
from soat.model.rules import ALL_RULES, Row, Rule, RuleExample, Threshold

_OPENING = """Every rule that records are held against: its claim, to which records it applies, its
thresholds with their dates, who mends what it finds, and examples that the tests run through the
engine. The same data is what the engine checks by (`soat/model/rules/*.toml`).

What a rule finds is a row of `person_findings`, `dose_findings` or `site_findings`
([tables](tables.md)); how many records a rule applies to, and how many break it, are the measures
`failures_by_rule` and `suppressed_by_rule`. Rules that are *counted only* give figures and no rows.
Severity `hold` keeps the record and puts it on a work list; no dose that was given is refused
([decision 009](../decisions/009-rules-as-data.md)). A site may suppress a rule
([how to](../how-to/suppress-a-rule.md)). What is not known (an empty cell) neither keeps nor breaks
a rule, except where the rule asks whether it is there.

Sources: MQE, CDC's message quality evaluator for immunisation messages; MIROW and AIRA, the
American registries' guides on de-duplication and data quality; CDSi, CDC's clinical decision
support logic; CVRS, the validation rules (BUSR) of CDC's COVID-19 vaccination reporting; DAK,
WHO's digital adaptation kit for immunisation; NHS, the validation of its vaccination messages;
DIVOC and CoWIN, India's platform. "[to be confirmed]" marks what is known from general knowledge.

How to read the examples: each says what differs from a record without any fault, which is a
woman born on 6 May 1980 whom the register knows, who lives in the commune of the only site, and
had a first dose of Pfizer there on 1 March 2022, entered and reported the same day; the as-of day
is 25 April 2022. Most words are columns of [tables](tables.md). The others: `same_human` (a second
profile of the same human being), `stronger` (the row of a pair that would be kept), `no_report`
(the day has no report), `unlisted_site` (the site is not in the list), `judged_on` (the day of the
finding, where it is not the day of the dose), `site_whole` (the finding has no day)."""


def rules_page() -> str:
    """Every rule of the catalogue: a summary, then each by itself, then those not evaluated."""
    lines = ["# Rules", NOTE, "", _OPENING, "", "## Summary", "", *_summary()]
    for grain in RuleGrain:
        lines += ["", f"## About {grain.sentence.en} · {grain.sentence.vi}"]
        for rule in ALL_RULES:
            if rule.grain is grain and rule.evaluated:
                lines += _section(rule)
    lines += ["", "## Not evaluated", "", "Rules that the present tables cannot answer.", ""]
    return "\n".join([*lines, *_not_evaluated()]) + "\n"


def _summary() -> list[str]:
    headings = ("code", "rule", "about", "dimension", "severity", "owner", "days", "gives")
    rows = (
        (
            f"[{rule.code}](#{_anchor(rule)})",
            f"`{rule.name}`",
            rule.grain.sentence.en,
            rule.dimension.value,
            f"`{rule.severity.value}`",
            rule.owner.sentence.en,
            str(rule.due_days),
            "rows" if rule.listed else "counted only",
        )
        for rule in ALL_RULES
        if rule.evaluated
    )
    return markdown_table(headings, rows)


def _anchor(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}".lower()


def _section(rule: Rule) -> Iterator[str]:
    filled = {one.name: _shown(one.value) for one in rule.thresholds}
    sentence, applies = rule.sentence.filled(**filled), rule.applies_to.filled(**filled)
    yield from ("", f"### {rule.code} {rule.name}", "", f"{sentence.en}  ", sentence.vi, "")
    yield from markdown_table(
        ("", "English", "tiếng Việt"),
        (
            ("applies to", applies.en, applies.vi),
            ("remedy", rule.remedy.en, rule.remedy.vi),
            (
                "severity",
                f"`{rule.severity.value}`: {_after_colon(rule.severity.sentence.en)}",
                _after_colon(rule.severity.sentence.vi),
            ),
            ("owner", f"{rule.owner.sentence.en}, {rule.due_days} days", rule.owner.sentence.vi),
            ("mended by machine", *_machine(rule)),
            ("suppressed by a site", *_suppressed(rule)),
            ("source", rule.source, ""),
        ),
    )
    yield from _thresholds(rule)
    yield from _words(rule)
    yield from (
        "",
        *markdown_table(
            ("example", "differs from a faultless record", "breaks it"),
            (_example(one) for one in rule.examples),
        ),
    )


def _after_colon(sentence: str) -> str:
    """ "held: stored, …" without its first word, which the code before it says already."""
    return sentence.partition(": ")[2] or sentence


def _machine(rule: Rule) -> tuple[str, str]:
    if rule.auto_fix:
        return "proposed, and applied after one approval", "được đề xuất, áp dụng sau khi duyệt"
    return "never", "không"


def _suppressed(rule: Rule) -> tuple[str, str]:
    return ("yes", "được") if rule.suppressible else ("no", "không")


def _thresholds(rule: Rule) -> Iterator[str]:
    if rule.thresholds:
        headings = ("threshold", "value", "in force", "source")
        yield from ("", *markdown_table(headings, (_threshold(one) for one in rule.thresholds)))


def _threshold(one: Threshold) -> tuple[str, ...]:
    since = f"from {one.valid_from}" if one.valid_from else ""
    until = f"until the day before {one.valid_to}" if one.valid_to else ""
    in_force = " ".join(part for part in (since, until) if part) or "always"
    unit = "" if isinstance(one.value, date) else f" {one.unit}"
    return (f"`{one.name}`", f"{_shown(one.value)}{unit}", in_force, one.source)


def _words(rule: Rule) -> Iterator[str]:
    if rule.words:
        yield from (
            "",
            "Words it knows (kinds of repair, or names): "
            + ", ".join(f"`{word}`" for word in rule.words)
            + ".",
        )


def _example(one: RuleExample) -> tuple[str, str, str]:
    rows = "; ".join(part for part in (_row(one.row), *map(_more, one.more)) if part)
    return (f"{one.case}: {one.says}", rows or "nothing", "yes" if one.breaks else "no")


def _row(row: Row) -> str:
    columns = {name: value for name, value in row.items() if name not in _COUNTS}
    return ", ".join(f"`{name}` {_shown(value)}" for name, value in columns.items())


_COUNTS = {"table", "copies", "days"}


def _more(row: Row) -> str:
    rows = f"rows of `{row['table']}`" if "table" in row else "records"
    many = f"{row['copies']} more {rows}" if "copies" in row else f"further {rows}"
    days = f" on {row['days']} days" if "days" in row else ""
    return f"{many}{days}: {_row(row) or 'no difference'}"


def _shown(value: object) -> str:
    if value == "NULL":
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " + ".join(map(str, value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or "blank"


def _not_evaluated() -> list[str]:
    rows = (
        (
            rule.code,
            f"`{rule.name}`",
            rule.sentence.en,
            rule.not_evaluated.en,
            rule.not_evaluated.vi,
        )
        for rule in ALL_RULES
        if rule.not_evaluated is not None
    )
    return markdown_table(("code", "rule", "claim", "why not", "vì sao"), rows)
