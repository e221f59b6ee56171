"""Names as typed: parts put together, spoiled where the plan says, in everyday styles."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import KIND_NUMBER
from soat.simulate.corruption_kinds import CorruptionKind as Kind
from soat.simulate.drafting import Drafts
from soat.simulate.name_parts import NONE, PartForm, join_parts, part_table
from soat.simulate.texts import Integers, Texts, decomposed, joined, lower, replaced, upper

Lot = np.random.Generator
_TITLES = ("Ông", "Bà", "Anh", "Chị", "Em", "Cháu", "Bé", "Cụ", "Cô", "Chú")
_NOTES = (" (đã tiêm)", " - F0", " (mũi 2)", " (CMND)", " - tạm trú", " (BS)", " (trùng tên)")
_LETTERS = "aenghtocmu"  # neither i nor y: whether one for the other is an error is disputed
_WHOLE_NAME = {
    Kind.NAME_NO_DIACRITICS: PartForm.NO_DIACRITICS,
    Kind.NAME_TELEX: PartForm.TELEX,
    Kind.NAME_VNI_KEYS: PartForm.VNI_KEYS,
    Kind.NAME_TCVN3: PartForm.TCVN3,
    Kind.NAME_VNI_FONT: PartForm.VNI_FONT,
    Kind.NAME_MOJIBAKE: PartForm.MOJIBAKE,
}
_ONE_PART = {
    Kind.NAME_TONE_WRONG: PartForm.TONE_WRONG,
    Kind.NAME_MARK_MISSING: PartForm.MARK_MISSING,
}
_DAMAGED_CODES = (Kind.NAME_TCVN3, Kind.NAME_VNI_FONT, Kind.NAME_MOJIBAKE)


def type_names(chunk: Chunk, drafts: Drafts, styles: Mapping[str, float], generator: Lot) -> Texts:
    """The full name of every draft, as typed."""
    style = pick_style(styles, len(drafts), generator)
    _spoil_parts(chunk, drafts, generator)
    plain = drafts.forms == PartForm.PLAIN
    drafts.forms[plain & (style == "other_tone_place")[:, None]] = PartForm.OTHER_TONE_PLACE
    drafts.forms[plain & (style == "other_i_or_y")[:, None]] = PartForm.OTHER_I_OR_Y
    names = join_parts(drafts.names, drafts.forms)
    for kind, change in _CHANGED.items():
        rows = drafts.marked(kind)
        names[rows] = np.array([change(name, generator) for name in names[rows]], dtype=object)
    damaged = drafts.marks[:, [KIND_NUMBER[kind] for kind in _DAMAGED_CODES]].any(axis=1)
    return in_styles(names, np.where(damaged, "plain", style))


def pick_style(styles: Mapping[str, float], count: int, generator: Lot) -> NDArray[np.str_]:
    weights = np.array(list(styles.values()))
    return generator.choice(np.array(list(styles)), size=count, p=weights / weights.sum())


def in_styles(names: Texts, style: NDArray[np.str_]) -> Texts:
    """Case, Unicode form and spaces by style; none of them is a difference."""
    for name, write in _STYLE.items():
        rows = np.flatnonzero(style == name)
        names[rows] = write(names[rows])
    return names


_STYLE: dict[str, Callable[[Texts], Texts]] = {
    "upper": upper,
    "lower": lower,
    "decomposed": decomposed,
    "spaced": lambda names: joined(replaced(names, " ", "  ", most=1), " "),
}


def _spoil_parts(chunk: Chunk, drafts: Drafts, generator: Lot) -> None:
    rows = drafts.marked(Kind.NAME_PARENTS)
    drafts.names[rows] = chunk.names[chunk.kin.parent[drafts.human[rows]]]
    for kind, form in _WHOLE_NAME.items():
        drafts.forms[drafts.marked(kind)] = form
    for kind, form in _ONE_PART.items():
        _spoil_one_part(drafts, drafts.marked(kind), form, generator)
    drafts.names[drafts.marked(Kind.NAME_MIDDLE_MISSING), 1] = NONE
    rows = drafts.marked(Kind.NAME_PART_ADDED)
    drafts.names[rows, 2] = chunk.names[generator.integers(0, len(chunk.names), len(rows)), 3]
    rows = drafts.marked(Kind.NAME_GIVEN_FIRST)
    turned = np.where(
        generator.random((len(rows), 1)) < 0.6,
        drafts.names[rows][:, [3, 0, 1, 2]],
        drafts.names[rows][:, [3, 1, 2, 0]],
    )
    drafts.names[rows] = turned


def _spoil_one_part(drafts: Drafts, rows: Integers, form: PartForm, generator: Lot) -> None:
    """One of the parts that the form changes."""
    codes = drafts.names[rows]
    tells = part_table().differs[form][codes] & (codes != NONE)
    part = (generator.random(codes.shape) * tells).argmax(axis=1)
    drafts.forms[rows, part] = form


def _letter_place(name: str, generator: Lot, last: int = 0) -> int:
    """A place inside the name where letters stand (never the first of all)."""
    places = [i for i in range(1, len(name) - last) if " " not in name[i : i + 1 + last]]
    return places[int(generator.integers(0, len(places)))] if places else 0


def _letter(generator: Lot) -> str:
    return _LETTERS[int(generator.integers(0, len(_LETTERS)))]


def _letter_added(name: str, generator: Lot) -> str:
    place = _letter_place(name, generator)
    extra = name[place] if generator.random() < 0.5 else _letter(generator)
    return name[:place] + extra + name[place:]


def _letter_dropped(name: str, generator: Lot) -> str:
    place = _letter_place(name, generator)
    return name[:place] + name[place + 1 :]


def _letter_changed(name: str, generator: Lot) -> str:
    place = _letter_place(name, generator)
    return name[:place] + _letter(generator) + name[place + 1 :]


def _letters_swapped(name: str, generator: Lot) -> str:
    place = _letter_place(name, generator, last=1)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _initials(name: str, generator: Lot) -> str:
    *before, given = name.split(" ")
    mark = "." if generator.random() < 0.7 else ""
    return " ".join([part[0] + mark for part in before] + [given])


def _titled(name: str, generator: Lot) -> str:
    return f"{_TITLES[int(generator.integers(0, len(_TITLES)))]} {name}"


def _noted(name: str, generator: Lot) -> str:
    return name + _NOTES[int(generator.integers(0, len(_NOTES)))]


_CHANGED: dict[Kind, Callable[[str, Lot], str]] = {
    Kind.NAME_LETTER_ADDED: _letter_added,
    Kind.NAME_LETTER_DROPPED: _letter_dropped,
    Kind.NAME_LETTER_CHANGED: _letter_changed,
    Kind.NAME_LETTERS_SWAPPED: _letters_swapped,
    Kind.NAME_INITIALS: _initials,
    Kind.NAME_TITLE: _titled,
    Kind.NAME_NOTE: _noted,
}
