"""Sex, phone, nationality, residence, the register's own columns, and profiles without them."""

from datetime import date

import pytest

from soat.model.profile import ExtraColumn, Profile
from soat.model.tables import PEOPLE_COMPARABLE, REGISTER_COMPARABLE
from tests.spec.standardize.standardized import people, read_as, register

READ_AS = {
    "sex": {
        **dict.fromkeys(["Nam", "nam", "NAM", "M", "male", "Trai", "Ông", "1", "Nam giới"], "male"),
        **dict.fromkeys(["Nữ", "nu", "NU", "F", "Female", "Gái", "Bà", "0", "2"], "female"),
        **dict.fromkeys(["?", "x", "không rõ", "3", ""], None),
        None: None,
    },
    "phone": {
        "0912345678": "0912345678",
        "0912.345.678": "0912345678",
        "+84912345678": "0912345678",
        "84912345678": "0912345678",
        "0084 912 345 678": "0912345678",
        "912345678": "0912345678",  # the zero lost in a spreadsheet
        "912345678.0": "0912345678",
        "01212345678": "0792345678",  # eleven digits until September 2018
        "1682345678": "0382345678",
        "+841682345678": "0382345678",
        "0912345678/0987654321": "0912345678",
        "0000000000": None,
        "12345": None,
        "": None,
    },
    "nationality": {
        **dict.fromkeys(["VN", "VNM", "Việt Nam", "VIETNAM", "Vietnamese", "viet nam"], "VN"),
        "Hàn Quốc": "KR",
        "USA": "US",
        "Trung Quốc": "CN",
        "Lào": "LA",
        "de": "DE",
        "Atlantis": "ZZ",  # said, but not understood
        **dict.fromkeys(["", "-", "1", "không", "Kinh", "Tày", "Thái"], None),
    },
    "residence_code": {
        "00001": "00001",
        "1": "00001",  # zeros lost
        "1.0": "00001",
        " 26275 ": "26275",
        "99999": None,
        "xã": None,
        "": None,
    },
}


@pytest.mark.parametrize("column", READ_AS)
def test_a_column_is_read_from_what_people_type(column: str) -> None:
    assert read_as(column, list(READ_AS[column]), column) == READ_AS[column]


def test_a_commune_brings_its_district_and_province() -> None:
    [known, unknown] = people([{"residence_code": "00001"}, {"residence_code": "99999"}])
    assert (known["district_code"], known["province_code"]) == ("001", "01")
    assert (unknown["district_code"], unknown["province_code"]) == (None, None)


def test_a_code_means_another_place_in_another_epoch() -> None:
    later = Profile("later", "vn", "vn", "vn", places_epoch="2025")
    code = {"residence_code": "21553"}
    [before], [after] = people([code]), people([code], later)
    assert (before["province_code"], after["province_code"]) == ("52", "52")
    assert (before["district_code"], after["district_code"]) == ("540", None)


def test_the_insurance_number_is_cleaned() -> None:
    assert read_as("insurance_id", ["gd 4-79 123", "", None], "insurance_id") == {
        "gd 4-79 123": "GD479123",
        "": None,
        None: None,
    }


def test_the_register_is_numbered_in_the_order_of_citizen_numbers() -> None:
    rows = register(
        {"citizen_id": number, "full_name": name, "former_id": former, "deceased_on": died}
        for number, name, former, died in [
            ("079056000003", "Lê Lý", "023 456 789", None),
            ("001056000002", "Lê Lí", "12345", "2021-08-01"),
            ("038256000001", "Trần An", None, "?"),
        ]
    )
    assert [row["citizen_id"] for row in rows] == ["001056000002", "038256000001", "079056000003"]
    assert [row["register_row"] for row in rows] == [0, 1, 2]
    assert [row["name_count"] for row in rows] == [2, 1, 2]
    assert [row["former_id"] for row in rows] == [None, None, "023456789"]
    assert [row["deceased_on"] for row in rows] == [date(2021, 8, 1), None, None]
    assert [row["number_year"] for row in rows] == [1956, 2056, 1956]


GENERIC = Profile("any", extra_columns=(ExtraColumn("suburb", "text"),))


def test_without_vietnamese_rules_a_name_is_only_folded() -> None:
    rows = people(
        [{"full_name": "  José  O'Neil-Núñez ", "citizen_id": "7", "residence_code": "2612 "}],
        GENERIC,
    )
    [row] = rows
    assert row["name_key"] == row["name_ascii"] == "jose o neil nunez"
    assert (row["surname"], row["given"], row["name_damage"]) == ("jose", "nunez", None)
    assert (row["number_status"], row["number"]) == ("missing", None)
    assert (row["residence_code"], row["district_code"]) == ("2612", None)


def test_extra_columns_are_folded_on_both_sides() -> None:
    suburbs = ["  St. Kilda,  EAST", "Saint-Étienne", " . ", None]
    folded = ["st kilda east", "saint etienne", None, None]
    rows = people(({"suburb": suburb} for suburb in suburbs), GENERIC)
    assert [row["x_suburb"] for row in rows] == folded
    held = register(
        ({"citizen_id": str(n), "suburb": suburb} for n, suburb in enumerate(suburbs)), GENERIC
    )
    assert [row["x_suburb"] for row in held] == folded


def test_the_columns_are_the_declared_ones_and_the_extra_ones() -> None:
    [person] = people([{"suburb": "x"}], GENERIC)
    [entry] = register([{"citizen_id": "1", "suburb": "x"}], GENERIC)
    assert tuple(person) == (*PEOPLE_COMPARABLE.column_names, "x_suburb")
    assert tuple(entry) == (*REGISTER_COMPARABLE.column_names, "x_suburb")
