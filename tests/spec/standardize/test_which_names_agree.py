"""Two names agree exactly when their `name_key` is the same. This page says when that is."""

import pytest

from tests.spec.standardize.standardized import people

STYLE = {
    "capitals": ("Nguyễn Thị Hoà", "NGUYỄN THỊ HOÀ"),
    "small letters": ("Nguyễn Thị Hoà", "nguyễn thị hoà"),
    "spaces": ("Nguyễn Thị Hoà", "  Nguyễn\u00a0Thị\t Hoà "),
    "invisible characters": ("Nguyễn Thị Hoà", "\ufeffNguyễn\u200b Thị Hoà\u00ad"),
    "Unicode form": ("Nguyễn Thị Hoà", "Nguye\u0302\u0303n Thi\u0323 Hoa\u0300"),
    "marks typed in another order": ("Nguyễn", "Nguye\u0303\u0302n"),
    "place of the tone mark": ("Trần Hoà", "Trần Hòa"),
    "place of the tone mark on uy": ("Lê Thuý", "Lê Thúy"),
    "place of the tone mark on three letters": ("Tống Khuỷu", "Tống Khủyu"),
    "place of the tone mark in capitals": ("LÊ THUÝ OANH", "LÊ THÚY OANH"),
    "i or y alone": ("Đỗ Mỹ", "Đỗ Mĩ"),
    "i or y in Lý": ("Lý Tý", "Lí Tí"),
    "i or y in Kỳ": ("Kỳ Vy", "Kì Vi"),
    "i or y after qu": ("Phạm Quý", "Phạm Quí"),
    "i or y at the beginning": ("Yến", "Iến"),
    "hyphens": ("Y-Blơk Êban", "Y Blơk Êban"),
    "apostrophes": ("H'Hen Niê", "H\u2019Hen Niê"),
    "the other letter that looks like Đ": ("Đặng Đào", "\u00d0ặng \u00d0ào"),
    "Cyrillic letters that look Latin": ("Hoa", "Ноа"),
    "full-width letters": ("Lan", "Ｌａｎ"),
    "stops": ("Nguyễn Văn An", "Nguyễn Văn An."),
}

DIFFERENCES = {
    "diacritics missing": ("Nguyễn Thị Hoà", "Nguyen Thi Hoa"),
    "one tone missing": ("Nguyễn Thị Hoà", "Nguyễn Thị Hoa"),
    "one tone different": ("Nguyễn Thị Hoà", "Nguyễn Thị Hoá"),
    "one hat missing": ("Trần Văn Tân", "Trần Văn Tan"),
    "d for đ": ("Đào", "Dào"),
    "y is no style after another vowel": ("Lê Thúy", "Lê Thúi"),
    "y is no style after a": ("Tây", "Tâi"),
    "the tone on another syllable": ("Hoà Anh", "Hoa Ành"),
    "a syllable missing": ("Nguyễn Thị Hoà", "Nguyễn Hoà"),
    "syllables in another order": ("Nguyễn Hoà", "Hoà Nguyễn"),
    "syllables written together": ("Hoa Mai", "Hoamai"),
    "a title": ("Nguyễn Thị Hoà", "Bà Nguyễn Thị Hoà"),
    "keystrokes left in": ("Nguyễn", "Nguyeenx"),
}


def keys(pair: tuple[str, str]) -> list[object]:
    return [row["name_key"] for row in people({"full_name": name} for name in pair)]


@pytest.mark.parametrize("what", STYLE)
def test_style_is_no_difference(what: str) -> None:
    one, other = keys(STYLE[what])
    assert one == other
    assert one is not None


@pytest.mark.parametrize("what", DIFFERENCES)
def test_differences_stay_differences(what: str) -> None:
    one, other = keys(DIFFERENCES[what])
    assert one != other


def test_a_text_without_a_letter_is_no_name() -> None:
    for row in people([{"full_name": "123"}, {"full_name": " - "}, {"full_name": "."}]):
        assert (row["name_key"], row["name_ascii"], row["surname"]) == (None, None, None)


def test_the_other_forms_of_a_name() -> None:
    [row] = people([{"full_name": "Đặng Thị Mỹ Yến"}])
    assert row["name_ascii"] == "dang thi mi ien"
    assert row["name_bag"] == "dang ien mi thi"
    assert (row["surname"], row["given"]) == ("dang", "ien")
    assert (row["name_damage"], row["name_has_marks"]) == (None, True)
    assert row["name_mended_key"] == row["name_key"]


def test_a_name_typed_without_marks_has_none() -> None:
    [row] = people([{"full_name": "Dang Thi My Yen"}])
    assert row["name_has_marks"] is False
    assert row["name_ascii"] == "dang thi mi ien"


def test_a_name_of_many_syllables_is_kept_whole() -> None:
    long = "Công Tằng Tôn Nữ Thị Ngọc Hồng Hà"
    [row] = people([{"full_name": long}])
    assert row["name_ascii"] == "cong tang ton nu thi ngoc hong ha"
    assert row["given"] == "ha"
    other = people([{"full_name": long.replace("Hồng", "Hông")}])[0]
    assert other["name_key"] != row["name_key"]
