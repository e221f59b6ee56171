"""Bars made of block characters."""

from collections.abc import Sequence

from rich.text import Text

_WIDTH = 14
_EIGHTHS = " ▏▎▍▌▋▊▉"
_STACK_COLOURS = ("green", "yellow", "red")
# Without colours the three parts must still be told apart.
_STACK_BLOCKS = ("█", "▒", "░")


def share_bar(fraction: float | None, colour: str, width: int = _WIDTH) -> Text:
    """A bar for a share of 0 to 1; a share above 1 fills it, none gives an empty text."""
    if fraction is None:
        return Text("")
    eighths = round(min(max(fraction, 0.0), 1.0) * width * 8)
    if fraction > 0:
        eighths = max(eighths, 1)
    whole, rest = divmod(eighths, 8)
    return Text("█" * whole + (_EIGHTHS[rest] if rest else ""), style=colour)


def stacked_bar(fractions: Sequence[float], width: int = 24) -> Text:
    """One bar of up to three parts of a whole, in order."""
    bar, filled, until = Text(), 0, 0.0
    for fraction, block, colour in zip(fractions, _STACK_BLOCKS, _STACK_COLOURS, strict=False):
        until += fraction
        end = min(round(until * width), width)
        bar.append(block * (end - filled), style=colour)
        filled = max(filled, end)
    return bar
