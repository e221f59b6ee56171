"""What a leg reads: a query under a name, looked through again or computed once."""

from soat.countrywide.piece_by_piece import Bench


def show(bench: Bench, name: str, query: str) -> None:
    """Give a leg a query's rows under this name."""
    bench.workshop.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}").fetchall()


def load(bench: Bench, name: str, query: str) -> None:
    """The same, computed once for all who read it."""
    bench.workshop.execute(f"CREATE OR REPLACE TABLE {name} AS {query}").fetchall()
