"""What a figure counts: the definition behind its identity, a run's or the work's own."""

from dataclasses import dataclass

from soat.engine.measure.definitions import BY_ID, DEFINITIONS
from soat.model.messages import Message
from soat.review.work_figures import WORK_FIGURES, WORK_FIGURES_BY_ID, WorkFigure

_BY_RESIDENCE = Message("theo nơi thường trú", "by residence")
_LISTS = Message("theo nơi lập danh sách", "by the place of the list")


@dataclass(frozen=True)
class Meaning:
    """One definition, with both wordings."""

    id: str
    unit: Message
    split_by: Message
    numerator: Message
    denominator: Message
    place: Message


def meaning_of(figure_id: str) -> Meaning | None:
    """The definition of that identity; None where there is none."""
    of_work = WORK_FIGURES_BY_ID.get(figure_id)
    if of_work is not None:
        return _of_work(of_work)
    told = BY_ID.get(figure_id)
    if told is None:
        return None
    return Meaning(
        *(told.id, told.unit.sentence, told.dimension.sentence),
        *(told.numerator, told.denominator, told.place.sentence),
    )


def _of_work(told: WorkFigure) -> Meaning:
    place = _LISTS if told.id == "lists_by_state" else _BY_RESIDENCE
    return Meaning(
        *(told.id, told.unit, told.split_by, told.numerator, told.denominator, place),
    )


def all_meanings() -> list[Meaning]:
    """Every definition: those of the work first, then the run's in their order."""
    ids = (*(one.id for one in WORK_FIGURES), *(one.id for one in DEFINITIONS))
    return [told for one in ids if (told := meaning_of(one)) is not None]
