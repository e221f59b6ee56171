"""`soat report RUN --define ID`: what one figure counts, out of what, and where it stands."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from soat.cli.section_view import section_view
from soat.cli.terminal import harmless
from soat.engine.measure.definitions import BY_ID, Definition, Unit
from soat.engine.measure.labels import value_label
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.store.reporting.read_report import RunReport, read_report
from soat.store.reporting.story.lines import Column, Line, Section, Shown
from soat.store.reporting.write_report import MEASURES_FOLDER

_WHAT, _OUT_OF = Message("Đếm", "Counts"), Message("Trên tổng", "Out of")
_UNIT, _SPLIT = Message("Đơn vị", "Unit"), Message("Phân theo", "Split by")
_PLACE, _LEVELS = Message("Địa bàn", "Place"), Message("Các cấp", "Levels")
_ADDS_UP = Message("Cộng lại", "Adds up")
_YES = Message("các dòng cộng lại bằng mẫu số", "the lines add up to the denominator")
_NO = Message("các dòng không cộng thành mẫu số", "the lines do not add up to the denominator")
_FILE, _AS_OF = Message("Tệp", "File"), Message("Tính đến", "As of")
_NATION = Message("Cả nước", "The whole country")


def definition_of(definition_id: str) -> Definition:
    """The definition. Raises WrongUsage, with those most like it, when there is none."""
    if definition_id in BY_ID:
        return BY_ID[definition_id]
    near = get_close_matches(definition_id, BY_ID, n=5, cutoff=0.4) or sorted(BY_ID)
    listed = ", ".join(near)
    raise WrongUsage(
        Message("Không có số liệu nào mang mã này.", "No figure has this id."),
        f"--define {definition_id}",
        Message(f"Có phải: {listed}?", f"Did you mean: {listed}?"),
    )


def print_definition(folder: Path, definition_id: str, language: str) -> None:
    """Explain one figure of a run on the terminal."""
    definition = definition_of(definition_id)
    nation = read_report(folder, "nation", (definition_id,))
    console = Console(highlight=False)
    console.print(Text(definition.id, style="bold"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for what, text in _facts(definition, nation, folder, language):
        table.add_row(what.said_in(language), text)
    console.print(table)
    console.print(section_view(_values(definition, nation), language, bars=console.width >= 100))


def _facts(
    definition: Definition, nation: RunReport, folder: Path, language: str
) -> Iterable[tuple[Message, str]]:
    yield _WHAT, definition.numerator.said_in(language)
    yield _OUT_OF, definition.denominator.said_in(language)
    yield _UNIT, definition.unit.sentence.said_in(language)
    yield _SPLIT, definition.dimension.sentence.said_in(language)
    yield _PLACE, definition.place.sentence.said_in(language)
    yield _LEVELS, ", ".join(definition.levels)
    yield _ADDS_UP, (_YES if definition.parts else _NO).said_in(language)
    yield _AS_OF, nation.as_of.isoformat()
    yield _FILE, harmless(str(folder / MEASURES_FOLDER / f"{definition.id}.parquet"))


def _values(definition: Definition, nation: RunReport) -> Section:
    days = definition.unit is Unit.DAYS
    columns = [
        Column(definition.unit.sentence, Shown.DAYS if days else Shown.COUNT),
        Column(_OUT_OF, Shown.OUT_OF),
    ]
    if not days:
        columns.append(Column(Message("tỷ lệ", "share"), Shown.SHARE))
    lines = [Line(_named(figure.dimension, figure.value), (figure,)) for figure in nation.figures]
    return Section(definition.id, _NATION, tuple(columns), tuple(lines))


def _named(dimension: str, value: str) -> Message:
    said = value_label(dimension, value)
    if value in (said.vi, said.en):
        return said
    return Message(f"{value}  {said.vi}", f"{value}  {said.en}")
