"""What every figure counts, out of what: the last section of the page."""

from soat.engine.measure.definitions import DEFINITIONS, Definition
from soat.model.messages import Message
from soat.store.reporting.html.markup import element, told

_UNIT, _SPLIT = Message("Đơn vị", "Unit"), Message("Phân theo", "Split by")
_PLACE = Message("Địa bàn", "Place")
_COUNTS, _OUT_OF = Message("Tử số", "Numerator"), Message("Mẫu số", "Denominator")


def definitions_list() -> str:
    """Every definition, to which the figures of the page lead."""
    listed = element("dl", "".join(_definition(one) for one in DEFINITIONS), class_="definitions")
    count = len(DEFINITIONS)
    summary = Message(f"{count} định nghĩa", f"{count} definitions")
    return element("details", element("summary", told(summary)) + listed)


def _definition(definition: Definition) -> str:
    said = (
        (_COUNTS, definition.numerator),
        (_OUT_OF, definition.denominator),
        (_UNIT, definition.unit.sentence),
        (_SPLIT, definition.dimension.sentence),
        (_PLACE, definition.place.sentence),
    )
    lines = "".join(element("p", element("b", told(what)) + ": " + told(is_)) for what, is_ in said)
    term = element("dt", element("code", definition.id), id=f"def-{definition.id}")
    return term + element("dd", lines)
