"""The trail, for auditors: searched by actor, act, subject, place and days; a table, or CSV."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from soat.casework.audit_search import Question, every, search
from soat.casework.folding import folded
from soat.casework.models import AuditEvent, User
from soat.model.messages import Message
from soat.model.review_lists import Permission, PlaceLevel
from soat.review.places import is_path
from soat.review.roles import may
from soat.store.reporting.csv_text import MARK, csv_line
from soat.web.act_words import ACTS, act_said
from soat.web.language import language_of, said
from soat.web.pages.door import signed_in
from soat.web.pages.place_picker import named_places, places_found

_LONGEST = 150
_HEADINGS = (
    *("number", "at", "actor", "place", "act", "subject", "before", "after"),
    *("digest_before", "digest"),
)
_NO_PLACE = Message(
    "Trong địa bàn của bạn không có nơi nào như vậy. Hãy gõ ít chữ hơn, hoặc để trống.",
    "There is no such place within your own. Type fewer letters, or leave it empty.",
)
_WHICH_PLACE = Message(
    "Có nhiều nơi như vậy; hãy chọn một.",
    "There are several such places; choose one.",
)
_BAD_DAY = Message(
    "Ngày phải có dạng ngày/tháng/năm, ví dụ 05/04/2022.",
    "A day has the form day/month/year, such as 05/04/2022.",
)


class _Unfit(Exception):
    """What was asked cannot be asked so; there may be places to choose from."""

    def __init__(self, sentence: Message, choices: Sequence[tuple[str, str, str]] = ()) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
        self.choices = choices


# A subject may be a platform's key, which may be somebody's number: it is asked for in the body.
@require_http_methods(["GET", "POST"])
@signed_in
def audit(request: HttpRequest, user: User) -> HttpResponse:
    """One page of the events that answer."""
    _only_auditing(user)
    try:
        question = _question(request, user)
        found = search(user, question, _number(request), datetime.now(UTC))
    except _Unfit as unfit:
        return _told_why(request, unfit)
    places = named_places(one.place for one in found.events)
    rows = [_row(request, one, places[one.place]) for one in found.events]
    told = {"rows": rows, "older_than": found.older_than}
    return render(request, "audit.html", {**_asked(request), **told})


def _asked(request: HttpRequest) -> dict[str, Any]:
    acts = [(code, said(request, message)) for code, message in ACTS.items()]
    return {
        "asked": {name: request.POST.get(name, "") for name in _FIELDS},
        "acts": sorted(acts, key=lambda act: folded(act[1])),
    }


def _told_why(request: HttpRequest, unfit: _Unfit) -> HttpResponse:
    told = {"fault": said(request, unfit.sentence), "choices": unfit.choices}
    return render(request, "audit.html", {**_asked(request), **told})


@require_POST
@signed_in
def audit_csv(request: HttpRequest, user: User) -> HttpResponse:
    """All events that answer, as a file."""
    _only_auditing(user)
    try:
        events = every(user, _question(request, user), datetime.now(UTC))
    except _Unfit as unfit:
        return _told_why(request, unfit)
    answer = StreamingHttpResponse(_csv(events), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer  # type: ignore[return-value]  # StreamingHttpResponse is an HttpResponseBase


def _only_auditing(user: User) -> None:
    if not may(user.as_role, Permission.READ_AUDIT):
        raise Http404


_FIELDS = ("actor", "act", "subject", "place", "first", "last")


def _question(request: HttpRequest, user: User) -> Question:
    asked = {
        name: request.POST.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in _FIELDS
    }
    asked["place"] = _place(request, user, asked["place"])
    days = {name: _day(asked.pop(name)) for name in ("first", "last")}
    return Question(**asked, first=days["first"], last=days["last"])


def _place(request: HttpRequest, user: User, text: str) -> str:
    """A path as it is, or the one place whose name is meant."""
    if not text or is_path(text):
        return text
    found = places_found(request, user, text, frozenset(PlaceLevel))
    if not found:
        raise _Unfit(_NO_PLACE)
    if len(found) > 1:
        raise _Unfit(_WHICH_PLACE, found)
    return found[0][0]


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise _Unfit(_BAD_DAY)


def _number(request: HttpRequest) -> int | None:
    text = request.POST.get("before", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > len(str(2**62)):
        raise Http404
    return int(text)


def _row(request: HttpRequest, event: AuditEvent, place: str) -> dict[str, Any]:
    before, after = event.before or {}, event.after or {}
    return {
        "event": event,
        "place": place,
        "act": act_said(event.act, language_of(request)),
        "changes": [
            {"name": name, "before": _text(before.get(name)), "after": _text(after.get(name))}
            for name in dict.fromkeys((*before, *after))
        ],
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv(events: Iterable[AuditEvent]) -> Iterator[bytes]:
    yield (MARK + csv_line(_HEADINGS)).encode()
    for one in events:
        yield csv_line(_cell(getattr(one, name)) for name in _HEADINGS).encode()


def _cell(value: object) -> str:
    return localtime(value).isoformat() if isinstance(value, datetime) else _text(value)
