"""Approving in bulk: which kinds and where, and every act that was chosen so far."""

from secrets import randbits
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from soat.casework.bulk.choosing import KindOffered, is_own_place, kinds_offered
from soat.casework.bulk.drawing import MOST_AT_ONCE, SAMPLE_SIZE, Wanted, draw
from soat.casework.bulk.precision import field_of, measurement
from soat.casework.judging import NotFound, Refused
from soat.casework.models import BulkApproval, Place, User
from soat.casework.scopes import visible
from soat.model.closed_lists import ComparedField, RepairKind
from soat.model.messages import Message
from soat.model.review_lists import BulkState, Permission
from soat.review.places import above, bounds_of
from soat.review.roles import may
from soat.store.reporting.numerals import count_text
from soat.web.language import language_of, said, word
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_A_PAGE = 20
_SEED_BITS = 31
_NOT_MEASURED = Message("chưa đo", "not measured")
_MEASURED = Message(
    "{right} / {repairs} đúng (ít nhất {at_least} %)",
    "{right} of {repairs} right (at least {at_least} %)",
)


@require_GET
@signed_in
def bulk(request: HttpRequest, user: User) -> HttpResponse:
    """What can be approved at one place, by kind, and what was chosen before."""
    _refuse_who_may_not(user)
    place = request.GET.get("place") or user.place
    if not is_own_place(user, place):
        raise Http404
    approvals = visible(user, BulkApproval).order_by("-pk")
    page = Paginator(approvals, _A_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "place": place,
        "places": _places_to_choose(user, place),
        "kinds": [_kind(request, one) for one in kinds_offered(user, place)],
        "page": page,
        "rows": [approval_row(request, one) for one in page.object_list],
        "measured": measurement(),
        "measured_people": count_text(measurement().people, language_of(request)),
        "most": count_text(MOST_AT_ONCE, language_of(request)),
        "sample_size": SAMPLE_SIZE,
    }
    return render(request, "bulk.html", told)


@require_POST
@signed_in
def bulk_draw(request: HttpRequest, user: User) -> HttpResponse:
    """Choose the cases and draw the sample; go on to look at it."""
    place = request.POST.get("place", "")
    wanted = Wanted(place, frozenset(request.POST.getlist("kind")), randbits(_SEED_BITS))
    _refuse_who_may_not(user)
    try:
        drawn = draw(sitting(user), wanted)
    except NotFound as refused:
        raise Http404 from refused
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return redirect("bulk")
    return redirect("bulk-one", number=drawn.pk)


def approval_row(request: HttpRequest, approval: BulkApproval) -> dict[str, Any]:
    """A bulk approval in words."""
    named = Place.objects.filter(path=approval.place).values_list("name", flat=True).first()
    return {
        "bulk": approval,
        "place": named or approval.place,
        "kinds": [kind_text(request, kind) for kind in approval.kind_codes],
        "state": word(request, BulkState, approval.state),
        "chosen": count_text(approval.chosen, language_of(request)),
        "beyond": count_text(approval.beyond, language_of(request)),
    }


def kind_text(request: HttpRequest, kind: str) -> str:
    """A kind of repair with its field: number: left empty."""
    field = word(request, ComparedField, field_of(kind))
    return f"{field}: {word(request, RepairKind, kind)}"


def measured_text(request: HttpRequest, kind: str) -> str:
    """How right repairs of this kind were when they were measured."""
    found = measurement().by_kind.get(kind)
    if found is None:
        return said(request, _NOT_MEASURED)
    language = language_of(request)
    # Rounded down: what is said to hold at least must hold.
    hundredths = int(found.at_least * 10_000)
    at_least = f"{hundredths // 100}.{hundredths % 100:02}"
    return said(request, _MEASURED).format(
        right=count_text(found.repairs - found.wrong, language),
        repairs=count_text(found.repairs, language),
        at_least=at_least.replace(".", ",") if language == "vi" else at_least,
    )


def _refuse_who_may_not(user: User) -> None:
    """For whom there is nothing to approve, there is no such page."""
    if not may(user.as_role, Permission.APPROVE_IN_BULK):
        raise Http404


def _kind(request: HttpRequest, offered: KindOffered) -> dict[str, Any]:
    language = language_of(request)
    return {
        "code": offered.kind,
        "name": kind_text(request, offered.kind),
        "alone": count_text(offered.alone, language),
        "with_others": count_text(offered.with_others, language),
        "measured": measured_text(request, offered.kind),
    }


def _places_to_choose(user: User, place: str) -> list[Place]:
    """The place, those above it within the user's own, and those just below it."""
    least, beyond = bounds_of(place)
    rows = visible(user, Place).filter(path__gte=least, path__lt=beyond)
    depth = place.count("/")
    nearest = [one for one in rows.order_by("path") if depth < one.path.count("/") <= depth + 1]
    higher = visible(user, Place).filter(path__in=above(place)).order_by("path")
    return [*higher, *nearest]
