"""The printed list: every letter right, every name only text, every page with its head and number.

A test reads the finished PDF as a reader copies it (pdf_text).
"""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from soat.casework.lists.sheet_pdf import SheetLine, SheetTold, as_template_input, made, printable
from soat.casework.lists.wrong_in_words import wrong_in_words
from soat.casework.models import Profile
from soat.model.closed_lists import Verdict
from soat.model.review_lists import LineOutcome
from tests.casework.conftest import SmallCountry
from tests.casework.pdf_text import pages_of

pytestmark = pytest.mark.any_database

NO_GLYPH = "\uffff"
LINE = SheetLine(
    1, "Nguyễn Văn An", "03/02/1980", "Nam", "79080000001", "0901234567", "Tổ 5, Ấp 3", "Thiếu dấu"
)
TOLD = SheetTold(
    *("K7M3PQ2A", "Thiếu số định danh", ("Xã Thạnh Phú", "Huyện Cái Nước", "Cà Mau")),
    *(date(2022, 5, 4), date(2022, 5, 6), date(2022, 6, 1), (LINE,)),
)


def with_names(*names: str) -> SheetTold:
    lines = (replace(LINE, number=n, full_name=name) for n, name in enumerate(names, start=1))
    return replace(TOLD, lines=tuple(lines))


def text_of(told: SheetTold) -> str:
    return " ".join(" ".join(pages_of(made(told))).split())


def test_the_sheet_says_which_list_it_is_for_whom_and_until_when() -> None:
    said = text_of(TOLD)
    for told in ("Xã Thạnh Phú, Huyện Cái Nước, Cà Mau", "K7M3PQ2A", "Thiếu số định danh"):
        assert told in said
    for told in ("04/05/2022", "06/05/2022", "01/06/2022", *(vars(LINE).values())):
        assert str(told) in said
    for number, outcome in enumerate(LineOutcome, start=1):
        assert f"{number} {outcome.sentence.vi}" in said
    assert "chưa đặt hạn" in text_of(replace(TOLD, due_on=None))
    assert "To be back by" in text_of(replace(TOLD, language="en"))


def test_every_vietnamese_letter_has_its_glyph_in_both_forms() -> None:
    plain = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐ"
    marks = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    letters = [
        unicodedata.normalize("NFC", letter + mark)
        for letter in plain
        for mark in (marks if letter.lower() != "đ" else ("",))
    ]
    assert len(letters) == 12 * 6 * 2 + 2
    words = ["".join(letters[start : start + 6]) for start in range(0, len(letters), 6)]
    for form in ("NFC", "NFD"):
        typed = [unicodedata.normalize(form, word) for word in words]
        # A name stands in semibold, an address in regular.
        lines = (replace(LINE, full_name=word, address=word) for word in typed)
        said = text_of(replace(TOLD, lines=tuple(lines)))
        assert NO_GLYPH not in said
        assert [word for word in words if said.count(word) != 2] == []


@pytest.mark.parametrize(
    "name",
    [
        '#image("sheet.typ")',
        "#panic()",
        "*An* _Bình_ $x$ `c`",
        "= Đầu mục",
        "\\u{41} \\",
        "@nhan <nhan>",
        "#{ while true {} }",
        '", "number": "9',
        "<script>alert(1)</script>",
        "=1+1",
        "// hết",
    ],
)
def test_a_name_is_only_text(name: str) -> None:
    assert f"{name} 03/02/1980" in text_of(with_names(name))


def test_what_cannot_be_printed_is_left_out_and_what_is_too_long_is_cut() -> None:
    assert printable(" An\x00\u202e\ud800 Bình\n\tLê ") == "An Bình Lê"
    assert printable("Nguye\u0302\u0303n") == "Nguyễn"
    assert printable("a" * 40).replace("\u200b", "") == "a" * 40
    assert max(map(len, printable("a" * 40).split("\u200b"))) <= 15
    assert printable("An " * 10_000).endswith("…")
    assert text_of(with_names("W" * 500, "Sau Người Dài Tên")).endswith("Trang 1 / 1")


def test_every_page_has_the_head_of_the_table_and_its_number_and_the_last_is_signed() -> None:
    pages = pages_of(made(with_names(*(f"Người {n}" for n in range(1, 41)))))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number} / {len(pages)}" in page
        assert "K7M3PQ2A" in page
    assert all("Chủ hộ ký" in page for page in pages if "Người " in page)
    signed = [sum(page.count(who) for page in pages) for who in ("TỔ ĐỀ ÁN 06", "CÔNG AN XÃ")]
    assert signed == [1, 1]
    assert pages[-1].count("(ký, ghi rõ họ tên)") == 3


def test_a_thousand_people_stand_on_one_sheet_in_their_order() -> None:
    said = text_of(with_names(*(f"Người Thứ {n}" for n in range(1, 1001))))
    places = [said.index(f"Người Thứ {n} ") for n in range(1, 1001)]
    assert places == sorted(places)


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert made(TOLD) == made(TOLD)


def test_the_code_holds_the_lists_id_alone() -> None:
    codes = [as_template_input(one)["qr"] for one in (TOLD, with_names("Ai Đó Khác"))]
    assert codes[0] == codes[1]
    assert as_template_input(replace(TOLD, list_id="K7M3PQ2B"))["qr"] != codes[0]


def test_what_is_wrong_is_said_without_the_right_value(book: SmallCountry) -> None:
    profiles = Profile.objects.exclude(verdict=Verdict.VERIFIED).prefetch_related("repairs")
    said = {profile: wrong_in_words(profile, "vi") for profile in profiles}
    assert all(said.values())
    for profile, words in said.items():
        right = [one.register_value for one in profile.repairs.all() if len(one.register_value) > 3]
        assert [value for value in right if value in words] == []
    mismatch = next(one for one in said if one.reasons == "name")
    assert said[mismatch].startswith("Họ và tên: ")
    nobody = next(
        one for one in said if (one.number_status, one.rule) == ("missing", "no_candidate")
    )
    assert said[nobody] == "Không có số; không ai khớp"
    assert wrong_in_words(nobody, "en") == "No number is present; nobody fits"
