"""Who has had which dose: by age and dose, coverage, drop-out, speed."""

from collections.abc import Iterable

from soat.engine.measure.headline import Figure
from soat.engine.measure.labels import value_label
from soat.model.dose_lists import AgeGroup, DoseKind
from soat.model.messages import Message
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import (
    NOT_KNOWN,
    Column,
    Line,
    Section,
    Shown,
    Tone,
    fraction_of,
)

_REPORTED, _RECORDED = "reported_by_age_and_dose", "recorded_by_age_and_dose"
_BLANK = Message("", "")
_KINDS = {
    DoseKind.BASIC: Message("mũi {number}", "dose {number}"),
    DoseKind.ADDITIONAL: Message("mũi bổ sung", "additional dose"),
    DoseKind.BOOSTER: Message("mũi nhắc lại {number}", "booster {number}"),
}
_AGES = {group.value: group.sentence for group in AgeGroup}
_UNKNOWN_DOSE = Message("không rõ mũi", "dose unknown")
_NEVER = Message("không đạt với nhịp này", "never at this pace")
OVER_ALL = "▲"


def _dose_label(kind: str, number: str) -> Message:
    named = {one.value: label for one, label in _KINDS.items()}
    return named[kind].filled(number=number) if kind in named else _UNKNOWN_DOSE


def oldest_first(value: str) -> tuple[int, str]:
    """The order of `18+.2`: all doses first, then the oldest group, by dose."""
    ages = list(_AGES)
    age = value.partition(".")[0]
    return (-ages.index(age) if age in ages else -len(ages), value)


def group_section(place: FiguresOfPlace, age: AgeGroup) -> Section:
    """The doses of one age group, reported and recorded."""
    values = {f.value for name in (_REPORTED, _RECORDED) for f in place.all_of(name)}
    own = sorted((v for v in values if v.startswith(f"{age.value}.")), key=_order_of_dose)
    lines = [
        Line(
            _dose_label(value.split(".")[1], value.split(".")[-1]),
            (place.part(_REPORTED, value), place.part(_RECORDED, value)),
        )
        for value in own
    ]
    return Section(
        f"group_{age.name.lower()}",
        Message(f"Mũi tiêm cho người {age.sentence.vi}", f"Doses for people {age.sentence.en}"),
        (
            Column(Message("Báo cáo", "Reported"), Shown.COUNT, 0),
            Column(Message("Đã ghi", "Recorded"), Shown.COUNT, 1),
        ),
        (*lines, *_localities(place, age)),
    )


def _order_of_dose(value: str) -> tuple[int, str]:
    kinds = [kind.value for kind in DoseKind]
    kind = value.split(".")[1]
    return (kinds.index(kind) if kind in kinds else len(kinds), value)


def _localities(place: FiguresOfPlace, age: AgeGroup) -> Iterable[Line]:
    figure = place.figure("localities_reporting", age.value)
    if figure is not None and age is AgeGroup.CHILD:
        of = figure.denominator
        label = Message(f"số tỉnh có báo cáo (trên {of})", f"provinces that report any (of {of})")
        yield Line(label, (figure, None))


def coverage_section(place: FiguresOfPlace) -> Section:
    """People with at least k doses out of those who live there, by both numerators."""
    values = sorted((f.value for f in place.all_of("coverage_recorded")), key=oldest_first)
    lines = []
    for value in values:
        recorded = place.figure("coverage_recorded", value)
        reported = place.figure("coverage_reported", value)
        over = is_over_all(recorded) or is_over_all(reported)
        mark = OVER_ALL if over else ""
        lines.append(
            Line(value_label("coverage", value), (recorded, reported), mark=mark, tone=Tone.GOOD)
        )
    return Section(
        "coverage",
        Message("Độ bao phủ: người có ít nhất từng này mũi", "Coverage: at least this many doses"),
        (
            Column(Message("Đã ghi (người)", "Recorded (people)"), Shown.COUNT, 0),
            Column(Message("tỷ lệ", "share"), Shown.SHARE, 0),
            Column(Message("Báo cáo (mũi)", "Reported (doses)"), Shown.COUNT, 1),
            Column(Message("tỷ lệ", "share"), Shown.SHARE, 1),
            Column(Message("Dân số", "Population"), Shown.OUT_OF, 0),
        ),
        tuple(lines),
        _COVERAGE_NOTES if any(line.mark for line in lines) else _COVERAGE_NOTES[:1],
    )


_COVERAGE_NOTES = (
    Message(
        "Mẫu số: người còn sống trong sổ dân cư theo nơi thường trú. “Đã ghi” theo nơi thường trú, "
        "“Báo cáo” theo nơi tiêm.",
        "Denominator: living people of the register by residence. Recorded goes by residence, "
        "reported by place of dose.",
    ),
    Message(
        "▲ trên 100 %: tiêm cho người nơi khác đến, hoặc mẫu số thiếu.",
        "▲ above 100 %: people from elsewhere were vaccinated, or the denominator is too small.",
    ),
)


def is_over_all(figure: Figure | None) -> bool:
    """Whether more is counted than there are people."""
    return (fraction_of(figure) or 0.0) > 1.0


def dropout_section(place: FiguresOfPlace) -> Section:
    """People whose next dose is overdue."""
    overdue = {figure.value: figure for figure in place.all_of("dropout")}
    lines = [
        Line(value_label("dropout", value), (overdue[value],), tone=Tone.WATCH)
        for value in sorted(overdue, key=oldest_first)
    ]
    return Section(
        "dropout",
        Message("Quá hạn mũi tiếp theo (người)", "Overdue for the next dose (people)"),
        (
            Column(Message("Quá hạn", "Overdue"), Shown.COUNT),
            Column(Message("trên số đến hạn", "of those due"), Shown.SHARE),
            Column(_BLANK, Shown.BAR),
        ),
        tuple(lines),
    )


def speed_section(place: FiguresOfPlace) -> Section:
    """Doses a day in the last seven complete days, and the days until everybody has them."""
    paces = {pace.value: pace for pace in place.all_of("doses_in_week")}
    return Section(
        "speed",
        Message("Tốc độ tiêm, 7 ngày gần nhất", "Speed of the campaign, last 7 days"),
        (
            Column(Message("mũi/ngày", "doses/day"), Shown.A_DAY, 0),
            Column(Message("cả nhóm đủ sau", "whole group in"), Shown.DAYS, 1),
            Column(Message("mũi trên 100.000 dân", "per 100,000 people"), Shown.PER_100K, 2),
        ),
        tuple(_speed_line(place, paces[value]) for value in sorted(paces, key=oldest_first)),
    )


def _speed_line(place: FiguresOfPlace, pace: Figure) -> Line:
    value = pace.value
    targets = (
        place.figure("days_to_target", value),
        place.figure("doses_in_week_by_people", value),
    )
    never = _NEVER if pace.numerator is not None else NOT_KNOWN
    return Line(
        value_label(pace.dimension, value), (pace, *targets), strong=value == "all", unknown=never
    )
