"""Every province has exactly one tile, and north is above south."""

import pytest

from soat.model.places import EPOCH_34, EPOCH_63, all_places
from soat.store.reporting.tile_positions import ISLANDS, TILE_POSITIONS

NORTH_TO_SOUTH = ("04", "01", "38", "42", "46", "48", "56", "79", "96")


@pytest.mark.parametrize(("epoch", "provinces"), [(EPOCH_63, 63), (EPOCH_34, 34)])
def test_every_province_has_one_tile_and_no_two_share_one(epoch: str, provinces: int) -> None:
    codes = {place.province_code for place in all_places() if place.epoch == epoch}
    positions = TILE_POSITIONS[epoch]
    assert set(positions) == codes
    taken = [*positions.values(), *ISLANDS[epoch].values()]
    assert len(positions) == provinces
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize("epoch", [EPOCH_63, EPOCH_34])
def test_the_country_is_long_and_its_north_is_above(epoch: str) -> None:
    positions = TILE_POSITIONS[epoch]
    rows = [positions[code][0] for code in NORTH_TO_SOUTH]
    assert rows == sorted(rows)
    assert max(row for row, _ in positions.values()) > 2 * max(at for _, at in positions.values())


@pytest.mark.parametrize("epoch", [EPOCH_63, EPOCH_34])
def test_every_tile_touches_another(epoch: str) -> None:
    taken = set(TILE_POSITIONS[epoch].values())
    steps = [
        (row, column) for row in (-1, 0, 1) for column in (-1, 0, 1) if (row, column) != (0, 0)
    ]
    alone = [
        (row, column)
        for row, column in taken
        if not any((row + down, column + right) in taken for down, right in steps)
    ]
    assert alone == []


@pytest.mark.parametrize("epoch", [EPOCH_63, EPOCH_34])
def test_islands_belong_to_provinces_of_the_map(epoch: str) -> None:
    assert {code for _, code in ISLANDS[epoch]} <= set(TILE_POSITIONS[epoch])
