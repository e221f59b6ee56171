"""The text of one cell of a section."""

from soat.engine.measure.headline import Figure
from soat.store.reporting.numerals import count_text, days_text, pace_text, share_text
from soat.store.reporting.story.lines import Line, Shown, fraction_of

_PER = 100_000
_KINDS_OF_ABSENCE = (Shown.COUNT, Shown.DAYS, Shown.A_DAY, Shown.PER_100K)


def cell_text(line: Line, figure: Figure | None, shown: Shown, language: str) -> str:
    """What stands in a cell; empty when the line has no such figure."""
    if figure is None:
        return ""
    if figure.numerator is None:
        # Said once, in the column of counts: a share of what is not known is left empty.
        return line.unknown.said_in(language) if shown in _KINDS_OF_ABSENCE else ""
    return _written(figure, figure.numerator, shown, language)


def _written(figure: Figure, numerator: int, shown: Shown, language: str) -> str:
    if shown is Shown.COUNT:
        return count_text(numerator, language)
    if shown is Shown.DAYS:
        return days_text(numerator, language)
    if shown is Shown.SHARE:
        return share_text(fraction_of(figure), language)
    if shown is Shown.OUT_OF:
        return count_text(figure.denominator, language) if figure.denominator else ""
    pace = fraction_of(figure)
    if shown is Shown.PER_100K and pace is not None:
        pace *= _PER
    return pace_text(pace, language)


def origin_text(figure: Figure) -> str:
    """Where a figure comes from, in one line that needs no language."""
    counted = "?" if figure.numerator is None else f"{figure.numerator}"
    out_of = "" if figure.denominator is None else f" / {figure.denominator}"
    value = f" [{figure.value}]" if figure.value else ""
    return f"{figure.definition_id}{value} = {counted}{out_of} · {figure.as_of.isoformat()}"
