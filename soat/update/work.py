"""An update under way: every table before the change and after it, as queries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path

from soat.countrywide.piece_by_piece import Bench, Country
from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.engine.resolve.stages import resolve_stages
from soat.engine.standardize.doses import standardize_doses_stage
from soat.engine.verify.stages import verify_stage
from soat.model.kept_tables import BY_NAME
from soat.model.schedule import Schedule
from soat.model.stages import Stage
from soat.store.pieces import parquet_rows
from soat.store.standing import Standing
from soat.update.register_rows import RegisterRows


class Side(Enum):
    """Of two states of the same people: what the run knew, and what holds now."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Replaced:
    """What is new of a table: rows of the piece table `rows` stand for those before them whose
    `key` is in the piece table `gone`."""

    gone: str
    rows: str
    key: str = "person_ref"


@dataclass
class Changes:
    """What stood, and what is sent instead: every table before and after, as queries."""

    country: Country
    run: Path
    standing: Standing
    replaced: dict[str, Replaced] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    """Tables that are made as a whole again."""

    def piece(self, name: str, share: float, make: Callable[[Bench], None]) -> None:
        """Make one leg of the update."""
        self.country.piece(name, share, make)

    # ── tables as queries ────────────────────────────────────────────────────────────────────

    def before(self, table: str) -> str:
        """The rows of a table as the run left them."""
        if table in BY_NAME:
            return self.standing.rows(table)
        return f"FROM {parquet_rows([self.run / f'{table}.parquet'])}"

    def after(self, table: str) -> str:
        """The rows of a table as they are now, as far as this update has come."""
        if table in self.whole:
            return self.made(table)
        change = self.replaced.get(table)
        if change is None:
            return self.before(table)
        return f"""SELECT t.* FROM ({self.before(table)}) t
            ANTI JOIN ({self.made(change.gone)}) g ON g.{change.key} = t.{change.key}
            UNION ALL BY NAME {self.made(change.rows)}"""

    def rows(self, side: Side, table: str) -> str:
        """The rows of a table on one side of the change."""
        return self.before(table) if side == Side.BEFORE else self.after(table)

    def made(self, table: str) -> str:
        """The rows of a table that a leg of this update gave."""
        files = self.country.pieces.files_of(table)
        return f"FROM {parquet_rows(files or [self.country.pieces.shape_of(table)])}"


@dataclass
class Work(Changes):
    """An update through whom it touches: with all that the stages of a run are given."""

    register: RegisterRows = field(kw_only=True)
    run_id: str = field(kw_only=True)
    schedule: Schedule = field(kw_only=True)
    measured: MeasureSettings = field(kw_only=True)

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Every stage of a run, by name."""
        schedule, as_of = self.schedule, self.measured.as_of
        return {
            stage.name: stage
            for stage in (
                verify_stage(),
                *resolve_stages(self.country.profile, self.run_id),
                standardize_doses_stage(schedule),
                *settle_doses_stages(schedule, as_of),
                *entry_gap_stages(as_of, self.measured.reports_given),
                *check_stages(schedule, as_of),
                *national_stages(self.measured),
            )
        }


def of_people(query: str, refs: str) -> str:
    """The rows of these people only; `refs` is a table in the leg's database."""
    return f"SELECT t.* FROM ({query}) t SEMI JOIN {refs} w ON w.person_ref = t.person_ref"


def not_of_people(query: str, refs: str) -> str:
    """The rows of everybody else."""
    return f"SELECT t.* FROM ({query}) t ANTI JOIN {refs} w ON w.person_ref = t.person_ref"


def differing(one: str, other: str) -> str:
    """The rows that stand on one side only, in one table or the other; both have the columns in
    one order."""
    return f"""(SELECT * FROM ({one}) EXCEPT ALL SELECT * FROM ({other}))
        UNION ALL (SELECT * FROM ({other}) EXCEPT ALL SELECT * FROM ({one}))"""
