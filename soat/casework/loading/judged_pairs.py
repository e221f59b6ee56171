"""What people judged of pairs, put over what the run says: a run overturns no human decision."""

from soat.casework.models import DosePair, ProfilePair
from soat.casework.pairs.dose_states import put_dose_states
from soat.casework.pairs.histories import put_histories
from soat.casework.pairs.standing import standing


def put_judged_pairs() -> None:
    """Histories first: which doses hang together follows from them. Within the load's own
    transaction."""
    put_histories(standing(ProfilePair).keys)
    put_dose_states(standing(DosePair).keys)
