"""The register-correction list: what the police signed for, and as files without formulas."""

import io

import openpyxl

from soat.casework.lists.register_corrections import taken_out_corrections
from soat.casework.models import (
    Judgement,
    Profile,
    User,
    WorkList,
)
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import (
    CaseState,
    ListAct,
    Role,
)
from tests.casework.conftest import NOW, user_of
from tests.casework.list_sheets import (
    applied,
    busy_commune,
    line,
    moved,
    returned_of,
)

RIGHT = "hồ sơ đúng / the record is right"
_A = ListAct


def test_what_the_police_signed_for_goes_to_the_register_correction_list(
    station: User, police: User, made: WorkList, desk: RegisterDesk
) -> None:
    moved(station, made, _A.ISSUE, _A.HAND_TO_POLICE)
    returned = returned_of(
        station, made, {1: {"outcome": RIGHT}, 2: {"outcome": "register_wrong", "note": "sai họ"}}
    )
    moved(police, made, _A.HAND_BACK)
    assert applied(station, desk, returned).applied == 2
    assert line(made, 2).profile.case.state == CaseState.AT_REGISTER
    judged = Judgement.objects.get(person_ref=line(made, 2).profile_id)
    assert police.username in judged.reason
    assert "sai họ" in judged.reason
    Profile.objects.filter(pk=line(made, 1).profile_id).update(full_name="=1+1")
    told = taken_out_corrections(police, NOW, "csv").decode()
    assert "'=1+1" in told
    assert "sai họ" in told
    book = openpyxl.load_workbook(io.BytesIO(taken_out_corrections(police, NOW, "xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    elsewhere = user_of(Role.POLICE, busy_commune(but=made.place))
    assert "sai họ" not in taken_out_corrections(elsewhere, NOW, "csv").decode()
