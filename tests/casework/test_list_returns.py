"""What goes out of a list and what comes back: sheets, conflicts, applying, the archive."""

import io
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import openpyxl
import pytest

from soat.casework.auditing import verified
from soat.casework.judging import Asked, Refused, Sitting, judge
from soat.casework.lists.applying import AskedToApply, apply_returned
from soat.casework.lists.archive import content_of
from soat.casework.lists.sheet_columns import COLUMNS
from soat.casework.lists.sheet_out import sheet_of_list
from soat.casework.lists.taking_back import Signed, looked_through, take_back
from soat.casework.lists.verifying import changes_of
from soat.casework.models import (
    AuditEvent,
    Case,
    CaseCount,
    Judgement,
    ListLine,
    Profile,
    ReturnedFile,
    ReturnedLine,
    User,
    WorkList,
)
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.verdict_rows import record_of
from soat.look_up import Answer
from soat.model.review_lists import (
    CaseState,
    JudgementKind,
    LineFate,
    ListAct,
    ListState,
)
from tests.casework.conftest import NOW
from tests.casework.list_sheets import (
    AT,
    HEADINGS,
    SIGNED,
    applied,
    filled,
    in_field,
    line,
    moved,
    returned_of,
)

RIGHT = "hồ sơ đúng / the record is right"
CORRECTED = "đã sửa / corrected"
_F, _A = LineFate, ListAct


def fates_of(station: User, returned: ReturnedFile) -> dict[int, LineFate]:
    """What becomes of each row of the sheet on which something was written, by line number."""
    checked = looked_through(station, NOW, ReturnedFile.objects.get(pk=returned.pk))
    return {one.filled.row - HEADINGS: one.fate for one in checked if one.fate is not _F.EMPTY}


# ── the sheet ────────────────────────────────────────────────────────────────────────────────


def test_every_cell_of_the_sheet_is_text_and_only_the_marked_columns_are_open(
    station: User, made: WorkList
) -> None:
    name = '=HYPERLINK("http://x")'
    Profile.objects.filter(pk=line(made, 1).profile_id).update(full_name=name, phone="+84912345678")
    book = openpyxl.load_workbook(io.BytesIO(sheet_of_list(station, NOW, made.pk)))
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet.cell(HEADINGS + 1, AT["full_name"]).value == name
    assert sheet.protection.sheet
    below = [cell for row in sheet.iter_rows(min_row=HEADINGS + 1) for cell in row]
    opened = {column.code for column in COLUMNS if column.filled_in}
    assert {cell.column for cell in below if not cell.protection.locked} == {
        AT[code] for code in opened
    }
    offered = {
        str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation
    }
    assert len(offered) == 2
    assert AuditEvent.objects.latest("number").act == "take_out_list"


def test_the_sheet_does_not_say_what_the_register_says(station: User, made: WorkList) -> None:
    wrong = correctable(made)
    wrong.profile.repairs.update(register_value="KHÔNG ĐƯỢC IN")
    wrong.profile.candidates.update(full_name="KHÔNG ĐƯỢC IN")
    book = openpyxl.load_workbook(io.BytesIO(sheet_of_list(station, NOW, made.pk)))
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert wrong.profile.full_name in texts
    assert not [text for text in texts if "KHÔNG ĐƯỢC IN" in text]


# ── what comes back ──────────────────────────────────────────────────────────────────────────


def register_values(of: ListLine) -> dict[str, object]:
    columns = {"number": "citizen_id", "name": "full_name", "birth_date": "birth_date"}
    return {
        f"new_{columns[repair.field]}": repair.register_value
        for repair in of.profile.repairs.all()
        if repair.field in columns and repair.register_value
    }


def correctable(made: WorkList) -> ListLine:
    """A line whose record is verified once it has the register's values."""
    rows = made.lines.filter(profile__verdict="mismatch").order_by("number")
    return next(one for one in rows if register_values(one) and "sex" not in one.profile.reasons)


def test_corrections_come_back_are_applied_and_verified_at_once(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    in_field(station, made)
    wrong = correctable(made)
    cells = {wrong.number: {"outcome": CORRECTED, **register_values(wrong)}}
    returned = returned_of(station, made, cells)
    assert fates_of(station, returned) == {wrong.number: _F.READY}
    assert applied(station, desk, returned, finish=True).applied == 1
    after = line(made, wrong.number)
    assert (after.profile.case.state, after.outcome) == (CaseState.SETTLED, "corrected")
    assert WorkList.objects.get(pk=made.pk).state == ListState.APPLIED
    judged = Judgement.objects.get(person_ref=after.profile_id)
    assert (judged.kind, judged.actor) == ("edit_fields", station.username)
    assert made.pk in judged.reason
    assert ReturnedLine.objects.get(judgement=judged).fate == _F.APPLIED
    assert verified().faults == ()


def test_what_excel_makes_of_values_is_understood(station: User, made: WorkList) -> None:
    in_field(station, made)
    cells: dict[int, dict[str, object]] = {
        1: {"new_citizen_id": 1099012345.0, "new_phone": 912345678},
        2: {"new_birth_date": "1990-05-03 00:00:00", "new_sex": "NỮ"},
        3: {"new_birth_date": date(1990, 5, 3), "outcome": "đã sửa"},
    }
    returned = returned_of(station, made, cells)
    checked = looked_through(station, NOW, returned)
    assert checked[0].after == {"citizen_id": "001099012345", "phone": "0912345678"}
    assert checked[1].after["birth_date"] == checked[2].after["birth_date"] == "03/05/1990"
    assert checked[1].after.get("sex", "nữ") == "nữ"
    assert {one.fate for one in checked[:3]} == {_F.READY}


def test_each_conflict_is_told_and_left(station: User, made: WorkList, desk: RegisterDesk) -> None:
    in_field(station, made)
    cells: dict[int, dict[str, object]] = {
        1: {"outcome": CORRECTED, "new_full_name": "Nguyễn Văn Một"},
        2: {"outcome": "moved", "check": "AAAAAAAAAAAA"},
        3: {"outcome": "moved", "full_name": "Ai Khác"},
        4: {"outcome": CORRECTED, "new_birth_date": "31/02/1990"},
        5: {"outcome": RIGHT},
        6: {"outcome": CORRECTED, "new_full_name": line(made, 6).profile.full_name},
        made.size + 1: {"line": f"{made.pk}-0001", "outcome": "died"},
        made.size + 2: {"line": "ABCDEFGH-0001", "outcome": "died"},
    }
    returned = returned_of(station, made, cells)
    changed = line(made, 1).profile
    edit = Asked(JudgementKind.EDIT_FIELDS, changed.version, {"phone": "0987654321"})
    judge(Sitting(station, desk, NOW), changed.pk, edit)
    assert fates_of(station, returned) == {
        1: _F.RECORD_CHANGED,
        2: _F.WRONG_CHECKSUM,
        3: _F.LOCKED_CELL_CHANGED,
        4: _F.UNUSABLE_VALUE,
        5: _F.NOT_ALLOWED,
        6: _F.NO_CHANGE,
        made.size + 1: _F.REPEATED,
        made.size + 2: _F.NOT_OF_THIS_LIST,
    }
    with pytest.raises(Refused, match="no line to apply"):
        applied(station, desk, returned)
    assert Profile.objects.get(pk=changed.pk).full_name == changed.full_name


@pytest.mark.parametrize(
    "name", ["Hồ  Thị  Ánh", " Hồ Thị\u00a0Ánh\t", "=1+1", "Hồ\nThị Ánh", "'x"]
)
def test_a_name_however_it_was_typed_comes_back_as_itself(
    station: User, made: WorkList, name: str
) -> None:
    typed = unicodedata.normalize("NFD", name)
    Profile.objects.filter(pk=line(made, 1).profile_id).update(full_name=typed)
    in_field(station, made)
    assert fates_of(station, returned_of(station, made, {1: {"outcome": "died"}})) == {1: _F.READY}


def test_a_load_that_changed_nothing_of_a_record_is_no_conflict(
    station: User, made: WorkList
) -> None:
    in_field(station, made)
    returned = returned_of(station, made, {1: {"outcome": "moved"}})
    Profile.objects.filter(pk=line(made, 1).profile_id).update(version=7)
    assert fates_of(station, returned) == {1: _F.READY}


def test_a_record_that_changes_between_looking_and_writing_is_left_and_the_others_applied(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    in_field(station, made)
    names = {1: {"new_full_name": "Nguyễn Văn Một"}, 2: {"new_full_name": "Nguyễn Văn Hai"}}
    returned = returned_of(station, made, names)
    first = line(made, 1).profile

    class Meanwhile(RegisterDesk):
        """Somebody edits the first record while the register is asked."""

        def verify_many(self, records: Sequence[Mapping[str, str | None]]) -> list[Answer]:
            Profile.objects.filter(pk=first.pk).update(version=first.version + 1, phone="mới")
            return desk.verify_many(records)

    fates = applied(station, Meanwhile(desk._snapshot), returned).fates
    assert fates == {_F.RECORD_CHANGED: 1, _F.APPLIED: 1}
    left = Profile.objects.get(pk=first.pk)
    assert (left.full_name, left.phone) == (first.full_name, "mới")
    assert line(made, 2).profile.full_name == "Nguyễn Văn Hai"


def test_records_wait_where_the_register_is_out_of_reach(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    in_field(station, made)

    class Away(RegisterDesk):
        def verify_many(self, records: Sequence[Mapping[str, str | None]]) -> list[Answer]:
            raise RegisterOutOfReach

    returned = returned_of(station, made, {1: {"new_full_name": "Nguyễn Văn Một"}})
    assert applied(station, Away(desk._snapshot), returned).applied == 1
    assert line(made, 1).profile.case.state == CaseState.WAITING


def test_a_batch_says_of_each_record_what_would_be_said_of_it_alone(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    profiles = [one.profile for one in made.lines.select_related("profile")[:40]]
    twins = Profile.objects.exclude(citizen_id="").filter(case__place=station.place)[:2]
    twins[1].citizen_id = twins[0].citizen_id
    edits = [(one, {"phone": "0912345678"}) for one in [*profiles, *twins]]
    together = [said_of(change.answer) for change in changes_of(desk, edits)]
    assert together == [said_of(desk.verify(record_of(*edit))) for edit in edits]


def said_of(answer: Answer | None) -> tuple[object, ...]:
    """All but the probability, which differs in its last digits with the size of the batch."""
    assert answer is not None
    assert answer.verdict is not None
    verdict = {k: v for k, v in answer.verdict.items() if k != "match_probability"}
    return verdict, answer.repairs, [one["citizen_id"] for one in answer.candidates]


def test_chosen_lines_alone_are_applied_and_the_rest_later(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    in_field(station, made)
    returned = returned_of(
        station, made, {1: {"outcome": "moved", "note": "=cmd"}, 2: {"outcome": "nobody_home"}}
    )
    done = applied(station, desk, returned, rows={HEADINGS + 1})
    assert (done.applied, done.fates[_F.NOT_CHOSEN]) == (1, 1)
    assert line(made, 1).profile.case.state == CaseState.UNRESOLVED
    assert line(made, 2).profile.case.state == CaseState.OPEN
    assert fates_of(station, returned) == {1: _F.APPLIED, 2: _F.READY}
    assert applied(station, desk, returned, finish=True).applied == 1
    assert line(made, 2).profile.case.state == CaseState.ASKED


def test_the_exact_file_is_archived_under_its_digest_with_who_signed_and_when(
    station: User, made: WorkList
) -> None:
    in_field(station, made)
    content = filled(station, made, {1: {"outcome": "moved"}})
    returned = take_back(station, NOW, made.pk, content, SIGNED)
    again = take_back(station, NOW, made.pk, content, SIGNED)
    assert again.pk == returned.pk
    assert content_of(returned.sha256) == content
    assert (returned.signer, returned.signed_on) == (SIGNED.signer, SIGNED.signed_on)
    with pytest.raises(TypeError):
        returned.save()


def test_a_sheet_of_another_list_and_one_with_another_id_written_in_are_refused(
    station: User, made: WorkList
) -> None:
    in_field(station, made)
    other = WorkList.objects.get(pk=made.pk)
    book = openpyxl.load_workbook(io.BytesIO(filled(station, made, {})))
    book.worksheets[0].cell(2, 2, "ABCDEFGH")
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(Refused, match="another list"):
        take_back(station, NOW, other.pk, content.getvalue(), SIGNED)
    book.worksheets[0].cell(2, 2, made.pk)
    book.worksheets[0].cell(3, 2, "AAAAAAAAAAAA")
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(Refused, match="checksum"):
        take_back(station, NOW, other.pk, content.getvalue(), SIGNED)
    assert not ReturnedFile.objects.exists()


@pytest.mark.parametrize(
    "signed", [Signed("", NOW.date()), Signed("Công an xã", NOW.date() + timedelta(days=1))]
)
def test_who_signed_and_when_is_needed(station: User, made: WorkList, signed: Signed) -> None:
    in_field(station, made)
    with pytest.raises(Refused, match="signed"):
        take_back(station, NOW, made.pk, filled(station, made, {}), signed)


def test_a_list_applied_by_somebody_else_meanwhile_is_told(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    in_field(station, made)
    returned = returned_of(station, made, {1: {"outcome": "moved"}})
    version = WorkList.objects.get(pk=made.pk).version
    applied(station, desk, returned)
    stale = AskedToApply(made.pk, returned.pk, version, finish=True)
    with pytest.raises(Refused, match="Somebody else acted"):
        apply_returned(Sitting(station, desk, NOW), stale)


def test_the_counts_by_place_stay_those_of_the_cases(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    in_field(station, made)
    returned = returned_of(station, made, {1: {"outcome": "moved"}, 2: {"outcome": "died"}})
    applied(station, desk, returned)
    stand = Counter(Case.objects.filter(place=station.place).values_list("state", flat=True))
    told: Counter[str] = Counter()
    for row in CaseCount.objects.filter(place=station.place):
        told[row.state] += row.cases
    assert {state: count for state, count in told.items() if count} == dict(stand)


def test_what_lies_with_the_police_is_not_applied_over_their_heads(
    station: User, made: WorkList, desk: RegisterDesk
) -> None:
    moved(station, made, _A.ISSUE, _A.HAND_TO_POLICE)
    returned = returned_of(station, made, {1: {"outcome": "died"}})
    with pytest.raises(Refused, match="not possible now"):
        applied(station, desk, returned)
