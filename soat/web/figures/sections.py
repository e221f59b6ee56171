"""Which tables stand on which page of a place."""

from collections.abc import Callable, Iterable

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Section
from soat.store.reporting.story.story import story
from soat.web.figures.article import article_section
from soat.web.figures.gap import gap_section
from soat.web.figures.tables import RecordsOf, Table, table_of

OVERVIEW, PEOPLE, DOSES, COVERAGE, RULES = "overview", "people", "doses", "coverage", "rules"
WORK, TREND = "work", "trend"
VIEWS = {
    OVERVIEW: Message("Tổng quan", "Overview"),
    WORK: Message("Việc và tiến độ", "Work and progress"),
    PEOPLE: Message("Hồ sơ", "Profiles"),
    DOSES: Message("Nhập mũi tiêm", "Entry of doses"),
    COVERAGE: Message("Bao phủ", "Coverage"),
    RULES: Message("Quy tắc", "Rules"),
    TREND: Message("Diễn biến", "Trend"),
}
"""The pages of a place, in the order in which they stand."""

_STORY: dict[str, Callable[[str], bool]] = {
    PEOPLE: lambda name: name in ("people_by_tier", "people_by_repair", "people_by_rule"),
    DOSES: lambda name: name in ("states", "delay", "clocks", "debt"),
    COVERAGE: lambda name: name in ("coverage", "dropout", "speed") or name.startswith("group_"),
    RULES: lambda name: name in ("rules", "rows_by_outcome"),
}
_FIRST = Message("Chỉ tiêu", "Line")


def tables_of_run(
    view: str, figures: Iterable[Figure], language: str, links: RecordsOf
) -> list[Table]:
    """The tables of one page that come from the run; those that have nothing to say are left
    out."""
    kept = list(figures)
    first = _FIRST.said_in(language)
    return [table_of(one, first, language, links) for one in _sections(view, kept)]


def _sections(view: str, figures: list[Figure]) -> Iterable[Section]:
    place = FiguresOfPlace(figures)
    if view == PEOPLE and place.all_of("people_by_verdict"):
        yield article_section(place)
    if view == DOSES and place.all_of("doses_by_entry"):
        yield gap_section(place)
    belongs = _STORY.get(view)
    if belongs is not None:
        yield from (section for section in story(figures) if belongs(section.id))
