"""Damaged names: what is undone, what it is called, and what is left alone."""

import pytest

from soat.engine.standardize.letters import syllables_of
from tests.spec.standardize.standardized import people

MENDED = {
    "typing_residue": {
        "Nguyeenx Vawn Hoaf": "Nguyễn Văn Hoà",
        "NGUYEENX THIJ HUEEJ": "Nguyễn Thị Huệ",
        "Nguyễn Thij Hoa": "Nguyễn Thị Hoa",
        "Phamj Thij Huwowng": "Phạm Thị Hương",
        "Nguye64n Va8n Hoa2": "Nguyễn Văn Hoà",
        "Pha5m Thi5 Hu7o7ng": "Phạm Thị Hương",
        "Ngoo Hoangf Coong": "Ngô Hoàng Công",
        "Lee Duy Huy": "Lê Duy Huy",
    },
    "legacy_font": {
        "NguyÔn V¨n Hoµ": "Nguyễn Văn Hoà",
        "Lª ThÞ TuyÕt": "Lê Thị Tuyết",
        "Vò Quang Trung": "Vũ Quang Trung",
        "L\u00adu Trung Minh": "Lưu Trung Minh",
        "Nguyeãn Vaên Hoaø": "Nguyễn Văn Hoà",
        "NGUYEÃN VAÊN HOAØ": "Nguyễn Văn Hoà",
        "Phan Thò Lan": "Phan Thị Lan",
        "Nguyá»…n VÄƒn HÃ²a": "Nguyễn Văn Hòa",
        "Vi HÃ\u00a0": "Vi Hà",
        "Nguy&#7877;n V&#259;n An": "Nguyễn Văn An",
    },
    "title_or_note": {
        "Bà Nguyễn Thị Hoa": "Nguyễn Thị Hoa",
        "ÔNG TRẦN VĂN NAM": "Trần Văn Nam",
        "anh Nguyễn Văn Hùng": "Nguyễn Văn Hùng",
        "Cháu H'Loan Ayun": "H'Loan Ayun",
        "Nguyễn Thị Hoa (mẹ)": "Nguyễn Thị Hoa",
        "Nguyễn Văn An SN 1990": "Nguyễn Văn An",
        "Nguyễn Văn An 0912345678": "Nguyễn Văn An",
        "Nguyễn Văn An - F0": "Nguyễn Văn An",
        "Nguyễn Văn An - tạm trú": "Nguyễn Văn An",
        "Nguyễn Văn An mũi 2": "Nguyễn Văn An",
        "Nguyễn Văn An đã tiêm": "Nguyễn Văn An",
        "1. Trần Văn Bình": "Trần Văn Bình",
        "Bà Nguyễn Thị Hoa (mẹ) SN 1956": "Nguyễn Thị Hoa",
    },
}

LEFT_ALONE = """
    H'Hen Niê|Y Blơk Êban|Y Quang Byă|K'Sor H'Nhi|Ksor Phước|Kpă Klơng|Rơ Châm H'Yer|Siu Black
    Giàng A Páo|Lò Văn Pọm|Quàng Văn Thoong|Thạch Sô Phi|Kim Hoàng Phol|Lý Minh Sol|Danh Út
    Alex Müller|John Smith|Hans Peter|María José García|Lee Min Ho|Max Nguyen|Jörg Weiß
    Anh Nguyễn Ngọc|Anh Thư Nguyễn|Nguyễn Văn Bé|Nguyễn Thị Ba|Ông Thị Mỹ Hạnh|Tôn Nữ Thị Ninh
    Bạch Thị Con|Trần Thế Trung|Nguyễn Văn A|Nguyễn Học Sinh|Hoàng Thị Bình?|NguyỄn VĂn An
""".strip().replace("\n", "|")


@pytest.mark.parametrize("kind", MENDED)
def test_damage_is_undone_and_named(kind: str) -> None:
    expected = MENDED[kind]
    damaged = people({"full_name": name} for name in expected)
    whole = people({"full_name": name} for name in expected.values())
    got = {name: row["name_mended_key"] for name, row in zip(expected, damaged, strict=True)}
    assert got == {name: row["name_key"] for name, row in zip(expected, whole, strict=True)}
    assert {row["name_damage"] for row in damaged} == {kind}
    assert [row["name_ascii"] for row in damaged] == [row["name_ascii"] for row in whole]


def test_mending_never_touches_the_key_of_what_was_typed() -> None:
    damaged, whole = people([{"full_name": "Nguyeenx Vawn Hoaf"}, {"full_name": "Nguyễn Văn Hoà"}])
    assert damaged["name_key"] != whole["name_key"]
    assert damaged["name_mended_key"] == whole["name_key"]


def test_real_names_pass_through_unharmed() -> None:
    names = [name.strip() for name in LEFT_ALONE.split("|")]
    for name, row in zip(names, people({"full_name": name} for name in names), strict=True):
        assert (name, row["name_damage"]) == (name, None)
        assert row["name_mended_key"] == row["name_key"]


def test_lost_letters_are_put_back_as_far_as_only_one_reading_is_usual() -> None:
    readings = {
        "Nguy?n V?n Ho?": "nguyen van hoa",
        "Tr?n Th? Lan": "tran thi lan",
        "Nguy\ufffdn Th\ufffd Lan": "nguyen thi lan",
        "Nguyá»?n Thá»? Lan": "nguyen thi lan",
    }
    rows = people({"full_name": name} for name in readings)
    assert [row["name_ascii"] for row in rows] == list(readings.values())
    assert {row["name_damage"] for row in rows} == {"legacy_font"}


def test_a_newborn_under_the_mothers_name_has_no_name_of_its_own() -> None:
    """The mother's name would find the mother: it is marked and left as it stands."""
    [row] = people([{"full_name": "Con bà Nguyễn Thị Lan"}])
    assert row["name_damage"] == "title_or_note"
    assert row["name_mended_key"] == row["name_key"]
    assert row["name_ascii"] == "con ba nguyen thi lan"


def test_the_guardians_name_is_mended_too() -> None:
    [row] = people([{"full_name": "An", "guardian_name": "NguyÔn ThÞ Lan (mẹ)"}])
    assert row["guardian_ascii"] == "nguyen thi lan"


def test_syllables_are_what_stands_between_punctuation() -> None:
    assert syllables_of("Y-Blơk  ÊBAN.") == ["y", "blơk", "êban"]
