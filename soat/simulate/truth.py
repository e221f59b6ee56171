"""The truth tables: who everybody is, and what was done to each record."""

import numpy as np
import pyarrow as pa

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import CorruptionKind
from soat.simulate.keys import human_ids
from soat.simulate.name_parts import join_parts
from soat.simulate.profiles import FIELDS, Profiles
from soat.simulate.register_rows import NO_ERROR, SEXES, RegisterRows, birth_texts
from soat.simulate.registering import calendar
from soat.simulate.texts import (
    Column,
    Flags,
    Integers,
    Texts,
    column,
    constants,
    flag_column,
    indices,
    list_column,
    nulls,
    struct_column,
    texts_of,
)

_KINDS = constants(*(kind.value for kind in CorruptionKind))
_KIND_FIELDS = constants(*(kind.field for kind in CorruptionKind))
_FIELD_NAMES = constants(*(field.value for field in FIELDS))


def register_truth(chunk: Chunk, registered: RegisterRows, order: Integers) -> pa.Table:
    """One row for each row of the register; true values stand only where the register errs."""
    humans = chunk.humans
    twin = humans.twin[order]
    known_twin = (twin >= 0) & ~chunk.absent[np.maximum(twin, 0)]
    error = registered.error[order]
    right = error == NO_ERROR
    names = join_parts(chunk.names[order])
    births = birth_texts(*calendar(humans.born[order]), chunk.identities.precision[order])
    return pa.table(
        {
            "citizen_id": column(registered.citizen_id[order]),
            "human_id": indices(human_ids(chunk, order)),
            "twin_of": column(registered.citizen_id[np.maximum(twin, 0)], mask=~known_twin),
            "household_id": indices(human_ids(chunk, humans.household[order])),
            "register_error": _corruptions(np.maximum(error, 0), mask=right),
            "true_full_name": column(names, mask=right),
            "true_birth_date": column(births, mask=right),
            "true_sex": column(SEXES[humans.sex[order]], mask=right),
        }
    )


def _corruptions(kinds: Integers, mask: Flags | None = None) -> Column:
    parts = [column(_KIND_FIELDS[kinds]), column(_KINDS[kinds])]
    return struct_column(("field", "kind"), parts, mask)


def people_truth(chunk: Chunk, profiles: Profiles, references: Texts) -> pa.Table:
    """One row for each profile, in the cast's order."""
    human = np.maximum(profiles.cast.human, 0)
    known = (profiles.cast.human >= 0) & ~chunk.absent[human]
    count = len(references)
    row, field = np.nonzero(profiles.reasons)
    marked, kind = np.nonzero(profiles.marks)
    numbers = texts_of(chunk.identities.number[human], 12)
    return pa.table(
        {
            "person_ref": column(references),
            "human_id": indices(humans_of(chunk, profiles.cast)),
            "citizen_id": column(numbers, mask=~known),
            "verdict": column(profiles.verdict),
            "number_status": column(profiles.number_status),
            "reasons": list_column(row, column(_FIELD_NAMES[field]), count),
            "corruptions": list_column(marked, _corruptions(kind), count),
            "rejected": flag_column(np.zeros(count, dtype=bool)),
            "reject_reason": nulls(count),
        }
    )


def humans_of(chunk: Chunk, cast: Cast) -> Integers:
    """Human ids of the profiles; foreigners come after the chunk's humans."""
    foreigner = len(chunk.humans) + np.cumsum(cast.human < 0)
    return human_ids(chunk, np.where(cast.human >= 0, cast.human, foreigner))


def rejected_truth(truth: pa.Table, origins: Integers, keys: Texts, reasons: list[str]) -> pa.Table:
    """The truth of rows that must be rejected: their key and reason, and no verdict of any kind."""
    rows = truth.take(indices(origins))
    told: dict[str, Column] = {name: nulls(len(rows)) for name in _NO_LONGER_TOLD}
    told[rows.column_names[0]] = column(keys)
    if "faults" in rows.column_names:  # a list: its NULL is the empty one
        told["faults"] = pa.array([[]] * len(rows), rows.schema.field("faults").type)
    told["rejected"] = flag_column(np.ones(len(rows), dtype=bool))
    told["reject_reason"] = column(constants(*reasons))
    return pa.table({name: told.get(name, rows[name]) for name in rows.column_names})


_NO_LONGER_TOLD = ("citizen_id", "verdict", "number_status", "same_dose_as")
