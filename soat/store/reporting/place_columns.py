"""What is told of each place in a league table, on the map and in the workbook."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.report_json import Place
from soat.store.reporting.story.entry_sections import ENTRY
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Shown
from soat.store.reporting.story.time_sections import DELAY, WITHIN_RULE

# All that the columns below are made of.
PLACE_DEFINITIONS = ("people_by_verdict", ENTRY, DELAY, "coverage_recorded")
# Doses 1 and 2 of adults are the coverage by which places are compared.
COVERAGE_SHOWN = "18+.2"


@dataclass(frozen=True)
class PlaceColumn:
    """One figure of a place. `high_is_good` is None where neither end is better."""

    id: str
    heading: Message
    shown: Shown
    figure: Callable[[FiguresOfPlace], Figure | None]
    high_is_good: bool | None = None
    on_map: bool = False


def _part(definition_id: str, value: str) -> Callable[[FiguresOfPlace], Figure | None]:
    return lambda place: place.part(definition_id, value)


def _within_rule(place: FiguresOfPlace) -> Figure | None:
    return place.together(DELAY, WITHIN_RULE)


def _verdicts(place: FiguresOfPlace) -> Figure | None:
    return place.together("people_by_verdict", ("verified", "mismatch", "unidentified", "exempt"))


PLACE_COLUMNS = (
    PlaceColumn("people", Message("Hồ sơ", "Profiles"), Shown.COUNT, _verdicts),
    PlaceColumn(
        "verified",
        Message("Đúng %", "Verified %"),
        Shown.SHARE,
        _part("people_by_verdict", "verified"),
        high_is_good=True,
        on_map=True,
    ),
    PlaceColumn(
        "wrong",
        Message("Sai", "Wrong"),
        Shown.COUNT,
        _part("people_by_verdict", "mismatch"),
        high_is_good=False,
        on_map=True,
    ),
    PlaceColumn(
        "unidentified",
        Message("Không xác định", "Unidentified"),
        Shown.COUNT,
        _part("people_by_verdict", "unidentified"),
        high_is_good=False,
    ),
    PlaceColumn("reported", Message("Đã tiêm", "Given"), Shown.COUNT, _part(ENTRY, "reported")),
    PlaceColumn("counted", Message("Đã ghi", "Recorded"), Shown.COUNT, _part(ENTRY, "counted")),
    PlaceColumn(
        "never_entered",
        Message("Chưa nhập", "Never entered"),
        Shown.COUNT,
        _part(ENTRY, "never_entered"),
        high_is_good=False,
    ),
    PlaceColumn(
        "never_entered_share",
        Message("Chưa nhập %", "Never entered %"),
        Shown.SHARE,
        _part(ENTRY, "never_entered"),
        high_is_good=False,
        on_map=True,
    ),
    PlaceColumn(
        "within_rule",
        Message("≤ 3 ngày %", "≤ 3 days %"),
        Shown.SHARE,
        _within_rule,
        high_is_good=True,
        on_map=True,
    ),
    PlaceColumn(
        "coverage",
        Message("18+ đủ 2 mũi %", "18+ two doses %"),
        Shown.SHARE,
        _part("coverage_recorded", COVERAGE_SHOWN),
        high_is_good=True,
        on_map=True,
    ),
)
BY_ID = {column.id: column for column in PLACE_COLUMNS}


def figures_by_place(figures: Iterable[Figure]) -> Mapping[Place, FiguresOfPlace]:
    """The figures of each place, by level, epoch and code, in that order."""
    grouped: dict[Place, list[Figure]] = defaultdict(list)
    for figure in figures:
        grouped[figure.place_level, figure.place_epoch, figure.place_code].append(figure)
    return {place: FiguresOfPlace(grouped[place]) for place in sorted(grouped)}
