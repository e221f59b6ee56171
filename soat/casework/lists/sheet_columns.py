"""The columns of a list's sheet: what is printed and locked, and what is filled in by hand.

A filled sheet is read back by its headings, so that a column that was moved is still found. What
the register says stands nowhere on it: the household is asked, not led.
"""

from dataclasses import dataclass

from soat.casework.field_names import FIELD_NAMES
from soat.casework.lists.wrong_in_words import wrong_in_words
from soat.casework.models import ListLine
from soat.model.closed_lists import Sex
from soat.model.messages import ClosedList, Message
from soat.model.review_lists import LineOutcome

CORRECTED = ("full_name", "birth_date", "sex", "citizen_id", "phone")
"""The columns of a profile that a sheet shows, and that can be corrected on it."""

LONGEST_NOTE = 500


@dataclass(frozen=True)
class SheetColumn:
    """One column: its code, its heading, its width in signs, and whether it is filled in by hand.
    One that is not was printed, and is locked."""

    code: str
    heading: Message
    width: int
    filled_in: bool = False

    @property
    def said(self) -> str:
        """The heading as the sheet has it: in both languages, for both who read it."""
        return both(self.heading)


NAMES = {code: FIELD_NAMES[code] for code in CORRECTED}
"""What the columns that can be corrected are called."""

_WIDTHS = {"full_name": 26, "birth_date": 13, "sex": 12, "citizen_id": 16, "phone": 14}


def _printed(code: str, vi: str, en: str, width: int) -> SheetColumn:
    return SheetColumn(code, Message(vi, en), width)


def _corrected(code: str) -> SheetColumn:
    said = NAMES[code]
    heading = Message(f"SỬA: {said.vi.lower()}", f"CORRECTED: {said.en.lower()}")
    return SheetColumn(f"new_{code}", heading, _WIDTHS[code] + 2, filled_in=True)


LINE, CHECK = "line", "check"
OUTCOME, NOTE = "outcome", "note"
COLUMNS = (
    _printed(LINE, "Mã dòng", "Line", 15),
    _printed(CHECK, "Mã kiểm tra", "Checksum", 15),
    *(_printed(code, said.vi, said.en, _WIDTHS[code]) for code, said in NAMES.items()),
    _printed("hamlet", "Thôn, ấp, địa chỉ", "Hamlet, address", 28),
    _printed("wrong", "Cần xác minh", "To be checked", 34),
    SheetColumn(OUTCOME, Message("KẾT QUẢ (chọn)", "OUTCOME (choose)"), 28, filled_in=True),
    *(_corrected(code) for code in CORRECTED),
    SheetColumn(NOTE, Message("GHI CHÚ", "NOTE"), 30, filled_in=True),
)
"""All columns in order."""

LIST_MARK = Message("Mã danh sách", "List")
LIST_CHECK_MARK = Message("Mã kiểm tra danh sách", "Checksum of the list")


def both(message: Message) -> str:
    """A sentence in both languages."""
    return f"{message.vi} / {message.en}"


def choice(one: ClosedList) -> str:
    """A code as a choice in a cell."""
    return both(one.sentence)


OUTCOME_CHOICES = tuple(choice(one) for one in LineOutcome)
SEX_CHOICES = tuple(choice(one) for one in Sex)


def line_id(line: ListLine) -> str:
    """How a line is called on paper: list and number."""
    return f"{line.work_list_id}-{line.number:04d}"


def printed_cells(line: ListLine, check: str) -> dict[str, str]:
    """The locked cells of a line, by column. Its profile and repairs are read with it."""
    profile = line.profile
    return {
        LINE: line_id(line),
        CHECK: check,
        **{code: spaced(getattr(profile, code)) for code in CORRECTED},
        "hamlet": spaced(profile.residence_text),
        "wrong": wrong_in_words(profile, "vi"),
    }


def spaced(value: str) -> str:
    """A value on one line, with single spaces."""
    return " ".join(value.split())
