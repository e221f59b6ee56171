"""Names in the order of a Vietnamese dictionary."""

from random import Random

import pytest

from soat.web.figures.vietnamese_order import vietnamese_order

ORDERED = (
    ("An", "Ăn", "Ân", "Bắc Kạn", "Cao Bằng", "Dương", "Đà Nẵng", "Điện Biên"),
    ("ma", "mà", "mả", "mã", "má", "mạ"),
    ("Quận 2", "Quận 3", "Quận 10", "Quận Ba Đình"),
    ("Hà Giang", "Hạ Long", "Hà Nội", "Hải Phòng"),
    ("O", "Ô", "Ơ", "U", "Ư", "Y"),
)


@pytest.mark.parametrize("names", ORDERED, ids=lambda names: names[0])
def test_names_stand_as_in_a_dictionary(names: tuple[str, ...]) -> None:
    mixed = list(names)
    Random(1).shuffle(mixed)
    assert tuple(sorted(mixed, key=vietnamese_order)) == names


def test_small_and_capital_letters_are_alike() -> None:
    assert vietnamese_order("ĐÀ NẴNG") == vietnamese_order("Đà Nẵng")
