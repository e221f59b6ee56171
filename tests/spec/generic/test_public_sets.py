"""Real data that nobody here made: what `soat run` reaches on it, with the bench's own profiles.

The floors are the best figures of the peer on the same split (docs/reference/benchmarks.md); the
peer itself is run by `python -m bench.external` only.
"""

from pathlib import Path

import duckdb
import pytest

from bench.external_files import FEBRL4, HISTORICAL, ExternalSet, write_external_set
from bench.links import LinkScore, score_links
from bench.where import PROFILES
from tests.command import soat

FLOORS = [(FEBRL4, 0.9999, 0.9999), (HISTORICAL, 0.999, 0.95)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "precision", "f1"), FLOORS, ids=[source.name for source, *_ in FLOORS]
)
def test_links_to_people_reach_the_floor(
    source: ExternalSet, precision: float, f1: float, tmp_path: Path
) -> None:
    if not source.is_here:
        pytest.skip(f"needs {', '.join(source.needs)} in ../shared/data/linkage")
    reached = _score(source, tmp_path)
    assert reached.precision >= precision
    assert reached.f1 >= f1


def _score(source: ExternalSet, folder: Path) -> LinkScore:
    files = write_external_set(source, folder / "files")
    outcome = soat(
        folder,
        *("run", "--register", files.register, "--people", files.people, "--out", "out"),
        *("--profile", PROFILES / f"{source.name}.toml"),
    )
    assert outcome.code == 0, outcome.err
    verdicts = folder / "out" / "verdicts.parquet"
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE truth AS FROM '{files.truth}'")
        con.execute(
            f"CREATE TABLE links AS SELECT person_ref, citizen_id, match_probability AS p "
            f"FROM '{verdicts}'"
        )
        return score_links(con, "links", "truth")
