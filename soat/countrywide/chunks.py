"""Chunks: rows of an input table that are taken in together, in the order of its files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import duckdb

from soat.countrywide.piece_by_piece import Bench, Country
from soat.engine.intake.cells import named, trimmed, unless_nothing
from soat.store.pieces import parquet_rows, put_with_pieces
from soat.store.reading import SourceFiles, TableCounts
from soat.store.reading.conservation import added_up
from soat.store.reading.parquet_files import parquet_queries
from soat.store.reading.source_files import ParquetFile

KEYS = {"people": "person_ref", "register": "citizen_id", "doses": "dose_ref"}


@dataclass(frozen=True)
class Chunk:
    """Whole Parquet files; or, of one large file, the rows from `first` up to before `end`."""

    files: tuple[ParquetFile, ...]
    first: int = 0
    end: int | None = None


@dataclass(frozen=True)
class Source:
    """An input table ready to be taken in by chunks."""

    table: str
    key: str
    files: SourceFiles
    chunks: tuple[Chunk, ...]


def make_source(
    country: Country, landed_in: duckdb.DuckDBPyConnection, files: SourceFiles, rows_in_a_chunk: int
) -> Source:
    """An input table that was read: rows of text files, which lie in the database `landed_in`,
    move to disk."""
    table = files.table
    landed = (f"raw_{table}_text", f"raw_{table}_broken")
    put_with_pieces(country.pieces, f"intake-{table}-landed", landed_in, landed)
    for name in landed:
        landed_in.execute(f"DELETE FROM {name}").fetchall()
    return Source(table, KEYS[table], files, tuple(_chunks(files.parquet, rows_in_a_chunk)))


def _chunks(files: tuple[ParquetFile, ...], most: int) -> Iterator[Chunk]:
    held: list[ParquetFile] = []
    for file in files:
        rows = file.found.rows
        if held and sum(one.found.rows for one in held) + rows > most:
            yield Chunk(tuple(held))
            held = []
        if rows > most + most // 2:
            yield from (
                Chunk((file,), first, min(first + most, rows)) for first in range(0, rows, most)
            )
            continue
        held.append(file)
    if held:
        yield Chunk(tuple(held))


def find_repeated_keys(country: Country, source: Source, share: float) -> None:
    """Keys that stand in several rows: those rows are taken in together, as the last chunk."""

    def look(bench: Bench) -> None:
        rows = _union([*parquet_queries(list(source.files.parquet)), _landed(country, source)])
        key = cleaned_key(source.key)
        query = f"""SELECT {named(source.key)} FROM (SELECT {key} AS {named(source.key)}
                FROM ({rows})) WHERE {named(source.key)} IS NOT NULL
            GROUP BY {named(source.key)} HAVING count(*) > 1"""
        bench.give(f"{source.table}_repeated_keys", query)

    country.piece(f"intake-{source.table}-keys", share, look)


def take_in_chunks(
    country: Country, source: Source, share: float, make: Callable[[Source, int, Bench], None]
) -> TableCounts:
    """Make the piece of every chunk; `make` notes where its rows went (`places`)."""
    find_repeated_keys(country, source, 0.03)
    numbers = chunk_numbers(source)
    told = [
        country.piece(
            f"intake-{source.table}-{number:04d}",
            share / len(numbers),
            partial(make, source, number),
        )["places"]
        for number in numbers
    ]
    return added_up(source.files, told)


def show_chunk(country: Country, bench: Bench, source: Source, number: int) -> None:
    """Make `raw_<table>` and `raw_<table>_broken` of one chunk.

    After the chunks of Parquet files come the landed rows of text files, then the rows whose key
    is repeated anywhere, which no other chunk holds.
    """
    table = source.table
    country.see(bench, "repeated_keys", table=f"{table}_repeated_keys")
    kind = "SEMI" if number == len(source.chunks) + 1 else "ANTI"
    rows = _rows_of_chunk(country, source, number)
    key = cleaned_key(source.key, "c.")
    # A key that is NULL is in no list of keys, and stays.
    bench.workshop.execute(
        f"""CREATE OR REPLACE TEMP VIEW raw_{table} AS SELECT c.* FROM ({rows}) c
            {kind} JOIN repeated_keys k ON {key} = k.{named(source.key)}"""
    ).fetchall()
    broken = f"raw_{table}_broken"
    more = "" if number == len(source.chunks) else " LIMIT 0"
    bench.workshop.execute(
        f"CREATE OR REPLACE TEMP VIEW {broken} AS SELECT * FROM "
        f"{parquet_rows(country.pieces.files_of(broken))}{more}"
    ).fetchall()


def chunk_numbers(source: Source) -> range:
    """The chunks of Parquet files, the landed rows, the rows of repeated keys."""
    return range(len(source.chunks) + 2)


def _rows_of_chunk(country: Country, source: Source, number: int) -> str:
    if number < len(source.chunks):
        chunk = source.chunks[number]
        rows = _union(parquet_queries(list(chunk.files)))
        if chunk.end is None:
            return rows
        return f"SELECT * FROM ({rows}) WHERE row_number BETWEEN {chunk.first + 1} AND {chunk.end}"
    if number == len(source.chunks):
        return _landed(country, source)
    return _union([*parquet_queries(list(source.files.parquet)), _landed(country, source)])


def _landed(country: Country, source: Source) -> str:
    files = country.pieces.files_of(f"raw_{source.table}_text")
    return f"SELECT * FROM {parquet_rows(files)}"


def _union(queries: list[str]) -> str:
    return " UNION ALL BY NAME ".join(queries)


def cleaned_key(key: str, of: str = "") -> str:
    """The key as intake cleans it."""
    bare = trimmed(key).replace(named(key), f"{of}{named(key)}")
    return unless_nothing(key).replace(named(key), f"({bare})")
