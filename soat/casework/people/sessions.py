"""Ending somebody's sessions, wherever they are signed in."""

from django.db.models import F

from soat.casework.models import User


def end_sessions(user: User) -> None:
    """From the next request on nobody is signed in as this user. A session that is meant to stay
    must be given the new hash (django.contrib.auth.update_session_auth_hash)."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
