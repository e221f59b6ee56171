"""The rows of the population register, with the register's own errors."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from soat.model.tables import REGISTER
from soat.simulate.casting import Cast, ProfileClass
from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import KIND_NUMBER
from soat.simulate.corruption_kinds import CorruptionKind as Kind
from soat.simulate.name_parts import NONE, PartForm, join_parts, part_table
from soat.simulate.registering import DAY, MONTH, YEAR, calendar
from soat.simulate.texts import Integers, Texts, constants, day_texts, joined, text_table, texts_of

NO_ERROR = -1


@dataclass
class RegisterRows:
    """One row: what the register writes of one human (absent ones too; they are not handed out).

    `error` is the number of a `register_*` kind, or NO_ERROR.
    """

    full_name: Texts
    citizen_id: Texts
    former_id: Texts
    year: Integers
    month: Integers
    day: Integers
    precision: Integers
    sex: Integers
    error: Integers


def register_rows(chunk: Chunk, error: Integers, generator: np.random.Generator) -> RegisterRows:
    year, month, day = calendar(chunk.humans.born)
    rows = RegisterRows(
        full_name=np.empty(0, dtype=object),
        citizen_id=texts_of(chunk.identities.number, 12),
        former_id=texts_of(chunk.identities.former, 9),
        year=year,
        month=month,
        day=day,
        precision=chunk.identities.precision,
        sex=chunk.humans.sex.copy(),
        error=error,
    )
    rows.full_name = join_parts(chunk.names, _forms(chunk, error, generator))
    _spoil_dates_and_sexes(rows, chunk, generator)
    return rows


def _forms(chunk: Chunk, error: Integers, generator: np.random.Generator) -> Integers:
    """Plain everywhere but in the names that the register has wrong: one part lost its marks."""
    forms = np.zeros(chunk.names.shape, dtype=np.int64)
    wrong = np.flatnonzero(error == KIND_NUMBER[Kind.REGISTER_NAME_WRONG])
    codes = chunk.names[wrong]
    tells = part_table().differs[PartForm.MARK_MISSING][codes] & (codes != NONE)
    part = (generator.random(codes.shape) * tells).argmax(axis=1)
    forms[wrong, part] = PartForm.MARK_MISSING
    return forms


def _spoil_dates_and_sexes(
    rows: RegisterRows, chunk: Chunk, generator: np.random.Generator
) -> None:
    swapped = rows.error == KIND_NUMBER[Kind.REGISTER_BIRTH_DAY_MONTH_SWAPPED]
    rows.day[swapped], rows.month[swapped] = rows.month[swapped], rows.day[swapped]
    wrong = np.flatnonzero(rows.error == KIND_NUMBER[Kind.REGISTER_BIRTH_YEAR_WRONG])
    step = generator.choice((-10, -3, -2, -1, 1, 2, 3, 10), len(wrong))
    latest = int(calendar(np.array([chunk.as_of]))[0][0]) - 1
    step = np.where(rows.year[wrong] + step > latest, -step, step)
    rows.year[wrong] += step
    leap_day = (rows.month == 2) & (rows.day == 29)
    rows.day[leap_day & (rows.error == KIND_NUMBER[Kind.REGISTER_BIRTH_YEAR_WRONG])] = 28
    flipped = rows.error == KIND_NUMBER[Kind.REGISTER_SEX_WRONG]
    rows.sex[flipped] = 1 - rows.sex[flipped]


def plan_register_errors(chunk: Chunk, cast: Cast, generator: np.random.Generator) -> Integers:
    """For each human NO_ERROR or a kind: some of the wrong, and as many of those without profile.

    Nobody with two profiles, nobody who is verified.
    """
    scenario = chunk.scenario
    profiles = np.bincount(np.maximum(cast.human, 0), cast.human >= 0, len(chunk.humans))
    wrong = (cast.profile_class == ProfileClass.WRONG) & ~cast.second
    able = cast.human[wrong & (profiles[np.maximum(cast.human, 0)] == 1)]
    chosen = able[generator.random(len(able)) < scenario.chances["register_wrong"]]
    outside = np.flatnonzero((profiles == 0) & ~chunk.absent)
    share = len(chosen) / max(1, int((profiles > 0).sum()))
    rows = np.r_[chosen, outside[generator.random(len(outside)) < share]]
    error = np.full(len(chunk.humans), NO_ERROR, dtype=np.int64)
    kinds = [kind for kind, weight in scenario.kinds["register"].items() if weight > 0]
    if kinds and len(rows):
        error[rows] = _kinds_for(chunk, rows, kinds, generator)
    return error


def _kinds_for(
    chunk: Chunk,
    rows: Integers,
    kinds: list[Kind],
    generator: np.random.Generator,
) -> Integers:
    _, month, day = calendar(chunk.humans.born[rows])
    codes = chunk.names[rows]
    marked = part_table().differs[PartForm.MARK_MISSING][codes] & (codes != NONE)
    possible = {
        Kind.REGISTER_NAME_WRONG: marked.any(axis=1),
        Kind.REGISTER_BIRTH_DAY_MONTH_SWAPPED: (day <= 12)
        & (day != month)
        & (chunk.identities.precision[rows] == DAY),
    }
    keys = np.log([chunk.scenario.kinds["register"][kind] for kind in kinds]) + generator.gumbel(
        size=(len(rows), len(kinds))
    )
    for i, kind in enumerate(kinds):
        if kind in possible:
            keys[~possible[kind], i] = -np.inf
    best = keys.argmax(axis=1)
    numbers = np.array([KIND_NUMBER[kind] for kind in kinds])[best]
    return np.where(np.isfinite(keys.max(axis=1)), numbers, NO_ERROR)


SEXES = constants("male", "female")


def birth_texts(year: Integers, month: Integers, day: Integers, precision: Integers) -> Texts:
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    parts = (texts_of(part, width) for part, width in ((year, 4), (month, 2), (day, 2)))
    texts = joined(*parts, separator="-")
    for known, width in ((MONTH, 7), (YEAR, 4)):
        short = np.flatnonzero(precision == known)
        texts[short] = constants(*(text[:width] for text in texts[short]))
    return texts


def register_table(chunk: Chunk, rows: RegisterRows) -> tuple[pa.Table, Integers]:
    """The register's part in order of citizen_id, and which human each row is."""
    died = chunk.identities.died
    codes = np.array([c.place.commune_code for c in chunk.plan.communes], dtype=object)
    columns = {
        "citizen_id": rows.citizen_id,
        "former_id": rows.former_id,
        "full_name": rows.full_name,
        "birth_date": birth_texts(rows.year, rows.month, rows.day, rows.precision),
        "sex": SEXES[rows.sex],
        "residence_code": codes[chunk.humans.commune],
        "deceased_on": day_texts(died, "%Y-%m-%d", nothing=-1),
    }
    present = np.flatnonzero(~chunk.absent)
    order = present[np.argsort(chunk.identities.number[present])]
    rows_out = {name: texts[order] for name, texts in columns.items()}
    return text_table(rows_out, REGISTER.column_names), order
