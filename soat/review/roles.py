"""Who may: the permissions of each role, and whom a role may invite. Read this first.

Three questions are kept apart. May this role do such a thing at all (here)? Does this case or list
allow it now (case_law, list_law)? Is it within their place (places)?
"""

from soat.model.messages import Message
from soat.model.review_lists import Permission, PlaceLevel, Role

_P = Permission
_SUPERVISING = frozenset(
    {
        *(_P.READ_RECORDS, _P.READ_FIGURES, _P.JUDGE, _P.MAKE_LISTS),
        *(_P.APPROVE_IN_BULK, _P.INVITE, _P.SET_DEADLINES, _P.SETTLE_DISPUTES),
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    # A site sees the doses that it gave, by the scopes of its own (decision 017); no case is its.
    Role.SITE: frozenset({_P.READ_FIGURES, _P.ENTER_DOSES}),
    Role.STATION: frozenset({_P.READ_RECORDS, _P.READ_FIGURES, _P.JUDGE, _P.MAKE_LISTS}),
    Role.POLICE: frozenset({_P.READ_RECORDS, _P.READ_FIGURES, _P.JUDGE_IDENTITY, _P.SIGN_LISTS}),
    Role.DISTRICT: _SUPERVISING,
    Role.PROVINCE: _SUPERVISING,
    # The ministry reads figures: the records of a person are the commune's and its supervisors'.
    # Who approves in bulk has looked at a sample of records: the ministry leaves it to provinces.
    Role.MINISTRY: frozenset({_P.READ_FIGURES, _P.INVITE, _P.SET_DEADLINES}),
    Role.AUDITOR: frozenset({_P.READ_RECORDS, _P.READ_FIGURES, _P.READ_AUDIT}),
    Role.ADMINISTRATOR: frozenset({_P.READ_FIGURES, _P.INVITE}),
}
"""What each role may do within its place. What stands in no set is nobody's."""

LEVELS: dict[Role, frozenset[PlaceLevel]] = {
    Role.SITE: frozenset({PlaceLevel.SITE}),
    Role.STATION: frozenset({PlaceLevel.COMMUNE}),
    Role.POLICE: frozenset({PlaceLevel.COMMUNE}),
    Role.DISTRICT: frozenset({PlaceLevel.DISTRICT}),
    Role.PROVINCE: frozenset({PlaceLevel.PROVINCE}),
    Role.MINISTRY: frozenset({PlaceLevel.COUNTRY}),
    Role.AUDITOR: frozenset({PlaceLevel.COUNTRY, PlaceLevel.PROVINCE}),
    Role.ADMINISTRATOR: frozenset({PlaceLevel.COUNTRY}),
}
"""At which places a role can be held."""

INVITES: dict[Role, frozenset[Role]] = {
    Role.DISTRICT: frozenset({Role.STATION, Role.POLICE, Role.SITE}),
    Role.PROVINCE: frozenset({Role.DISTRICT, Role.STATION, Role.POLICE, Role.SITE}),
    Role.MINISTRY: frozenset({Role.PROVINCE, Role.AUDITOR}),
    Role.ADMINISTRATOR: frozenset({Role.MINISTRY, Role.AUDITOR, Role.PROVINCE}),
}
"""Whom each role may invite and disable, within its own place; nobody invites their own rank."""

SECOND_FACTOR_NEEDED = frozenset({Role.MINISTRY, Role.AUDITOR, Role.ADMINISTRATOR})
"""The national roles: a password alone does not let them in."""

_NOT_YOURS = Message(
    "Vai trò của bạn ({role}) không được: {permission}. Hãy nhờ người có quyền, hoặc cấp trên.",
    "Your role ({role}) may not: {permission}. Ask somebody who may, or your supervisor.",
)
_WRONG_LEVEL = Message(
    "Vai trò {role} không thể gắn với nơi thuộc cấp: {level}. Hãy chọn nơi khác.",
    "The role {role} cannot be held at this level: {level}. Choose another place.",
)


def may(role: Role, permission: Permission) -> bool:
    """Whether the role may do such a thing within its place."""
    return permission in PERMISSIONS[role]


def refusal_of_role(role: Role, permission: Permission) -> Message | None:
    """Why the role may not, or None when it may."""
    if may(role, permission):
        return None
    said, asked = role.sentence, permission.sentence
    return Message(
        _NOT_YOURS.vi.format(role=said.vi, permission=asked.vi),
        _NOT_YOURS.en.format(role=said.en, permission=asked.en),
    )


def refusal_of_level(role: Role, level: PlaceLevel) -> Message | None:
    """Why the role cannot be held at such a place, or None when it can."""
    if level in LEVELS[role]:
        return None
    return Message(
        _WRONG_LEVEL.vi.format(role=role.sentence.vi, level=level.sentence.vi),
        _WRONG_LEVEL.en.format(role=role.sentence.en, level=level.sentence.en),
    )


def may_invite(inviter: Role, invited: Role) -> bool:
    """Whether the one role may invite, and disable, the other."""
    return invited in INVITES.get(inviter, frozenset())
