"""Choosing the cases of one act, and drawing the sample that is looked at before it is approved."""

from dataclasses import dataclass
from random import Random

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.bulk.choosing import chosen, is_own_place
from soat.casework.judging import NotFound, Refused, Sitting
from soat.casework.models import BulkApproval, BulkLine
from soat.model.closed_lists import RepairKind
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.roles import refusal_of_role

MOST_AT_ONCE = 5000
"""Records of one act: so many are verified and written while somebody waits for it."""
SAMPLE_SIZE = 20

_NO_PLACE = Message(
    "Không có nơi này trong địa bàn của bạn. Hãy chọn lại nơi cần duyệt.",
    "There is no such place within yours. Choose the place again.",
)
_NO_KIND = Message(
    "Chưa chọn loại lỗi nào. Hãy đánh dấu ít nhất một loại rồi lấy mẫu lại.",
    "No kind of repair was chosen. Tick one at least, then draw the sample again.",
)
_NO_CASE = Message(
    "Không còn hồ sơ nào chỉ có những loại lỗi này. Hãy chọn thêm loại, hoặc nơi rộng hơn.",
    "No case has these kinds of repair alone. Choose more kinds, or a larger place.",
)


@dataclass(frozen=True)
class Wanted:
    """Which cases somebody wants to approve; `seed` decides the sample."""

    place: str
    kinds: frozenset[str]
    seed: int
    most: int = MOST_AT_ONCE


@once_more
def draw(sitting: Sitting, wanted: Wanted) -> BulkApproval:
    """Choose the cases and draw the sample; nothing of a record changes. Raises Refused."""
    user = sitting.user
    refused = refusal_of_role(user.as_role, Permission.APPROVE_IN_BULK)
    if refused is not None:
        raise Refused(refused)
    if not is_own_place(user, wanted.place):
        raise NotFound(_NO_PLACE)
    if not wanted.kinds or not wanted.kinds <= {one.value for one in RepairKind}:
        raise Refused(_NO_KIND)
    cases = chosen(user, wanted.place, wanted.kinds)
    found = list(cases.values_list("profile_id", "profile__version")[: wanted.most])
    if not found:
        raise Refused(_NO_CASE)
    with acting():
        return _written(sitting, wanted, found, cases.count() - len(found))


def sample_of(seed: int, refs: list[str]) -> list[str]:
    """The keys that the seed draws, from keys in any order."""
    return Random(seed).sample(sorted(refs), min(SAMPLE_SIZE, len(refs)))


def _written(
    sitting: Sitting, wanted: Wanted, found: list[tuple[str, int]], beyond: int
) -> BulkApproval:
    actor = sitting.user.get_username()
    bulk = BulkApproval.objects.create(
        place=wanted.place,
        kinds=",".join(sorted(wanted.kinds)),
        chosen=len(found),
        beyond=max(beyond, 0),
        seed=wanted.seed,
        sample=sample_of(wanted.seed, [ref for ref, _ in found]),
        drawn_by=actor,
        drawn_at=sitting.at,
    )
    lines = (BulkLine(bulk=bulk, profile_id=ref, version=version) for ref, version in found)
    BulkLine.objects.bulk_create(lines, batch_size=1000)
    told: dict[str, object] = {"kinds": bulk.kinds, "chosen": bulk.chosen, "seed": bulk.seed}
    write_event(Act(actor, bulk.place, "bulk_drawn", f"bulk {bulk.pk}", sitting.at, None, told))
    return bulk
