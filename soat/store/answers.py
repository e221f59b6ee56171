"""The answers of a run as files, and what was read to get them."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from soat.model.dose_tables import OUTPUT_DOSE_TABLES
from soat.model.profile import Profile
from soat.model.tables import CANDIDATES, PERSONS, REJECTS, REPAIRS, VERDICTS, Table
from soat.store.pieces import Pieces, parquet_rows
from soat.store.reading import SourceFiles
from soat.store.run_folder import write_query, write_table

# Beside the contract's tables, what `soat explain` needs: the evidence with the register's values,
# and the record as typed, for everyone whom the exact pass did not settle.
_COMPARED = """SELECT u.person_ref, u.number_text, u.full_name, u.birth_text, u.sex,
        u.residence_code
    FROM unsettled_people u ORDER BY u.person_ref"""


def write_answers(workshop: duckdb.DuckDBPyConnection, profile: Profile, folder: Path) -> None:
    """Write verdicts, repairs, persons, rejects, candidates, evidence and the records compared."""
    write_table(workshop, VERDICTS, folder / "verdicts.parquet", "person_ref")
    write_table(workshop, REPAIRS, folder / "repairs.parquet", "person_ref, field")
    write_table(workshop, PERSONS, folder / "persons.parquet", "person_ref")
    write_rejects(workshop, folder)
    write_query(workshop, _candidates_query(profile), folder / "candidates.parquet")
    evidence = "FROM evidence_kept ORDER BY person_ref, rank"
    write_query(workshop, evidence, folder / "evidence.parquet")
    write_query(workshop, _COMPARED, folder / "compared.parquet")


# The table, as the pieces of a country call it, the file, and the contract's columns if it has any.
_FROM_PIECES: tuple[tuple[str, str, Table | None], ...] = (
    ("verdicts", "verdicts", VERDICTS),
    ("repairs", "repairs", REPAIRS),
    ("persons", "persons", PERSONS),
    ("candidates", "candidates", CANDIDATES),
    ("evidence_kept", "evidence", None),
    ("compared", "compared", None),
)


def write_answers_of_pieces(
    workshop: duckdb.DuckDBPyConnection, pieces: Pieces, folder: Path
) -> None:
    """The same files from finished pieces, whose rows stand in order already, cut after cut."""
    for name, file, table in _FROM_PIECES:
        columns = ", ".join(table.column_names) if table else "*"
        rows = f"SELECT {columns} FROM {parquet_rows(pieces.files_of(name))}"
        write_query(workshop, rows, folder / f"{file}.parquet")
    for table in OUTPUT_DOSE_TABLES:
        write_table(workshop, table, folder / f"{table.name}.parquet")
    write_rejects(workshop, folder)


def write_dose_answers(workshop: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write histories, pairs, findings, entry cells and the rest of what is said of doses."""
    for table in OUTPUT_DOSE_TABLES:
        write_table(workshop, table, folder / f"{table.name}.parquet", "ALL")


def gather_rejects(
    workshop: duckdb.DuckDBPyConnection,
    sources: Sequence[SourceFiles],
    earlier: Path | None = None,
) -> None:
    """One table `rejects` of the unusable rows of every table that was read, and of those in the
    file of earlier ones."""
    tables = [f"FROM {source.table}_rejected" for source in sources]
    tables += [f"FROM {parquet_rows([earlier])}"] if earlier else []
    union = " UNION ALL ".join(tables)
    workshop.execute(f"CREATE OR REPLACE TABLE rejects AS {union}").fetchall()


def write_rejects(workshop: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the table `rejects`."""
    order = '"table", file, row_number, raw'
    write_table(workshop, REJECTS, folder / "rejects.parquet", order)


def _candidates_query(profile: Profile) -> str:
    """The contract's columns; without a number scheme, those of the columns that are compared."""
    names = ", ".join(CANDIDATES.column_names) if profile.number_scheme != "none" else "*"
    return f"SELECT {names} FROM candidates ORDER BY person_ref, rank"


def file_facts(sources: Sequence[SourceFiles]) -> list[dict[str, object]]:
    """Name, digest, rows and headings of every file read."""
    return [
        {
            "table": source.table,
            "file": file.name,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "rows": file.rows,
            "encoding": file.encoding,
            "separator": file.separator,
            "sheets": file.sheets,
            "skipped_sheets": file.skipped_sheets,
            "headings": file.headings,
            "unused_headings": file.unused_headings,
        }
        for source in sources
        for file in source.files
    ]
