"""Every example of the catalogue through the real stage: which break the rule, which do not."""

from datetime import date

import duckdb
import pytest

from soat.model.dose_lists import RuleGrain
from soat.model.rules import ALL_RULES, Rule, RuleExample
from soat.model.schedule import Schedule
from tests.unit.check.small_world import (
    DAY,
    Place,
    World,
    add_dose,
    add_person,
    add_site,
    checked,
    world_of,
)

EXAMPLES = [(rule, example) for rule in ALL_RULES for example in rule.examples]
IDS = [f"{rule.code}: {example.says}" for rule, example in EXAMPLES]


@pytest.fixture(scope="module")
def answered() -> tuple[duckdb.DuckDBPyConnection, list[Place]]:
    world, places = world_of(EXAMPLES)
    return checked(world), places


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=IDS)
def test_the_example_breaks_the_rule_or_keeps_it(
    answered: tuple[duckdb.DuckDBPyConnection, list[Place]], number: int
) -> None:
    rule, example = EXAMPLES[number]
    connection, places = answered
    place = places[number]
    broken = (
        found(connection, rule, example, place) if rule.listed else counted(connection, rule, place)
    )
    assert broken == example.breaks


def found(
    connection: duckdb.DuckDBPyConnection, rule: Rule, example: RuleExample, place: Place
) -> bool:
    """Whether the record judged is among the findings of the rule."""
    keys: dict[RuleGrain, tuple[str, object]] = {
        RuleGrain.PERSON: ("person_findings WHERE person_ref = ?", place.person),
        RuleGrain.DOSE: ("dose_findings WHERE dose_ref = ?", place.dose),
        RuleGrain.SITE_DAY: ("site_findings WHERE site_code = ?", place.site),
    }
    where, key = keys[rule.grain]
    values = [rule.name, key]
    day = ""
    if rule.grain is RuleGrain.SITE_DAY:
        whole = example.row.get("site_whole")
        judged = None if whole else example.row.get("judged_on", place.day)
        day = " AND given_on IS NOT DISTINCT FROM CAST(? AS DATE)"
        values.append(judged)
    sql = f"SELECT count(*) FROM {where.replace('WHERE', 'WHERE finding = ? AND')}{day}"
    return connection.execute(sql, values).fetchall() == [(1,)]


def counted(connection: duckdb.DuckDBPyConnection, rule: Rule, place: Place) -> bool:
    """Whether the rule is broken in the example's commune, where the example stands alone."""
    rows = connection.execute(
        "SELECT coalesce(sum(failed), 0) FROM rules_applied "
        "WHERE rule_code = ? AND commune_code = ?",
        [rule.code, place.commune],
    ).fetchall()
    return rows == [(1,)]


def test_a_record_without_fault_breaks_no_rule() -> None:
    world, place = World(), Place("E1", "00001", DAY)
    add_person(world, place, 1, {})
    add_dose(world, place, 1, {})
    add_site(world, place, {})
    connection = checked(world)
    for table in ("person_findings", "dose_findings", "site_findings"):
        assert connection.execute(f"FROM {table}").fetchall() == []
    assert connection.execute("SELECT sum(failed + suppressed) FROM rules_applied").fetchall() == [
        (0,)
    ]


def test_no_rule_is_broken_by_more_records_than_it_applies_to(
    answered: tuple[duckdb.DuckDBPyConnection, list[Place]],
) -> None:
    connection, _ = answered
    assert (
        connection.execute(
            "FROM rules_applied WHERE failed + suppressed > applied OR failed < 0 OR applied < 1"
        ).fetchall()
        == []
    )


def test_nothing_given_makes_nothing_found() -> None:
    connection = checked(World())
    assert connection.execute("SELECT count(*) FROM rules_applied").fetchall() == [(0,)]


def test_the_as_of_day_is_an_argument() -> None:
    world, place = World(), Place("E1", "00001", DAY)
    add_person(world, place, 1, {})
    add_dose(world, place, 1, {})
    add_site(world, place, {})
    connection = checked(world, as_of=date(2022, 2, 28))
    said = connection.execute("SELECT DISTINCT finding FROM dose_findings").fetchall()
    assert said == [("dose_in_future",)]


def test_the_order_of_rows_and_the_threads_do_not_matter() -> None:
    world, _ = world_of(EXAMPLES)
    before = everything_found(checked(world))
    for rows in world.rows.values():
        rows.reverse()
    assert everything_found(checked(world)) == before


def everything_found(connection: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    """All findings and counts, in one order."""
    tables = ("person_findings", "dose_findings", "site_findings", "rules_applied")
    return [sorted(connection.execute(f"FROM {name}").fetchall(), key=repr) for name in tables]


def test_without_a_schedule_and_numbers_their_rules_apply_to_nobody() -> None:
    world, place = World(), Place("E1", "00001", DAY)
    add_person(world, place, 1, {"number_status": "missing", "number": "NULL"})
    add_dose(world, place, 1, {"given_on": date(2012, 3, 1)})
    connection = checked(world, schedule=Schedule("none"))
    said = connection.execute("SELECT finding FROM person_findings").fetchall()
    said += connection.execute("SELECT finding FROM dose_findings").fetchall()
    assert said == []
    asked = connection.execute("SELECT rule_code FROM rules_applied").fetchall()
    assert {("P-C04",), ("D-V04",), ("D-V12",)} & set(asked) == set()
