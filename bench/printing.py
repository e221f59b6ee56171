"""Tables for the terminal, in one style."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

console = Console(width=140, highlight=False)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of ready-made text; the first column is left-aligned, the others right."""
    table = Table()
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    console.print(f"\n[bold]{escape(title)}[/bold]")
    console.print(table)


def share(value: float | None, digits: int = 4) -> str:
    """A share of one, such as 0.9987; a dash when there is nothing to divide by."""
    return "–" if value is None else f"{value:.{digits}f}"


def count(value: int) -> str:
    """A whole number with thin groups, such as 1 234 567."""
    return f"{value:,}".replace(",", " ")
