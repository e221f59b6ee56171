"""The one query layer: what exists for somebody, and nothing else.

Every page, export, search and interface asks here for its rows. What lies outside somebody's place,
or what their role may not read at all, does not exist for them: it is not found, never forbidden.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from soat.casework.models import (
    AuditEvent,
    Candidate,
    Case,
    Dose,
    DoseFinding,
    Judgement,
    PersonFinding,
    Place,
    Profile,
    Repair,
    User,
)
from soat.model.review_lists import Permission
from soat.review.places import above, bounds_of
from soat.review.roles import may

Row = TypeVar("Row", bound=Model)

# model -> the permission that reading it needs, and where its place stands.
_SCOPES: dict[type[Model], tuple[Permission, str]] = {
    Profile: (Permission.READ_RECORDS, "place"),
    Case: (Permission.READ_RECORDS, "place"),
    Repair: (Permission.READ_RECORDS, "profile__place"),
    Candidate: (Permission.READ_RECORDS, "profile__place"),
    PersonFinding: (Permission.READ_RECORDS, "profile__place"),
    Dose: (Permission.READ_RECORDS, "profile__place"),
    DoseFinding: (Permission.READ_RECORDS, "dose__profile__place"),
    Judgement: (Permission.READ_RECORDS, "place"),
    AuditEvent: (Permission.READ_AUDIT, "place"),
    User: (Permission.INVITE, "place"),
    Place: (Permission.READ_FIGURES, "path"),
}


def visible(user: User, model: type[Row]) -> QuerySet[Row]:
    """The rows of a model that exist for this user. A model without a scope is our own fault."""
    permission, column = _SCOPES[model]
    rows = model._default_manager.all()
    if not user.is_active or not may(user.as_role, permission):
        return rows.none()
    least, beyond = bounds_of(user.place)
    return rows.filter(**{f"{column}__gte": least, f"{column}__lt": beyond})


def places_above(user: User) -> QuerySet[Place]:
    """The user's own place and those above it, for headings; none of their records."""
    return Place.objects.filter(path__in=above(user.place)).order_by("path")
