"""Where each province stands on a map of tiles, all of one size: a schematic map, no borders.

Rows run from north to south and columns from west to east. A province keeps its neighbours as far
as squares allow. The 63 provinces are those of the list of 2021, the 34 those of the list in force
since 1 July 2025; codes as in soat/model/places.py.
"""

from soat.model.places import EPOCH_34, EPOCH_63

# One line is one row of tiles; two dots are sea or another country.
_MAP_63 = """
.. .. .. 02 04 .. ..
.. 12 10 08 06 20 ..
.. 11 15 26 19 24 22
.. 14 25 01 27 30 31
.. .. 17 35 33 34 ..
.. .. .. 37 36 .. ..
.. .. .. 38 .. .. ..
.. .. .. 40 .. .. ..
.. .. .. .. 42 .. ..
.. .. .. .. 44 .. ..
.. .. .. .. 45 46 ..
.. .. .. .. .. 49 48
.. .. .. .. .. 62 51
.. .. .. .. .. 64 52
.. .. .. .. .. 66 54
.. .. .. 70 67 68 56
.. .. 72 74 75 60 58
89 87 80 79 77 .. ..
91 92 86 82 83 .. ..
.. 93 94 84 .. .. ..
.. 96 95 .. .. .. ..
"""
_MAP_34 = """
.. 12 15 08 04 .. ..
.. 11 25 19 20 .. ..
.. 14 01 24 22 .. ..
.. .. 37 33 31 .. ..
.. .. 38 .. .. .. ..
.. .. 40 .. .. .. ..
.. .. .. 42 .. .. ..
.. .. .. 44 .. .. ..
.. .. .. .. 46 .. ..
.. .. .. .. 48 .. ..
.. .. .. .. .. 51 ..
.. .. .. .. .. 52 ..
.. .. .. .. .. 66 ..
.. .. .. 75 68 56 ..
.. 80 79 .. .. .. ..
91 82 86 .. .. .. ..
.. 92 .. .. .. .. ..
.. 96 .. .. .. .. ..
"""


def _positions(drawn: str) -> dict[str, tuple[int, int]]:
    rows = [line.split() for line in drawn.strip().splitlines()]
    return {
        code: (row, column)
        for row, codes in enumerate(rows, start=1)
        for column, code in enumerate(codes, start=1)
        if code != ".."
    }


# epoch -> province code -> (row, column), both from 1.
TILE_POSITIONS = {EPOCH_63: _positions(_MAP_63), EPOCH_34: _positions(_MAP_34)}
# Two island districts of coastal provinces: shown where they lie, as part of their province.
ISLANDS = {
    EPOCH_63: {("Hoàng Sa", "48"): (10, 7), ("Trường Sa", "56"): (19, 7)},
    EPOCH_34: {("Hoàng Sa", "48"): (9, 7), ("Trường Sa", "56"): (15, 7)},
}
