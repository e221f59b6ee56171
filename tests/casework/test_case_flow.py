"""Going through cases: the next one, two people on one record, and saving in place."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from soat.casework.models import AuditEvent, Case, ListLine, Profile, WorkList
from soat.casework.next_case import beside
from soat.casework.scopes import visible
from soat.model.review_lists import CaseState, Role
from tests.casework.case_at_hand import (
    HTMX,
    at_the_desk,
    case_with_doses,
    of_the_household,
    page,
    text_of,
)
from tests.casework.conftest import NOW, user_of
from tests.casework.test_pages import somebody

FIXTURES = (at_the_desk, case_with_doses, of_the_household)


# ── the next case ────────────────────────────────────────────────────────────────────────────


def links(text: str) -> dict[str, str]:
    """`next` and `prev` → the address."""
    found = re.findall(r'<a [^>]*rel="(next|prev)"[^>]*href="([^"]*)"', text)
    return {rel: unescape(address) for rel, address in found}


def test_the_next_of_the_filter_leads_through_all_of_it_and_back(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    rows = Case.objects.filter(place=profile.place, state=CaseState.OPEN, tier="review")
    refs = list(rows.order_by("place", "pk").values_list("profile__page_id", flat=True))
    assert len(refs) > 2
    address, walked = f"/cases/{refs[0]}/?state=open&tier=review", [refs[0]]
    while following := links(client.get(address).content.decode()).get("next"):
        address = following
        walked.append(urlsplit(address).path.split("/")[2])
    assert walked == refs
    assert urlsplit(links(client.get(address).content.decode())["prev"]).path == (
        f"/cases/{refs[-2]}/"
    )
    assert parse_qs(urlsplit(address).query) == {"state": ["open"], "tier": ["review"]}


def test_after_a_judgement_the_next_is_still_the_next(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    address = page(profile) + "?state=open"
    before = links(client.get(address).content.decode())
    form = {"kind": "ask_household", "version": "0"}
    told = client.post(page(profile, "judge/") + "?state=open", form)
    assert told["Location"] == address
    after = client.get(told["Location"]).content.decode()
    assert links(after) == before
    assert re.search(r'rel="next"[^>]* autofocus', after) or "next" not in before


def test_the_next_of_a_work_list_is_its_next_line_that_is_left(profile: Profile) -> None:
    rows = Case.objects.filter(place=profile.place, state="open").order_by("-pk")[:3]
    listed = WorkList.objects.create(
        pk="AAAA2222", place=profile.place, title="Đợt 1", size=3, made_by="x", made_at=NOW,
        changed_at=NOW,
    )  # fmt: skip
    for number, case in enumerate(rows, start=1):
        ListLine.objects.create(work_list=listed, number=number, profile_id=case.pk)
    order = [line.profile.page_id for line in listed.lines.order_by("number")]
    Case.objects.filter(profile__page_id=order[1]).update(state=CaseState.SETTLED)
    client = somebody(Role.STATION, profile.place)
    text = client.get(f"/cases/{order[0]}/?list={listed.pk}").content.decode()
    assert urlsplit(links(text)["next"]).path == f"/cases/{order[2]}/"
    assert f"/lists/{listed.pk}/" in text
    assert "Đợt 1" in unescape(text).partition("Những gì đã xảy ra")[2]


def test_no_next_lies_outside_the_place(profile: Profile) -> None:
    station = user_of(Role.STATION, profile.place)
    rows = visible(station, Case)
    last = Profile.objects.get(pk=rows.order_by("-place", "-pk")[0].pk)
    assert beside(last, rows).following is None
    assert beside(last, Case.objects.all()).following is not None


def test_what_the_address_cannot_mean_is_no_fault(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    for query in ("?state=nothing&tier=%00", "?list=../../x", "?list=AAAAAAAA", "?state="):
        assert client.get(page(profile) + query).status_code == 200
    assert client.get(page(profile) + "?place=/2021/p99/").status_code == 404


# ── two people on one record ─────────────────────────────────────────────────────────────────


def seen_of(text: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', text)
    assert found
    return found[1]


def test_who_saves_second_sees_what_changed_and_keeps_what_they_typed(profile: Profile) -> None:
    mine, theirs = (somebody(role, profile.place) for role in (Role.STATION, Role.DISTRICT))
    seen = seen_of(mine.get(page(profile)).content.decode())
    first = {"kind": "edit_fields", "version": "0", "phone": "0912345678"}
    assert theirs.post(page(profile, "judge/"), first).status_code == 302
    typed = {
        "kind": "edit_fields", "version": "0", "seen": seen, "phone": "0987654321",
        "insurance_id": "4123456789", "full_name": profile.full_name,
    }  # fmt: skip
    answer = mine.post(page(profile, "judge/"), typed)
    text = text_of(answer)
    assert answer.status_code == 409
    changed = text.partition("Đã đổi từ lúc bạn mở hồ sơ")[2].partition("</section>")[0]
    assert f"{Role.DISTRICT.value} at" in changed
    assert re.search(
        rf"Điện thoại</th><td>{profile.phone}</td><td>0912345678</td><td>0987654321", changed
    )
    for name in ("phone", "insurance_id"):
        assert re.search(rf'name="{name}"[^>]* value="{typed[name]}"', text)
    assert Profile.objects.get(pk=profile.pk).phone == "0912345678"
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    again = mine.post(page(profile, "judge/"), typed | {"version": version[1]})
    assert again.status_code == 302
    assert Profile.objects.get(pk=profile.pk).phone == "0987654321"


def test_a_seal_that_is_forged_or_of_another_record_tells_nothing(
    profile: Profile, other: Profile
) -> None:
    client = somebody(Role.STATION, profile.place)
    of_other = seen_of(client.get(page(other)).content.decode())
    for seen in ("forged", of_other):
        form = {"kind": "ask_household", "version": "7", "seen": seen}
        answer = client.post(page(profile, "judge/"), form)
        assert answer.status_code == 409
        assert other.full_name not in text_of(answer).partition("Đã đổi")[2].partition("</se")[0]


def test_what_is_refused_is_kept_in_its_form(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    form = {"kind": "edit_fields", "version": "0", "full_name": " ", "phone": "0912345678"}
    answer = client.post(page(profile, "judge/"), form)
    assert answer.status_code == 422
    assert re.search(r'name="phone"[^>]* value="0912345678"', answer.content.decode())


# ── the same page, by script ─────────────────────────────────────────────────────────────────


def test_by_script_the_case_alone_comes_back_with_what_came_of_it(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    form = {"kind": "edit_fields", "version": "0", "phone": "0912345678"}
    answer = client.post(page(profile, "judge/"), form, **HTMX)
    text = text_of(answer)
    assert (answer.status_code, "<html" in text) == (200, False)
    assert text.lstrip().startswith('<div id="case"')
    assert "Đã lưu và đối chiếu lại" in text
    stale = text_of(client.post(page(profile, "judge/"), form, **HTMX))
    assert "Đã đổi từ lúc bạn mở hồ sơ" in stale
    assert AuditEvent.objects.filter(act="read", subject=profile.pk).count() == 2
