"""The pages of accounts and invitations: every role, nobody elsewhere, no escalation by a form."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from soat.casework.models import AuditEvent, Invitation, Place, Profile, User
from soat.casework.people.inviting import Wanted, invite
from soat.model.review_lists import PlaceLevel, Role
from soat.review.places import COUNTRY, above
from soat.review.roles import INVITES
from tests.casework.conftest import NOW, SmallCountry, user_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGES: dict[str, str] = {
    "people": "GET",
    "people-invite": "GET",
    "people-places": "POST",
    "people-person": "GET",
    "people-switch": "POST",
    "people-link": "POST",
    "invitation": "GET",
    "invitation-password": "GET",
}
# Asked for by who is signed in; the invited are not.
SIGNED_IN = [name for name in PAGES if not name.startswith("invitation")]
NEW = {"new_password1": "mật khẩu của riêng tôi", "new_password2": "mật khẩu của riêng tôi"}


@pytest.fixture
def commune(book: SmallCountry) -> str:
    return str(Profile.objects.filter(place__regex=r"/d[0-9]+/c").order_by("place")[0].place)


@pytest.fixture
def district(commune: str) -> str:
    return above(commune)[3]


def somebody(role: Role, place: str, **options: object) -> Client:
    client = Client(**options)
    client.force_login(user_of(role, place), backend=BACKEND)
    return client


def address(name: str, number: int) -> str:
    tails = {
        "people": "",
        "people-invite": "invite/",
        "people-places": "invite/places/",
        "people-person": f"{number}/",
        "people-switch": f"{number}/switch/",
        "people-link": f"{number}/link/",
    }
    return f"/people/{tails[name]}"


def asked(client: Client, name: str, number: int) -> HttpResponse:
    act: Callable[..., HttpResponse] = client.get if PAGES[name] == "GET" else client.post
    return act(address(name, number), {"act": "disable"} if name == "people-switch" else {})


@pytest.mark.parametrize("name", SIGNED_IN)
def test_who_is_not_signed_in_is_sent_to_sign_in(commune: str, name: str) -> None:
    answer = asked(Client(), name, user_of(Role.STATION, commune).pk)
    assert (answer.status_code, answer["Location"][:9]) == (302, "/sign-in/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", SIGNED_IN)
def test_every_page_for_every_role(commune: str, district: str, name: str, role: Role) -> None:
    place = district if role is Role.DISTRICT else commune
    place = above(commune)[2] if role is Role.PROVINCE else place
    place = COUNTRY if role in (Role.MINISTRY, Role.ADMINISTRATOR) else place
    station = user_of(Role.STATION, commune)
    answer = asked(somebody(role, place), name, station.pk)
    if role not in INVITES:
        assert answer.status_code == 404
    elif name == "people-switch":
        assert answer.status_code == 302
    elif name == "people-link":
        assert answer.status_code == (200 if Role.STATION in INVITES[role] else 302)
    else:
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
    disabled = not User.objects.get(pk=station.pk).is_active
    assert disabled is (name == "people-switch" and Role.STATION in INVITES.get(role, ()))


@pytest.mark.parametrize("name", ["people-person", "people-switch", "people-link"])
def test_an_account_elsewhere_is_as_one_that_is_not_there(district: str, name: str) -> None:
    elsewhere = user_of(Role.STATION, "/2021/p96/d973/c32248/")
    client = somebody(Role.DISTRICT, district)
    there, nowhere = asked(client, name, elsewhere.pk), asked(client, name, 10**12)
    assert there.status_code == nowhere.status_code == 404
    assert User.objects.get(pk=elsewhere.pk).is_active
    assert not Invitation.objects.filter(user=elsewhere).exists()


def test_the_list_holds_the_own_subtree_alone(commune: str, district: str) -> None:
    mine, elsewhere = (
        user_of(Role.STATION, commune),
        user_of(Role.STATION, "/2021/p96/d973/c32248/"),
    )
    client = somebody(Role.DISTRICT, district)
    for page in (client.get("/people/"), client.post("/people/", {"text": "station"})):
        text = page.content.decode()
        assert f"/people/{mine.pk}/" in text
        assert f"/people/{elsewhere.pk}/" not in text
    assert f"/people/{mine.pk}/" not in client.get("/people/?role=police").content.decode()
    assert client.get("/people/?role=nothing&page=x").status_code == 200


def wanted(place: str, **other: str) -> dict[str, str]:
    return {"name": "tram-moi", "role": "station", "place": place, **other}


def secret_of(answer: HttpResponse) -> str:
    found = re.search(r'value="http://testserver/invitation/([\w-]{43})/"', answer.content.decode())
    assert found, "the page shows no link"
    return found[1]


def test_an_invited_user_sets_the_own_password_and_signs_in(commune: str, district: str) -> None:
    shown = somebody(Role.DISTRICT, district).post("/people/invite/", wanted(commune))
    assert shown["Cache-Control"] == "no-store"
    secret, guest = secret_of(shown), Client()
    opened = guest.get(f"/invitation/{secret}/")
    assert (opened.status_code, opened["Location"]) == (302, "/invitation/")
    page = guest.get("/invitation/")
    assert "tram-moi" in page.content.decode()
    assert secret not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    done = guest.post("/invitation/", NEW, follow=True)
    assert "Hãy đăng nhập bằng tên tram-moi" in done.content.decode()
    right = {"username": "tram-moi", "password": NEW["new_password1"]}
    assert Client().post("/sign-in/", right)["Location"] == "/"


def test_opening_a_link_uses_nothing_up(commune: str, district: str) -> None:
    shown = somebody(Role.DISTRICT, district).post("/people/invite/", wanted(commune))
    secret = secret_of(shown)
    for _ in range(3):
        assert Client().get(f"/invitation/{secret}/").status_code == 302
    assert not User.objects.get(username="tram-moi").has_usable_password()


@pytest.mark.parametrize("secret", ["x", "0" * 43, "..%2F..", "%00", "' OR 1=1 --"])
def test_a_guessed_link_leads_nowhere_and_leaves_no_session(commune: str, secret: str) -> None:
    guest = Client()
    assert guest.get(f"/invitation/{secret}/").status_code == 404
    assert "sessionid" not in guest.cookies
    assert guest.post("/invitation/", NEW).status_code == 404
    assert guest.get("/invitation/").status_code == 404


def test_a_link_is_good_once_and_weak_passwords_are_explained(commune: str, district: str) -> None:
    secret = secret_of(somebody(Role.DISTRICT, district).post("/people/invite/", wanted(commune)))
    guest, second = Client(), Client()
    guest.get(f"/invitation/{secret}/")
    second.get(f"/invitation/{secret}/")
    weak = guest.post("/invitation/", {"new_password1": "1234567", "new_password2": "1234567"})
    for told in ("quá ngắn", "chỉ gồm chữ số", "quá thông dụng"):
        assert told in weak.content.decode()
    unlike = guest.post("/invitation/", {**NEW, "new_password2": "khác"})
    assert "không giống nhau" in unlike.content.decode()
    assert guest.post("/invitation/", NEW).status_code == 302
    assert second.post("/invitation/", NEW).status_code == 404
    assert Client().get(f"/invitation/{secret}/").status_code == 404


@pytest.mark.parametrize("role", [*sorted(set(Role) - INVITES[Role.DISTRICT]), "", "root"])
def test_a_role_that_no_form_offers_is_refused(commune: str, district: str, role: str) -> None:
    client = somebody(Role.DISTRICT, district)
    for place in (commune, district, COUNTRY):
        answer = client.post("/people/invite/", wanted(place, role=role))
        assert "Bạn không mời được vai trò này" in answer.content.decode()
    assert not User.objects.filter(username="tram-moi").exists()


@pytest.mark.parametrize(
    "place", ["/", "/2021/p96/d973/c32248/", "/2021/", "", "\0", "/2021/p01/x/"]
)
def test_a_place_outside_is_refused(commune: str, district: str, place: str) -> None:
    answer = somebody(Role.DISTRICT, district).post("/people/invite/", wanted(place))
    assert "Hãy tìm và chọn một nơi" in answer.content.decode()
    assert not User.objects.filter(username="tram-moi").exists()


def test_columns_that_no_form_has_are_not_taken(commune: str, district: str) -> None:
    more = {"is_superuser": "1", "is_staff": "1", "password": "x", "invited_by": "1", "id": "1"}
    secret = secret_of(
        somebody(Role.DISTRICT, district).post("/people/invite/", {**wanted(commune), **more})
    )
    guest = Client()
    guest.get(f"/invitation/{secret}/")
    guest.post("/invitation/", {**NEW, "role": "ministry", "place": "/", "is_superuser": "1"})
    made = User.objects.get(username="tram-moi")
    assert (made.role, made.place) == ("station", commune)
    assert not made.is_superuser
    assert not made.is_staff
    assert made.invited_by == user_of(Role.DISTRICT, district)


def test_places_are_found_with_and_without_marks_or_by_code_and_only_within_the_own(
    commune: str, district: str
) -> None:
    place = Place.objects.get(path=commune)
    client = somebody(Role.DISTRICT, district)
    code = commune.rstrip("/")[-5:]
    for text in (place.name.upper(), place.name_folded, code):
        found = client.post("/people/invite/places/", {"text": text, "role": "station"})
        assert f'value="{commune}"' in found.content.decode()
    everywhere = client.post("/people/invite/places/", {"text": "", "role": "station"})
    paths = re.findall(r'value="([^"]+)"', everywhere.content.decode())
    assert paths
    assert all(path.startswith(district) for path in paths)
    for hostile in ("%", "_", "' OR 1=1 --", "\0", "<script>"):
        answer = client.post("/people/invite/places/", {"text": hostile, "role": "station"})
        assert "<script>" not in answer.content.decode()
        assert "value=" not in answer.content.decode() or hostile == "\0"


def test_places_are_those_at_which_the_role_can_be_held(commune: str) -> None:
    client = somebody(Role.PROVINCE, above(commune)[2])
    found = client.post("/people/invite/places/", {"text": "", "role": "district"})
    paths = re.findall(r'value="([^"]+)"', found.content.decode())
    levels = set(Place.objects.filter(path__in=paths).values_list("level", flat=True))
    assert levels == {PlaceLevel.DISTRICT}


def test_searching_a_place_without_a_script_keeps_what_was_typed(
    commune: str, district: str
) -> None:
    form = wanted("", role="police", find="1", text=Place.objects.get(path=commune).name)
    text = somebody(Role.DISTRICT, district).post("/people/invite/", form).content.decode()
    assert f'value="{commune}"' in text
    assert 'value="tram-moi"' in text
    assert '<option value="police" selected>' in text
    assert not User.objects.filter(username="tram-moi").exists()


def test_a_name_is_never_markup(commune: str, district: str) -> None:
    name = "<script>alert(1)</script>"
    User.objects.create_user(name, role=Role.STATION.value, place=commune)
    Place.objects.filter(path=commune).update(name=name)
    client, made = somebody(Role.DISTRICT, district), User.objects.get(username=name)
    for page in ("/people/", f"/people/{made.pk}/", "/people/invite/"):
        text = client.get(page).content.decode()
        assert re.findall(r"<script(?! src=./static/)", text) == []
        assert "style=" not in text
    shown = client.post(
        "/people/invite/", {"name": name, "role": name, "place": name, "text": name}
    )
    assert re.findall(r"<script(?! src=./static/)", shown.content.decode()) == []


@pytest.mark.parametrize("name", ["people-invite", "people-places", "people-switch", "people-link"])
def test_a_form_without_its_token_is_refused(commune: str, district: str, name: str) -> None:
    station = user_of(Role.STATION, commune)
    client = somebody(Role.DISTRICT, district, enforce_csrf_checks=True)
    form = {**wanted(commune), "act": "disable"}
    assert client.post(address(name, station.pk), form).status_code == 403
    assert User.objects.get(pk=station.pk).is_active
    assert not User.objects.filter(username="tram-moi").exists()


def test_a_form_that_no_page_made_is_refused(commune: str, district: str) -> None:
    station = user_of(Role.STATION, commune)
    client = somebody(Role.DISTRICT, district)
    for act in ("", "delete", "reset", "promote"):
        assert client.post(f"/people/{station.pk}/switch/", {"act": act}).status_code == 404
    assert client.get(f"/people/{station.pk}/link/").status_code == 405


def test_nobody_disables_themselves_or_their_own_rank(district: str) -> None:
    client = somebody(Role.DISTRICT, district)
    other = User.objects.create_user("dong-nghiep", role=Role.DISTRICT.value, place=district)
    for number in (user_of(Role.DISTRICT, district).pk, other.pk):
        answer = client.post(f"/people/{number}/switch/", {"act": "disable"}, follow=True)
        assert "cấp dưới" in answer.content.decode()
        assert User.objects.get(pk=number).is_active


def test_a_new_link_is_shown_once_and_told_in_the_trail(commune: str, district: str) -> None:
    made = invite(user_of(Role.DISTRICT, district), Wanted("tram-cu", "station", commune), NOW)
    client = somebody(Role.DISTRICT, district)
    secret = secret_of(client.post(f"/people/{made.user.pk}/link/"))
    assert secret not in client.get(f"/people/{made.user.pk}/").content.decode()
    assert AuditEvent.objects.latest("number").act == "account_reset"


def test_the_head_names_who_is_signed_in_and_not_who_is_looked_at(
    commune: str, district: str
) -> None:
    other = user_of(Role.STATION, commune)
    text = somebody(Role.DISTRICT, district).get(f"/people/{other.pk}/").content.decode()
    head = text.partition("</header>")[0]
    assert user_of(Role.DISTRICT, district).username in head
    assert other.username not in head


def test_a_new_link_takes_the_lock_of_wrong_passwords_off(commune: str, district: str) -> None:
    station = user_of(Role.STATION, commune)
    for _ in range(5):
        locked = Client().post("/sign-in/", {"username": station.username, "password": "sai"})
    assert locked.status_code == 429
    secret = secret_of(somebody(Role.DISTRICT, district).post(f"/people/{station.pk}/link/"))
    guest = Client()
    guest.get(f"/invitation/{secret}/")
    guest.post("/invitation/", NEW)
    right = {"username": station.username, "password": NEW["new_password1"]}
    assert Client().post("/sign-in/", right)["Location"] == "/"
