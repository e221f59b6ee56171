"""Who signs in: a person in a role, at a place."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models

from soat.casework.models.choices import code_column, place_column
from soat.model.review_lists import Role
from soat.review.places import COUNTRY


class User(AbstractUser):
    """A person who signs in. The role says what they may, the place what exists for them."""

    role = code_column(Role, default=Role.STATION.value)
    place = place_column(default=COUNTRY)
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    language = models.CharField(max_length=2, default="vi")
    sessions_ended = models.IntegerField(default=0)

    @property
    def as_role(self) -> Role:
        return Role(self.role)

    def get_session_auth_hash(self) -> str:
        """What a session must know to go on: whenever `sessions_ended` grows, all of them end."""
        return f"{super().get_session_auth_hash()}.{self.sessions_ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same, signed with an older secret key."""
        for known in super().get_session_auth_fallback_hash():
            yield f"{known}.{self.sessions_ended}"
