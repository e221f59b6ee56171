"""How cost grows with size."""

import pytest

from bench.scaling import scaling_exponent, step_exponents


@pytest.mark.parametrize("exponent", [0.5, 1.0, 1.1, 2.0])
def test_a_power_law_gives_its_exponent(exponent: float) -> None:
    points = [(people, 3.0 * people**exponent) for people in (1e6, 4e6, 16e6, 82.2e6)]
    assert scaling_exponent(points) == pytest.approx(exponent)


def test_a_line_is_fitted_through_points_that_stray() -> None:
    points = [(1.0, 2.0), (1.0, 0.5), (10.0, 20.0), (10.0, 5.0)]
    assert scaling_exponent(points) == pytest.approx(1.0)


def test_one_size_has_no_exponent() -> None:
    assert scaling_exponent([(5.0, 1.0), (5.0, 2.0)]) is None
    assert scaling_exponent([]) is None


def test_a_bend_shows_between_neighbours_in_order_of_size() -> None:
    steps = step_exponents([(100.0, 1000.0), (1.0, 1.0), (10.0, 10.0)])
    assert steps == [(1.0, 10.0, pytest.approx(1.0)), (10.0, 100.0, pytest.approx(2.0))]
