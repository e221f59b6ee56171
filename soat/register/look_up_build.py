"""Builds the look-up index of a snapshot from the comparable register.

Everything is sorted by DuckDB, which spills past its memory limit, and streamed to the files, so
that memory does not grow with the country. Names stand once each; people point at them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from soat.model.profile import Profile
from soat.register.look_up_files import (
    BY_COMMUNE,
    BY_DATE,
    BY_ENDING,
    BY_FORMER,
    BY_NAME,
    BY_NUMBER,
    BY_TEXT,
    DATE_BLOCK_SQL,
    DATE_BLOCKS,
    FOLDER,
    FORMAT_VERSION,
    FORMER_OF_NINE,
    NAMES_BATCH,
    NAMES_FILE,
    NO_DAY,
    OF_NAMES,
    PERSON,
    PLACES_FILE,
    Layout,
    Order,
    column_file,
    write_layout,
)

_BATCH = 1_000_000

NAME_COLUMNS = (
    "full_name name_key name_mended_key name_ascii name_bag surname given name_damage "
    "name_has_marks name_count"
).split()

# The digest of a text that probes compute alike (soat.register.neighbours.digest).
_DIGEST = "md5_number_lower(coalesce({0}, ''))"
_SHORT = f"({_DIGEST} & 65535)::USMALLINT"

_PLACES = """CREATE OR REPLACE TEMP TABLE look_up_places AS
    SELECT row_number() OVER (ORDER BY residence_code, district_code, province_code) - 1 AS place,
        residence_code, district_code, province_code
    FROM (SELECT DISTINCT residence_code, district_code, province_code FROM register_comparable)"""

# Every name column follows from the name as written, so one bearer speaks for all.
_NAMES = f"""CREATE OR REPLACE TEMP TABLE look_up_names AS
    SELECT (row_number() OVER (ORDER BY bag_digest, name_ascii, full_name) - 1)::UINTEGER
            AS name, *
    FROM (SELECT {_DIGEST.format("name_bag")} AS bag_digest, {", ".join(NAME_COLUMNS)}
        FROM register_comparable r SEMI JOIN (
                SELECT min(register_row) AS register_row FROM register_comparable
                GROUP BY full_name) bearer
            ON r.register_row = bearer.register_row)"""

_PEOPLE = f"""CREATE OR REPLACE TEMP TABLE look_up_people AS
    SELECT r.register_row::UINTEGER AS row, r.citizen_id::BIGINT AS number,
        CASE WHEN r.former_id IS NULL THEN -1 WHEN length(r.former_id) = 9
            THEN {FORMER_OF_NINE} + r.former_id::BIGINT ELSE r.former_id::BIGINT END AS former,
        n.name, coalesce(r.birth_year, 0)::SMALLINT AS year,
        coalesce(r.birth_month, 0)::UTINYINT AS month, coalesce(r.birth_day, 0)::UTINYINT AS day,
        CASE r.sex WHEN 'male' THEN 1 WHEN 'female' THEN 2 ELSE 0 END::UTINYINT AS sex,
        places.place::USMALLINT AS place,
        coalesce(date_diff('day', DATE '1970-01-01', r.deceased_on), {NO_DAY})::INTEGER
            AS deceased
    FROM register_comparable r
    JOIN look_up_names n ON r.full_name = n.full_name
    JOIN look_up_places places
        ON r.residence_code IS NOT DISTINCT FROM places.residence_code
        AND r.district_code IS NOT DISTINCT FROM places.district_code
        AND r.province_code IS NOT DISTINCT FROM places.province_code"""

_KEYS = f"""CREATE OR REPLACE TEMP TABLE look_up_keys AS
    SELECT name, (bag_digest >> 32)::UINTEGER AS bag, {_SHORT.format("given")} AS given,
        {_SHORT.format("surname")} AS surname,
        CASE WHEN name_bag IS NULL THEN 0 ELSE ascii(given) % 256 END::UTINYINT AS letter,
        bag_digest, ({_DIGEST.format("name_ascii")} >> 32)::UINTEGER AS letters,
        coalesce(name_count, 0)::UINTEGER AS people
    FROM look_up_names"""


@dataclass(frozen=True)
class _Writing:
    """One order to write: its query, whose column `block` (if blocked) counts rows per block."""

    order: Order
    sql: str
    blocks: int | None = None


def _writings(places: int, names: int) -> tuple[_Writing, ...]:
    people = "FROM look_up_people p JOIN look_up_keys k ON p.name = k.name"
    return (
        _Writing(
            BY_COMMUNE,
            f"""SELECT place AS block, row, bag, given, surname, year, month, day {people}
            ORDER BY place, row""",
            places,
        ),
        _Writing(
            BY_NAME,
            "SELECT name AS block, row, year, month, day, place FROM look_up_people "
            "ORDER BY name, row",
            names,
        ),
        _Writing(
            BY_DATE,
            f"""SELECT {DATE_BLOCK_SQL} AS block, row, given, surname, place, letter {people}
            WHERE year > 0 AND month > 0 ORDER BY block, row""",
            DATE_BLOCKS,
        ),
        _Writing(
            BY_ENDING,
            f"""SELECT (number % 1000000)::INTEGER AS block, row,
                (number // 1000000)::UINTEGER AS head, year, given {people}
            ORDER BY block, head""",
            1_000_000,
        ),
        _Writing(
            BY_FORMER,
            "SELECT row, former AS number FROM look_up_people WHERE former >= 0 "
            "ORDER BY former, row",
        ),
        _Writing(BY_NUMBER, "SELECT number FROM look_up_people ORDER BY row"),
        _Writing(
            BY_TEXT,
            f"SELECT {_DIGEST.format('full_name')} AS text, name FROM look_up_names ORDER BY text",
        ),
        _Writing(
            OF_NAMES, "SELECT bag_digest AS bag, letters, people FROM look_up_keys ORDER BY name"
        ),
    )


def has_look_up_index(profile: Profile) -> bool:
    """Whether snapshots of this profile are indexed: the index is made of numbers of 12 digits and
    of the contract's own columns, and a look-up has no files to learn weights from."""
    numbered = profile.number_scheme != "none" and profile.weights is not None
    return numbered and not profile.extra_columns


def build_look_up_index(connection: duckdb.DuckDBPyConnection, snapshot: Path) -> Path:
    """Write `look_up/` into a snapshot folder from the table or view register_comparable.

    For profiles with a number scheme: `register_row` is the dense rank of 12-digit numbers.
    """
    folder = snapshot / FOLDER
    folder.mkdir()
    connection.execute("SET preserve_insertion_order = true").fetchall()
    for statement in (_PLACES, _NAMES, _PEOPLE, _KEYS):
        connection.execute(statement).fetchall()
    people, names, places = (
        int(connection.execute(f"SELECT count(*) FROM look_up_{table}").fetchall()[0][0])
        for table in ("people", "names", "places")
    )
    for writing in _writings(places, names):
        _write(connection, folder, writing)
    _write_people(connection, folder)
    _write_texts(connection, folder)
    connection.execute("SET preserve_insertion_order = false").fetchall()
    for table in ("people", "keys", "names", "places"):
        connection.execute(f"DROP TABLE look_up_{table}").fetchall()
    write_layout(folder, Layout(FORMAT_VERSION, people, names))
    return folder


def _batches(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[pa.RecordBatch]:
    yield from connection.sql(sql).to_arrow_reader(_BATCH)


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, writing: _Writing) -> None:
    counts = np.zeros(writing.blocks or 0, np.int64)
    files = {
        name: (folder / column_file(writing.order, name)).open("wb")
        for name, _ in writing.order.columns
    }
    try:
        for batch in _batches(connection, writing.sql):
            for name, kind in writing.order.columns:
                values = batch.column(name).to_numpy(zero_copy_only=False)
                files[name].write(values.astype(kind, copy=False).tobytes())
            if writing.blocks is not None:
                _count(counts, batch.column("block").to_numpy(zero_copy_only=False))
    finally:
        for file in files.values():
            file.close()
    if writing.blocks is not None:
        starts = np.concatenate(([0], np.cumsum(counts))).astype("<u4")
        (folder / column_file(writing.order, "starts")).write_bytes(starts.tobytes())


def _count(counts: Any, blocks: Any) -> None:
    """Blocks come in order, so a batch spans few of them."""
    first = int(blocks[0])
    found = np.bincount(blocks.astype(np.int64) - first)
    counts[first : first + len(found)] += found


def _write_people(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    names = [name for name in PERSON.names or () if name != "spare"]
    sql = f"SELECT {', '.join(names)} FROM look_up_people ORDER BY row"
    with (folder / "people.bin").open("wb") as file:
        for batch in _batches(connection, sql):
            people = np.zeros(batch.num_rows, PERSON)
            for name in names:
                people[name] = batch.column(name).to_numpy(zero_copy_only=False)
            file.write(people.tobytes())


def _write_texts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    columns = ", ".join(NAME_COLUMNS)
    names = connection.sql(f"SELECT {columns} FROM look_up_names ORDER BY name")
    _write_arrow(names.to_arrow_reader(NAMES_BATCH), folder / NAMES_FILE)
    places = connection.sql(
        "SELECT residence_code, district_code, province_code FROM look_up_places ORDER BY place"
    )
    _write_arrow(places.to_arrow_reader(NAMES_BATCH), folder / PLACES_FILE)


def _write_arrow(reader: pa.RecordBatchReader, file: Path) -> None:
    """Every batch but the last must be exactly NAMES_BATCH rows: names are found by division."""
    with pa.ipc.new_file(str(file), reader.schema) as writer:
        rest: pa.Table | None = None
        for batch in reader:
            piece = pa.Table.from_batches([batch])
            rest = piece if rest is None else pa.concat_tables([rest, piece])
            while rest.num_rows >= NAMES_BATCH:
                whole = rest.slice(0, NAMES_BATCH).combine_chunks()
                writer.write_table(whole, max_chunksize=NAMES_BATCH)
                rest = rest.slice(NAMES_BATCH)
        if rest is not None and rest.num_rows:
            writer.write_table(rest.combine_chunks())
