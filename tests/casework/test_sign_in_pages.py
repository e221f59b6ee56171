"""Signing in: the code after the password, what national roles must set up first, one's account."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from soat.casework.models import AuditEvent, User
from soat.model.review_lists import Role
from soat.review.places import COUNTRY
from soat.review.roles import SECOND_FACTOR_NEEDED
from tests.casework.conftest import SmallCountry, user_of
from tests.casework.second_factor import code_of, give_second_factor

PAGES: dict[str, str] = {
    "account_login": "GET",
    "mfa_authenticate": "GET",
    "account_reauthenticate": "GET",
    "mfa_reauthenticate": "GET",
    "account": "GET",
    "mfa_index": "GET",
    "password": "GET",
    "mfa_activate_totp": "GET",
    "mfa_deactivate_totp": "GET",
    "mfa_view_recovery_codes": "GET",
    "mfa_generate_recovery_codes": "GET",
}
BEHIND_SIGN_IN = (
    *("/account/", "/account/password/", "/account/second-factor/", "/account/codes/"),
    *("/account/second-factor/off/", "/account/codes/new/", "/sign-in/again/"),
    "/sign-in/again/code/",
)
PASSWORD = "đúng mật khẩu 2022"


@pytest.fixture(autouse=True)
def nothing_kept(book: SmallCountry) -> None:
    cache.clear()


def user_with_password(role: Role, second_factor: bool) -> User:
    user = user_of(role, COUNTRY)
    user.set_password(PASSWORD)
    user.save()
    Authenticator.objects.filter(user=user).delete()
    if second_factor:
        give_second_factor(user)
    return user


def password_given(user: User, client: Client | None = None, **more: str) -> Client:
    client = client or Client()
    client.post("/sign-in/", {"username": user.username, "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def acts_of(user: User) -> list[str]:
    events = AuditEvent.objects.filter(subject=user.username).order_by("number")
    return list(events.values_list("act", flat=True))


@pytest.mark.parametrize("page", BEHIND_SIGN_IN)
def test_who_is_not_signed_in_is_sent_to_sign_in(page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")
    assert Client().post(page).status_code in (302, 405)


def test_a_password_alone_signs_in_who_needs_no_more() -> None:
    user = user_with_password(Role.STATION, second_factor=False)
    assert is_in(password_given(user))
    assert acts_of(user) == ["signed_in"]


@pytest.mark.parametrize("role", list(Role))
def test_with_a_second_factor_a_password_alone_opens_nothing(role: Role) -> None:
    user = user_with_password(role, second_factor=True)
    client = password_given(user)
    assert not is_in(client)
    for page in BEHIND_SIGN_IN:
        assert client.get(page).status_code == 302
    assert client.post("/sign-in/code/", {"code": code_of()})["Location"] == "/"
    assert is_in(client)
    assert acts_of(user) == ["signed_in"]


def test_the_code_page_leads_nowhere_without_a_password() -> None:
    answer = Client().post("/sign-in/code/", {"code": code_of()})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")


def test_a_code_is_good_once() -> None:
    user = user_with_password(Role.AUDITOR, second_factor=True)
    code = code_of()
    assert is_in(answered(password_given(user), code))
    assert not is_in(answered(password_given(user), code))


def answered(client: Client, code: str) -> Client:
    client.post("/sign-in/code/", {"code": code})
    return client


def test_codes_of_another_time_or_secret_are_refused() -> None:
    user = user_with_password(Role.MINISTRY, second_factor=True)
    client = password_given(user)
    for code in (code_of(periods_on=9), code_of("A" * 32), "", "\0", "000000 OR 1=1"):
        assert not is_in(answered(client, code))


def test_five_wrong_codes_lock_the_name_for_codes_and_passwords() -> None:
    user = user_with_password(Role.MINISTRY, second_factor=True)
    client = password_given(user)
    answers = [client.post("/sign-in/code/", {"code": "000000"}) for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 200, 429]
    assert client.post("/sign-in/code/", {"code": code_of()}).status_code == 429
    assert not is_in(client)
    again = {"username": user.username, "password": PASSWORD}
    assert Client().post("/sign-in/", again).status_code == 429
    assert "locked_out" in acts_of(user)


def test_wrong_codes_from_many_addresses_lock_the_codes_too() -> None:
    user = user_with_password(Role.MINISTRY, second_factor=True)
    for number in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answered(password_given(user, client), "000000")
    late = password_given(user, Client(REMOTE_ADDR="192.0.2.99"))
    assert not is_in(answered(late, code_of()))


def test_a_recovery_code_stands_in_once() -> None:
    user = user_with_password(Role.MINISTRY, second_factor=True)
    client = answered(password_given(user), code_of())
    assert client.post("/account/codes/new/")["Location"] == "/account/codes/"
    shown = re.findall(r"<li><code>(\d{8})</code>", client.get("/account/codes/").content.decode())
    assert len(shown) == 10
    assert "<code>" not in client.get("/account/codes/").content.decode(), "they are shown once"
    assert is_in(answered(password_given(user), shown[3]))
    assert not is_in(answered(password_given(user), shown[3]))


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR_NEEDED))
def test_a_national_role_sees_only_the_set_up_until_it_is_done(role: Role) -> None:
    user = user_with_password(role, second_factor=False)
    client = password_given(user)
    for page in ("/", "/cases/", "/account/", "/account/password/", "/account/codes/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")
    assert client.post("/language/", {"language": "en", "back": "/"}).status_code == 302
    secret = set_up(client)
    assert is_in(client)
    assert acts_of(user) == ["signed_in", "second_factor_set_up"]
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data), "who reads the database must not make codes"


def set_up(client: Client) -> str:
    page = client.get("/account/second-factor/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    secret = found[1].replace(" ", "")
    answer = client.post("/account/second-factor/", {"code": code_of(secret)})
    assert answer["Location"] == "/account/codes/"
    return secret


def test_a_wrong_first_code_sets_nothing_up() -> None:
    user = user_with_password(Role.MINISTRY, second_factor=False)
    client = password_given(user)
    client.get("/account/second-factor/")
    answer = client.post("/account/second-factor/", {"code": code_of("A" * 32)})
    assert "Mã không đúng" in answer.content.decode()
    assert not Authenticator.objects.filter(user=user).exists()


def test_setting_it_up_ends_sessions_that_a_password_alone_began() -> None:
    user = user_with_password(Role.ADMINISTRATOR, second_factor=False)
    thief, owner = password_given(user), password_given(user)
    set_up(owner)
    assert is_in(owner)
    assert thief.get("/")["Location"].startswith("/sign-in/")


def test_others_turn_it_on_and_off_and_national_roles_do_not() -> None:
    station = user_with_password(Role.STATION, second_factor=False)
    client = password_given(station)
    set_up(client)
    assert client.post("/account/second-factor/off/")["Location"] == "/account/"
    assert not Authenticator.objects.filter(user=station).exists()
    ministry = user_with_password(Role.MINISTRY, second_factor=True)
    client = answered(password_given(ministry), code_of())
    assert client.post("/account/second-factor/off/").status_code == 200
    assert Authenticator.objects.filter(user=ministry).exists()


@pytest.mark.parametrize(
    "page", ["/account/password/", "/account/second-factor/", "/account/codes/new/"]
)
def test_an_unattended_computer_is_not_enough(page: str) -> None:
    user = user_with_password(Role.STATION, second_factor=False)
    client = password_given(user)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    answer = client.get(page)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/again/")
    assert client.post("/sign-in/again/", {"password": "sai"}).status_code == 200
    asked = {"password": PASSWORD, "next": page}
    assert client.post("/sign-in/again/", asked)["Location"] == page
    assert client.get(page).status_code == 200


def test_five_wrong_passwords_once_more_lock_too() -> None:
    client = password_given(user_with_password(Role.STATION, second_factor=False))
    answers = [client.post("/sign-in/again/", {"password": "sai"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 429


def test_another_password_signs_out_everywhere_else() -> None:
    user = user_with_password(Role.STATION, second_factor=False)
    here, elsewhere = password_given(user), password_given(user)
    new = {"new_password1": "mật khẩu mới 2022", "new_password2": "mật khẩu mới 2022"}
    weak = {"new_password1": "12345678", "new_password2": "12345678"}
    assert "chỉ gồm chữ số" in here.post("/account/password/", weak).content.decode()
    assert here.post("/account/password/", new)["Location"] == "/account/"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert User.objects.get(pk=user.pk).check_password(new["new_password1"])
    assert acts_of(user)[-1] == "password_changed"


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(away: str) -> None:
    user = user_with_password(Role.STATION, second_factor=False)
    form = {"username": user.username, "password": PASSWORD, "next": away}
    answer: HttpResponse = Client().post("/sign-in/", form)
    assert answer["Location"] == "/"


def test_signing_in_leads_to_where_somebody_was_going() -> None:
    user = user_with_password(Role.AUDITOR, second_factor=True)
    client = Client()
    assert 'value="/cases/"' in client.get("/sign-in/?next=/cases/").content.decode()
    password_given(user, client, next="/cases/")
    assert client.post("/sign-in/code/", {"code": code_of()})["Location"] == "/cases/"


def test_a_second_factor_sealed_under_another_key_lets_nobody_in() -> None:
    user = user_with_password(Role.MINISTRY, second_factor=True)
    Authenticator.objects.filter(user=user).update(data={"secret": "gAAAAABanother-key"})
    client = password_given(user)
    assert client.post("/sign-in/code/", {"code": code_of()}).status_code == 200
    assert not is_in(client)
