"""What a run is given: by the command line, by a test, by a bench."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

PEOPLE_IN_A_CUT = 2_000_000
"""People of one piece of a run: so many fit in 4 GB, whatever the country."""


@dataclass(frozen=True)
class RegisterSettings:
    """What `soat register build` is given; `look_up` asks for the index of single look-ups."""

    register: Path
    out: Path
    profile: str = "vn"
    memory_limit: str | None = None
    max_rejected_share: float = 0.2
    people_in_a_cut: int = PEOPLE_IN_A_CUT
    look_up: bool = True


@dataclass(frozen=True)
class RunSettings:
    """What `soat run` is given. `as_of` is the day that figures are stated for.

    `decisions` are human judgements to obey; `previous` is the run folder whose clocks go on. A
    country of more than `people_in_a_cut` profiles is run piece by piece. `updates`: keep what
    `soat update` needs. `rejects` are rows rejected before the input was what it is.
    """

    register: Path
    people: Path
    out: Path
    as_of: date
    doses: Path | None = None
    daily_reports: Path | None = None
    sites: Path | None = None
    decisions: Path | None = None
    previous: Path | None = None
    profile: str = "vn"
    engine: str = "duckdb"
    memory_limit: str | None = None
    max_rejected_share: float = 0.2
    people_in_a_cut: int = PEOPLE_IN_A_CUT
    updates: bool = True
    rejects: Path | None = None


@dataclass(frozen=True)
class UpdateSettings:
    """What `soat update` is given: the finished run, and the rows that changed since.

    Rows of `people`, `doses` and `sites` replace those with their key or are new; `daily_reports`
    and `decisions` come after those before them; `withdrawn` names profiles and doses that stand no
    more. Another `register` or another day settles everything anew. The result takes the place of
    `run`, or is `out`.
    """

    run: Path
    people: Path | None = None
    doses: Path | None = None
    daily_reports: Path | None = None
    sites: Path | None = None
    decisions: Path | None = None
    withdrawn: Path | None = None
    register: Path | None = None
    as_of: date | None = None
    out: Path | None = None
    memory_limit: str | None = None
    max_rejected_share: float = 0.2
