"""The other columns as typed: numbers, dates, sexes, phones, residences, guardians."""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from soat.model.places import PlaceRow
from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import CorruptionKind as Kind
from soat.simulate.drafting import Drafts
from soat.simulate.name_parts import join_parts
from soat.simulate.numbering import shuffled
from soat.simulate.registering import DAY, MONTH, YEAR
from soat.simulate.territory import ChunkPlan, communes_by_province
from soat.simulate.texts import Integers, Texts, day_texts, joined, replaced, texts_of
from soat.simulate.typing_names import pick_style

Lot = np.random.Generator
_EARLIEST, _LATEST = -25567, 21915  # 1900-01-01 and 2030-01-01, days since 1970
_EXCEL_ZERO = 25569  # days from 1899-12-30 to 1970-01-01
_UNREADABLE = ("không rõ", "?", "32/13/1985", "00/00/0000", "1/1", "nam 70 tuoi", "#VALUE!")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_NUMBER_STYLE: dict[str, Callable[[str], str]] = {
    "spaces": lambda text: " ".join(text[i : i + 3] for i in range(0, len(text), 3)),
    "dots": lambda text: ".".join(text[i : i + 3] for i in range(0, len(text), 3)),
    "quoted": lambda text: "'" + text,
    "edges": lambda text: f" {text} ",
    "full_width": lambda text: text.translate(_FULL_WIDTH),
    "letter_o": lambda text: text[:1].replace("0", "O") + text[1:],
}


def style_numbers(
    numbers: Texts, well_formed: NDArray[np.bool_], styles: Mapping[str, float], generator: Lot
) -> Texts:
    """Well-formed numbers in everyday styles; the others stay as they are."""
    style = pick_style(styles, len(numbers), generator)
    for name, write in _NUMBER_STYLE.items():
        rows = np.flatnonzero((style == name) & well_formed)
        numbers[rows] = np.array([write(text) for text in numbers[rows]], dtype=object)
    return numbers


_DATE_STYLE: dict[str, str] = {
    "dd/mm/yyyy": "%d/%m/%Y",
    "d/m/yyyy": "",
    "yyyy-mm-dd": "%Y-%m-%d",
    "dd-mm-yyyy": "%d-%m-%Y",
    "dd.mm.yyyy": "%d.%m.%Y",
    "yyyy-mm-dd 00:00:00": "%Y-%m-%d 00:00:00",
}


@cache
def _written_days(style: str) -> Texts:
    """Every day of the years concerned in one style."""
    days = np.arange(_EARLIEST, _LATEST)
    if style == "serial":
        return texts_of(days + _EXCEL_ZERO)
    if style == "d/m/yyyy":
        return replaced(replaced(day_texts(days, "/%d/%m/%Y"), "/0", "/"), "^/", "")
    return day_texts(days, _DATE_STYLE[style])


def type_dates(drafts: Drafts, styles: Mapping[str, float], generator: Lot) -> Texts:
    """The birth date of every draft, as typed; None where nothing was."""
    style = pick_style(styles, len(drafts), generator)
    four_digits = (style == "serial") & (drafts.year < 1928)  # would read as a year
    style[four_digits] = "dd/mm/yyyy"
    known = (drafts.year - 1970) * 12 + drafts.month - 1
    days = known.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + drafts.day - 1
    place = days - _EARLIEST
    typed = np.full(len(drafts), None, dtype=object)
    for name in (*_DATE_STYLE, "serial"):
        rows = np.flatnonzero((style == name) & (drafts.precision == DAY))
        typed[rows] = _written_days(name)[place[rows]]
    for row in np.flatnonzero(drafts.precision == MONTH):
        year, month = drafts.year[row], drafts.month[row]
        typed[row] = f"{year}-{month:02}" if row % 3 == 0 else f"{month:02}/{year}"
    years = np.flatnonzero(drafts.precision == YEAR)
    typed[years] = drafts.year[years].astype(str)
    unreadable = drafts.marked(Kind.BIRTH_UNREADABLE)
    typed[unreadable] = generator.choice(np.array(_UNREADABLE, dtype=object), len(unreadable))
    return typed


def type_sexes(drafts: Drafts, styles: Mapping[str, float], generator: Lot) -> Texts:
    style = pick_style(styles, len(drafts), generator)
    typed = np.full(len(drafts), None, dtype=object)
    for name in styles:
        for sex, word in enumerate(name.split("/")):
            typed[(style == name) & (drafts.sex == sex)] = word
    return typed


def phone_numbers(households: Integers, plan: ChunkPlan, seed: int) -> Integers:
    """Nine digits after the zero, one for each household."""
    line = shuffled(households + plan.first_human, seed, 20_000, 20_000)
    return np.array([3, 7, 8, 9, 9])[line % 5] * 100_000_000 + line % 100_000_000


def type_phones(chunk: Chunk, drafts: Drafts, generator: Lot) -> tuple[Texts, Texts]:
    """The phone (None for children and some others) and the guardian's phone (children)."""
    someone = np.maximum(drafts.human, 0)
    line = phone_numbers(chunk.humans.household[someone], chunk.plan, chunk.seed)
    own = generator.random(len(drafts)) < 0.25
    line = np.where(own, (line // 7 + someone * 7919) % 99_999_999 + 900_000_000, line)
    texts = joined("0", texts_of(line))
    lot = generator.random(len(drafts))
    international = np.flatnonzero(lot < 0.04)
    texts[international] = np.array(["+84" + t[1:] for t in texts[international]], dtype=object)
    old = np.flatnonzero((lot > 0.95) & (line // 100_000_000 == 3))
    texts[old] = np.array(["016" + t[2:] for t in texts[old]], dtype=object)
    child = chunk.humans.ages(chunk.as_of)[someone] < 18
    phones, guardians = texts.copy(), texts.copy()
    phones[child | (generator.random(len(drafts)) < 0.06)] = None
    guardians[~child] = None
    return phones, guardians


def type_insurance(chunk: Chunk, drafts: Drafts) -> Texts:
    """For two in five: fifteen characters, or the ten digits of the new cards."""
    someone = np.maximum(drafts.human, 0)
    code = shuffled(someone + chunk.plan.first_human, chunk.seed + 5, 100_000, 99_991)
    ten = texts_of(code, 10)
    typed = np.full(len(drafts), None, dtype=object)
    typed[code % 5 == 0] = ten[code % 5 == 0]
    long = np.flatnonzero(code % 5 == 1)
    head = np.array(["DN4", "GD4", "HS4", "TE1", "HT3"])[code[long] % 25 // 5]
    typed[long] = np.array([h + "79" + t for h, t in zip(head, ten[long], strict=True)], object)
    return typed


def type_guardians(chunk: Chunk, drafts: Drafts, names: Texts) -> Texts:
    """A child's parent; and, where the columns were swapped, each name in the other's place."""
    someone = np.maximum(drafts.human, 0)
    parent = chunk.kin.parent[someone]
    child = (chunk.humans.ages(chunk.as_of)[someone] < 18) & (parent >= 0) & (drafts.human >= 0)
    typed = np.full(len(drafts), None, dtype=object)
    typed[child] = join_parts(chunk.names[parent[child]])
    swapped = drafts.marked(Kind.NAME_GUARDIAN_SWAPPED)
    typed[swapped], names[swapped] = names[swapped], typed[swapped]
    return typed


# ── residence ─────────────────────────────────────────────────────────────────────────────────


@cache
def _all_communes() -> tuple[PlaceRow, ...]:
    return tuple(place for places in communes_by_province() for place in places)


@cache
def _districts() -> dict[str | None, list[int]]:
    found: dict[str | None, list[int]] = {}
    for i, place in enumerate(_all_communes()):
        found.setdefault(place.district_code, []).append(i)
    return found


@cache
def _position() -> dict[str, int]:
    return {place.commune_code: i for i, place in enumerate(_all_communes())}


def _moved(places: Integers, within: bool, generator: Lot) -> Integers:
    """Another commune of the same district, or of the districts next in the list."""
    moved = places.copy()
    for row, place in enumerate(places):
        near = _districts()[_all_communes()[place].district_code]
        if within and len(near) > 1:
            moved[row] = near[
                (near.index(place) + 1 + generator.integers(len(near) - 1)) % len(near)
            ]
        else:
            moved[row] = (near[-1] + 1 + generator.integers(40)) % len(_all_communes())
    return moved


def type_residences(chunk: Chunk, drafts: Drafts, generator: Lot) -> tuple[Texts, Texts]:
    """Commune code and address text; both are gone where the residence was not entered."""
    here = np.array([_position()[c.place.commune_code] for c in chunk.plan.communes])
    places = here[chunk.humans.commune[np.maximum(drafts.human, 0)]]
    for kind, within in (
        (Kind.RESIDENCE_OTHER_COMMUNE, True),
        (Kind.RESIDENCE_OTHER_DISTRICT, False),
    ):
        rows = drafts.marked(kind)
        places[rows] = _moved(places[rows], within, generator)
    used, row_of = np.unique(places, return_inverse=True)
    listed = [_all_communes()[place] for place in used]
    codes = np.array([p.commune_code for p in listed], dtype=object)[row_of]
    address = [f"{p.commune_name}, {p.district_name}, {p.province_name}" for p in listed]
    texts = np.array(address, dtype=object)[row_of]
    hamlet = np.flatnonzero(generator.random(len(drafts)) < 0.4)
    number = generator.integers(1, 13, len(hamlet))
    texts[hamlet] = np.array(
        [f"Thôn {n}, {t}" for n, t in zip(number, texts[hamlet], strict=True)], dtype=object
    )
    unknown = drafts.marked(Kind.RESIDENCE_UNKNOWN_CODE)
    codes[unknown] = np.array(
        [f"99{n:03}" for n in generator.integers(0, 1000, len(unknown))], object
    )
    missing = drafts.marked(Kind.RESIDENCE_MISSING)
    codes[missing] = texts[missing] = None
    return codes, texts
