"""The sheets of the workbook that have a line for each province: entry, lateness, debt and so on.

The columns follow from what the run measured: a column for each value that any place has.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from soat.engine.measure.definitions import BY_ID, Unit
from soat.engine.measure.headline import Figure
from soat.engine.measure.labels import value_label
from soat.model.dose_lists import DelayBucket
from soat.model.messages import Message
from soat.store.reporting.story.debt_sections import DEBT
from soat.store.reporting.story.dose_sections import oldest_first
from soat.store.reporting.story.entry_sections import ENTRY, EXPLAINED
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import fraction_of
from soat.store.reporting.story.time_sections import DELAY, WITHIN_RULE

SheetCell = str | int | float | None


@dataclass(frozen=True)
class SheetColumn:
    """One column of figures: its heading, how numbers look, and the number of a place."""

    heading: Message
    kind: str
    value: Callable[[FiguresOfPlace], SheetCell]


@dataclass(frozen=True)
class ProvinceSheet:
    """One sheet: its name and its columns of figures."""

    name: Message
    columns: tuple[SheetColumn, ...]


_ENTRY_VALUES = (
    *("reported", "recorded", "counted", "missing", "never_entered", *EXPLAINED),
    *("excess", "excess_unexplained", "not_compared", "in_doubt"),
)
_DELAY_VALUES = tuple(bucket.value for bucket in DelayBucket)


def province_sheets(nation: FiguresOfPlace) -> Iterable[ProvinceSheet]:
    """The sheets of what was measured."""
    sheets = (
        ProvinceSheet(Message("Nhập liệu", "Entry gap"), tuple(_entry(nation))),
        ProvinceSheet(Message("Độ trễ", "Timeliness"), tuple(_delay(nation))),
        ProvinceSheet(Message("Nợ nhập liệu", "Debt"), tuple(_debt(nation))),
        ProvinceSheet(Message("Độ bao phủ", "Coverage"), tuple(_coverage(nation))),
        ProvinceSheet(Message("Quy tắc", "Rules"), tuple(_rules(nation))),
    )
    return (sheet for sheet in sheets if sheet.columns)


def _entry(nation: FiguresOfPlace) -> Iterable[SheetColumn]:
    yield from _counts(nation, ENTRY, _ENTRY_VALUES)
    if nation.all_of(ENTRY):
        heading = Message("Chưa nhập %", "Never entered %")
        yield SheetColumn(
            heading, "share", lambda place: fraction_of(place.part(ENTRY, "never_entered"))
        )


def _delay(nation: FiguresOfPlace) -> Iterable[SheetColumn]:
    yield from _counts(nation, DELAY, _DELAY_VALUES)
    if nation.all_of(DELAY):
        heading = Message("≤ 3 ngày %", "≤ 3 days %")
        yield SheetColumn(
            heading, "share", lambda place: fraction_of(place.together(DELAY, WITHIN_RULE))
        )
    yield from _counts(nation, "days_to_entry", ("median", "p90"))


def _debt(nation: FiguresOfPlace) -> Iterable[SheetColumn]:
    if nation.all_of(DEBT):
        yield SheetColumn(
            Message("Mũi còn nợ", "Doses still owed"),
            "count",
            lambda place: _denominator(place.figure(DEBT, "likely")),
        )
    yield from _counts(nation, DEBT, ("likely", "low", "high"))


def _coverage(nation: FiguresOfPlace) -> Iterable[SheetColumn]:
    values = [figure.value for figure in nation.all_of("coverage_recorded")]
    for value in sorted(values, key=oldest_first):
        for name, source in (
            ("coverage_recorded", Message("đã ghi", "recorded")),
            ("coverage_reported", Message("báo cáo", "reported")),
        ):
            said = value_label("coverage", value)
            heading = Message(f"{said.vi}, {source.vi}", f"{said.en}, {source.en}")
            yield SheetColumn(heading, "count", _numerator(name, value))
            share = Message(f"{heading.vi} %", f"{heading.en} %")
            yield SheetColumn(share, "share", _share(name, value))


def _rules(nation: FiguresOfPlace) -> Iterable[SheetColumn]:
    broken = [figure for figure in nation.all_of("failures_by_rule") if figure.numerator]
    broken.sort(key=lambda figure: (-(figure.numerator or 0), figure.value))
    yield from _counts(nation, "failures_by_rule", [figure.value for figure in broken])


def _counts(
    nation: FiguresOfPlace, definition_id: str, values: Iterable[str]
) -> Iterable[SheetColumn]:
    if not nation.all_of(definition_id):
        return
    definition = BY_ID[definition_id]
    for value in values:
        said = value_label(definition.dimension.value, value)
        if definition.unit is Unit.DAYS:
            said = Message(f"{said.vi} (ngày)", f"{said.en} (days)")
        yield SheetColumn(said, "count", _numerator(definition_id, value))


def _numerator(definition_id: str, value: str) -> Callable[[FiguresOfPlace], SheetCell]:
    def of(place: FiguresOfPlace) -> SheetCell:
        figure = place.part(definition_id, value)
        return None if figure is None else figure.numerator

    return of


def _share(definition_id: str, value: str) -> Callable[[FiguresOfPlace], SheetCell]:
    return lambda place: fraction_of(place.part(definition_id, value))


def _denominator(figure: Figure | None) -> SheetCell:
    return None if figure is None else figure.denominator
