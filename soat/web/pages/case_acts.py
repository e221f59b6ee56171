"""What else is judged on a case's page: two profiles, two doses, and a second, blind review."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from soat.casework.models import Dose, User
from soat.casework.pairs.doses import DosesAsked, judge_doses
from soat.casework.pairs.profiles import ProfilesAsked
from soat.casework.scopes import visible
from soat.casework.second_review.giving import judge_pair
from soat.casework.second_review.settling import settle, withdraw
from soat.model.review_lists import JudgementKind
from soat.review.second_review import ABOUT_A_PAIR
from soat.web.pages.case import acted, profile_of, reason_of
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_K = JudgementKind
_TAKEN = {"first": 1, "second": 2, "neither": None}


@require_POST
@signed_in
def judge_profiles(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Two profiles are one human being, or two."""
    profile, form = profile_of(user, page_id), request.POST
    other = profile_of(user, _key(form.get("other", "")))
    kind = _one_of(form.get("kind", ""), *ABOUT_A_PAIR)
    try:
        version = int(form.get("version", ""))
    except ValueError as fault:
        raise Http404 from fault
    asked = ProfilesAsked(kind, version, other.pk, reason_of(request))
    return acted(request, user, profile, lambda: judge_pair(sitting(user), profile.pk, asked))


@require_POST
@signed_in
def judge_dose_rows(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Two dose rows of the case's human being are one dose, or two."""
    profile, form = profile_of(user, page_id), request.POST
    kind = _one_of(form.get("kind", ""), _K.SAME_DOSE, _K.DIFFERENT_DOSES)
    refs = (_key(form.get("dose", "")), _key(form.get("other_dose", "")))
    rows = visible(user, Dose).filter(profile__history_id=profile.history_id, pk__in=refs)
    if rows.count() < len(refs):
        raise Http404
    asked = DosesAsked(kind, *refs, reason_of(request))
    return acted(request, user, profile, lambda: judge_doses(sitting(user), asked))


@require_POST
@signed_in
def settle_dispute(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """A supervisor takes one of two opinions, or neither."""
    profile, form = profile_of(user, page_id), request.POST
    if form.get("taken", "") not in _TAKEN:
        raise Http404
    taken, reason = _TAKEN[form["taken"]], reason_of(request)
    return acted(request, user, profile, lambda: settle(sitting(user), profile.pk, taken, reason))


@require_POST
@signed_in
def withdraw_opinion(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Take the first opinion back."""
    profile, reason = profile_of(user, page_id), reason_of(request)
    return acted(request, user, profile, lambda: withdraw(sitting(user), profile.pk, reason))


def _key(text: str) -> str:
    """A key as a database can look for it."""
    if "\0" in text:
        raise Http404
    return text


def _one_of(code: str, *kinds: JudgementKind) -> JudgementKind:
    found = next((kind for kind in kinds if kind.value == code), None)
    if found is None:
        raise Http404
    return found
