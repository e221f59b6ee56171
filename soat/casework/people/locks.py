"""Wrong passwords and codes lock a name for a while; a reset takes the lock off."""

from axes.utils import reset

from soat.casework.models import User


def unlock(user: User) -> None:
    """Forget the wrong passwords that were given for the account, from wherever."""
    reset(username=user.get_username())
