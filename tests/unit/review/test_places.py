"""Where a place begins and ends: within itself and all above, never within a sibling."""

from itertools import product
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soat.model.review_lists import PlaceLevel
from soat.review.places import (
    COUNTRY,
    above,
    bounds_of,
    is_path,
    is_within,
    level_of,
    place_path,
)

# Few codes and signs, of which some begin with others: generated paths then often meet.
_CODES = {
    "province": st.sampled_from(["01", "10", "79"]),
    "district": st.none() | st.sampled_from(["001", "010", "100"]),
    "commune": st.none() | st.sampled_from(["00001", "00010", "10000"]),
}
_SITES = st.none() | st.text("~%aZ/", min_size=1, max_size=4) | st.text(min_size=1, max_size=9)
PATHS = st.just(COUNTRY) | st.one_of(
    st.builds(place_path, st.sampled_from(["2021", "2025"]), site=_SITES),
    st.builds(place_path, st.sampled_from(["2021", "2025"]), site=_SITES, **_CODES),
)
HOSTILE = [
    *("..", ".", "/", "../../p79", "a/b/", "%2F", "%", "~", "~" * 40, "'; DROP TABLE x; --"),
    *('"', "\\", " ", "\n", "\0", "s", "c00001", "đ 🏥", "\u202e", "?#&=+", "_-."),
]


def test_a_path_names_every_place_above_it() -> None:
    path = place_path("2021", "01", "001", "00004", "A1")
    assert above(path) == (
        *("/", "/2021/", "/2021/p01/", "/2021/p01/d001/", "/2021/p01/d001/c00004/"),
        "/2021/p01/d001/c00004/sA1/",
    )
    assert [level_of(one) for one in above(path)] == [PlaceLevel.COUNTRY, *PlaceLevel]
    assert above(COUNTRY) == (COUNTRY,)


def test_what_is_unknown_is_left_out() -> None:
    assert place_path("2021") == "/2021/"
    assert place_path("2021", "01", "001") == "/2021/p01/d001/"
    assert place_path("2025", "01", None, "00004") == "/2025/p01/c00004/"
    assert place_path("2021", site="A1") == "/2021/sA1/"


@given(PATHS)
def test_a_path_is_within_itself_and_all_above(path: str) -> None:
    assert is_path(path)
    assert above(path)[0] == COUNTRY
    assert above(path)[-1] == path
    assert all(is_path(place) and is_within(path, place) for place in above(path))


@given(PATHS, PATHS)
def test_a_path_is_within_nothing_but_itself_and_what_is_above(path: str, place: str) -> None:
    assert is_within(path, place) == (place in above(path))


@given(PATHS, PATHS)
def test_the_bounds_are_a_range_of_text_that_holds_exactly_what_is_within(
    path: str, place: str
) -> None:
    for one, other in product(above(path), above(place)):
        least, beyond = bounds_of(other)
        assert (least <= one < beyond) == is_within(one, other)


@pytest.mark.parametrize(
    ("place", "sibling"),
    [
        (place_path("2021", "01", site="1"), place_path("2021", "01", site="11")),
        (place_path("2021", "01", site="~"), place_path("2021", "01", site="~~~")),
        (place_path("2021", "01", site="a"), place_path("2021", "01", site="a/b")),
        (place_path("2021", "01"), place_path("2025", "01")),
        (place_path("2021", "01", "001"), place_path("2021", "01", None, "00100")),
    ],
)
def test_a_sibling_whose_code_begins_alike_is_another_place(place: str, sibling: str) -> None:
    least, beyond = bounds_of(place)
    assert not is_within(sibling, place)
    assert not least <= sibling < beyond


@pytest.mark.parametrize("site", HOSTILE)
def test_a_hostile_site_code_stays_one_segment(site: str) -> None:
    stays_one_segment(site)


@given(st.text(min_size=1))
def test_any_site_code_stays_one_segment_and_comes_back(site: str) -> None:
    stays_one_segment(site)


def stays_one_segment(site: str) -> None:
    """Below its commune, one place deeper, within its bounds, and readable again."""
    commune = place_path("2021", "01", "001", "00001")
    path = place_path("2021", "01", "001", "00001", site)
    least, beyond = bounds_of(commune)
    assert above(path)[:-1] == above(commune)
    assert is_path(path)
    assert path.isascii()
    assert level_of(path) is PlaceLevel.SITE
    assert least <= path < beyond
    assert unquote(path.removeprefix(f"{commune}s").removesuffix("/")) == site


@pytest.mark.parametrize(
    "codes",
    [
        ("",),
        ("21",),
        ("2021/",),
        ("２０２１",),
        ("2021", ""),
        ("2021", "1"),
        ("2021", "001"),
        ("2021", "01/d001"),
        ("2021/p01",),
        ("2021", "01", None, "00004/sA1"),
        ("2021", "01\n"),
        ("2021", "٠١"),
        ("2021", "01", "1"),
        ("2021", "01", "001", "4"),
        ("2021", "01", "001", "00004/"),
        ("2021", "01", "001", "00004", ""),
        ("2021", None, "001"),
        ("2021", None, None, "00004"),
        ("2021", None, "001", "00004", "A1"),
    ],
)
def test_malformed_codes_and_gaps_make_no_path(codes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a path of places"):
        place_path(*codes)


def test_a_site_code_that_is_no_text_makes_no_path() -> None:
    with pytest.raises(UnicodeEncodeError):
        place_path("2021", site="\ud800")


@pytest.mark.parametrize(
    "text",
    [
        *("", "//", "2021/", "/2021", "/2021//", "/2021/\n", "/2021/p01", "/2021/p01/../"),
        *("/p01/", "/2021/d001/", "/2021/c00004/", "/2021/c00004/d001/", "/2021/p01/p02/"),
        *("/2021/s/", "/2021/s%/", "/2021/s%2f/", "/2021/s%zz/", "/2021/sa b/", "/2021/sđ/"),
        *("/2021/sA1/sA2/", "/2021/sA1/c00004/", "/2021/~/", "/~"),
    ],
)
def test_what_place_path_never_makes_is_no_path(text: str) -> None:
    assert not is_path(text)
