"""The page docs/reference/review.md, from the law that every door asks before it acts."""

from scripts.markdown import NOTE, markdown_table
from soat.model.closed_lists import Verdict
from soat.model.messages import ClosedList
from soat.model.review_lists import CaseState, JudgementKind, Permission, Role
from soat.review.case_law import (
    CASE_LAW,
    CHANGES_THE_RECORD,
    MOVES_NO_CASE,
    POLICE_KINDS,
    REASON_NEEDED,
    after_verification,
)
from soat.review.line_law import BY_SIGNATURE, JUDGED_AS
from soat.review.list_law import LIST_LAW, LIVE_STATES
from soat.review.roles import INVITES, LEVELS, SECOND_FACTOR_NEEDED, may
from soat.review.second_review import read_policy
from soat.review.transitions import Act, Law, State

_OPENING = """Who may do what, what a work list and a case go through, and what a judgement needs.
Three questions are kept apart: may this role do such a thing at all, does this list or case allow
it now, and is it within the place of the one who asks. Every act has an actor and stands in the
audit trail. The sentences of every code are in [closed lists](closed-lists.md#role)."""

_ROLES = """A role is held at one place and reaches what lies below it, never what lies beside it.
An empty cell under *invites* means nobody, and nobody invites an administrator. The national roles
are let in by a second factor only."""

_LISTS = """A work list begins as `draft`. None of its states is an end: a closed list can be opened
again. A case stands on no second list while the first is in one of these states:
{live}."""

_LINES = """Each line that comes back on a filled sheet is judged by the same law as on screen. What
the police alone may judge is taken from a list that they signed and handed back."""

_CASES = """A case begins as `open` and needs nobody once it is `settled`, which is no end either: a
verified record may still be wrong about a person. What changes the record makes the case
`waiting`, and what the engine then says decides where it goes."""

_PAIRS = """What is judged of two profiles or of two dose rows changes nothing that is typed, so
each case stays where it was. Such a judgement stands over whatever a later run says, until it is
undone."""

_SECOND = """Some judgements need a second, blind review: the first is kept as an opinion, and takes
effect once another person, who sees neither it nor any score, judges the same. If the two differ
(`disputed`), a supervisor who is neither of them decides. An installation's own policy is named by
`SOAT_SECOND_REVIEW`; without one these lines hold, and an empty cell means every one:"""

_JUDGEMENTS = """A judgement that somebody else will have to understand is refused without a reason.
After one that changes the record the profile is verified again. Judgements about pairs move no
case, and undoing leads back to where it was: neither stands in the table of cases."""


def review_page() -> str:
    """Roles, the states of lists and of cases, and the judgements."""
    answers = "\n".join(
        f"    {CaseState.WAITING} --> {after_verification(verdict)}: the engine says {verdict}"
        for verdict in Verdict
    )
    lines = ["# Roles and states", NOTE, "", _OPENING]
    lines += ["", "## Roles", "", _ROLES, "", *_roles(), "", "### Permissions", "", *_permissions()]
    lines += ["", "## Work lists", "", _LISTS.format(live=_codes(LIVE_STATES)), ""]
    lines += [*_diagram(LIST_LAW.diagram()), "", *_acts(LIST_LAW)]
    lines += ["", "### What comes back", "", _LINES, "", *_lines()]
    lines += ["", "## Cases", "", _CASES, ""]
    lines += [*_diagram(f"{CASE_LAW.diagram()}\n{answers}"), "", *_acts(CASE_LAW)]
    lines += ["", "### After verification", "", *_after_verification()]
    lines += ["", "### A second, blind review", "", _SECOND, "", *_second_reviews()]
    lines += ["", "## Pairs", "", _PAIRS, "", *_pairs()]
    lines += ["", "## Judgements", "", _JUDGEMENTS, "", *_judgements()]
    return "\n".join(lines) + "\n"


def _roles() -> list[str]:
    headings = ("role", "English", "tiếng Việt", "held at", "invites", "second factor")
    rows = (
        (
            *_told(role),
            _codes(LEVELS[role]),
            _codes(INVITES.get(role, frozenset())),
            _yes(role in SECOND_FACTOR_NEEDED),
        )
        for role in Role
    )
    return markdown_table(headings, rows)


def _permissions() -> list[str]:
    headings = ("permission", "English", "tiếng Việt", *(f"`{role}`" for role in Role))
    rows = (
        (*_told(permission), *(_yes(may(role, permission)) for role in Role))
        for permission in Permission
    )
    return markdown_table(headings, rows)


def _diagram(mermaid: str) -> list[str]:
    return ["```mermaid", mermaid, "```"]


def _acts(law: Law[State, Act]) -> list[str]:
    headings = ("act", "English", "tiếng Việt", "from", "to", "permission")
    rows = (
        (*_told(one.act), _codes(one.origins), f"`{one.target}`", f"`{one.permission}`")
        for one in law.transitions
    )
    return markdown_table(headings, rows)


def _lines() -> list[str]:
    headings = ("outcome", "English", "tiếng Việt", "judgement", "needs the police's signature")
    rows = (
        (*_told(outcome), f"`{kind}`", _yes(outcome in BY_SIGNATURE))
        for outcome, kind in JUDGED_AS.items()
    )
    return markdown_table(headings, rows)


def _after_verification() -> list[str]:
    headings = ("verdict", "English", "tiếng Việt", "to")
    rows = ((*_told(verdict), f"`{after_verification(verdict)}`") for verdict in Verdict)
    return markdown_table(headings, rows)


def _second_reviews() -> list[str]:
    headings = ("judgements", "rules", "tiers", "levels of the record's place")
    rows = (
        tuple(
            ", ".join(f"`{code}`" for code in sorted(codes))
            for codes in (line.kinds, line.rules, line.tiers, line.levels)
        )
        for line in read_policy().lines
    )
    return markdown_table(headings, rows)


def _pairs() -> list[str]:
    headings = ("judgement", "English", "tiếng Việt", "one of these permissions")
    rows = ((*_told(kind), _codes(needed)) for kind, needed in MOVES_NO_CASE.items())
    return markdown_table(headings, rows)


def _judgements() -> list[str]:
    headings = ("judgement", "English", "tiếng Việt", "reason", "changes the record", "police")
    rows = (
        (
            *_told(kind),
            "needed" if kind in REASON_NEEDED else "",
            _yes(kind in CHANGES_THE_RECORD),
            _police(kind),
        )
        for kind in JudgementKind
    )
    return markdown_table(headings, rows)


def _police(kind: JudgementKind) -> str:
    """Whether the police may make such a judgement: alone, or as the station may."""
    owners = {one.permission for one in CASE_LAW.transitions if one.act is kind}
    if Permission.JUDGE_IDENTITY in owners:
        return "they alone"
    return "they too" if kind in POLICE_KINDS else ""


def _told(code: ClosedList) -> tuple[str, str, str]:
    return (f"`{code}`", code.sentence.en, code.sentence.vi)


def _codes(codes: frozenset[ClosedList]) -> str:
    return ", ".join(f"`{code}`" for code in sorted(codes, key=_place_in_its_list))


def _place_in_its_list(code: ClosedList) -> int:
    return list(type(code)).index(code)


def _yes(so: bool) -> str:
    return "yes" if so else ""
