"""How much of what is missing is explained: the line that the entry gap ends with."""

from dataclasses import replace

from soat.model.messages import Message
from soat.store.reporting.story.entry_sections import ENTRY, entry_section
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Line, Section, Shown, Tone

_LABEL = Message(
    "Phần thiếu giải thích được (trên số thiếu)", "Of what is missing, explained (of missing)"
)


def gap_section(place: FiguresOfPlace) -> Section:
    """Gross missing, gross excess, net, and the share that is explained."""
    section = entry_section(place)
    explained, missing = place.part(ENTRY, "explained"), place.part(ENTRY, "missing")
    if explained is None or missing is None or missing.numerator is None:
        return section
    share = replace(explained, value="explained/missing", denominator=missing.numerator)
    columns = tuple(
        replace(one, heading=_OF) if one.shown is Shown.SHARE else one for one in section.columns
    )
    line = Line(_LABEL, (share,), strong=True, tone=Tone.GOOD)
    return replace(section, columns=columns, lines=(*section.lines, line))


_OF = Message("tỷ lệ", "share")
