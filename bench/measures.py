"""The measures of accuracy, each with its target from the issue that ordered the engine.

Every query opens with what it counts and what it divides by. `scored` is made by bench/scored.py.
"""

from dataclasses import dataclass

import duckdb

from bench.calibration import calibration_measure, reliability
from bench.figures import Measure, Target

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class ScenarioTargets:
    """The two targets that depend on how hostile the scenario is."""

    link_precision: float
    link_recall: float


TARGETS = {
    "vn-2022-04-25": ScenarioTargets(0.9999, 0.99),
    "hostile": ScenarioTargets(0.9995, 0.97),
    "clean": ScenarioTargets(1.0, 0.9999),
}

_LINKS_SQL = """
-- people in the register: links given, right ones, people; and people absent: links given, people
select count(*) filter (present and linked), count(*) filter (right_link),
       count(*) filter (present), count(*) filter (absent and linked), count(*) filter (absent)
from scored"""


def link_measures(con: Connection, targets: ScenarioTargets) -> list[Measure]:
    """Precision and recall of links among people of the register; absent people identified."""
    given, right, present, absent_linked, absent = con.execute(_LINKS_SQL).fetchall()[0]
    return [
        Measure("link precision, people present", right, given, Target(targets.link_precision)),
        Measure("link precision, absent people too", right, given + absent_linked),
        Measure("link recall", right, present, Target(targets.link_recall)),
        Measure("absent falsely identified", absent_linked, absent, Target(0.0005, True), 0.0),
    ]


_WHOLE_SQL = """
-- of all accepted profiles: those answered, with the right verdict, with the right number status;
-- and answers to profiles that ought to have been rejected or that nobody sent
select count(*), count(*) filter (answered), count(*) filter (said_verdict = true_verdict),
       count(*) filter (said_status = true_status),
       (select count(*) from verdicts v anti join scored s using (person_ref))
from scored"""


_REJECTS_SQL = """
-- rows of people that ought to be left out, and those left out (rejected, or merged with an equal
-- row)
select (select count(*) from truth_people where rejected),
       (select left_out from intake_counts where name = 'people')"""


def whole_measures(con: Connection) -> list[Measure]:
    """Nothing lost, nothing invented; verdict and number status right."""
    people, answered, verdicts, statuses, invented = con.execute(_WHOLE_SQL).fetchall()[0]
    due, left_out = con.execute(_REJECTS_SQL).fetchall()[0]
    return [
        Measure("accepted profiles answered", answered, people, Target(1.0)),
        Measure("answers to rejected profiles", invented, people, Target(0.0, True), 0.0),
        Measure("rows left out, of those due", left_out, due),
        Measure("verdict right", verdicts, people, Target(0.995)),
        Measure("number status right", statuses, people),
    ]


@dataclass(frozen=True)
class FieldReasons:
    """Reasons given for one field, over all accepted profiles."""

    field: str
    both: int
    said: int
    true: int

    @property
    def measure(self) -> Measure:
        """F1: twice those right, divided by those said plus those true."""
        return Measure(
            f"reason {self.field}: F1", 2 * self.both, self.said + self.true, Target(0.98)
        )


_REASONS_SQL = """
-- one row: a compared field with the profiles for which it is a reason in both, said, in truth
select f.field,
       count(*) filter (list_contains(said_reasons, f.field)
                        and list_contains(true_reasons, f.field)),
       count(*) filter (list_contains(said_reasons, f.field)),
       count(*) filter (list_contains(true_reasons, f.field))
from scored, (values (1, 'number'), (2, 'name'), (3, 'birth_date'), (4, 'sex')) f(place, field)
group by f.field, f.place order by f.place"""


def field_reasons(con: Connection) -> list[FieldReasons]:
    """The four compared fields with their reasons counted."""
    return [FieldReasons(*row) for row in con.execute(_REASONS_SQL).fetchall()]


_CHANCE_SQL = """
-- wrong links among present people by what the person named is to the right one; the first that
-- fits counts. homonym: same name and birth date in the register; namesake: same name
create or replace table wrong_links as
select s.person_ref, s.kinds, s.tier, s.rule, s.p, s.said_citizen, s.true_citizen,
       case when not s.present then 'absent person'
            when tt.twin_of = tw.citizen_id or tw.twin_of = tt.citizen_id then 'twin'
            when rt.full_name = rw.full_name and rt.birth_date = rw.birth_date then 'homonym'
            when tt.household_id = tw.household_id then 'relative'
            when rt.full_name = rw.full_name then 'namesake'
            else 'other' end as relation
from scored s
left join truth_register tt on tt.citizen_id = s.true_citizen
left join truth_register tw on tw.citizen_id = s.said_citizen
left join register rt on rt.citizen_id = s.true_citizen
left join register rw on rw.citizen_id = s.said_citizen
where s.wrong_link"""


def wrong_link_relations(con: Connection) -> dict[str, int]:
    """How many wrong links there are to a twin, a homonym, a relative, a namesake, another."""
    con.execute(_CHANCE_SQL)
    rows = con.execute("select relation, count(*) from wrong_links group by all").fetchall()
    found = dict(rows)
    order = ("twin", "homonym", "relative", "namesake", "other", "absent person")
    return {relation: found.get(relation, 0) for relation in order}


def chance_measure(relations: dict[str, int]) -> Measure:
    """Links decided by chance between twins, homonyms or relatives: not one is allowed."""
    decided = sum(relations[relation] for relation in ("twin", "homonym", "relative"))
    return Measure(
        "wrong links to twin, homonym or relative", decided, 1, Target(0.0, at_most=True), 0.0
    )


_SAFE_SQL = """
-- profiles of tier safe; those linked to the wrong person; those with the right person but a safe
-- repair of a field in which the register itself is wrong (it would overwrite the right value)
with register_errors as (
    -- one row: a profile and a field in which the register is wrong
    select distinct person_ref, spoiled.field as field
    from (select person_ref, unnest(corruptions) as spoiled from scored)
    where starts_with(spoiled.kind, 'register_')),
overwritten as (
    select distinct r.person_ref from repairs r join register_errors e using (person_ref, field)
    where r.tier = 'safe')
select count(*), count(*) filter (wrong_link),
       count(*) filter (not wrong_link and o.person_ref is not null)
from scored left join overwritten o using (person_ref) where tier = 'safe'"""


def safe_measures(con: Connection) -> list[Measure]:
    """How often a repair that may be applied in bulk would do harm."""
    safe, wrong_person, overwritten = con.execute(_SAFE_SQL).fetchall()[0]
    limit = Target(0.0001, at_most=True)
    return [
        Measure("tier safe: wrong", wrong_person + overwritten, safe, limit, 0.0),
        Measure("tier safe: wrong person", wrong_person, safe, None, 0.0),
        Measure("tier safe: right value lost", overwritten, safe, None, 0.0),
    ]


def all_measures(con: Connection, targets: ScenarioTargets) -> list[Measure]:
    """Every measure of one scenario in the order of the printed table."""
    return [
        *link_measures(con, targets),
        *whole_measures(con),
        *(reasons.measure for reasons in field_reasons(con)),
        *safe_measures(con),
        chance_measure(wrong_link_relations(con)),
        calibration_measure(reliability(con)),
    ]
