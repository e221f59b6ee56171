"""Which of the 63 provinces became which of the 34."""

import pytest

from soat.model.place_epochs import PROVINCE_NOW, PROVINCES_2025
from soat.model.places import EPOCH_34, EPOCH_63, all_places


def codes(epoch: str) -> set[str]:
    """The province codes of one list of places."""
    return {place.province_code for place in all_places() if place.epoch == epoch}


def test_every_old_province_became_exactly_one_new_one() -> None:
    assert set(PROVINCE_NOW) == codes(EPOCH_63)
    assert set(PROVINCES_2025) == codes(EPOCH_34)
    assert sum(len(old) for old in PROVINCES_2025.values()) == 63
    assert len(PROVINCES_2025) == 34


def test_communes_that_kept_their_code_lie_where_the_table_says() -> None:
    old = {one.commune_code: one for one in all_places() if one.epoch == EPOCH_63}
    kept = [one for one in all_places() if one.epoch == EPOCH_34 and one.commune_code in old]
    said = {one.commune_code: PROVINCE_NOW[old[one.commune_code].province_code] for one in kept}
    assert said == {one.commune_code: one.province_code for one in kept}
    assert {old[code].province_code for code in said} == set(PROVINCE_NOW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("79", "74", "77"), "79"),  # Thành phố Hồ Chí Minh, Bình Dương, Bà Rịa - Vũng Tàu
        (("52", "64"), "52"),  # Bình Định and Gia Lai: the new Gia Lai has Bình Định's code
        (("01",), "01"),  # Hà Nội stays
    ],
)
def test_some_known_mergers(old: tuple[str, ...], new: str) -> None:
    assert set(PROVINCES_2025[new]) == set(old)
