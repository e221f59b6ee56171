"""The run folder after an update: what did not change as it was, what did in its place."""

from pathlib import Path

import duckdb

from soat.model.dose_tables import OUTPUT_DOSE_TABLES
from soat.model.kept_tables import KEPT_TABLES
from soat.model.tables import CANDIDATES, PERSONS, REPAIRS, VERDICTS
from soat.store.answers import write_rejects
from soat.store.run_folder import write_query, write_table
from soat.store.standing import Standing, put, put_gone
from soat.update.work import Work, of_people

_DECLARED = (VERDICTS, REPAIRS, PERSONS, CANDIDATES, *OUTPUT_DOSE_TABLES)


def show_for_measures(work: Work, workshop: duckdb.DuckDBPyConnection) -> None:
    """Make views of everything that the figures read."""
    for table in ("people_comparable", "doses_typed"):
        workshop.execute(f"DROP TABLE IF EXISTS {table}").fetchall()
    needed = set(work.stages["measure"].needs) - {"places", "rejects"}
    for table in sorted(needed):
        workshop.execute(f"CREATE OR REPLACE VIEW {table} AS {work.after(table)}").fetchall()
    workshop.execute(f"CREATE OR REPLACE VIEW rejects AS {work.made('rejects_now')}").fetchall()


def write_outputs(work: Work, workshop: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Every table of answers: rows that stand in their old order, then the new ones."""
    for table in _DECLARED:
        workshop.execute(f"CREATE OR REPLACE VIEW {table.name} AS {work.after(table.name)}")
        write_table(workshop, table, folder / f"{table.name}.parquet")
    for name in ("evidence", "compared"):
        write_query(workshop, work.after(name), folder / f"{name}.parquet")
    write_rejects(workshop, folder)


def write_edition(work: Work, workshop: duckdb.DuckDBPyConnection, standing: Standing) -> None:
    """What this update leaves for the next, as one more layer."""
    edition = standing.editions[-1]
    for kept in KEPT_TABLES:
        if kept.name in work.whole:
            put(edition, kept.name, workshop, work.made(kept.name))
        elif kept.name == "doses_typed":
            workshop.execute(
                f"CREATE OR REPLACE TABLE refs AS {work.made('histories_again')}"
            ).fetchall()
            put(edition, kept.name, workshop, of_people(work.after("doses_typed"), "refs"))
            put_gone(edition, kept.name, workshop, "FROM refs")
        elif change := work.replaced.get(kept.name):
            put(edition, kept.name, workshop, work.made(change.rows))
            put_gone(edition, kept.name, workshop, work.made(change.gone))
