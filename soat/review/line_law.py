"""What follows from one line of a list that came back: the judgement that it stands for, and whose.

What only the police may judge is taken from a sheet that they signed and handed back; from one that
came straight from the field it is left.
"""

from soat.model.review_lists import JudgementKind, LineOutcome, ListState

_O, _K = LineOutcome, JudgementKind

JUDGED_AS: dict[LineOutcome, JudgementKind] = {
    _O.CORRECTED: _K.EDIT_FIELDS,
    _O.RECORD_RIGHT: _K.CONFIRM_RECORD,
    _O.REGISTER_WRONG: _K.REGISTER_WRONG,
    _O.NOBODY_HOME: _K.ASK_HOUSEHOLD,
    _O.MOVED: _K.CANNOT_RESOLVE,
    _O.DIED: _K.CANNOT_RESOLVE,
    _O.NOT_FOUND: _K.CANNOT_RESOLVE,
}
"""The judgement that each outcome becomes when it is applied."""

BY_SIGNATURE = frozenset({_O.RECORD_RIGHT, _O.REGISTER_WRONG})
"""Outcomes that the police answer for: their signature on the list stands for their judgement."""


def is_signed(state: ListState) -> bool:
    """Whether what came back of a list in that state was signed and handed back by the police."""
    return state is ListState.RETURNED
