"""Who may what: every role and permission stands in a table here, so that no change goes unseen."""

from itertools import product

import pytest

from soat.model.review_lists import Permission, PlaceLevel, Role
from soat.review.roles import (
    INVITES,
    LEVELS,
    PERMISSIONS,
    SECOND_FACTOR_NEEDED,
    may,
    may_invite,
    refusal_of_level,
    refusal_of_role,
)

# Columns: the roles in the order of their list.
MAY = """
                 site station police district province ministry auditor administrator
read_records      .     x      x       x        x        .        x          .
read_figures      x     x      x       x        x        x        x          x
judge             .     x      .       x        x        .        .          .
judge_identity    .     .      x       .        .        .        .          .
settle_disputes   .     .      .       x        x        .        .          .
make_lists        .     x      .       x        x        .        .          .
sign_lists        .     .      x       .        .        .        .          .
approve_in_bulk   .     .      .       x        x        .        .          .
enter_doses       x     .      .       .        .        .        .          .
invite            .     .      .       x        x        x        .          x
read_audit        .     .      .       .        .        .        x          .
set_deadlines     .     .      .       x        x        x        .          .
"""
HELD_AT = {
    "site": "site",
    "station": "commune",
    "police": "commune",
    "district": "district",
    "province": "province",
    "ministry": "country",
    "auditor": "country province",
    "administrator": "country",
}
INVITED_BY = {
    "site": "district province",
    "station": "district province",
    "police": "district province",
    "district": "province",
    "province": "ministry administrator",
    "ministry": "administrator",
    "auditor": "ministry administrator",
    "administrator": "",
}
# Who answers to whom: a higher number stands above a lower one.
RANK = {
    Role.ADMINISTRATOR: 4,
    Role.MINISTRY: 3,
    Role.AUDITOR: 2,
    Role.PROVINCE: 2,
    Role.DISTRICT: 1,
    Role.STATION: 0,
    Role.POLICE: 0,
    Role.SITE: 0,
}
# From the lowest to the highest.
HEIGHTS = [*reversed(PlaceLevel)]


def permitted() -> dict[tuple[str, str], bool]:
    """(role, permission) -> whether the table above has a cross there."""
    heading, *lines = MAY.strip().splitlines()
    cells = [line.split() for line in lines]
    return {
        (role, permission): cross == "x"
        for permission, *crosses in cells
        for role, cross in zip(heading.split(), crosses, strict=True)
    }


def test_who_approves_in_bulk_may_look_at_the_sample() -> None:
    approving = [role for role in Role if may(role, Permission.APPROVE_IN_BULK)]
    assert approving
    assert all(may(role, Permission.READ_RECORDS) for role in approving)


def test_the_table_names_every_role_and_every_permission() -> None:
    assert set(permitted()) == set(product(Role, Permission))
    assert set(PERMISSIONS) == set(LEVELS) == set(HELD_AT) == set(INVITED_BY) == set(Role)


@pytest.mark.parametrize(("role", "permission"), [*product(Role, Permission)])
def test_a_role_may_what_the_table_says_and_is_refused_the_rest(
    role: Role, permission: Permission
) -> None:
    expected = permitted()[role, permission]
    refusal = refusal_of_role(role, permission)
    assert may(role, permission) == expected == (refusal is None)
    if refusal is not None:
        assert role.sentence.en in refusal.en
        assert role.sentence.vi in refusal.vi
        assert permission.sentence.en in refusal.en
        assert permission.sentence.vi in refusal.vi


@pytest.mark.parametrize(("role", "level"), [*product(Role, PlaceLevel)])
def test_a_role_is_held_at_its_levels_only(role: Role, level: PlaceLevel) -> None:
    refusal = refusal_of_level(role, level)
    assert (level in HELD_AT[role].split()) == (refusal is None)
    if refusal is not None:
        assert role.sentence.en in refusal.en
        assert role.sentence.vi in refusal.vi
        assert level.sentence.en in refusal.en
        assert level.sentence.vi in refusal.vi


@pytest.mark.parametrize(("inviter", "invited"), [*product(Role, Role)])
def test_a_role_invites_whom_the_table_says_and_never_its_own_rank_or_above(
    inviter: Role, invited: Role
) -> None:
    assert may_invite(inviter, invited) == (inviter in INVITED_BY[invited].split())
    assert RANK[invited] < RANK[inviter] or not may_invite(inviter, invited)


def test_who_invites_has_the_permission_and_who_has_it_invites_somebody() -> None:
    assert {role for role in Role if may(role, Permission.INVITE)} == set(INVITES)
    assert all(INVITES.values())


def test_nobody_invites_to_a_place_above_their_own() -> None:
    for inviter, invited in product(Role, Role):
        if may_invite(inviter, invited):
            lowest = min(map(HEIGHTS.index, LEVELS[inviter]))
            assert all(HEIGHTS.index(level) <= lowest for level in LEVELS[invited])


def test_only_an_administrator_is_invited_by_nobody() -> None:
    assert {role for role, inviters in INVITED_BY.items() if not inviters} == {"administrator"}


def test_a_second_factor_is_needed_wherever_a_role_reaches_the_whole_country() -> None:
    national = {role for role, levels in LEVELS.items() if PlaceLevel.COUNTRY in levels}
    assert national == SECOND_FACTOR_NEEDED
