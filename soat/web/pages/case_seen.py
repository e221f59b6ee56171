"""What somebody saw when a case was opened, carried by its forms; and what changed since.

It is signed, and goes in the body of a form: so that who saves second can be told which fields
changed, who changed them and when, and keeps what they had typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest

from soat.casework.case_past import judged_since
from soat.casework.field_names import FIELD_NAMES
from soat.casework.judging import one_line
from soat.casework.loading.shaping import TYPED
from soat.casework.models import LoadedRun, Profile, User
from soat.model.review_lists import JudgementKind
from soat.web.language import said, word

_SALT = "a case as somebody saw it"


@dataclass(frozen=True)
class Seen:
    """The moment, and the fields as they were then."""

    at: datetime
    fields: Mapping[str, str]


def sealed(profile: Profile) -> str:
    """What is seen now, for the forms of the page."""
    fields = {name: one_line(getattr(profile, name)) for name in TYPED}
    at = datetime.now(UTC).isoformat()
    return signing.dumps({"at": at, "ref": profile.pk, "fields": fields}, salt=_SALT, compress=True)


def opened(request: HttpRequest, profile: Profile) -> Seen | None:
    """What the form's sender saw; None where the seal is missing, broken or another record's."""
    try:
        told = signing.loads(request.POST.get("seen", ""), salt=_SALT)
        at, fields = datetime.fromisoformat(told["at"]), dict(told["fields"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    return Seen(at, fields) if told.get("ref") == profile.pk else None


def still_typed(request: HttpRequest, seen: Seen | None) -> dict[str, str]:
    """What somebody typed otherwise than they saw it: that is kept in the form."""
    form = request.POST
    return {
        name: form[name]
        for name in TYPED
        if name in form and (seen is None or form[name] != seen.fields.get(name))
    }


def changes_told(
    request: HttpRequest, user: User, profile: Profile, seen: Seen | None
) -> dict[str, Any]:
    """Which fields changed since, and what was done by whom."""
    if seen is None:
        return {"fields": [], "acts": [], "loads": []}
    fields = [
        {
            "name": said(request, FIELD_NAMES[name]),
            "before": seen.fields.get(name, ""),
            "now": one_line(getattr(profile, name)),
            "yours": request.POST.get(name, ""),
        }
        for name in TYPED
        if one_line(getattr(profile, name)) != seen.fields.get(name, "")
    ]
    acts = [
        {"row": one, "name": word(request, JudgementKind, one.kind)}
        for one in judged_since(user, profile, seen.at)
    ]
    loads = LoadedRun.objects.filter(loaded_at__gt=seen.at).order_by("loaded_at")
    return {"fields": fields, "acts": acts, "loads": list(loads)}
