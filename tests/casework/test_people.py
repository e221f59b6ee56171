"""Who may invite, disable and reset whom: every role by every role, and what follows at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from soat.casework.accounts import make_account, reset_account
from soat.casework.judging import NotFound, Refused
from soat.casework.models import AuditEvent, Invitation, Place, Profile, User
from soat.casework.people.changing import disable, enable, reset
from soat.casework.people.inviting import Wanted, invite
from soat.casework.people.links import GOOD_FOR, accept, digest_of, invited_by_link
from soat.casework.people.second_factors import has_second_factor
from soat.casework.scopes import visible
from soat.model.errors import WrongUsage
from soat.model.review_lists import PlaceLevel, Role
from soat.review.places import COUNTRY, above
from soat.review.roles import LEVELS, SECOND_FACTOR_NEEDED, may_invite
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.second_factor import give_second_factor

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "mật khẩu của riêng tôi"


@pytest.fixture
def commune(book: SmallCountry) -> str:
    """A commune of the small country that stands below a district."""
    return str(Profile.objects.filter(place__regex=r"/d[0-9]+/c").order_by("place")[0].place)


def place_of(role: Role, commune: str) -> str:
    """Where somebody of that role sits, so that the commune lies below or is theirs."""
    heights = {PlaceLevel.COUNTRY: 0, PlaceLevel.PROVINCE: 2, PlaceLevel.DISTRICT: 3}
    if role is Role.SITE:
        site, _ = Place.objects.get_or_create(
            path=f"{commune}sX1/", defaults={"level": "site", "name": "X1", "name_folded": "x1"}
        )
        return str(site.path)
    level = min(LEVELS[role], key=lambda one: heights.get(one, 4))
    return above(commune)[heights.get(level, 4)]


def supervisor(role: Role, commune: str) -> User:
    return user_of(role, place_of(role, commune))


def invited(by: User, role: Role, place: str, name: str = "nguoi-moi") -> User:
    return invite(by, Wanted(name, role.value, place), NOW).user


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("by", list(Role))
def test_who_invites_whom(commune: str, by: Role, role: Role) -> None:
    inviter, wanted = supervisor(by, commune), Wanted("moi", role.value, place_of(role, commune))
    if may_invite(by, role):
        made = invite(inviter, wanted, NOW).user
        assert (made.role, made.place, made.invited_by) == (role, wanted.place, inviter)
        assert not made.has_usable_password()
    else:
        with pytest.raises(Refused):
            invite(inviter, wanted, NOW)
        assert not User.objects.filter(username="moi").exists()


@pytest.mark.parametrize(
    "place", ["/", "/2021/", "/2021/p99/", "", "x", "/2021/p01/../", "' OR 1=1 --"]
)
def test_nobody_is_invited_outside_the_own_place(commune: str, place: str) -> None:
    for role in (Role.STATION, Role.POLICE):
        with pytest.raises(Refused):
            invite(supervisor(Role.DISTRICT, commune), Wanted("moi", role.value, place), NOW)


def test_a_neighbouring_district_is_outside(commune: str) -> None:
    district = above(commune)[3]
    others = Place.objects.filter(level=PlaceLevel.COMMUNE, path__startswith="/2021/")
    elsewhere = others.exclude(path__startswith=district).order_by("path")[0].path
    with pytest.raises(Refused):
        invite(user_of(Role.DISTRICT, district), Wanted("moi", "station", elsewhere), NOW)


def test_a_role_is_held_at_its_own_level_only(commune: str) -> None:
    district = above(commune)[3]
    with pytest.raises(Refused, match="cannot be held"):
        invite(user_of(Role.PROVINCE, above(commune)[2]), Wanted("moi", "station", district), NOW)


@pytest.mark.parametrize(
    "name", ["", "ab", "Trạm", "tram x", "TRAM", "<b>x</b>", "=1+1", "x" * 41, "tram\n"]
)
def test_a_name_is_plain(commune: str, name: str) -> None:
    with pytest.raises(Refused, match="small letters"):
        invited(supervisor(Role.DISTRICT, commune), Role.STATION, commune, name)


def test_a_name_is_taken_once_whatever_its_letters(commune: str) -> None:
    User.objects.create_user("Tram-Mot", role=Role.STATION.value, place=commune)
    with pytest.raises(Refused, match="taken"):
        invited(supervisor(Role.DISTRICT, commune), Role.STATION, commune, "tram-mot")


def test_a_link_is_kept_as_a_digest_and_good_once(commune: str) -> None:
    made = invite(
        supervisor(Role.DISTRICT, commune), Wanted("moi", Role.STATION.value, commune), NOW
    )
    kept = Invitation.objects.get(user=made.user)
    assert made.secret not in str(vars(kept))
    assert made.secret not in str(list(AuditEvent.objects.values()))
    digest = digest_of(made.secret)
    assert invited_by_link(digest, NOW) == made.user
    accept(digest, PASSWORD, NOW)
    assert User.objects.get(username="moi").check_password(PASSWORD)
    with pytest.raises(Refused, match="no longer good"):
        accept(digest, "another password", NOW)


@pytest.mark.parametrize("secret", ["", "x", "\0", "0" * 43])
def test_a_guessed_link_is_nobodys(commune: str, secret: str) -> None:
    invited(supervisor(Role.DISTRICT, commune), Role.STATION, commune)
    with pytest.raises(Refused):
        accept(digest_of(secret), PASSWORD, NOW)


def test_a_link_dies_after_seven_days_by_a_newer_one_and_with_its_account(commune: str) -> None:
    by = supervisor(Role.DISTRICT, commune)
    first = invite(by, Wanted("moi", Role.STATION.value, commune), NOW)
    with pytest.raises(Refused):
        invited_by_link(digest_of(first.secret), NOW + GOOD_FOR)
    second = reset(by, first.user.pk, False, NOW)
    with pytest.raises(Refused):
        invited_by_link(digest_of(first.secret), NOW)
    assert invited_by_link(digest_of(second.secret), NOW + GOOD_FOR - timedelta(seconds=1))
    disable(by, first.user.pk, NOW)
    with pytest.raises(Refused):
        invited_by_link(digest_of(second.secret), NOW)


def test_a_weak_password_is_not_taken(commune: str) -> None:
    made = invite(
        supervisor(Role.DISTRICT, commune), Wanted("moi", Role.STATION.value, commune), NOW
    )
    with pytest.raises(ValidationError):
        accept(digest_of(made.secret), "12345678", NOW)
    assert invited_by_link(digest_of(made.secret), NOW) == made.user


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("by", list(Role))
@pytest.mark.parametrize("act", ["disable", "reset"])
def test_who_disables_and_resets_whom(commune: str, by: Role, role: Role, act: str) -> None:
    actor, other = supervisor(by, commune), user_of(role, place_of(role, commune))
    before = AuditEvent.objects.count()
    if may_invite(by, role):
        done = (
            disable(actor, other.pk, NOW)
            if act == "disable"
            else reset(actor, other.pk, False, NOW)
        )
        assert done is not None
        assert AuditEvent.objects.count() == before + 1
        return
    with pytest.raises(Refused):
        disable(actor, other.pk, NOW) if act == "disable" else reset(actor, other.pk, False, NOW)
    assert User.objects.get(pk=other.pk).is_active
    assert AuditEvent.objects.count() == before


def test_an_account_elsewhere_does_not_exist(commune: str) -> None:
    elsewhere = user_of(Role.STATION, "/2021/p96/d973/c32248/")
    for act in (disable, enable):
        with pytest.raises(NotFound):
            act(supervisor(Role.DISTRICT, commune), elsewhere.pk, NOW)
    with pytest.raises(NotFound):
        reset(supervisor(Role.DISTRICT, commune), elsewhere.pk, False, NOW)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_who_is_disabled_is_out_at_once_and_their_old_session_never_comes_back(
    commune: str,
) -> None:
    by, station = supervisor(Role.DISTRICT, commune), user_of(Role.STATION, commune)
    client = signed_in(station)
    assert client.get("/").status_code == 200
    disable(by, station.pk, NOW)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert not visible(User.objects.get(pk=station.pk), Profile).exists()
    enable(by, station.pk, NOW)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert signed_in(User.objects.get(pk=station.pk)).get("/").status_code == 200


def test_twice_disabled_or_enabled_is_told(commune: str) -> None:
    by, station = supervisor(Role.DISTRICT, commune), user_of(Role.STATION, commune)
    with pytest.raises(Refused, match="not disabled"):
        enable(by, station.pk, NOW)
    disable(by, station.pk, NOW)
    with pytest.raises(Refused, match="disabled"):
        disable(by, station.pk, NOW)


def test_a_reset_ends_the_password_the_sessions_and_if_asked_the_second_factor(
    commune: str,
) -> None:
    by, station = supervisor(Role.DISTRICT, commune), user_of(Role.STATION, commune)
    station.set_password(PASSWORD)
    station.save()
    give_second_factor(station)
    client = signed_in(station)
    reset(by, station.pk, telephone_lost=False, at=NOW)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert not User.objects.get(pk=station.pk).check_password(PASSWORD)
    assert has_second_factor(station)
    reset(by, station.pk, telephone_lost=True, at=NOW)
    assert not has_second_factor(station)
    told = AuditEvent.objects.filter(act="account_reset").order_by("number")
    taken = [event.after["second_factor_taken_off"] for event in told if event.after]
    assert taken == [False, True]


def test_who_is_placed_elsewhere_sees_the_new_place_alone_from_the_next_page_on(
    commune: str,
) -> None:
    station = user_of(Role.STATION, commune)
    client = signed_in(station)
    mine = Profile.objects.filter(place=commune)[0]
    assert client.get(f"/cases/{mine.page_id}/").status_code == 200
    elsewhere = Profile.objects.exclude(place=commune).filter(place__contains="/c")[0]
    User.objects.filter(pk=station.pk).update(place=elsewhere.place)
    assert client.get(f"/cases/{mine.page_id}/").status_code == 404
    assert client.get(f"/cases/{elsewhere.page_id}/").status_code == 200


def test_everything_stands_in_the_trail(commune: str) -> None:
    by = supervisor(Role.DISTRICT, commune)
    made = invite(by, Wanted("moi", Role.STATION.value, commune), NOW)
    accept(digest_of(made.secret), PASSWORD, NOW)
    disable(by, made.user.pk, NOW)
    enable(by, made.user.pk, NOW)
    events = AuditEvent.objects.filter(subject="moi").order_by("number")
    told = [(event.act, event.actor, event.place) for event in events]
    assert told == [
        ("invited", by.username, commune),
        ("invitation_used", "moi", commune),
        ("account_disabled", by.username, commune),
        ("account_enabled", by.username, commune),
    ]
    assert events[0].after == {
        "role": "station",
        "place": commune,
        "until": (NOW + GOOD_FOR).isoformat(),
    }


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR_NEEDED))
def test_a_national_account_is_made_at_the_server_and_led_to_its_second_factor(
    book: SmallCountry, role: Role
) -> None:
    made = make_account("quan-tri", role, COUNTRY, PASSWORD, NOW)
    client = Client()
    client.post("/sign-in/", {"username": made.username, "password": PASSWORD})
    assert client.get("/")["Location"] == "/account/second-factor/"
    with pytest.raises(WrongUsage, match="account of this name"):
        make_account("Quan-Tri", role, COUNTRY, PASSWORD, NOW)


def test_who_lost_everything_is_helped_at_the_server(book: SmallCountry) -> None:
    made = make_account("quan-tri", Role.ADMINISTRATOR, COUNTRY, PASSWORD, NOW)
    give_second_factor(made)
    client = signed_in(made)
    reset_account("quan-tri", "một mật khẩu khác", NOW)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert not has_second_factor(made)
    assert User.objects.get(pk=made.pk).check_password("một mật khẩu khác")
    for name, password in (("nobody", PASSWORD), ("quan-tri", "12345678")):
        with pytest.raises(WrongUsage):
            reset_account(name, password, NOW)
    assert AuditEvent.objects.latest("number").act == "account_reset"
