"""The one shape of every stage: named steps over described tables, run by a back end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from soat.model.messages import Message


@dataclass(frozen=True)
class SqlStep:
    """A table made by one query in DuckDB's dialect.

    `name` is the table it makes; `row_is` says what one row of it is. `kept` tables outlive
    their stage; the others are dropped when the stage ends.
    """

    name: str
    row_is: str
    sql: str
    kept: bool = False
    view: bool = False


@dataclass(frozen=True)
class LookupStep:
    """A table made by a Python function over distinct text values: value -> named columns.

    For what SQL cannot say faithfully. `values_sql` gives one column of distinct values;
    `answers` takes a list of them and returns one list for each of `columns`, row by row.
    The table made has the column `value` and then `columns` (name -> SQL type).
    """

    name: str
    row_is: str
    values_sql: str
    answers: Callable[[Sequence[str]], Sequence[Sequence[object]]]
    columns: tuple[tuple[str, str], ...]
    kept: bool = False


Step = SqlStep | LookupStep


@dataclass(frozen=True)
class Stage:
    """A leg of the journey: what it needs, what it gives, and its steps in order.

    `needs` and `gives` map a table's name to the columns used; the back end checks them at the
    door and reports every fault together. `cut_by` is the column by whose values its tables may
    be cut, each cut run by itself; None: the stage looks at the whole.
    """

    name: str
    purpose: Message
    needs: dict[str, tuple[str, ...]]
    gives: dict[str, tuple[str, ...]]
    steps: tuple[Step, ...] = field(default=())
    cut_by: str | None = None
