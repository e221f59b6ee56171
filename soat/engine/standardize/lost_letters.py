"""Letters that are gone, as in "Nguy?n V?n Ho?": what they can only have been.

A letter is put back when one well-formed syllable fits; its ASCII form alone when several fit
that differ in marks only, or when one of them is a usual syllable of names. Otherwise the sign
is dropped: the rest of the name still helps to find the person, and nothing is invented.
"""

from functools import lru_cache
from itertools import product

from soat.engine.standardize.legacy_fonts import LOST, LOST_LETTERS
from soat.engine.standardize.letters import ascii_of
from soat.engine.standardize.syllables import is_strict, is_surname

_USUAL = frozenset(
    """
    thi van huu duc minh thanh ngoc hong quoc anh xuan hoang kim tuan hung dung lan huong hoa mai
    phuong thao thuy linh trang ha hai nam son long binh cuong tam hanh hien nga yen ien loan nhung
    tuyet diem my mi dao cuc le van tien thang toan trung truong tung vinh viet vu khanh khoa kien
    kiet khang lam loc luan nghia nhan nhat phat phong phu phuc quan quang qui quin sang tai tan
    tho thinh thien thong thuan tri trong tu bao bich cam chau chi dat diep dinh dong giang hau hiep
    hieu hop hue huyen khue lieu ly li man nguyet nhi nhu oanh phung qui quyen quien quinh sam
    thom thu thuong tram trinh truc uyen van vy vi xuyen cong chien cao dang an bang
    duy huy manh ngan hoai the hang tuyen hao duyen ba dieu gia han phuoc lien dai tra chinh khai
    tinh hoan chung khac si tuong nhut i ai thuc loi dan quiet tham huan canh nha khoi ki nghi tin
    luyen du dac thoa khiem na chuc tuoi lanh ni sa ut que ngoan khuyen suong cham thoai nhien lap
    chuong vien hoc tiep giau doanh liem nuong nghiep thuyen thiet truyen giao muoi buu tue giap
    """.split()
)


def is_usual(syllable: str) -> bool:
    """A surname or a syllable often met in given names, marks aside."""
    return ascii_of(syllable) in _USUAL or is_surname(syllable)


def with_lost_letters(syllable: str, in_the_middle: bool) -> str:
    """The syllable with its signs for lost letters replaced or dropped.

    In the middle of a name, what can be Thị is Thị: half of all women have it there.
    """
    if not any(letter in LOST_LETTERS for letter in syllable):
        return syllable
    return _put_back(syllable, in_the_middle)


@lru_cache(maxsize=65536)
def _put_back(syllable: str, in_the_middle: bool) -> str:
    known = "".join(letter for letter in syllable if letter not in LOST_LETTERS)
    if len(syllable) - len(known) > 2:
        return known
    choices = (LOST_LETTERS.get(letter, letter) for letter in syllable)
    fitting = [made for made in map("".join, product(*choices)) if is_strict(made)]
    if len(fitting) == 1:
        return fitting[0]
    plain = {ascii_of(made) for made in fitting}
    if in_the_middle and "thi" in plain:
        return "thi"
    usual = plain if len(plain) == 1 else {p for p in plain if is_usual(p)}
    return usual.pop() if len(usual) == 1 else known


def signed(text: str) -> str:
    """Question marks and replacement characters inside words, as signs for lost letters."""
    marked = text.replace("\ufffd", LOST)
    inner = marked.rstrip("? ")
    if "?" in inner:
        return marked.replace("?", LOST)
    return inner if "?" in marked and LOST not in marked else marked.replace("?", LOST)
