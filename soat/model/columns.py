"""How a table is declared: its columns in order, each with a type and a meaning."""

from dataclasses import dataclass

TEXT = "VARCHAR"


@dataclass(frozen=True)
class Column:
    """One column: its name, SQL type, and what a value means (NULL included)."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what one row is, and its columns in order."""

    name: str
    row_is: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def as_sql(self) -> str:
        """Names and types, as CREATE TABLE wants them."""
        return ", ".join(f'"{column.name}" {column.type}' for column in self.columns)


def declared(name: str, row_is: str, *columns: tuple[str, str, str]) -> Table:
    """A table from (name, type, meaning) of each column."""
    return Table(name, row_is, tuple(Column(*column) for column in columns))
