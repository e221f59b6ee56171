"""The dictionary of name parts, and what each part becomes under every style and damage."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from soat.simulate import syllables
from soat.simulate.facts import fact_rows, minorities
from soat.simulate.texts import Integers, Texts, constants, joined, matching, replaced

NONE = -1  # no such part in the name


class PartForm(IntEnum):
    """How one part of a name is written."""

    PLAIN = 0
    OTHER_TONE_PLACE = 1
    OTHER_I_OR_Y = 2
    NO_DIACRITICS = 3
    TONE_WRONG = 4
    TELEX = 5
    VNI_KEYS = 6
    TCVN3 = 7
    VNI_FONT = 8
    MOJIBAKE = 9
    MARK_MISSING = 10


_WRITE: dict[PartForm, Callable[[str], str]] = {
    PartForm.PLAIN: str,
    PartForm.OTHER_TONE_PLACE: syllables.other_tone_place,
    PartForm.OTHER_I_OR_Y: syllables.other_i_or_y,
    PartForm.NO_DIACRITICS: syllables.without_marks,
    PartForm.TONE_WRONG: syllables.wrong_tone,
    PartForm.TELEX: syllables.telex,
    PartForm.VNI_KEYS: syllables.vni_keys,
    PartForm.TCVN3: syllables.tcvn3,
    PartForm.VNI_FONT: syllables.vni_font,
    PartForm.MOJIBAKE: syllables.mojibake,
    PartForm.MARK_MISSING: syllables.one_syllable_without_marks,
}


@dataclass(frozen=True)
class PartTable:
    """Every name part by code. `written` holds all forms, form after form.

    `differs[form, code]`: whether the form differs from the plain part under the contract.
    """

    parts: tuple[str, ...]
    written: Texts
    differs: NDArray[np.bool_]

    def code(self, part: str) -> int:
        return self.parts.index(part)


def _all_parts() -> set[str]:
    found = {row["surname"] for row in fact_rows("surnames")}
    found |= {row["given"] for row in fact_rows("given_names")}
    found |= {row["middle"] for row in fact_rows("middle_names")}
    for people in minorities().values():
        for key, value in people.items():
            if key not in ("order", "provinces"):
                found |= set(value)
    return found - {""}


@cache
def part_table() -> PartTable:
    parts = tuple(sorted(_all_parts()))
    keys = [syllables.comparable_name(part) for part in parts]
    written: list[str] = []
    differs = np.zeros((len(PartForm), len(parts)), dtype=bool)
    for form in PartForm:
        texts = [_WRITE[form](part) for part in parts]
        written += texts
        differs[form] = [
            syllables.comparable_name(text) != key for text, key in zip(texts, keys, strict=True)
        ]
    return PartTable(parts, constants(*written), differs)


def join_parts(codes: Integers, forms: Integers | int = PartForm.PLAIN) -> Texts:
    """Names from codes (rows by parts; NONE is left out), each part in its form."""
    table = part_table()
    texts = table.written[np.asarray(forms) * len(table.parts) + codes]
    texts[codes == NONE] = None
    names = joined(*texts.T, separator=" ")
    own = np.flatnonzero(matching(names, "H' "))
    names[own] = replaced(names[own], "H' ", "H'")
    return names
