"""One piece at a time: a fresh working database, its needs as views, what it gives on disk."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from soat.backends.duckdb_backend import StageMeasure, StepMeasure, connect, run_stage
from soat.model.kept_tables import Kept
from soat.model.profile import Profile
from soat.model.stages import Stage
from soat.store.pieces import Pieces, parquet_rows, write_piece

Progress = Callable[[str, float], None]


@dataclass
class Bench:
    """Where one piece is made: its database, the folder it writes into, and what it notes."""

    workshop: duckdb.DuckDBPyConnection
    folder: Path
    stages: list[StageMeasure] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    def see(self, view: str, files: list[Path], shape: Path) -> None:
        """Make the view over these files; empty, with the right columns, without any."""
        self.workshop.execute(
            f"CREATE OR REPLACE TEMP VIEW {view} AS FROM {parquet_rows(files or [shape])}"
        ).fetchall()

    def keep(self, *tables: Kept) -> None:
        """Give tables as an update will need them."""
        for kept in tables:
            self.give(kept.name, kept.query)

    def run(self, *stages: Stage) -> None:
        """Run the stages one after the other."""
        for stage in stages:
            self.stages.append(run_stage(self.workshop, stage))

    def give(self, table: str, query: str | None = None, cut_by: str | None = None) -> int:
        """Write a table, or a query under the table's name, as this piece's; how many rows."""
        return write_piece(self.workshop, query or f"FROM {table}", self.folder / table, cut_by)

    def give_cut(self, table: str, cut: str, order: str = "") -> int:
        """Write a table of a piece that is one cut (`cut=3`); in this order, if one is named."""
        query = f"FROM {table} ORDER BY {order}" if order else f"FROM {table}"
        return write_piece(self.workshop, query, self.folder / table, cut, bool(order))


@dataclass
class Country:
    """A run of the whole country under way; `keeps` what its updates will need."""

    pieces: Pieces
    profile: Profile
    memory_limit: str | None
    progress: Progress
    keeps: bool = False
    stages: list[StageMeasure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    done: float = 0.0
    reused: int = 0

    def piece(self, name: str, share: float, make: Callable[[Bench], None]) -> dict[str, Any]:
        """Make a piece, or use it again when it is finished; its notes.

        `share` is its part of the whole run, for the progress.
        """
        leg = name.partition("-")[0]
        self.progress(leg, self.done)
        kept = self.pieces.notes_of(name)
        if kept is None:
            began = time.perf_counter()
            with self.bench(name) as bench:
                make(bench)
            kept = bench.notes | {"stages": [asdict(stage) for stage in bench.stages]}
            kept["seconds"] = time.perf_counter() - began
            self.pieces.finished(name, kept)
        else:
            self.reused += 1
        self.stages += [_measure(stage) for stage in kept["stages"]]
        self.seconds[name] = kept["seconds"]
        self.passed(leg, share)
        return kept

    def passed(self, leg: str, share: float) -> None:
        """Count something that is no piece as done."""
        self.done += share
        self.progress(leg, self.done)

    @contextmanager
    def bench(self, name: str) -> Iterator[Bench]:
        """A place to work at, gone when the block ends."""
        with TemporaryDirectory(prefix="workshop-", dir=self.pieces.folder) as place:
            workshop = connect(Path(place) / "spill", self.memory_limit)
            try:
                yield Bench(workshop, self.pieces.begun(name))
            finally:
                workshop.close()

    def see(self, bench: Bench, view: str, *cuts: str, table: str = "") -> None:
        """Show a finished table, or some cuts of it, to a piece under the name `view`."""
        name = table or view
        bench.see(view, self.pieces.files_of(name, *cuts), self.pieces.shape_of(name))


def _measure(told: Mapping[str, Any]) -> StageMeasure:
    steps = tuple(StepMeasure(**step) for step in told["steps"])
    return StageMeasure(**{**told, "steps": steps})
