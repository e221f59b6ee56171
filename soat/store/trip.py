"""One journey under way: its working database, how far it is, and what happened so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from soat.backends.duckdb_backend import StageMeasure, run_stage
from soat.backends.engines import StageRunner
from soat.model.profile import Profile
from soat.model.stages import Stage
from soat.store.reading import SourceFiles, TableCounts, check, read_table, refuse_damaged
from soat.store.refusals import refuse_too_many_rejects
from soat.store.standing import Standing

Progress = Callable[[str, float], None]

# The share of a whole run that each leg takes, for the progress bar; measured at a million people.
_LEGS = {
    "read": 0.05,
    "look_up": 0.3,
    "intake": 0.05,
    "register": 0.15,
    "standardize": 0.1,
    "verify": 0.03,
}
_LEGS |= {"resolve": 0.12, "intake_doses": 0.1, "standardize_doses": 0.05, "settle_doses": 0.1}
_LEGS |= {"entry_gap": 0.05, "check": 0.05, "measure": 0.05, "write": 0.1}


@dataclass
class Trip:
    """One journey under way: its working database, what runs the stages on its tables, its profile,
    what happened so far, and what it keeps for updates."""

    workshop: duckdb.DuckDBPyConnection
    engine: StageRunner
    profile: Profile
    max_rejected_share: float
    progress: Progress
    stages: list[StageMeasure] = field(default_factory=list)
    sources: list[SourceFiles] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    counts: list[TableCounts] = field(default_factory=list)
    done: float = 0.0
    reused_pieces: int = 0
    seconds_of_pieces: dict[str, float] = field(default_factory=dict)
    standing: Standing | None = None

    @contextmanager
    def leg(self, name: str) -> Iterator[None]:
        """Tell the progress when a leg begins and when it ends."""
        self.progress(name, min(self.done, 0.99))
        yield
        self.done += _LEGS[name]
        self.progress(name, min(self.done, 1.0))

    def read(self, path: Path, table: str) -> None:
        """Look at an input's files, and take their digests, before anything is made of them."""
        extras = self.profile.extra_names if table in ("people", "register") else ()
        self.sources.append(read_table(self.workshop, path, table, extras))
        self.paths[table] = path

    def source(self, table: str) -> SourceFiles:
        """What was read for this table."""
        return next(source for source in self.sources if source.table == table)

    def take_in(self, table: str, stage: Stage) -> None:
        """Run the intake of a table that was read, and count where its rows went.

        Raises InputUnusable for a damaged file and LimitPassed for too many rejected rows.
        """
        try:
            self.stages.append(run_stage(self.workshop, stage))
        except duckdb.Error:
            refuse_damaged(self.paths[table])
            raise
        self.counts.append(check(self.workshop, self.source(table)))
        refuse_too_many_rejects(self.counts, self.max_rejected_share)

    def travel(self, name: str, *stages: Stage) -> None:
        """Run these stages as the leg of that name."""
        with self.leg(name):
            began, steps = self.done, sum(len(stage.steps) for stage in stages)
            before = 0
            for stage in stages:

                def on_step(done: int, _: int, before: int = before) -> None:
                    share = (before + done) / steps
                    self.progress(name, min(began + _LEGS[name] * share, 0.99))

                self.stages.append(self.engine.run_stage(stage, on_step))
                before += len(stage.steps)
