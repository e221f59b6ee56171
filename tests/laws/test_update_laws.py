"""An update says what a run over everything says, for whatever change; its clocks go on."""

import csv
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from soat import changes
from soat.model.run_settings import UpdateSettings
from soat.update import register_rows
from tests.change_sets import ChangeSet, make_changes
from tests.command import Outcome, soat
from tests.run_tables import assert_same_but_for_its_files, rows_of

pytestmark = pytest.mark.slow

AS_OF = "2022-04-25"
TABLES = ("people", "doses", "daily_reports", "sites", "decisions")


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated country with every fault there is, run in one piece and in several."""
    folder = tmp_path_factory.mktemp("country")
    made = ("simulate", "--people", 2000, "--scenario", "hostile", "--seed", 3, "--out", "made")
    assert soat(folder, *made).code == 0
    assert soat(folder, "register", "build", "made/register", "--out", "snapshot").code == 0
    settle(folder, "whole")
    settle(folder, "pieces", cut=1000)
    return folder


def settle(folder: Path, out: str, cut: int = 10**6, **given: object) -> None:
    """`soat run` over the country, or over other inputs and settings where they are `given`."""
    inputs: dict[str, object] = {name: f"made/{name}" for name in TABLES[:-1]}
    inputs |= {"register": "snapshot", "as_of": AS_OF, "people_in_a_cut": cut, "out": out}
    done = soat(folder, "run", *options(inputs | given))
    assert done.code == 0, done.err


def options(given: dict[str, object]) -> Iterable[object]:
    for name, value in given.items():
        yield f"--{name.replace('_', '-')}"
        yield value


def update(folder: Path, run: str, **given: object) -> Outcome:
    done = soat(folder, "update", run, *options(given))
    assert done.code == 0, done.err
    return done


def changed(folder: Path, name: str, seed: int, people: str, doses: str) -> ChangeSet:
    register = folder / "made" / "register"
    return make_changes(folder / people, folder / doses, register, folder / name, seed)


def of(sent: ChangeSet) -> dict[str, object]:
    """The options of an update by these changes."""
    return {name: sent.folder / f"{name}.parquet" for name in ("people", "doses", "withdrawn")}


def merged(sent: ChangeSet) -> dict[str, object]:
    """The inputs of a run after these changes."""
    return {name: sent.merged / f"{name}.parquet" for name in ("people", "doses")}


@pytest.mark.parametrize(("base", "seed"), [("whole", 1), ("pieces", 2)])
def test_an_update_says_what_a_run_over_everything_says(
    country: Path, base: str, seed: int
) -> None:
    sent = changed(country, f"changes-{seed}", seed, "made/people", "made/doses")
    update(country, base, **of(sent), out=f"updated-{seed}")
    settle(country, f"anew-{seed}", previous=base, **merged(sent))
    assert_same_but_for_its_files(country / f"anew-{seed}", country / f"updated-{seed}")


def test_the_index_brings_all_whom_the_whole_register_would(
    country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = changed(country, "by-index", 5, "made/people", "made/doses")
    for share, out in ((0.0, "looked-through"), (1.0, "by-the-index")):
        monkeypatch.setattr(register_rows, "_SHARE_BY_INDEX", share)
        given = {name: Path(str(file)) for name, file in of(sent).items()}
        settings = UpdateSettings(country / "whole", **given, out=country / out)
        changes.update(settings, lambda leg, done: None)
    assert_same_but_for_its_files(country / "looked-through", country / "by-the-index")


def test_updates_follow_one_another(country: Path) -> None:
    first = changed(country, "first", 3, "made/people", "made/doses")
    update(country, "whole", **of(first), out="running")
    second = changed(
        country, "second", 4, "first/merged/people.parquet", "first/merged/doses.parquet"
    )
    before = [str(row[0]) for row in rows_of(country / "running" / "verdicts.parquet")]
    update(country, "running", **of(second))
    settle(country, "followed", previous="whole", **merged(first))
    settle(country, "followed-twice", previous="followed", **merged(second))
    assert_same_but_for_its_files(country / "followed-twice", country / "running")
    after = [str(row[0]) for row in rows_of(country / "running" / "verdicts.parquet")]
    assert before != after, "the run itself was replaced"
    assert not list(country.glob(".running*")), "nothing is left beside it"


def test_reports_sites_and_decisions_change(country: Path) -> None:
    folder = country / "small"
    folder.mkdir()
    with duckdb.connect() as connection:
        made = country / "made"
        queries = {
            "daily_reports": f"""SELECT * REPLACE ((doses::INT + 3)::VARCHAR AS doses,
                '2022-04-24T10:00:00' AS reported_at) FROM '{made}/daily_reports/*.parquet'
                ORDER BY hash(site_code || given_on) LIMIT 200""",
            "sites": f"""SELECT * REPLACE (lead(commune_code, 1, commune_code) OVER
                (ORDER BY site_code) AS commune_code) FROM '{made}/sites/*.parquet' LIMIT 2""",
            "decisions": f"""SELECT 'same_dose' AS decision, dose_ref, other_dose_ref,
                'a clerk' AS decided_by FROM '{country}/whole/dose_pairs.parquet'
                ORDER BY dose_ref LIMIT 10""",
        }
        for name, query in queries.items():
            connection.execute(f"COPY ({query}) TO '{folder}/{name}.parquet' (FORMAT parquet)")
        after = country / "small-merged"
        after.mkdir()
        connection.execute(
            f"""COPY (FROM '{made}/daily_reports/*.parquet' UNION ALL BY NAME
                FROM '{folder}/daily_reports.parquet') TO '{after}/daily_reports.parquet'"""
        )
        connection.execute(
            f"""COPY (FROM '{made}/sites/*.parquet' ANTI JOIN '{folder}/sites.parquet' s
                USING (site_code) UNION ALL BY NAME FROM '{folder}/sites.parquet')
                TO '{after}/sites.parquet'"""
        )
    given = {name: folder / f"{name}.parquet" for name in queries}
    assert len(rows_of(folder / "decisions.parquet")) > 0
    update(country, "whole", **given, out="small-updated")
    inputs = {name: after / f"{name}.parquet" for name in ("daily_reports", "sites")}
    settle(country, "small-anew", previous="whole", decisions=given["decisions"], **inputs)
    assert_same_but_for_its_files(country / "small-anew", country / "small-updated")


def test_a_rule_suppressed_touches_everybody(country: Path) -> None:
    with (country / "suppressed.csv").open("w", newline="") as opened:
        with duckdb.connect() as connection:
            sites = f"'{country}/made/sites/*.parquet'"
            (site,) = connection.execute(f"SELECT min(site_code) FROM {sites}").fetchall()[0]
        writer = csv.writer(opened)
        writer.writerow(("decision", "rule_code", "site_code", "reason", "decided_by"))
        writer.writerow(("suppress_rule", "D-S01", site, "known to the site", "a clerk"))
    update(country, "whole", decisions="suppressed.csv", out="suppressed")
    settle(country, "suppressed-anew", previous="whole", decisions="suppressed.csv")
    assert_same_but_for_its_files(country / "suppressed-anew", country / "suppressed")


def test_another_day_and_another_register_settle_everybody(country: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"""COPY (SELECT * REPLACE (CASE WHEN hash(citizen_id) % 10 = 0 THEN '2021-09-01'
                ELSE deceased_on END AS deceased_on) FROM '{country}/made/register/*.parquet'
                WHERE hash(citizen_id) % 7 > 0) TO '{country}/register-now.parquet'"""
        )
    now: dict[str, object] = {"register": "register-now.parquet", "as_of": "2022-05-02"}
    update(country, "pieces", **now, out="now")
    settle(country, "now-anew", previous="pieces", **now)
    assert_same_but_for_its_files(country / "now-anew", country / "now")
