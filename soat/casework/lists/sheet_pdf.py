"""A work list on paper: to take to the households, to compare, to sign and to hand back.

Every line has what is recorded, and under each value the room to write the right one. What the
register says stands nowhere on it: the household is asked, not led, and a paper gets lost.
Names come from everywhere, so the template is given them as JSON and never as its own text.
"""

import io
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import segno
import typst

from soat.model.messages import Message
from soat.model.review_lists import LineOutcome
from soat.store.reporting.numerals import day_text

_TEMPLATE = Path(__file__).with_name("sheet.typ")
_LONGEST_VALUE = 120
# A word longer than any name or number would run over the cells beside it: it may break here.
_LONGEST_WORD = 15
_BREAK = "\u200b"
# Control signs, and those that turn the direction of what follows.
_NEVER_PRINTED = ("Cc", "Cf", "Cs", "Cn", "Co")

_WORDS = {
    "heading": Message("DANH SÁCH RÀ SOÁT, XÁC MINH THÔNG TIN TIÊM CHỦNG",
                       "LIST OF VACCINATION RECORDS TO BE CHECKED"),
    "list": Message("Danh sách số", "List"),
    "people": Message("Số người", "People"),
    "made_on": Message("Ngày lập", "Made on"),
    "printed_on": Message("In ngày", "Printed on"),
    "due_on": Message("Hạn trả", "To be back by"),
    "no_deadline": Message("chưa đặt hạn", "no deadline yet"),
    "number": Message("STT", "No."),
    "full_name": Message("Họ và tên", "Full name"),
    "birth_date": Message("Ngày sinh", "Birth date"),
    "sex": Message("Giới tính", "Sex"),
    "citizen_id": Message("Số định danh (CCCD)", "Citizen number"),
    "phone": Message("Điện thoại", "Phone"),
    "address": Message("Địa chỉ", "Address"),
    "wrong": Message("Cần xác minh", "To be checked"),
    "result": Message("Kết quả", "Result"),
    "signature": Message("Chủ hộ ký", "Household signs"),
    "right": Message("đúng là:", "correct:"),
    "how": Message(
        "Mỗi người có hai hàng: hàng trên là thông tin đang ghi; hàng dưới để trống, "
        "chỉ ghi vào ô cần sửa. Cột “Kết quả” ghi một số:",
        "Each person has two rows: what is recorded above, and room below; "
        "write only where it must be changed. In the column “Result” write one number:",
    ),
    "private": Message(
        "Có thông tin cá nhân: không chụp ảnh, không gửi qua mạng, trả lại trạm khi xong.",
        "Personal data: take no photographs, send it to nobody, bring it back to the station.",
    ),
    "page": Message("Trang", "Page"),
    "counted": Message(
        "Đã rà soát: ………… người. Đã sửa: ………… người. Cơ sở dữ liệu dân cư sai: ………… người.",
        "Checked: ………… people. Corrected: ………… people. The register is wrong: ………… people.",
    ),
    "day": Message("Ngày …… tháng …… năm 20……", "Date: …… / …… / 20……"),
    "sign": Message("(ký, ghi rõ họ tên)", "(signature and full name)"),
    "station": Message("TRẠM Y TẾ", "HEALTH STATION"),
    "hamlet": Message("TỔ ĐỀ ÁN 06", "HAMLET GROUP (PROJECT 06)"),
    "police": Message("CÔNG AN XÃ", "COMMUNE POLICE"),
}  # fmt: skip


@dataclass(frozen=True)
class SheetLine:
    """One person on the sheet, every value as typed; `wrong` says in words what is to be asked."""

    number: int
    full_name: str
    birth_date: str
    sex: str
    citizen_id: str
    phone: str
    address: str
    wrong: str


@dataclass(frozen=True)
class SheetTold:
    """All that the sheet says. `places` are names, from the commune up."""

    list_id: str
    title: str
    places: tuple[str, ...]
    made_on: date
    printed_on: date
    due_on: date | None
    lines: tuple[SheetLine, ...]
    language: str = "vi"


def made(told: SheetTold) -> bytes:
    """The sheet as PDF; the same list on the same day is the same bytes."""
    compiled = typst.compile(
        str(_TEMPLATE),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(as_template_input(told), ensure_ascii=False)},
        timestamp=int(datetime.combine(told.printed_on, datetime.min.time(), UTC).timestamp()),
    )
    return bytes(compiled)


def as_template_input(told: SheetTold) -> Mapping[str, object]:
    """What the template reads (sheet.typ)."""
    words = {name: message.said_in(told.language) for name, message in _WORDS.items()}
    return {
        "words": words,
        "language": told.language,
        "list_id": told.list_id,
        "title": printable(told.title),
        "places": [printable(place) for place in told.places],
        "made_on": day_text(told.made_on),
        "printed_on": day_text(told.printed_on),
        "due_on": day_text(told.due_on) if told.due_on else words["no_deadline"],
        "qr": _qr(told.list_id),
        "outcomes": [one.sentence.said_in(told.language) for one in LineOutcome],
        "lines": [_line(line) for line in told.lines],
    }


def _line(line: SheetLine) -> list[str]:
    values = (line.full_name, line.birth_date, line.sex, line.citizen_id, line.phone, line.address)
    return [str(line.number), *(printable(value) for value in values), printable(line.wrong)]


def printable(value: str) -> str:
    """A value as it can stand in a cell: one line without control signs, long words breakable."""
    seen = unicodedata.normalize("NFC", " ".join(value[: 4 * _LONGEST_VALUE].split()))
    seen = "".join(sign for sign in seen if unicodedata.category(sign) not in _NEVER_PRINTED)
    if len(seen) > _LONGEST_VALUE:
        seen = seen[: _LONGEST_VALUE - 1] + "…"
    return " ".join(_breakable(word) for word in seen.split(" "))


def _breakable(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    starts = range(0, len(word), _LONGEST_WORD)
    return _BREAK.join(word[start : start + _LONGEST_WORD] for start in starts)


def _qr(list_id: str) -> str:
    """The list's id and nothing else: what a camera reads of a lost paper names nobody."""
    picture = io.BytesIO()
    segno.make(list_id, micro=False, error="m").save(picture, kind="svg", border=2, xmldecl=False)
    return picture.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that typst itself brings: a sheet looks the same wherever it was made."""
    return typst.Fonts(include_system_fonts=False)
