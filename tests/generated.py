"""Small invented countries for Hypothesis: a register, and people typed well or badly.

Names, dates and communes come from short lists, so that namesakes, relatives and twins are
common; every error of docs/reference/meaning.md has its own corruption.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from tests.tables import Row

SURNAMES = "Nguyễn Trần Lê Phạm Vũ Lý Đỗ".split()
MIDDLES = "Văn Thị Đức Ngọc Minh Bảo Mỹ".split()
GIVEN = "Hùng Hưng Lan Phương Anh An Hoà Thuý Dũng Khánh Quỳnh Sỹ".split()
COMMUNES = "26734 26737 00001 00004 13669".split()
DATES = tuple(
    date(year, month, day)
    for year in (1938, 1964, 1990, 1991, 2001, 2013)
    for month, day in ((1, 1), (5, 6), (11, 2), (12, 25))
)
# Two spellings of one syllable that are no difference.
STYLES = {"Hoà": "Hòa", "Thuý": "Thúy", "Lý": "Lí", "Mỹ": "Mĩ", "Sỹ": "Sĩ"}
_TELEX = {"Hùng": "Hungf", "Hưng": "Huwng", "Nguyễn": "Nguyeenx", "Trần": "Traanf"}
FULL_WIDTH = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}


@dataclass(frozen=True)
class Country:
    """A register and the people of a vaccination platform, as rows of the tables in."""

    register: tuple[Row, ...]
    people: tuple[Row, ...]


@st.composite
def countries(draw: st.DrawFn, fewest: int = 8, most: int = 40) -> Country:
    """A register of 4 to 16 people and between `fewest` and `most` profiles."""
    size = draw(st.integers(4, 16))
    register = tuple(draw(register_person(index)) for index in range(size))
    profiles = draw(st.lists(profile(register), min_size=fewest, max_size=most))
    people = tuple({**row, "person_ref": f"p{index:03d}"} for index, row in enumerate(profiles))
    return Country(register, people)


@st.composite
def register_person(draw: st.DrawFn, index: int) -> Row:
    """The register's row `index`; its number is unique and fits its bearer, as a rule."""
    born = draw(st.sampled_from(DATES))
    sex = draw(st.sampled_from(("male", "female")))
    number_year = born.year if draw(st.integers(0, 9)) else born.year + 1
    century = (0 if number_year < 2000 else 2) + (sex == "female")
    province = draw(st.sampled_from(("001", "079", "036")))
    precise = draw(st.sampled_from(("%Y-%m-%d",) * 8 + ("%Y", "%Y-%m")))
    former = draw(st.sampled_from((None, None, f"{24681357 + index * 1117:09d}", "012345670")))
    return {
        "citizen_id": f"{province}{century}{number_year % 100:02d}{271828 + 31337 * index}",
        "former_id": former,
        "full_name": draw(names()),
        "birth_date": born.strftime(precise),
        "sex": sex,
        "residence_code": draw(st.sampled_from(COMMUNES)),
    }


def names() -> st.SearchStrategy[str]:
    """A Vietnamese name of three syllables."""
    parts = [st.sampled_from(words) for words in (SURNAMES, MIDDLES, GIVEN)]
    return st.tuples(*parts).map(" ".join)


@st.composite
def profile(draw: st.DrawFn, register: tuple[Row, ...]) -> Row:
    """A profile of somebody in the register or of nobody there, written well or badly."""
    stranger = draw(register_person(99))
    stranger["citizen_id"] = draw(st.sampled_from((stranger["citizen_id"], None)))
    person = draw(st.sampled_from((*register, *register, stranger)))
    another = draw(st.sampled_from(register))
    row: Row = {
        "full_name": draw(styled(person["full_name"] or "")),
        "birth_date": draw(dated(person["birth_date"] or "")),
        "sex": draw(st.sampled_from(_SEXES[person["sex"] or "male"])),
        "citizen_id": draw(grouped(person["citizen_id"])),
        "residence_code": person["residence_code"],
    }
    errors = draw(st.lists(st.sampled_from(CORRUPTIONS), max_size=2))
    for error in errors:
        row |= error(row, person, another)
    return row


_SEXES = {"male": ("male", "Nam", "NAM"), "female": ("female", "Nữ", "nu")}


def styled(name: str) -> st.SearchStrategy[str]:
    """The same name in another style: no difference."""
    other = " ".join(STYLES.get(part, part) for part in name.split())
    decomposed = unicodedata.normalize("NFD", name)
    return st.sampled_from((name, name, name.upper(), name.lower(), other, decomposed))


def dated(text: str) -> st.SearchStrategy[str]:
    """The same date in another order, as precise as it was."""
    year, *rest = text.split("-")
    backwards = "/".join((*reversed(rest), year))
    return st.sampled_from((text, backwards, backwards.replace("/", ".")))


def grouped(number: str | None) -> st.SearchStrategy[str | None]:
    """The same number with what people put into it."""
    if number is None:
        return st.none()
    spaced = " ".join((number[:3], number[3:6], number[6:]))
    dotted = f"'{number[:6]}.{number[6:]}"
    letters = number.replace("0", "O").replace("1", "l")
    wide = number.translate(FULL_WIDTH)
    return st.sampled_from((number, number, number, spaced, dotted, letters, wide))


# ── corruptions: what was typed, whose record it is, and somebody else → the cells that change ──

Corruption = Callable[[Row, Row, Row], Row]


def no_number(row: Row, person: Row, another: Row) -> Row:
    return {"citizen_id": None}


def zero_lost(row: Row, person: Row, another: Row) -> Row:
    return {"citizen_id": (person["citizen_id"] or "").lstrip("0") or None}


def digits_swapped(row: Row, person: Row, another: Row) -> Row:
    number = person["citizen_id"] or "079090271828"
    return {"citizen_id": number[:-2] + number[-1] + number[-2]}


def digit_wrong(row: Row, person: Row, another: Row) -> Row:
    number = person["citizen_id"] or "079090271828"
    return {"citizen_id": number[:-3] + str((int(number[-3]) + 4) % 10) + number[-2:]}


def digit_missing(row: Row, person: Row, another: Row) -> Row:
    number = person["citizen_id"] or "079090271828"
    return {"citizen_id": number[:-2] + number[-1]}


def digit_extra(row: Row, person: Row, another: Row) -> Row:
    number = person["citizen_id"] or "079090271828"
    return {"citizen_id": number + number[-1]}


def scientific(row: Row, person: Row, another: Row) -> Row:
    number = str(int(person["citizen_id"] or "079090271828"))
    return {"citizen_id": f"{number[0]}.{number[1:5]}E+{len(number) - 1}"}


def former_number(row: Row, person: Row, another: Row) -> Row:
    return {"citizen_id": person["former_id"] or "135792468"}


def number_of_another(row: Row, person: Row, another: Row) -> Row:
    return {"citizen_id": another["citizen_id"]}


def number_of_guardian(row: Row, person: Row, another: Row) -> Row:
    return {"citizen_id": another["citizen_id"], "guardian_name": another["full_name"]}


def number_in_phone(row: Row, person: Row, another: Row) -> Row:
    return {"citizen_id": None, "phone": person["citizen_id"]}


def no_marks(row: Row, person: Row, another: Row) -> Row:
    return {"full_name": without_marks(person["full_name"] or "")}


def other_marks(row: Row, person: Row, another: Row) -> Row:
    name = person["full_name"] or ""
    return {"full_name": name.replace("Hùng", "Hưng").replace("Văn", "Vân")}


def telex(row: Row, person: Row, another: Row) -> Row:
    parts = (person["full_name"] or "").split()
    return {"full_name": " ".join(_TELEX.get(part, part) for part in parts)}


def title(row: Row, person: Row, another: Row) -> Row:
    return {"full_name": f"Ông {person['full_name']}"}


def given_first(row: Row, person: Row, another: Row) -> Row:
    surname, *others, given = (person["full_name"] or "").split()
    return {"full_name": " ".join((given, surname, *others))}


def middle_lost(row: Row, person: Row, another: Row) -> Row:
    surname, *_, given = (person["full_name"] or "").split()
    return {"full_name": f"{surname} {given}"}


def middle_added(row: Row, person: Row, another: Row) -> Row:
    surname, *others = (person["full_name"] or "").split()
    return {"full_name": " ".join((surname, "Xuân", *others))}


def letter_wrong(row: Row, person: Row, another: Row) -> Row:
    return {"full_name": f"{person['full_name']}q"}


def name_of_another(row: Row, person: Row, another: Row) -> Row:
    return {"full_name": another["full_name"]}


def day_month_swapped(row: Row, person: Row, another: Row) -> Row:
    return {"birth_date": "-".join(_swapped((person["birth_date"] or "").split("-")))}


def _swapped(parts: list[str]) -> list[str]:
    return [parts[0], parts[2], parts[1]] if len(parts) == 3 else parts


def year_only(row: Row, person: Row, another: Row) -> Row:
    return {"birth_date": (person["birth_date"] or "")[:4]}


def month_only(row: Row, person: Row, another: Row) -> Row:
    return {"birth_date": (person["birth_date"] or "")[:7]}


def other_day(row: Row, person: Row, another: Row) -> Row:
    born = person["birth_date"] or ""
    return {"birth_date": f"{born[:7]}-19" if len(born) == 10 else born}


def other_month(row: Row, person: Row, another: Row) -> Row:
    born = person["birth_date"] or ""
    return {"birth_date": f"{born[:4]}-08{born[7:]}" if len(born) == 10 else born}


def other_year(row: Row, person: Row, another: Row) -> Row:
    born = person["birth_date"] or ""
    return {"birth_date": f"{int(born[:4]) + 1}{born[4:]}"}


def date_of_another(row: Row, person: Row, another: Row) -> Row:
    return {"birth_date": another["birth_date"]}


def no_date(row: Row, person: Row, another: Row) -> Row:
    return {"birth_date": None}


def no_sex(row: Row, person: Row, another: Row) -> Row:
    return {"sex": None}


def other_sex(row: Row, person: Row, another: Row) -> Row:
    return {"sex": "Nữ" if person["sex"] == "male" else "Nam"}


def other_residence(row: Row, person: Row, another: Row) -> Row:
    return {"residence_code": another["residence_code"]}


def no_residence(row: Row, person: Row, another: Row) -> Row:
    return {"residence_code": None}


def foreigner(row: Row, person: Row, another: Row) -> Row:
    return {"nationality": "US", "citizen_id": "X1234567"}


CORRUPTIONS: tuple[Corruption, ...] = (
    no_number, zero_lost, digits_swapped, digit_wrong, digit_missing, digit_extra, scientific,
    former_number, number_of_another, number_of_guardian, number_in_phone, no_marks, other_marks,
    telex, title, given_first, middle_lost, middle_added, letter_wrong, name_of_another,
    day_month_swapped, year_only, month_only, other_day, other_month, other_year, date_of_another,
    no_date, no_sex, other_sex, other_residence, no_residence, foreigner,
)  # fmt: skip


def without_marks(name: str) -> str:
    """The name as it is typed on a keyboard without Vietnamese."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
