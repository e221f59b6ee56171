"""A thousand other people, far from everybody in the examples.

How likely a candidate is depends on how many others there are; a register of two people would
make a name alone look like proof. These live in one commune of Cà Mau, and no two of them share
a name, nor does any of them share one with a person of an example.
"""

from functools import cache
from itertools import islice, product

from tests.tables import Row

PEOPLE = 1000

_SURNAMES = "Quách Thạch Danh Kim Sơn Lâm Châu Tăng Mạc Ông".split()
_MIDDLES = "Sóc Chanh Rinh Na Rô Si Tha Ri La Phi".split()
_GIVEN = "Tuol Sen Sang Út Xuyến Pha Lượm Đực Rớt Hia Keo Sà Beo Ron Nhơn Phôi Thia Gấm".split()
_COMMUNE = "31999"
_PROVINCE = "096"


@cache
def rest_of_country() -> tuple[Row, ...]:
    """The register rows of these people."""
    names = islice(product(_GIVEN, _SURNAMES, _MIDDLES), PEOPLE)
    return tuple(_person(index, *parts) for index, parts in enumerate(names))


def _person(index: int, given: str, surname: str, middle: str) -> Row:
    year, female = 1930 + index % 85, index % 2
    century = (0 if year < 2000 else 2) + female
    return {
        "citizen_id": f"{_PROVINCE}{century}{year % 100:02d}{500000 + 7 * index:06d}",
        "full_name": f"{surname} {middle} {given}",
        "birth_date": f"{year}-{1 + index % 12:02d}-{1 + 5 * index % 28:02d}",
        "sex": "female" if female else "male",
        "residence_code": _COMMUNE,
    }
