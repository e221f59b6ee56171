"""Made-up histories, for what must hold of every one. Few days, sites and lots, so they meet."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.tables import Row

FIRST_DAY = date(2021, 7, 20)
PRODUCTS = ("astrazeneca", "pfizer", "vero_cell", "hayat_vax", "abdala", "janssen", None)
_OFFSETS = (0, 0, 1, 3, 12, 16, 17, 21, 24, 30, 90, 120, 150, 270)
_HISTORIES = 25


@st.composite
def dose_rows(draw, person: str, index: int) -> Row:
    """One row of this person."""
    day = FIRST_DAY + timedelta(days=draw(st.sampled_from(_OFFSETS)))
    late = draw(st.integers(0, 9))
    return {
        "dose_ref": f"{person}d{index}",
        "person_ref": person + draw(st.sampled_from(["", "", "x"])),
        "given_on": str(day),
        "product": draw(st.sampled_from(PRODUCTS)),
        "lot": draw(st.sampled_from(["AA111", "AA111", "AA112", "ZZ999", None])),
        "dose_kind": draw(st.sampled_from(["basic", "basic", "additional", "booster", None])),
        "dose_number": draw(st.sampled_from(["1", "2", "3", None])),
        "site_code": draw(st.sampled_from(["0000101", "0000101", "0000102", "0000201", None])),
        "recorded_at": draw(st.sampled_from([f"{day + timedelta(days=late)} 08:00", None])),
        "source": draw(st.sampled_from(["site", "excel", None])),
    }


@st.composite
def many_histories(draw) -> tuple[Row, ...]:
    """The rows of some people; a person may have two profiles (`p7` and `p7x`)."""
    rows: list[Row] = []
    for number in range(_HISTORIES):
        count = draw(st.integers(1, 6))
        rows += [draw(dose_rows(f"p{number}", index)) for index in range(count)]
    return tuple(rows)


def people_of(rows: Sequence[Row]) -> list[Row]:
    """Both profiles of a person are one human being; every third was born as a minor."""
    people: list[Row] = []
    for ref in sorted({row["person_ref"] or "" for row in rows}):
        human = ref.rstrip("x")
        born = "2006-05-05" if int(human[1:]) % 3 == 0 else "1980-05-05"
        people.append({"person_ref": ref, "history_id": f"R{human}", "birth_date": born})
    return people


SITES: list[Row] = [
    {"site_code": "0000101", "commune_code": "00001"},
    {"site_code": "0000102", "commune_code": "00001"},
    {"site_code": "0000201", "commune_code": "00002"},
]
