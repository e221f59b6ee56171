"""Headings of which two cells make one column: two cards' numbers, a column for each sex."""

from collections.abc import Sequence

# Folded headings that mean the old card only: its 9 digits.
_OLD_CARD = {
    "so cmnd", "cmnd", "so chung minh nhan dan", "chung minh nhan dan", "so chung minh thu",
    "cmtnd", "so cmtnd", "cmt", "so cmt", "cmnd cu", "so cmnd cu", "cmnd 9 so", "so cmnd 9 so",
}  # fmt: skip
# `Năm` folds like `Nam`; only beside `Nữ` does it mean men.
_MALE = {"nam", "nam sinh nam", "ngay sinh nam", "gioi tinh nam"}
_FEMALE = {"nu", "nam sinh nu", "ngay sinh nu", "gioi tinh nu"}


def new_then_old_card(keys: Sequence[str], at: tuple[int, ...]) -> tuple[int, ...] | None:
    """The two places with the new card's first; None unless exactly one is the old card's."""
    old = [place for place in at if keys[place] in _OLD_CARD]
    if len(at) != 2 or len(old) != 1:
        return None
    return (*(place for place in at if place not in old), *old)


def split_by_sex(keys: Sequence[str]) -> tuple[int, int] | None:
    """The places of the men's and the women's column, side by side; None if there are none."""
    male = [at for at, key in enumerate(keys) if key in _MALE]
    female = [at for at, key in enumerate(keys) if key in _FEMALE]
    if len(male) == len(female) == 1 and female[0] == male[0] + 1:
        return male[0], female[0]
    return None


def with_line_below(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """A heading split below into men and women (`Năm sinh` over `Nam | Nữ`) as one line.

    None when the lower line is no such line: besides the two it holds nothing, or repeats what
    stands above it.
    """
    pair = split_by_sex([cell.strip().casefold().replace("ữ", "u") for cell in lower])
    if pair is None:
        return None
    rest = [at for at in range(min(len(upper), len(lower))) if at not in pair]
    if any(lower[at].strip() not in ("", upper[at].strip()) for at in rest):
        return None
    above = upper[pair[0]].strip()
    line = list(upper)
    for at in pair:
        if at < len(line):
            line[at] = f"{above} {lower[at].strip()}".strip()
    return tuple(line)
