"""Searching the trail: auditors alone, within their place, a page at a time, and never unseen."""

import ast
import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from soat.casework.audit_search import Question, search
from soat.casework.auditing import Act, verified, write_event
from soat.casework.models import AuditEvent, Place, User
from soat.model.review_lists import Role
from soat.review.places import COUNTRY
from soat.web.act_words import ACTS
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.command import ROOT

BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGES: dict[str, str] = {"audit": "POST", "audit-csv": "POST"}
ADDRESSES = {"audit": "/audit/", "audit-csv": "/audit/csv/"}
HERE, THERE = "/2021/p86/d859/c29716/", "/2021/p96/d973/c32248/"


@pytest.fixture(autouse=True)
def trail(book: SmallCountry) -> None:
    for number in range(120):
        told = {"phone": f"09{number:08}"}
        write_event(act(f"K{number}", HERE if number % 2 else THERE, after=told))


def act(subject: str, place: str = HERE, **other: object) -> Act:
    told = {"actor": "tram", "act": "edited", "at": NOW, **other}
    return Act(place=place, subject=subject, **told)  # type: ignore[arg-type]


def somebody(role: Role, place: str = COUNTRY) -> Client:
    client = Client()
    client.force_login(user_of(role, place), backend=BACKEND)
    return client


def body(answer: HttpResponse) -> str:
    streamed = getattr(answer, "streaming_content", None)
    return (b"".join(streamed) if streamed else answer.content).decode()


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(name: str) -> None:
    answer = Client().post(ADDRESSES[name])
    assert (answer.status_code, answer["Location"][:9]) == (302, "/sign-in/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role(name: str, role: Role) -> None:
    client = somebody(role)
    ask: list[Callable[..., HttpResponse]] = [client.get, client.post]
    for one in ask if name == "audit" else ask[1:]:
        answer = one(ADDRESSES[name])
        assert answer.status_code == (200 if role is Role.AUDITOR else 404)
        assert ("K119" in body(answer)) is (role is Role.AUDITOR)
    told = AuditEvent.objects.filter(actor=user_of(role, COUNTRY).username).exists()
    assert told is (role is Role.AUDITOR)


@pytest.mark.parametrize("name", PAGES)
def test_an_auditor_of_a_province_sees_that_province_alone(name: str) -> None:
    client = somebody(Role.AUDITOR, "/2021/p86/")
    for form in ({}, {"subject": "K118"}, {"place": THERE}, {"place": "/"}, {"actor": "tram"}):
        assert "0900000118" not in body(client.post(ADDRESSES[name], form))
    assert "0900000119" in body(client.post(ADDRESSES[name], {"subject": "K119"}))


def test_each_question_finds_its_own() -> None:
    write_event(act("KX", actor="cong-an", act="judged", at=NOW + timedelta(days=3)))
    client = somebody(Role.AUDITOR)
    for form in (
        {"actor": "cong-an"},
        {"act": "judged"},
        {"subject": "KX"},
        {"first": "07/05/2022", "last": "07/05/2022"},
        {"actor": "cong-an", "act": "judged", "place": "/2021/p86/", "first": "2022-05-07"},
    ):
        rows = body(client.post("/audit/", form)).count('<th scope="row">')
        assert rows >= 1, form
        exported = list(csv.reader(io.StringIO(body(client.post("/audit/csv/", form)))))
        assert "KX" in [row[5] for row in exported], form
        assert "K1" not in [row[5] for row in exported], form


def test_pages_go_on_by_number_and_none_is_lost_or_told_twice() -> None:
    user, question = user_of(Role.AUDITOR, COUNTRY), Question(actor="tram")
    seen: list[int] = []
    before: int | None = None
    while True:
        found = search(user, question, before, NOW)
        seen += [event.number for event in found.events]
        write_event(act("later", act="meanwhile"))
        before = found.older_than
        if before is None:
            break
    assert len(seen) == 120
    assert seen == sorted(set(seen), reverse=True)


def test_the_older_page_is_asked_for_by_a_form() -> None:
    client = somebody(Role.AUDITOR)
    first = body(client.post("/audit/", {"actor": "tram"}))
    assert "K119" in first
    assert "K69" not in first
    number = AuditEvent.objects.get(subject="K70").number
    assert f'name="before" value="{number}"' in first
    second = body(client.post("/audit/", {"actor": "tram", "before": str(number)}))
    assert "K69" in second
    assert "K70" not in second


def test_before_and_after_are_shown() -> None:
    write_event(act("KX", before={"phone": "0911"}, after={"phone": "0922", "list": ["a", 1]}))
    text = body(somebody(Role.AUDITOR).post("/audit/", {"subject": "KX"}))
    assert "<del>0911</del> → 0922" in text
    assert "[&quot;a&quot;, 1]" in text


def test_reading_and_exporting_the_trail_stand_in_it() -> None:
    client = somebody(Role.AUDITOR)
    client.post("/audit/", {"subject": "K5", "actor": "tram", "first": "01/05/2022"})
    body(client.post("/audit/csv/", {"act": "edited"}))
    read, exported = AuditEvent.objects.order_by("-number")[:2][::-1]
    assert (read.act, read.subject) == ("audit_read", "K5")
    assert read.after == {"actor": "tram", "first": "2022-05-01"}
    assert (exported.act, exported.subject, exported.after) == (
        "audit_exported",
        COUNTRY,
        {"act": "edited"},
    )
    assert read.actor == exported.actor == user_of(Role.AUDITOR, COUNTRY).username
    assert verified().faults == ()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_export_is_a_formula(start: str) -> None:
    hostile = f'{start}cmd|"/c calc"!A1'
    write_event(act("KX", actor=hostile, act="judged"))
    rows = list(csv.reader(io.StringIO(body(somebody(Role.AUDITOR).post("/audit/csv/", {})))))
    cells = [cell for row in rows for cell in row]
    assert "'" + hostile in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_an_export_holds_every_event_with_its_digests() -> None:
    rows = list(csv.reader(io.StringIO(body(somebody(Role.AUDITOR).post("/audit/csv/", {})))))
    numbers = [int(row[0]) for row in rows[1:]]
    assert (
        sorted(numbers)
        == list(AuditEvent.objects.order_by("number").values_list("number", flat=True))[
            : len(numbers)
        ]
    )
    last = AuditEvent.objects.get(number=numbers[0])
    assert rows[1][-2:] == [last.digest_before, last.digest]


def test_what_stands_in_the_trail_is_never_markup() -> None:
    name = "<script>alert(1)</script>"
    write_event(act("KX", actor=name, before={name: name}, after={name: [name]}))
    text = body(somebody(Role.AUDITOR).post("/audit/", {"subject": "KX", "actor": name}))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "form",
    [
        {"place": "' OR 1=1 --"},
        {"first": "31/02/2022"},
        {"last": "x"},
        {"place": "/2021/p01/../"},
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_what_cannot_be_asked_is_told(name: str, form: dict[str, str]) -> None:
    answer = somebody(Role.AUDITOR).post(ADDRESSES[name], form)
    assert 'role="alert"' in body(answer)
    assert not AuditEvent.objects.filter(act__startswith="audit_").exists()


def test_a_place_goes_by_its_name_and_is_chosen_where_several_have_it() -> None:
    client = somebody(Role.AUDITOR)
    name = Place.objects.get(path="/2021/p86/d859/").name
    several = body(client.post("/audit/", {"place": "a"}))
    assert several.count('<button class="second" name="place" value="/') > 1
    found = body(client.post("/audit/", {"place": name}))
    assert "0900000119" in found
    assert "0900000118" not in found
    later = client.post("/audit/", {"place": ["a", "/2021/p96/"]})
    assert "0900000118" in body(later)


@pytest.mark.parametrize("text", ["' OR 1=1 --", "%", "_", "K1%", "\0K1", '"; DROP TABLE x; --'])
def test_a_hostile_question_finds_nothing_else(text: str) -> None:
    client = somebody(Role.AUDITOR)
    for name in ("actor", "act", "subject"):
        answer = client.post("/audit/", {name: text})
        assert answer.status_code == 200
        assert "K119" not in body(answer)


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "²", "9" * 30])
def test_a_page_number_that_no_page_made_is_refused(before: str) -> None:
    assert somebody(Role.AUDITOR).post("/audit/", {"before": before}).status_code == 404


def test_an_auditor_disabled_reads_no_more() -> None:
    client = somebody(Role.AUDITOR)
    User.objects.filter(pk=user_of(Role.AUDITOR, COUNTRY).pk).update(is_active=False)
    assert client.post("/audit/").status_code == 302


def acts_written() -> set[str]:
    """The acts that stand in the code as they are: what `Act(...)` and `tell(...)` are given."""
    found: set[str] = set()
    for room in ("casework", "web"):
        for file in (ROOT / "soat" / room).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and name_of(call) in ("Act", "tell", "_tell"):
                    found |= set(words_of(call))
    return found


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", "")


def words_of(call: ast.Call) -> Iterator[str]:
    given = [one.value if isinstance(one, ast.Starred) else one for one in call.args]
    parts = [part for one in given for part in getattr(one, "elts", [one])]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def test_every_act_has_a_name_that_people_say() -> None:
    assert len(acts_written()) > 10
    assert acts_written() - set(ACTS) == set()
