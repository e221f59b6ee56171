"""What a work list goes through: draft, issued, in the field, with the police, returned, applied.

The station makes it, the hamlet group completes it, the police compare and sign, the station
applies what came back (2262/BYT-CNTT). A list that needs no visit goes to the police at once. What
lies with the police is applied once they have signed it, never over their heads.
"""

from soat.model.review_lists import ListAct, ListState, Permission
from soat.review.transitions import Law, Transition

_S, _A, _P = ListState, ListAct, Permission

LIST_LAW = Law[ListState, ListAct](
    (
        Transition(_A.ISSUE, frozenset({_S.DRAFT}), _S.ISSUED, _P.MAKE_LISTS),
        Transition(_A.TAKE_TO_FIELD, frozenset({_S.ISSUED}), _S.IN_THE_FIELD, _P.MAKE_LISTS),
        Transition(
            _A.HAND_TO_POLICE,
            frozenset({_S.ISSUED, _S.IN_THE_FIELD}),
            _S.WITH_POLICE,
            _P.MAKE_LISTS,
        ),
        Transition(_A.HAND_BACK, frozenset({_S.WITH_POLICE}), _S.RETURNED, _P.SIGN_LISTS),
        # Some stations have nobody to hand the list to: what they found is applied as it is.
        Transition(
            _A.APPLY,
            frozenset({_S.IN_THE_FIELD, _S.RETURNED}),
            _S.APPLIED,
            _P.MAKE_LISTS,
        ),
        # A draft nobody wants gives its cases back; one that the police judged on screen alone has
        # nothing left to apply.
        Transition(
            _A.CLOSE, frozenset({_S.DRAFT, _S.RETURNED, _S.APPLIED}), _S.CLOSED, _P.MAKE_LISTS
        ),
        Transition(
            _A.RECALL,
            frozenset({_S.ISSUED, _S.IN_THE_FIELD, _S.WITH_POLICE}),
            _S.DRAFT,
            _P.MAKE_LISTS,
        ),
        Transition(_A.REOPEN, frozenset({_S.APPLIED, _S.CLOSED}), _S.ISSUED, _P.MAKE_LISTS),
    )
)
"""Every act on a list, with the permission it needs."""

LIVE_STATES = frozenset(ListState) - {_S.CLOSED, _S.APPLIED}
"""A case on a list in one of these is spoken for: it stands on no second list."""

TAKES_RETURNS = frozenset({_S.ISSUED, _S.IN_THE_FIELD, _S.WITH_POLICE, _S.RETURNED})
"""A filled sheet is taken in while its list is in one of these."""
