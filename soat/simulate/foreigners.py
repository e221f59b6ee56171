"""Foreigners on the platform: a passport, a nationality, a name of their own."""

import numpy as np
from numpy.typing import NDArray

from soat.simulate.texts import Texts

_PEOPLE = (
    ("Hàn Quốc", "M", "KIM|LEE|PARK|CHOI|JUNG", "MIN JUN|SEO YEON|JI HO|HYUN WOO"),
    ("KOR", "M", "KIM|LEE|YOON|HAN", "DONG HYUN|SU BIN|JAE WON"),
    ("Trung Quốc", "E", "WANG|LI|ZHANG|CHEN|LIU", "WEI|FANG|JIANGUO|XIAOMING"),
    ("CN", "E", "ZHAO|WU|HUANG", "LEI|YAN|QIANG"),
    ("Nhật Bản", "T", "SATO|SUZUKI|TANAKA|ITO", "HIROSHI|YUKI|KENJI|AKIKO"),
    ("Hoa Kỳ", "A", "SMITH|JOHNSON|BROWN|MILLER", "JAMES|MARY ANN|ROBERT LEE"),
    ("Pháp", "F", "MARTIN|BERNARD|DUBOIS", "PIERRE|CLAIRE|LUC"),
    ("Ấn Độ", "Z", "SHARMA|PATEL|SINGH", "RAHUL|PRIYA|AMIT KUMAR"),
)
"""Nationality as typed, first letter of the passport, surnames, given names."""


def type_foreigners(
    columns: dict[str, Texts], rows: NDArray[np.int64], generator: np.random.Generator
) -> None:
    """Overwrites these rows; date, sex and place are lent by some other profile."""
    for row in rows:
        lender = int(generator.integers(len(columns["full_name"])))
        for column in ("birth_date", "sex", "residence_code", "residence_text"):
            columns[column][row] = columns[column][lender]
        nationality, series, surnames, givens = _PEOPLE[int(generator.integers(len(_PEOPLE)))]
        surname, given = (str(generator.choice(part.split("|"))) for part in (surnames, givens))
        columns["full_name"][row] = f"{surname} {given}"
        columns["citizen_id"][row] = f"{series}{int(generator.integers(10_000_000, 99_999_999))}"
        columns["nationality"][row] = nationality
        for column in ("phone", "insurance_id", "guardian_name", "guardian_phone"):
            columns[column][row] = None
