"""Before anything is approved every record is verified as it would be: a thousand at a time.

Nothing of a record changes here. What is not verified as the very person who was proposed is left
out of the act, and told.
"""

from collections.abc import Iterable
from typing import Any

from soat.casework.at_once import acting, once_more
from soat.casework.judging import FIELD_COLUMNS, Refused
from soat.casework.models import BulkApproval, BulkLine, Profile, Repair
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.together import update_each
from soat.casework.verdict_rows import record_of
from soat.look_up import Answer
from soat.model.closed_lists import Tier, Verdict
from soat.model.messages import Message
from soat.model.review_lists import BulkOutcome, BulkState, CaseState

AT_A_TIME = 1000
"""Records verified in one step: somebody waits a second or two for it."""

OUT_OF_REACH = Message(
    "Không mở được bản chụp sổ dân cư nên chưa đối chiếu tiếp được; chưa hồ sơ nào bị sửa. "
    "Hãy thử lại sau ít phút.",
    "The register is out of reach, so nothing more was verified; no record was changed. "
    "Try again in a few minutes.",
)
_COLUMNS = {one.value: column for one, column in FIELD_COLUMNS.items()}
_KEPT = (
    *("number_status", "verdict", "reasons", "citizen_id", "rule", "tier"),
    "match_probability",
)


@once_more
def check_next(desk: RegisterDesk, bulk: BulkApproval) -> int:
    """Verify the next records as they would be; how many wait still. Raises Refused."""
    unchecked = bulk.lines.filter(outcome=BulkOutcome.UNCHECKED)
    if bulk.state == BulkState.DRAWN:
        lines = list(unchecked.order_by("pk").select_related("profile__case")[:AT_A_TIME])
        told = _told_of(desk, lines)
        with acting():
            # Who verified the same meanwhile may have approved it already: that stands.
            kept = BulkApproval.objects.select_for_update(no_key=True).get(pk=bulk.pk)
            still = set(unchecked.values_list("pk", flat=True))
            if kept.state == BulkState.DRAWN:
                update_each([one for one in told if one.pk in still], ("outcome", "answer"))
    return unchecked.count()


def after_repairs(profiles: Iterable[Profile]) -> dict[str, dict[str, str]]:
    """For each profile the columns that its repairs change, as they will be."""
    repairs = Repair.objects.filter(profile__in=profiles, field__in=_COLUMNS)
    after: dict[str, dict[str, str]] = {}
    for repair in repairs.exclude(register_value=""):
        after.setdefault(repair.profile_id, {})[_COLUMNS[repair.field]] = repair.register_value
    return after


def is_as_chosen(line: BulkLine, profile: Profile) -> bool:
    """Whether the record still is what it was when it was chosen, and may still be approved."""
    case = profile.case
    return (
        (profile.version, profile.withdrawn_at) == (line.version, None)
        and (case.state, case.tier) == (CaseState.OPEN, Tier.SAFE)
    )  # fmt: skip


def _told_of(desk: RegisterDesk, lines: list[BulkLine]) -> list[BulkLine]:
    """The lines with what was found of them."""
    standing = [line for line in lines if is_as_chosen(line, line.profile)]
    after = after_repairs(line.profile for line in standing)
    records = [record_of(line.profile, after.get(line.profile_id, {})) for line in standing]
    try:
        answers = desk.verify_many(records)
    except RegisterOutOfReach as fault:
        raise Refused(OUT_OF_REACH) from fault
    for line in lines:
        line.outcome = BulkOutcome.CHANGED
    for line, answer in zip(standing, answers, strict=True):
        fits = line.profile_id in after and _fits(answer, line.profile)
        line.outcome = BulkOutcome.FITS if fits else BulkOutcome.DOES_NOT_FIT
        line.answer = _kept(answer)
    return lines


def _fits(answer: Answer, profile: Profile) -> bool:
    """Verified, and as the person who was proposed."""
    said = answer.verdict
    proposed = profile.register_citizen_id
    return said is not None and (said["verdict"], said["citizen_id"]) == (
        *(Verdict.VERIFIED.value, proposed),
    )


def _kept(answer: Answer) -> dict[str, Any] | None:
    return None if answer.verdict is None else {name: answer.verdict[name] for name in _KEPT}
