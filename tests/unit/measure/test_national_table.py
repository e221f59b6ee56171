"""The figures of twelve people, counted by eye; and the proof that wrong sums are found."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soat.engine.measure.definitions import BY_ID, DEFINITIONS
from soat.engine.measure.headline import headline
from soat.engine.measure.stages import MeasureSettings
from soat.engine.measure.sums import SUMS_TABLE
from soat.model.closed_lists import NumberStatus, Tier, Verdict
from soat.model.tables import DOSES_TYPED, REJECTS, REPAIRS, VERDICTS
from soat.store.reporting.read_report import read_report
from soat.store.reporting.write_report import SumsDisagree, write_report
from tests.unit.measure.dose_rows import SettledDose, load_doses
from tests.unit.measure.small_run import (
    AS_OF,
    RUN_ID,
    fill,
    load,
    load_people,
    measure,
    measured,
    write_small_run,
)


@pytest.fixture(scope="module")
def twelve() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(measured()) as connection:
        yield connection


@pytest.fixture(scope="module")
def workshop() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        yield connection


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        yield connection


def figures(connection: duckdb.DuckDBPyConnection, definition: str, place: str = "") -> object:
    rows = connection.execute(
        f"SELECT value, numerator, denominator FROM {BY_ID[definition].table} "
        "WHERE place_code = ? ORDER BY value",
        [place],
    ).fetchall()
    return {value: (numerator, denominator) for value, numerator, denominator in rows}


def test_people_and_doses_by_verdict(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "people_by_verdict") == {
        "exempt": (1, 12),
        "mismatch": (4, 12),
        "unidentified": (3, 12),
        "verified": (4, 12),
    }
    assert figures(twelve, "doses_by_verdict") == {
        "exempt": (2, 23),
        "mismatch": (12, 23),
        "unidentified": (2, 23),
        "verified": (7, 23),
    }


def test_by_number_status_and_class(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "people_by_number_status") == {
        "foreign": (1, 12),
        "malformed": (2, 12),
        "missing": (2, 12),
        "present": (7, 12),
    }
    assert figures(twelve, "people_by_class", "79") == {
        "foreign.exempt": (1, 4),
        "malformed.mismatch": (1, 4),
        "missing.mismatch": (1, 4),
        "missing.unidentified": (1, 4),
    }


def test_reasons_are_out_of_the_wrong(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "people_by_reason") == {"name": (2, 4), "number": (2, 4), "sex": (1, 4)}
    assert figures(twelve, "doses_by_reason") == {
        "name": (3, 12),
        "number": (9, 12),
        "sex": (1, 12),
    }
    assert figures(twelve, "people_by_reason_set") == {
        "name": (1, 4),
        "name+sex": (1, 4),
        "number": (2, 4),
    }


def test_repairs_are_out_of_people_with_a_repair(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "people_by_repair") == {
        "name:diacritics_missing": (1, 4),
        "name:name_part_missing": (1, 4),
        "number:leading_zero_lost": (1, 4),
        "number:missing": (1, 4),
        "sex:value_wrong": (1, 4),
    }


def test_unknown_residence_is_a_place_of_its_own(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "people_by_verdict", "unknown") == {
        "mismatch": (1, 3),
        "unidentified": (1, 3),
        "verified": (1, 3),
    }
    epochs = twelve.execute(
        "SELECT DISTINCT place_level, place_epoch, place_code FROM measure_people_by_verdict "
        "ORDER BY ALL"
    ).fetchall()
    assert epochs == [
        ("commune", "", "unknown"),
        ("commune", "2021", "00001"),
        ("commune", "2021", "00004"),
        ("commune", "2021", "26734"),
        ("district", "", "unknown"),
        ("district", "2021", "001"),
        ("district", "2021", "760"),
        ("nation", "", ""),
        ("province", "", "unknown"),
        ("province", "2021", "01"),
        ("province", "2021", "79"),
        ("province_2025", "", "unknown"),
        ("province_2025", "2025", "01"),
        ("province_2025", "2025", "79"),
    ]


def test_doses_per_person_and_dose_counts(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "doses_per_person") == {
        "exempt": (2, 1),
        "mismatch": (12, 4),
        "unidentified": (2, 3),
        "verified": (7, 4),
    }
    assert figures(twelve, "people_by_dose_count") == {
        "0": (2, 12),
        "1": (3, 12),
        "2": (5, 12),
        "3": (1, 12),
        "5": (1, 12),
    }


def test_rows_accepted_and_rejected(twelve: duckdb.DuckDBPyConnection) -> None:
    assert figures(twelve, "rows_by_outcome") == {
        "doses.accepted": (23, 23),
        "people.accepted": (12, 13),
        "people.name_missing": (1, 13),
        "sites.key_missing": (1, None),
    }


def test_every_figure_carries_its_definition_and_day(twelve: duckdb.DuckDBPyConnection) -> None:
    for definition in DEFINITIONS:
        told = twelve.execute(
            f"SELECT DISTINCT definition_id, as_of, dimension FROM {definition.table}"
        ).fetchall()
        assert told == [(definition.id, AS_OF, definition.dimension.value)]


def test_no_sums_disagree(twelve: duckdb.DuckDBPyConnection) -> None:
    assert twelve.execute(f"FROM {SUMS_TABLE}").fetchall() == []


def test_a_dose_of_nobody_is_found(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fill(connection)
    connection.execute("INSERT INTO doses_typed (dose_ref, person_ref) VALUES ('X-1', 'X')")
    measure(connection)
    with pytest.raises(SumsDisagree, match="doses_by_class at nation: 23, not 24"):
        write_report(connection, tmp_path, RUN_ID, AS_OF)
    assert list(tmp_path.iterdir()) == []


def test_a_person_without_verdict_is_found(connection: duckdb.DuckDBPyConnection) -> None:
    fill(connection)
    connection.execute("DELETE FROM verdicts WHERE person_ref = 'P03'")
    measure(connection)
    wrong = connection.execute(
        f"SELECT definition_id, found, expected FROM {SUMS_TABLE}"
    ).fetchall()
    assert wrong == [("people_accepted", 11, 12)]


def test_nobody_at_all_gives_an_empty_table_that_adds_up(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    fill(connection)
    emptied = (
        "verdicts",
        "repairs",
        "people_comparable",
        "doses_typed",
        "doses_settled",
        "rejects",
    )
    for table in emptied:
        connection.execute(f"DELETE FROM {table}")
    measure(connection)
    assert connection.execute(f"FROM {SUMS_TABLE}").fetchall() == []
    assert {row.people.numerator for row in headline(())} == {0}


def test_an_epoch_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="places_epoch"):
        MeasureSettings(AS_OF, "a run id")


def test_the_headline_reads_as_the_ministrys_table(tmp_path: Path) -> None:
    report = read_report(write_small_run(tmp_path / "run"), "nation")
    rows = {
        row.id: (row.depth, row.people.numerator, row.people.denominator, row.doses.numerator)
        for row in headline(report.figures)
    }
    assert rows == {
        "sent": (0, 12, 12, 23),
        "number_present": (1, 7, 12, 11),
        "present.verified": (2, 4, 12, 7),
        "present.mismatch": (2, 2, 12, 3),
        "present.unidentified": (2, 1, 12, 1),
        "number_missing": (1, 2, 12, 8),
        "missing.mismatch": (2, 1, 12, 7),
        "missing.unidentified": (2, 1, 12, 1),
        "number_malformed": (1, 2, 12, 2),
        "malformed.mismatch": (2, 1, 12, 2),
        "malformed.unidentified": (2, 1, 12, 0),
        "number_foreign": (1, 1, 12, 2),
        "foreign.exempt": (2, 1, 12, 2),
        "verdict_verified": (0, 4, 12, 7),
        "verdict_mismatch": (0, 4, 12, 12),
        "wrong_number": (1, 2, 4, 9),
        "wrong_name": (1, 2, 4, 3),
        "wrong_birth_date": (1, 0, 4, 0),
        "wrong_sex": (1, 1, 4, 1),
        "verdict_unidentified": (0, 3, 12, 2),
        "verdict_exempt": (0, 1, 12, 2),
    }


_PERSON = st.tuples(
    st.sampled_from(list(NumberStatus)),
    st.sampled_from(list(Verdict)),
    st.sets(st.sampled_from(["number", "name", "birth_date", "sex"])),
    st.sampled_from(list(Tier)),
    st.sampled_from([None, ("00001", "01"), ("00004", "01"), ("26734", "79")]),
    st.integers(0, 8),
)


@settings(max_examples=8)
@given(people=st.lists(_PERSON, max_size=30))
def test_any_people_add_up_and_agree_with_plain_counting(
    workshop: duckdb.DuckDBPyConnection, people: list[tuple[object, ...]]
) -> None:
    expected: dict[str, int] = {}
    doses: dict[str, int] = {}
    for status, verdict, _, _, _, count in people:
        key = f"{status}.{verdict}"
        expected[key] = expected.get(key, 0) + 1
        doses[key] = doses.get(key, 0) + int(str(count))
    _load_generated(workshop, people)
    measure(workshop)
    assert workshop.execute(f"FROM {SUMS_TABLE}").fetchall() == []
    found = figures(workshop, "people_by_class")
    assert found == {key: (count, len(people)) for key, count in expected.items()}
    found = figures(workshop, "doses_by_class")
    assert found == {key: (count, sum(doses.values())) for key, count in doses.items()}


def _load_generated(
    connection: duckdb.DuckDBPyConnection, people: list[tuple[object, ...]]
) -> None:
    refs = [f"P{index}" for index in range(len(people))]
    load(
        connection,
        VERDICTS,
        [
            (ref, str(row[0]), str(row[1]), sorted(row[2]), None, "exact", 1.0, str(row[3]), "r")  # type: ignore[call-overload]
            for ref, row in zip(refs, people, strict=True)
        ],
    )
    load(connection, REPAIRS, [])
    load(connection, REJECTS, [])
    places: list[tuple[str | None, str | None]] = [row[4] or (None, None) for row in people]  # type: ignore[misc]
    load_people(connection, [(ref, *place) for ref, place in zip(refs, places, strict=True)])
    connection.execute(
        "CREATE OR REPLACE TABLE settled_verdicts AS "
        "SELECT person_ref, NULL::BIGINT AS register_row FROM verdicts"
    )
    doses = [
        SettledDose(f"{ref}-{number}", date(2022, 1, 1), person_ref=ref, history_id=f"H{ref}")
        for ref, row in zip(refs, people, strict=True)
        for number in range(int(str(row[5])))
    ]
    load(connection, DOSES_TYPED, [(dose.dose_ref, dose.person_ref, *[None] * 8) for dose in doses])
    load_doses(connection, doses)
