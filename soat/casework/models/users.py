"""Who signs in: a person in a role, at a place."""

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

    @property
    def as_role(self) -> Role:
        return Role(self.role)
