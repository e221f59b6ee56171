"""Verifying the lines of a long sheet before it is applied: some at a time, what was said is kept.

Nothing of a record changes here. Applying then asks the register only of what was not asked, or is
no longer as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soat.casework.at_once import acting, once_more
from soat.casework.judging import Refused, Sitting
from soat.casework.lists.finding import found_list
from soat.casework.lists.previewing import CheckedLine
from soat.casework.lists.taking_back import found_file, looked_through
from soat.casework.lists.verifying import Edit, changes_of
from soat.casework.models import KeptAnswer, ReturnedFile
from soat.casework.register_desk import RegisterDesk
from soat.casework.together import in_parts
from soat.look_up import Answer
from soat.model.messages import Message
from soat.model.review_lists import LineFate, ListAct, Permission
from soat.review.list_law import LIST_LAW

AT_A_TIME = 200
"""Lines verified in one step: somebody waits a few seconds for it. No more need no steps."""

OUT_OF_REACH = Message(
    "Không mở được bản chụp sổ dân cư nên chưa đối chiếu tiếp được; chưa hồ sơ nào bị sửa. Hãy thử "
    "lại sau ít phút. Nếu cập nhật ngay, các hồ sơ sẽ chờ đến khi đối chiếu được.",
    "The register is out of reach, so nothing more was verified; no record was changed. Try again "
    "in a few minutes. If you apply now, the records wait until they can be verified.",
)


@dataclass(frozen=True)
class Checked:
    """How many of the lines that change something are verified, and of how many."""

    done: int
    all: int

    @property
    def left(self) -> int:
        return self.all - self.done

    @property
    def needs_steps(self) -> bool:
        return self.left > AT_A_TIME


@dataclass(frozen=True)
class Step:
    """One step: the file's lines, how far it is now, how many were verified, and whether the
    register could be asked at all."""

    file: ReturnedFile
    lines: Sequence[CheckedLine]
    checked: Checked
    verified: int
    reached: bool


@once_more
def check_next(sitting: Sitting, list_id: str, returned: int) -> Step:
    """Verify the next lines as they would be. Raises NotFound or Refused."""
    work_list = found_list(sitting.user, list_id, Permission.MAKE_LISTS)
    refused = LIST_LAW.refusal(work_list.as_state, ListAct.APPLY)
    if refused is not None:
        raise Refused(refused)
    file = found_file(sitting.user, list_id, returned)
    lines = looked_through(sitting.user, sitting.at, file)
    edits = edits_of(lines)
    known = kept_answers(sitting.desk, file, edits)
    next_ones = [edit for edit in edits if edit[0].pk not in known][:AT_A_TIME]
    changes = changes_of(sitting.desk, next_ones)
    answered = [
        _kept(sitting.desk, file, edit, change.answer)
        for edit, change in zip(next_ones, changes, strict=True)
        if change.answer is not None
    ]
    with acting():
        _keep(answered)
    checked = Checked(len(known) + len(answered), len(edits))
    return Step(file, lines, checked, len(answered), len(answered) == len(next_ones))


def checked_so_far(
    desk: RegisterDesk, returned: ReturnedFile, lines: Iterable[CheckedLine]
) -> Checked:
    """How far the verifying is."""
    edits = edits_of(lines)
    return Checked(len(kept_answers(desk, returned, edits)), len(edits))


def edits_of(lines: Iterable[CheckedLine]) -> list[Edit]:
    """What the lines that can be applied would change; those that change nothing are left out."""
    return [
        (one.line.profile, dict(one.after))
        for one in lines
        if one.fate is LineFate.READY and one.line is not None and one.after
    ]


def kept_answers(
    desk: RegisterDesk, returned: ReturnedFile, edits: Sequence[Edit]
) -> dict[str, Answer]:
    """What was said of these records, by key, where it still counts."""
    wanted = {profile.pk: (profile.version, after) for profile, after in edits}
    rows = KeptAnswer.objects.filter(returned_file=returned, register=str(desk.snapshot))
    return {
        row.profile_id: _answer(row.profile_id, row.answer)
        for row in rows
        if wanted.get(row.profile_id) == (row.version, row.after)
    }


def drop_kept(returned: ReturnedFile, refs: Iterable[str]) -> None:
    """Forget what was said of these records: they are applied."""
    for some in in_parts(sorted(refs)):
        KeptAnswer.objects.filter(returned_file=returned, profile__in=some).delete()


def _kept(desk: RegisterDesk, returned: ReturnedFile, edit: Edit, answer: Answer) -> KeptAnswer:
    profile, after = edit
    told = {"rejected": answer.rejected, "verdict": answer.verdict}
    tables = {"repairs": answer.repairs, "evidence": answer.evidence}
    return KeptAnswer(
        returned_file=returned,
        profile=profile,
        version=profile.version,
        after=after,
        register=str(desk.snapshot),
        answer=told | {name: list(rows) for name, rows in tables.items()},
    )


def _answer(ref: str, kept: Mapping[str, Any]) -> Answer:
    """What was kept, as it was said; candidates are not: nothing that is written needs them."""
    repairs, evidence = tuple(kept["repairs"]), tuple(kept["evidence"])
    return Answer(ref, kept["verdict"], repairs, (), evidence, kept["rejected"])


def _keep(answered: list[KeptAnswer]) -> None:
    KeptAnswer.objects.bulk_create(
        sorted(answered, key=lambda one: str(one.profile_id)),
        batch_size=100,
        update_conflicts=True,
        unique_fields=["returned_file", "profile"],
        update_fields=["version", "after", "register", "answer"],
    )
