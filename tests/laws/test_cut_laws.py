"""A country settled in cuts has the answers of a country settled in one piece."""

from pathlib import Path

import duckdb
import pytest

from soat.backends.duckdb_backend import run_stage
from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.sums import SUMS_TABLE
from soat.model.dose_tables import DOSES_SETTLED, OUTPUT_DOSE_TABLES, RULES_APPLIED
from soat.model.profile import load_profile
from soat.simulate.country import simulate
from soat.simulate.settings import SimulationSettings
from tests.agree.whole_run import stages_of_identity, take_in
from tests.laws.cut_country import run_in_cuts, run_whole, workshop_of

Rows = list[tuple[object, ...]]
Answers = dict[str, dict[str, Rows]]
_PEOPLE = 5000
_HANDED = (
    *("people_typed", "people_comparable", "persons", "settled_verdicts", "verdicts", "repairs"),
    *(
        "register_comparable",
        "doses_typed",
        "daily_reports_typed",
        "sites_typed",
        "decisions_typed",
    ),
    *("places", "clocks_before", "rejects"),
)
_COMPARED = (
    *(table.name for table in (*OUTPUT_DOSE_TABLES, DOSES_SETTLED, RULES_APPLIED)),
    *(definition.table for definition in DEFINITIONS),
)
# A profile with several doses on one day, and two rows that somebody held apart or joined.
_DECISIONS = """INSERT INTO decisions_typed BY NAME
    SELECT CASE WHEN row_number() OVER (ORDER BY a.dose_ref) % 2 = 0 THEN 'same_dose'
            ELSE 'not_a_duplicate' END AS decision,
        a.dose_ref, b.dose_ref AS other_dose_ref, 'clerk' AS decided_by
    FROM doses_typed a JOIN doses_typed b
        ON b.person_ref = a.person_ref AND b.dose_ref > a.dose_ref
    ORDER BY a.dose_ref, b.dose_ref LIMIT 60"""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the rooms before the doses hand on, of a country with every kind of fault."""
    folder = tmp_path_factory.mktemp("cut-country")
    country, handed = folder / "country", folder / "handed"
    simulate(SimulationSettings(people=_PEOPLE, seed=4, scenario="hostile", out=country))
    handed.mkdir()
    with duckdb.connect() as connection:
        take_in(connection, country)
        for stage in stages_of_identity(load_profile("vn")):
            run_stage(connection, stage)
        connection.execute(_DECISIONS).fetchall()
        for table in _HANDED:
            connection.execute(f"COPY {table} TO '{handed}/{table}.parquet'").fetchall()
    return handed


@pytest.fixture(scope="module")
def answers(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Every table of both ways, in one order of rows."""
    told: Answers = {}
    with workshop_of(inputs) as whole:
        run_whole(whole)
        told["whole"] = {table: _rows(whole, table) for table in (*_COMPARED, SUMS_TABLE)}
    with workshop_of(inputs) as cut:
        run_in_cuts(cut, tmp_path_factory.mktemp("cuts"))
        told["cut"] = {table: _rows(cut, table) for table in (*_COMPARED, SUMS_TABLE)}
    return told


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> Rows:
    return connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()


@pytest.mark.parametrize("table", _COMPARED)
def test_cuts_give_what_one_piece_gives(answers: Answers, table: str) -> None:
    assert answers["cut"][table] == answers["whole"][table]


def test_the_country_has_what_may_be_cut_wrongly(
    answers: Answers,
) -> None:
    # Without duplicates, pairs, spoiled sheets and gaps the comparison above would say little.
    told = ("dose_pairs", "batch_fault_rows", "missing_candidates", "entry_explanations")
    assert all(answers["whole"][table] for table in (*told, "dose_findings", "site_findings"))
    assert answers["whole"][SUMS_TABLE] == answers["cut"][SUMS_TABLE] == []
