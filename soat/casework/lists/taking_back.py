"""A filled sheet taken back: read, archived byte for byte with who signed it and when, told.

It is archived once it was read as a sheet of that very list; what no list sent out is not kept.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused
from soat.casework.lists.archive import ArchiveDamaged, content_of, put
from soat.casework.lists.finding import found_list
from soat.casework.lists.previewing import CheckedLine, checked_lines
from soat.casework.lists.sheet_in import read_sheet
from soat.casework.models import ReturnedFile, ReturnedLine, User, WorkList
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import LineFate, LineOutcome, ListAct, Permission
from soat.review.list_law import LIST_LAW, TAKES_RETURNS

_LONGEST_SIGNER = 200
_SIGNER = Message(
    "Cần tên người đã ký và ngày ký (không sau hôm nay). Hãy ghi đủ rồi gửi lại.",
    "The name of who signed is needed, and the day (not after today). Give both and send it again.",
)
_NO_FILE = Message(
    "Không có tệp này trong danh sách. Hãy gửi lại tệp Excel đã điền.",
    "There is no such file of this list. Send the filled Excel file again.",
)
_LOST = Message(
    "Không đọc được bản lưu của tệp này; chưa có gì thay đổi. Hãy gửi lại và báo người quản trị.",
    "The archived file cannot be read; nothing was changed. Send it again, and tell whoever runs "
    "this.",
)


@dataclass(frozen=True)
class Signed:
    """Who signed the paper or file that came back, and on which day."""

    signer: str
    signed_on: date


@once_more
def take_back(
    user: User, at: datetime, list_id: str, content: bytes, signed: Signed
) -> ReturnedFile:
    """Take a filled sheet in. Raises NotFound or Refused; then nothing was kept."""
    work_list = found_list(user, list_id, Permission.MAKE_LISTS)
    if work_list.as_state not in TAKES_RETURNS:
        raise Refused(LIST_LAW.refusal(work_list.as_state, ListAct.APPLY) or _NO_FILE)
    signer = " ".join(signed.signer.split())
    if not 1 < len(signer) <= _LONGEST_SIGNER or signed.signed_on > localdate(at):
        raise Refused(_SIGNER)
    read_sheet(content, work_list.list_id)
    digest = put(content)
    with acting():
        return _written(
            user, at, work_list, (digest, len(content), Signed(signer, signed.signed_on))
        )


def _written(
    user: User, at: datetime, work_list: WorkList, came: tuple[str, int, Signed]
) -> ReturnedFile:
    """The same bytes sent again are the same file."""
    digest, size, signed = came
    told = {
        "size": size,
        "signer": signed.signer,
        "signed_on": signed.signed_on,
        "actor": user.get_username(),
        "at": at,
    }
    found, is_new = ReturnedFile.objects.get_or_create(
        work_list=work_list, sha256=digest, defaults=told
    )
    if is_new:
        after: dict[str, object] = {
            "sha256": digest,
            "size": size,
            "signed_on": signed.signed_on.isoformat(),
        }
        actor = user.get_username()
        write_event(Act(actor, work_list.place, "take_back", work_list.list_id, at, None, after))
    return found


def found_file(user: User, list_id: str, returned: int) -> ReturnedFile:
    """A file that came back of that list. Raises NotFound."""
    rows = visible(user, ReturnedFile).filter(pk=returned, work_list_id=list_id)
    found = rows.select_related("work_list").first()
    if found is None:
        raise NotFound(_NO_FILE)
    return found


def looked_through(user: User, at: datetime, returned: ReturnedFile) -> list[CheckedLine]:
    """Every line of the file against the records as they stand now. Raises Refused."""
    try:
        content = content_of(returned.sha256)
    except ArchiveDamaged as fault:
        raise Refused(_LOST) from fault
    filled = read_sheet(content, returned.work_list_id)
    checked = checked_lines(user, returned.work_list, filled, localdate(at))
    rows = visible(user, ReturnedLine).filter(returned_file=returned, fate=LineFate.APPLIED)
    applied = {row.row: row for row in rows.select_related("judgement")}
    return [_as_applied(one, applied.get(one.filled.row)) for one in checked]


def _as_applied(one: CheckedLine, applied: ReturnedLine | None) -> CheckedLine:
    """A line that was applied earlier, with what it changed then."""
    if applied is None or applied.judgement is None:
        return one
    told, outcome = applied.judgement.told, LineOutcome(applied.outcome)
    before, after = told["before"], told["after"]
    return CheckedLine(one.filled, one.line, LineFate.APPLIED, outcome, before, after)
