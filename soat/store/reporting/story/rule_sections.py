"""What is wrong, who mends it, and which rules are broken most."""

from collections.abc import Iterable

from soat.engine.measure.headline import Figure
from soat.engine.measure.labels import value_label
from soat.model.messages import Message
from soat.model.rules import BY_CODE
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Column, Line, Section, Shown, Tone

MOST_LINES = 12
_BLANK = Message("", "")
_SPLIT_SECTIONS = {
    "people_by_tier": Message("Ai được sửa (người)", "Who may correct it (people)"),
    "people_by_repair": Message(
        "Cần sửa gì (người, trên số người có trường cần sửa)",
        "What is to be corrected (people, of those with a field to correct)",
    ),
    "people_by_rule": Message("Căn cứ kết luận (người)", "What settled it (people)"),
    "rows_by_outcome": Message("Dòng đầu vào", "Input rows"),
}


def rules_section(place: FiguresOfPlace) -> Section:
    """The rules that most records break, with what sites suppress told apart."""
    broken = [f for f in place.all_of("failures_by_rule") if f.numerator]
    lines = [
        Line(
            _rule_label(figure),
            (figure, place.figure("suppressed_by_rule", figure.value)),
            tone=Tone.WATCH,
        )
        for figure in _most_first(broken)
    ]
    columns: tuple[Column, ...] = (
        Column(Message("Bản ghi", "Records"), Shown.COUNT, 0),
        Column(Message("trên số áp dụng", "of those it applies to"), Shown.SHARE, 0),
        Column(_BLANK, Shown.BAR, 0),
    )
    if any(line.figures[1] for line in lines):
        columns = (*columns, Column(Message("tạm bỏ qua", "suppressed"), Shown.COUNT, 1))
    title = Message("Quy tắc bị vi phạm nhiều nhất", "Rules broken most")
    return Section("rules", title, columns, tuple(lines), at_first=MOST_LINES)


def _rule_label(figure: Figure) -> Message:
    rule = BY_CODE.get(figure.value)
    if rule is None:
        return value_label(figure.dimension, figure.value)
    # What was not in force that day is still named by the sentence.
    ever = {threshold.name: threshold.value for threshold in rule.thresholds}
    said = rule.sentence.filled(**{**ever, **rule.thresholds_on(figure.as_of)})
    return Message(f"{figure.value} {said.vi}", f"{figure.value} {said.en}")


def split_sections(place: FiguresOfPlace) -> Iterable[Section]:
    """One section for each figure of which every value is shown, the most first."""
    for definition_id, title in _SPLIT_SECTIONS.items():
        yield Section(
            definition_id,
            title,
            (
                Column(_BLANK, Shown.COUNT),
                Column(_BLANK, Shown.SHARE),
                Column(_BLANK, Shown.BAR),
            ),
            tuple(
                Line(value_label(figure.dimension, figure.value), (figure,))
                for figure in _most_first(place.all_of(definition_id))
            ),
            at_first=MOST_LINES,
        )


def _most_first(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: (-(figure.numerator or 0), figure.value))
