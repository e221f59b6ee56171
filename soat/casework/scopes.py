"""The one query layer: what exists for somebody, and nothing else.

Every page, export, search and interface asks here for its rows. What lies outside somebody's place,
or what their role may not read at all, does not exist for them: it is not found, never forbidden.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from soat.casework.models import (
    AuditEvent,
    BlindReview,
    BulkApproval,
    BulkLine,
    Candidate,
    Case,
    CaseCount,
    DailyReport,
    DayCount,
    Dose,
    DoseCell,
    DoseEntry,
    DoseFinding,
    DosePair,
    Figure,
    Invitation,
    Judgement,
    KeptAnswer,
    ListDeadline,
    ListLine,
    PersonFinding,
    Place,
    Profile,
    ProfilePair,
    Repair,
    ReturnedFile,
    ReturnedLine,
    Site,
    SiteCell,
    Upload,
    UploadRow,
    User,
    VerdictChange,
    WorkList,
)
from soat.model.review_lists import Permission, Role
from soat.review.places import COUNTRY, above, bounds_of, site_code_of
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
    ProfilePair: (Permission.READ_RECORDS, "place"),
    DosePair: (Permission.READ_RECORDS, "place"),
    BlindReview: (Permission.READ_RECORDS, "profile__place"),
    VerdictChange: (Permission.READ_RECORDS, "place"),
    AuditEvent: (Permission.READ_AUDIT, "place"),
    # A list's title, state and deadline are figures; who stands on it is a record.
    WorkList: (Permission.READ_FIGURES, "place"),
    ListDeadline: (Permission.READ_FIGURES, "work_list__place"),
    ListLine: (Permission.READ_RECORDS, "work_list__place"),
    ReturnedFile: (Permission.READ_RECORDS, "work_list__place"),
    KeptAnswer: (Permission.READ_RECORDS, "returned_file__work_list__place"),
    ReturnedLine: (Permission.READ_RECORDS, "returned_file__work_list__place"),
    BulkApproval: (Permission.APPROVE_IN_BULK, "place"),
    BulkLine: (Permission.READ_RECORDS, "bulk__place"),
    User: (Permission.INVITE, "place"),
    Invitation: (Permission.INVITE, "user__place"),
    Place: (Permission.READ_FIGURES, "path"),
    Figure: (Permission.READ_FIGURES, "place"),
    CaseCount: (Permission.READ_FIGURES, "place"),
    DayCount: (Permission.READ_FIGURES, "place"),
    Site: (Permission.READ_FIGURES, "place"),
    SiteCell: (Permission.READ_FIGURES, "place"),
    DoseCell: (Permission.READ_FIGURES, "place"),
    DailyReport: (Permission.READ_FIGURES, "place"),
    DoseEntry: (Permission.READ_RECORDS, "place"),
    Upload: (Permission.READ_RECORDS, "place"),
    UploadRow: (Permission.READ_RECORDS, "upload__place"),
}
# What of records exists for a site (docs/decisions/017-what-a-site-sees.md): by its code, or place.
_OF_A_SITE: dict[type[Model], str] = {
    Dose: "site_code",
    DoseFinding: "dose__site_code",
    DoseEntry: "place",
    Upload: "place",
    UploadRow: "upload__place",
}
# A dose that its site withdrew stands no more; that it stood is told by DoseEntry.
_STANDING: dict[type[Model], str] = {Dose: "withdrawn_at", DoseFinding: "dose__withdrawn_at"}


def visible(user: User, model: type[Row]) -> QuerySet[Row]:
    """The rows of a model that exist for this user. A model without a scope is our own fault."""
    permission, column = _SCOPES[model]
    rows = model._default_manager.all()
    if model in _STANDING:
        rows = rows.filter(**{_STANDING[model]: None})
    if model is Judgement:
        rows = _without_hidden_opinions(user, rows)
    if user.as_role is Role.SITE and model in _OF_A_SITE:
        return _of_site(user, rows, _OF_A_SITE[model])
    if not user.is_active or not may(user.as_role, permission):
        return rows.none()
    # Every event lies within the country: asked so, a trail of millions is read by its numbers.
    if model is AuditEvent and user.place == COUNTRY:
        return rows
    least, beyond = bounds_of(user.place)
    return rows.filter(**{f"{column}__gte": least, f"{column}__lt": beyond})


def _without_hidden_opinions(user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """While a blind review goes on nobody reads another's opinion, except a supervisor who has to
    decide between two."""
    firsts = BlindReview.objects.exclude(first__actor=user.username)
    if may(user.as_role, Permission.SETTLE_DISPUTES):
        return rows.exclude(pk__in=firsts.filter(second=None).values("first"))
    seconds = BlindReview.objects.exclude(second=None).exclude(second__actor=user.username)
    return rows.exclude(pk__in=firsts.values("first")).exclude(pk__in=seconds.values("second"))


def _of_site(user: User, rows: QuerySet[Row], column: str) -> QuerySet[Row]:
    code = site_code_of(user.place)
    if not user.is_active or code is None:
        return rows.none()
    return rows.filter(**{column: user.place if column.endswith("place") else code})


def counted(user: User, model: type[Row]) -> QuerySet[Row]:
    """The rows of a model within the user's place, to be counted and never shown: whoever reads
    figures may know how many there are, and how old the oldest is."""
    column = _SCOPES[model][1]
    rows = model._default_manager.all()
    if not user.is_active or not may(user.as_role, Permission.READ_FIGURES):
        return rows.none()
    least, beyond = bounds_of(user.place)
    return rows.filter(**{f"{column}__gte": least, f"{column}__lt": beyond})


def places_above(user: User) -> QuerySet[Place]:
    """The user's own place and those above it, for headings; none of their records."""
    return Place.objects.filter(path__in=above(user.place)).order_by("path")
