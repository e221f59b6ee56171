"""What one page of figures shows of one place: which tables, pictures and cards, of what."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from soat.casework.figures.reading import (
    Values,
    current_run,
    figures_of,
    figures_of_each,
    left_over,
    measures_of,
    places_below,
    trend_of,
)
from soat.casework.figures.work import (
    Counted,
    cases_of,
    day_below,
    deadline_of,
    flows_of,
    lists_of,
    projected,
    states_below,
    today,
)
from soat.casework.models import LoadedRun, Place, User
from soat.engine.measure.definitions import DEFINITIONS
from soat.model.messages import Message
from soat.model.places import EPOCH_34, EPOCH_63
from soat.model.review_lists import Permission, PlaceLevel
from soat.review.debt_law import Flow, Projection
from soat.review.places import COUNTRY, above
from soat.review.roles import may
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.web.figures.cards import ShownCard, run_cards, work_cards
from soat.web.figures.flow_tables import (
    DAYS_SHOWN,
    days_table,
    debt_table,
    lists_table,
    work_charts,
)
from soat.web.figures.league import league_table
from soat.web.figures.line_chart import Chart
from soat.web.figures.place_figures import WANTED, PlaceTold
from soat.web.figures.records import records_within
from soat.web.figures.sections import (
    COVERAGE,
    DOSES,
    OVERVIEW,
    PEOPLE,
    RULES,
    TREND,
    VIEWS,
    WORK,
    tables_of_run,
)
from soat.web.figures.tables import RecordsOf, Table, no_records
from soat.web.figures.tile_map import TileMap, tile_map
from soat.web.figures.trend_tables import flow_charts, trend_charts, trend_table
from soat.web.figures.work_tables import At, case_tables

_LEAGUES = {
    PlaceLevel.COUNTRY: Message("Các tỉnh, thành phố", "Provinces"),
    PlaceLevel.PROVINCE: Message("Các quận, huyện, xã", "Districts and communes"),
    PlaceLevel.DISTRICT: Message("Các xã, phường, thị trấn", "Communes"),
    PlaceLevel.COMMUNE: Message("Các cơ sở tiêm chủng", "Vaccination sites"),
    PlaceLevel.SITE: Message("", ""),
}
_OF_RUN = {PEOPLE: "people_by_verdict", COVERAGE: "coverage_recorded", RULES: "failures_by_rule"}
"""Which measure a page needs to have anything to say."""
_WANTED: dict[str, Values] = {
    OVERVIEW: {**WANTED, "entry_debt_to_zero": (), "entry_debt_by_day": ()},
    WORK: {},
    TREND: {},
}
"""What a page reads of the run; the others read all of it."""


@dataclass(frozen=True)
class PlacePage:
    """One page of one place, read piece by piece as it is shown. Nothing is read twice."""

    user: User
    place: Place
    view: str
    asked: Mapping[str, str]
    at: At

    # ── what is read ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def run(self) -> LoadedRun | None:
        return current_run()

    @cached_property
    def measured(self) -> FiguresOfPlace:
        """Of the run's figures those that this page shows: a country has thousands."""
        return figures_of(self.user, self.place.path, self.run, _WANTED.get(self.view))

    @cached_property
    def measures(self) -> frozenset[str]:
        return measures_of(self.user, self.place.path, self.run)

    @cached_property
    def cases(self) -> Counted:
        return cases_of(self.user, self.place.path)

    @cached_property
    def deadline(self) -> date | None:
        return deadline_of(self.user, self.place.path)

    @cached_property
    def flows(self) -> dict[date, Flow]:
        since = self.at.day - timedelta(days=DAYS_SHOWN)
        return flows_of(self.user, self.place.path, since)

    @cached_property
    def projection(self) -> Projection | None:
        return projected(self.user, self.place.path, self.cases.open, self.at.day)

    @cached_property
    def below(self) -> list[Place]:
        return places_below(self.user, self.place, self.epoch)

    @cached_property
    def told_below(self) -> list[PlaceTold]:
        paths = [place.path for place in self.below]
        measured = figures_of_each(self.user, paths, self.run, WANTED)
        states = states_below(self.user, paths)
        day = day_below(self.user, paths, self.at.day)
        return [
            PlaceTold(
                place,
                measured[place.path],
                states.get(place.path, Counter()),
                day.get(place.path, (0, 0)),
            )
            for place in self.below
        ]

    @property
    def epoch(self) -> str:
        """Of which list the provinces are shown; others lie in one of them."""
        return EPOCH_34 if self.asked.get("epoch") == EPOCH_34 else EPOCH_63

    @property
    def reads_records(self) -> bool:
        return may(self.user.as_role, Permission.READ_RECORDS)

    @property
    def links(self) -> RecordsOf:
        return records_within(self.place.path) if self.reads_records else no_records

    @property
    def name(self) -> str:
        return self.place.name

    # ── what is shown ────────────────────────────────────────────────────────────────────────

    def above(self) -> list[Place]:
        """The way up to the user's own place, and no higher; a list of places is no step of it."""
        if self.place.path == self.user.place:
            return []
        own = len(above(self.user.place)) - 1
        steps = [path for path in above(self.place.path)[own:-1] if path not in _LISTS_OF_PLACES]
        named = {one.path: one for one in Place.objects.filter(path__in=steps)}
        return [named[path] for path in steps if path in named]

    def views(self) -> list[tuple[str, Message]]:
        """The pages that have anything to say of this place."""
        return [(name, called) for name, called in VIEWS.items() if self._has(name)]

    def _has(self, view: str) -> bool:
        needed = _OF_RUN.get(view)
        if view == WORK:
            return PlaceLevel(self.place.level) is not PlaceLevel.SITE
        return needed is None or needed in self.measures or view == self.view

    def tables(self) -> list[Table]:
        own = {OVERVIEW: self._overview, WORK: self._work, TREND: self._trend}.get(self.view)
        return own() if own else self._measured_tables()

    def _overview(self) -> list[Table]:
        if not self.below:
            return []
        title = _LEAGUES[PlaceLevel(self.place.level)].said_in(self.at.language)
        return [league_table(self.told_below, self._rest(), title, self.asked["by"], self.at)]

    def _rest(self) -> PlaceTold | None:
        """The records of the place whose place below nobody knows; None where there are none."""
        told = self.told_below
        left = left_over(self.measured, [one.measured for one in told])
        states: Counter[str] = Counter()
        if any(one.states for one in told):
            states = self.cases.by_state()
            for one in told:
                states.subtract(one.states)
        names = ("people_by_verdict", "doses_by_entry")
        counts = [figure.numerator for name in names for figure in left.all_of(name)]
        if not any(counts) and not any(states.values()):
            return None
        today_here = self.flows.get(self.at.day, (0, 0))
        flow = tuple(today_here[side] - sum(one.flow[side] for one in told) for side in (0, 1))
        return PlaceTold(None, left, +states, (flow[0], flow[1]))

    def _work(self) -> list[Table]:
        lists = lists_of(self.user, self.place.path, self.at.day)
        return [
            debt_table(self.projection, self.deadline, self.at),
            *case_tables(self.cases, self.at, self.links),
            lists_table(lists, self.at),
            days_table(self.flows, self.at),
        ]

    def _trend(self) -> list[Table]:
        return [trend_table(self._runs, self.at)]

    @cached_property
    def _runs(self) -> list[tuple[date, FiguresOfPlace]]:
        return trend_of(self.user, self.place.path)

    def _measured_tables(self) -> list[Table]:
        figures = [figure for one in DEFINITIONS for figure in self.measured.all_of(one.id)]
        return tables_of_run(self.view, figures, self.at.language, self.links)

    def charts(self) -> list[Chart]:
        drawn: dict[str, Callable[[], list[Chart]]] = {
            OVERVIEW: self._overview_charts,
            WORK: lambda: work_charts(self.flows, self.cases.open, self.at),
            DOSES: lambda: flow_charts(self.measured.all_of("entry_debt_by_day"), self.at),
            TREND: lambda: trend_charts(self._runs, self.at),
        }
        return drawn[self.view]() if self.view in drawn else []

    def _overview_charts(self) -> list[Chart]:
        """Beside the map of the country: how the work and the debt of entry go."""
        if PlaceLevel(self.place.level) is not PlaceLevel.COUNTRY:
            return []
        debt = flow_charts(self.measured.all_of("entry_debt_by_day"), self.at)
        return [*work_charts(self.flows, self.cases.open, self.at)[:1], *debt[:1]]

    def map(self) -> TileMap | None:
        """Of the country only, and where it has not just been sorted away."""
        if self.view != OVERVIEW or PlaceLevel(self.place.level) is not PlaceLevel.COUNTRY:
            return None
        return tile_map(self.told_below, self.epoch, self.asked["map"], self.at)

    def cards(self) -> list[ShownCard]:
        if self.view != OVERVIEW:
            return []
        today_here = self.flows.get(self.at.day, (0, 0))
        of_work = work_cards(self.cases, today_here, (self.projection, self.deadline), self.at)
        return [*of_work, *run_cards(self.measured, self.at.language)]

    def below_names(self) -> str:
        return _LEAGUES[PlaceLevel(self.place.level)].said_in(self.at.language)


_LISTS_OF_PLACES = {f"/{EPOCH_63}/", f"/{EPOCH_34}/"} - {COUNTRY}


def page_of(
    user: User, place: Place, view: str, asked: Mapping[str, str], language: str
) -> PlacePage:
    """The page of a place as of now."""
    at = At(place.path, today(datetime.now(UTC)), language)
    return PlacePage(user, place, view, asked, at)
