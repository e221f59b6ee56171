"""What is told of each place among its neighbours: columns of the league table and the map.

Those of a run are the report's own; beside them stand the cases as they are now.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from soat.casework.models import Place
from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.model.review_lists import CaseState
from soat.review.debt_law import Flow
from soat.review.work_figures import CASES_BY_DAY, CASES_BY_STATE
from soat.store.reporting.place_columns import COVERAGE_SHOWN, PLACE_COLUMNS
from soat.store.reporting.story.entry_sections import ENTRY
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Shown, fraction_of
from soat.store.reporting.story.time_sections import DELAY
from soat.web.figures.work_tables import At

WANTED = {
    "people_by_verdict": (),
    ENTRY: ("reported", "recorded", "counted", "never_entered"),
    DELAY: (),
    "coverage_recorded": (COVERAGE_SHOWN,),
}
"""What the columns of a place are made of: places are many, and their other values are not read."""


@dataclass(frozen=True)
class PlaceTold:
    """One place: what the run measured of it, its cases by state, and today's flow.

    Without a place it stands for the records whose place below is not known.
    """

    place: Place | None
    measured: FiguresOfPlace
    states: Counter[str]
    flow: Flow

    @property
    def all_cases(self) -> int:
        return sum(self.states.values())

    @property
    def open_cases(self) -> int:
        return self.all_cases - self.states[CaseState.SETTLED.value]


@dataclass(frozen=True)
class LeagueColumn:
    """One figure of a place. `high_is_good` is None where neither end is better."""

    id: str
    heading: Message
    shown: Shown
    figure: Callable[[PlaceTold, At], Figure | None]
    high_is_good: bool | None = None
    on_map: bool = False


def number_of(figure: Figure | None, shown: Shown) -> float | None:
    """The number by which places are ordered; None where it is not known."""
    if figure is None or figure.numerator is None:
        return None
    return fraction_of(figure) if shown is Shown.SHARE else float(figure.numerator)


def _open(told: PlaceTold, at: At) -> Figure | None:
    if not told.all_cases:
        return None
    return at.figure(CASES_BY_STATE.id, "open", told.open_cases, told.all_cases)


def _done(told: PlaceTold, at: At) -> Figure | None:
    if not told.all_cases:
        return None
    settled = told.states[CaseState.SETTLED.value]
    return at.figure(CASES_BY_STATE.id, CaseState.SETTLED.value, settled, told.all_cases)


def _today(told: PlaceTold, at: At) -> Figure | None:
    if not told.all_cases:
        return None
    return at.figure(CASES_BY_DAY.id, f"{at.day.isoformat()}.cleared", told.flow[1], None)


def _measured(
    figure: Callable[[FiguresOfPlace], Figure | None],
) -> Callable[[PlaceTold, At], Figure | None]:
    return lambda told, at: figure(told.measured)


LEAGUE_COLUMNS = (
    LeagueColumn("open", Message("Chưa xong", "Open"), Shown.COUNT, _open, False),
    LeagueColumn("today", Message("Xong hôm nay", "Settled today"), Shown.COUNT, _today, True),
    LeagueColumn("done", Message("Đã xong %", "Settled %"), Shown.SHARE, _done, True, True),
    *(
        LeagueColumn(
            *(one.id, one.heading, one.shown),
            *(_measured(one.figure), one.high_is_good, one.on_map),
        )
        for one in PLACE_COLUMNS
    ),
)
LEAGUE_BY_ID: Mapping[str, LeagueColumn] = {one.id: one for one in LEAGUE_COLUMNS}
