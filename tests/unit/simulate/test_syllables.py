"""What keyboards, fonts and machines do to names."""

import pytest

from soat.simulate import syllables


@pytest.mark.parametrize(
    ("damage", "name", "damaged"),
    [
        (syllables.without_marks, "Nguyễn Đức Ước", "Nguyen Duc Uoc"),
        (syllables.telex, "Nguyễn Đức Trường", "Nguyeenx Dduwcs Truwowngf"),
        (syllables.vni_keys, "Nguyễn Đức Trường", "Nguye6n4 D9u7c1 Tru7o7ng2"),
        (syllables.tcvn3, "Nguyễn Đức", "NguyÔn §øc"),
        (syllables.vni_font, "Nguyễn Đức", "Nguyeãn Ñöùc"),
        (syllables.mojibake, "Nguyễn", "Nguyá»…n"),
        (syllables.wrong_tone, "Nguyễn", "Nguyển"),
        (syllables.wrong_tone, "Hạnh", "Hanh"),
        (syllables.one_syllable_without_marks, "Thị Huyền", "Thị Huyen"),
        (syllables.one_syllable_without_marks, "Mỹ An", "My An"),
        (syllables.other_tone_place, "Hòa", "Hoà"),
        (syllables.other_tone_place, "Thuý", "Thúy"),
        (syllables.other_i_or_y, "Mỹ", "Mĩ"),
        (syllables.other_i_or_y, "Quí", "Quý"),
    ],
)
def test_damage(damage: object, name: str, damaged: str) -> None:
    assert callable(damage)
    assert damage(name) == damaged


@pytest.mark.parametrize(
    "name",
    ["An", "Linh", "Anh Minh", "Nam"],
)
def test_a_name_without_marks_cannot_lose_them(name: str) -> None:
    for damage in (syllables.without_marks, syllables.wrong_tone, syllables.telex):
        assert damage(name) == name


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("NGUYỄN THỊ HOÀ", "Nguyễn  Thị Hòa ", True),
        ("Lê Thúy", "Lê Thuý", True),
        ("Lý Mỹ", "Lí Mĩ", True),
        ("Trần Quý", "Trần Quí", True),
        ("Nguyen", "Nguyễn", False),
        ("Thúy", "Thúi", False),
        ("Tài", "Tày", False),
        ("Nguyển", "Nguyễn", False),
        ("Đức", "Dức", False),
        ("Thu Hà", "Thuhà", False),
    ],
)
def test_style_is_no_difference_and_marks_are(one: str, two: str, same: bool) -> None:
    assert (syllables.comparable_name(one) == syllables.comparable_name(two)) is same
