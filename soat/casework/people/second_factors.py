"""Second factors: whether an account has one, and taking it off when a telephone is lost."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator

from soat.casework.models import User


def has_second_factor(user: User) -> bool:
    """Whether signing in to the account needs a code."""
    return user.pk in with_second_factor([user.pk])


def with_second_factor(users: Iterable[int]) -> frozenset[int]:
    """Those of the accounts that have one."""
    rows = Authenticator.objects.filter(user_id__in=users, type=Authenticator.Type.TOTP)
    return frozenset(rows.values_list("user_id", flat=True))


def take_off_second_factor(user: User) -> bool:
    """Take codes and recovery codes off the account; whether there were any."""
    taken, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    return taken > 0
