"""The truth of every profile: what the contract's Meaning says of what was really typed.

The judge reads the typed texts and the register's row; it does not look at the plan.
"""

from dataclasses import dataclass

import numpy as np

from soat.model.closed_lists import NumberStatus
from soat.simulate.syllables import comparable_name
from soat.simulate.texts import Flags, Integers, Texts, constants, folded, matching, replaced

_LOOK_ALIKE = str.maketrans("０１２３４５６７８９OoIl", "01234567890011")
_PLACEHOLDER = r"^(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+|123456789)$"


@dataclass(frozen=True)
class Numbers:
    """One row: one typed number after cleaning, and its NumberStatus."""

    cleaned: Texts
    status: Texts


def read_numbers(typed: Texts) -> Numbers:
    """Separators off, full-width digits and look-alike letters mended, then 12 or 9 digits."""
    cleaned = replaced(typed, r"[\s.\-'’\"\x{00a0}]", "")
    odd = np.flatnonzero(matching(cleaned, "[^0-9]"))
    cleaned[odd] = constants(*(_mended(value) for value in cleaned[odd]))
    formed = matching(cleaned, "^([0-9]{9}|[0-9]{12})$") & ~matching(cleaned, _PLACEHOLDER)
    status = np.where(formed, NumberStatus.PRESENT.value, NumberStatus.MALFORMED.value)
    status = np.where(matching(cleaned, "."), status, NumberStatus.MISSING.value)
    return Numbers(cleaned, status.astype(object))


def _mended(value: str) -> str:
    mended = value.translate(_LOOK_ALIKE)
    return mended if mended.isdecimal() else value


def numbers_differ(numbers: Numbers, citizen_id: Texts, former_id: Texts) -> Flags:
    """Not present, or neither the person's number nor the former one of the register."""
    right = (numbers.cleaned == citizen_id) | (numbers.cleaned == former_id)
    return np.asarray(~right | (numbers.status != NumberStatus.PRESENT.value), dtype=bool)


def names_differ(typed: Texts, registered: Texts) -> Flags:
    """Folded in bulk first; only what still differs is compared syllable by syllable."""
    rows = np.flatnonzero(folded(typed) != folded(registered))
    differ = np.zeros(len(typed), dtype=bool)
    differ[rows] = [
        comparable_name(a) != comparable_name(b)
        for a, b in zip(typed[rows], registered[rows], strict=True)
    ]
    return differ


def births_differ(typed: tuple[Integers, ...], registered: tuple[Integers, ...]) -> Flags:
    """Year, month, day and precision; what is not given to the same precision differs."""
    (year, month, day, known), (its_year, its_month, its_day, its_known) = typed, registered
    differ = (known != its_known) | (year != its_year)
    differ |= (known <= 1) & (month != its_month)
    return np.asarray(differ | ((known == 0) & (day != its_day)))
