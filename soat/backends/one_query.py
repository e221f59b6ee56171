"""Runs a chain of steps as one prepared query, for tables so small that planning would be dearest.

A stage of many steps costs a plan for each of them: a tenth of a second for one person. Here the
steps that an answer needs become one query, planned once; what it reads are streams that are
refilled for every call. The steps are the same steps, and so are their answers.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from soat.model.stages import LookupStep, Step

# What these do pays off on large tables only, and takes longer than a small query itself.
_NOT_WORTH_IT = "join_order,statistics_propagation,join_filter_pushdown,cte_inlining,common_subplan"


class StreamTable:
    """A table that a prepared query reads anew, whatever it holds by then."""

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        rows: Any = self.rows
        return rows.__arrow_c_stream__(requested_schema)


def connect_small() -> duckdb.DuckDBPyConnection:
    """A database in memory for queries over a few hundred rows: one thread, little planning."""
    connection = duckdb.connect(":memory:")
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "enable_progress_bar = false",
        "threads = 1",
        f"disabled_optimizers = '{_NOT_WORTH_IT}'",
    ):
        connection.execute(f"SET {setting}").fetchall()
    return connection


@dataclass(frozen=True)
class Given:
    """A table that a chain is given: its name there, and the query over streams that makes it."""

    name: str
    sql: str


class OneQuery:
    """A chain of steps under a name on a connection, prepared when it is first asked."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str,
        steps: Sequence[Step],
        given: Sequence[Given],
        answer_sql: str,
    ) -> None:
        self._connection, self._name, self._prepared = connection, name, False
        self._steps, self._given, self._answer_sql = steps, given, answer_sql

    def prepare(self) -> None:
        """Plan the query now, so that the first to ask need not wait."""
        if self._prepared:
            return
        tables = [f"{table.name} AS MATERIALIZED ({table.sql})" for table in self._given]
        known = [table.name for table in self._given]
        for step in needed_steps(self._steps, known, self._answer_sql):
            tables.append(f"{step.name} AS MATERIALIZED ({_step_sql(self._connection, step)})")
        chain = ",\n".join(tables)
        self._connection.execute(
            f"PREPARE {self._name} AS WITH {chain}\n{self._answer_sql}"
        ).fetchall()
        self._prepared = True

    def rows(self) -> list[Any]:
        """The answer's rows as tuples."""
        self.prepare()
        return self._connection.execute(f"EXECUTE {self._name}").fetchall()

    def table(self) -> pa.Table:
        """The answer as a table."""
        self.prepare()
        told: pa.Table = self._connection.sql(f"EXECUTE {self._name}").to_arrow_table()
        return told

    def small_table(self, schema: pa.Schema) -> pa.Table:
        """The answer as a table of this schema; for a few rows a third of the time of `table`."""
        cells = list(zip(*self.rows(), strict=True)) or [()] * len(schema)
        columns = [pa.array(cell, kind) for cell, kind in zip(cells, schema.types, strict=True)]
        return pa.Table.from_arrays(columns, schema=schema)


def needed_steps(steps: Sequence[Step], given: Iterable[str], answer_sql: str) -> list[Step]:
    """Those steps that the answer reads, directly or not, in their order."""
    known, wanted, needed = set(given), _words(answer_sql), []
    for step in reversed(steps):
        if step.name in wanted and step.name not in known:
            wanted |= _words(step.values_sql if isinstance(step, LookupStep) else step.sql)
            needed.append(step)
    return needed[::-1]


def _words(sql: str) -> set[str]:
    return set(re.findall(r"\w+", sql))


def _step_sql(connection: duckdb.DuckDBPyConnection, step: Step) -> str:
    if not isinstance(step, LookupStep):
        return step.sql
    function = f"answers_{step.name}"
    _make_function(connection, function, step)
    cells = ", ".join(f"answer.{name} AS {name}" for name, _ in step.columns)
    return f"""SELECT value, {cells} FROM (
        SELECT value, {function}(value) AS answer FROM ({step.values_sql}) AS asked(value))"""


def _make_function(connection: duckdb.DuckDBPyConnection, name: str, step: LookupStep) -> None:
    known = connection.execute(
        "SELECT count(*) FROM duckdb_functions() WHERE function_name = ?", [name]
    ).fetchall()
    if known[0][0]:
        return

    def answer(value: str) -> dict[str, object]:
        (cells,) = step.answers([value])
        return {column: cell for (column, _), cell in zip(step.columns, cells, strict=True)}

    fields = ", ".join(f"{column} {kind}" for column, kind in step.columns)
    kind = duckdb.sqltype(f"STRUCT({fields})")
    connection.create_function(name, answer, [duckdb.sqltype("VARCHAR")], kind)


def close_small(connection: duckdb.DuckDBPyConnection, streams: Iterable[str]) -> None:
    """Give back what the client holds, so that nothing is left behind at exit."""
    for stream in streams:
        connection.unregister(stream)
    made = connection.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() "
        "WHERE starts_with(function_name, 'answers_')"
    ).fetchall()
    for (name,) in made:
        connection.remove_function(name)
    connection.close()
