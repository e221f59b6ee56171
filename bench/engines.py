"""`make bench-engines`: DuckDB and Spark over the same files, every table of the two runs compared.

Each engine runs as a user runs it, in a process of its own; Spark in local mode with two threads.
A table agrees when neither run has a row that the other lacks, in any column; doubles are compared
to nine digits, because sums and logarithms may differ in the last. Leaves `bench/out/engines.json`;
ends with 1 when a table differs. Needs `make java spark`.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from bench.country import Country, country_in, country_of, fresh_folder
from bench.measured import MeasuredRun, run_soat
from bench.printing import console, count, print_table
from bench.where import out_folder

_ENGINES = ("duckdb", "spark")
_SPARK_MASTER = "local[2]"


@dataclass(frozen=True)
class Compared:
    """One table of the two runs: its rows, and the rows that one of them has alone."""

    table: str
    rows: int
    columns: int
    alone: dict[str, int]

    @property
    def agrees(self) -> bool:
        return not any(self.alone.values())


def run_both(country: Country, folder: Path) -> dict[str, MeasuredRun]:
    """Both engines over the country's raw files, into `folder`/ENGINE."""
    os.environ.setdefault("SOAT_SPARK_MASTER", _SPARK_MASTER)
    given: list[str | Path] = []
    for option in ("register", "people", "doses", "daily-reports", "sites"):
        given += [f"--{option}", country.table(option.replace("-", "_"))]
    given += ["--as-of", country.as_of, "--no-updates"]
    return {
        engine: run_soat("run", *given, "--engine", engine, "--out", folder / engine)
        for engine in _ENGINES
    }


def compared(folder: Path) -> Iterator[Compared]:
    """Every Parquet file of either run beside the other's; a missing one has no rows."""
    runs = [folder / engine for engine in _ENGINES]
    files = {file.relative_to(run) for run in runs for file in run.rglob("*.parquet")}
    with duckdb.connect() as con:
        for file in sorted(files):
            yield _compared(con, str(file.with_suffix("")), [run / file for run in runs])


def _compared(con: duckdb.DuckDBPyConnection, table: str, files: list[Path]) -> Compared:
    if missing := [e for e, file in zip(_ENGINES, files, strict=True) if not file.exists()]:
        return Compared(table, 0, 0, dict.fromkeys(missing, 1))
    described = con.execute(f"DESCRIBE FROM read_parquet('{files[0]}')").fetchall()
    columns = ", ".join(_comparable(name, kind) for name, kind, *_ in described)
    ours, theirs = (f"SELECT {columns} FROM read_parquet('{file}')" for file in files)
    pairs = zip(_ENGINES, ((ours, theirs), (theirs, ours)), strict=True)
    alone = {engine: _rows(con, f"({a}) EXCEPT ALL ({b})") for engine, (a, b) in pairs}
    return Compared(table, _rows(con, ours), len(described), alone)


def _comparable(name: str, kind: str) -> str:
    return f"printf('%.9g', \"{name}\")" if kind == "DOUBLE" else f'"{name}"'


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> int:
    counted = con.execute(f"SELECT count(*) FROM ({query})").fetchall()
    return int(counted[0][0])


def main() -> None:
    """Run both, compare, print, leave the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--scenario", default="vn-2022-04-25")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--country", type=Path, help="a simulated country to use as it is")
    given = parser.parse_args()
    country = (
        country_in(given.country)
        if given.country
        else country_of(given.scenario, given.people, given.seed)
    )
    folder = fresh_folder(out_folder("engines"), f"{country.scenario}-{country.people}")
    runs = run_both(country, folder)
    tables = list(compared(folder))
    rows = [
        (t.table, count(t.rows), str(t.columns), *map(count, t.alone.values()))
        for t in tables
    ]  # fmt: skip
    titles = ("table", "rows", "columns", "DuckDB alone", "Spark alone")
    print_table(f"{country.scenario}, {count(country.people)} people", titles, rows)
    for engine, run in runs.items():
        console.print(f"{engine}: {run.seconds:.1f} s, peak {run.peak_gib:.2f} GiB (of Python)")
    kept = {
        "people": country.people,
        "scenario": country.scenario,
        "seconds": {engine: round(run.seconds, 1) for engine, run in runs.items()},
        "tables": [asdict(table) for table in tables],
    }
    target = out_folder(".") / "engines.json"
    target.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    if not all(table.agrees for table in tables):
        sys.exit(1)


if __name__ == "__main__":
    main()
