"""Lines stand where their numbers put them, on scales that people read."""

from datetime import date

import pytest

from soat.web.figures.line_chart import HEIGHT, WIDTH, Series, chart

DAYS = (date(2022, 4, 1), date(2022, 4, 11), date(2022, 4, 21))


def drawn(
    *numbers: float, most: float | None = None
) -> tuple[list[tuple[float, float]], list[str]]:
    """Where the points stand, and what the scale says."""
    series = Series("open", "plain", dict(zip(DAYS, numbers, strict=False)))
    made = chart("a chart", [series], lambda number: f"{number:g}", most)
    assert made is not None
    points = [(float(one.x), float(one.y)) for one in made.lines[0].points]
    return points, [text for _, text in made.heights]


def test_more_stands_higher_and_later_stands_to_the_right() -> None:
    points, _ = drawn(10, 30, 20)
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[1][1] < points[2][1] < points[0][1]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)


@pytest.mark.parametrize(
    ("highest", "scale"),
    [(37, ["0", "10", "20", "30", "40"]), (1, ["0", "1", "2", "3", "4"]),
     (900, ["0", "250", "500", "750", "1000"])],
)  # fmt: skip
def test_the_scale_goes_in_round_steps_up_to_the_highest(highest: int, scale: list[str]) -> None:
    _, told = drawn(0, highest)
    assert told == scale


def test_a_share_is_shown_of_the_whole() -> None:
    points, told = drawn(0.25, 1.0, most=1.0)
    assert told[-1] == "1"
    assert points[1][1] < points[0][1]


def test_one_number_is_a_point_in_the_middle() -> None:
    points, _ = drawn(5)
    assert len(points) == 1
    assert points[0][0] > WIDTH / 3


def test_no_number_is_no_picture() -> None:
    assert chart("a chart", [Series("open", "plain", {})], str) is None


def test_nothing_but_zeros_is_a_line_on_the_ground() -> None:
    points, _ = drawn(0, 0)
    assert points[0][1] == points[1][1] > HEIGHT / 2
