"""One chunk of the country, from nothing to its tables."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from soat.model.tables import DOSES, PEOPLE, REGISTER
from soat.simulate.casting import Cast, cast_profiles, choose_absent, find_kin, quota_of
from soat.simulate.corruption_kinds import CorruptionKind
from soat.simulate.dosing import Doses, dose_columns, make_doses, site_table
from soat.simulate.drafting import Chunk, Texts, as_texts, digits
from soat.simulate.households import make_humans
from soat.simulate.name_parts import join_parts
from soat.simulate.naming import give_names
from soat.simulate.numbering import shuffled
from soat.simulate.profiles import FIELDS, Profiles, make_profiles
from soat.simulate.register_rows import (
    NO_ERROR,
    SEXES,
    RegisterRows,
    birth_texts,
    plan_register_errors,
    register_rows,
    register_table,
)
from soat.simulate.registering import calendar, day_number, give_identities
from soat.simulate.settings import Scenario
from soat.simulate.territory import ChunkPlan
from soat.simulate.unusable_rows import unusable_doses, unusable_people

Integers = NDArray[np.int64]
_CHUNK_SPAN = 10_000_000  # keys and human ids that belong to one chunk
_KIND_VALUES = np.array([kind.value for kind in CorruptionKind], dtype=object)
_KIND_FIELDS = np.array([kind.field for kind in CorruptionKind], dtype=object)
_CORRUPTION = pa.struct([("field", pa.string()), ("kind", pa.string())])


@dataclass(frozen=True)
class ChunkSeed:
    """What makes a chunk reproducible alone: the country's seed and the chunk's own stream."""

    seed: int
    stream: np.random.SeedSequence


def make_chunk(plan: ChunkPlan, scenario: Scenario, seed: ChunkSeed) -> dict[str, pa.Table]:
    """Folder name -> the chunk's part of it."""
    generator = np.random.Generator(np.random.PCG64DXSM(seed.stream))
    quota = quota_of(plan, scenario, generator)
    as_of = day_number(scenario.as_of)
    humans = make_humans(plan, quota.absent, as_of, generator)
    names = give_names(humans, plan, generator)
    identities = give_identities(humans, plan, seed.seed, as_of, generator)
    absent = choose_absent(humans, quota, as_of, generator)
    chunk = Chunk(humans, identities, names, find_kin(humans, generator), absent, as_of)
    cast = cast_profiles(humans, identities, absent, quota, as_of, generator)
    error = plan_register_errors(chunk, cast, scenario, generator)
    registered = register_rows(chunk, error, generator)
    profiles = make_profiles(chunk, cast, registered, plan, scenario, seed.seed, generator)
    doses = make_doses(chunk, cast, plan, scenario, generator)
    register, order = register_table(chunk, registered, plan)
    tables = {
        "register": register.select(REGISTER.column_names),
        "truth/register": _register_truth(chunk, registered, plan, order),
        "sites": site_table(plan),
    }
    references = _references(len(cast), plan.index, seed.seed, "P")
    tables |= _people_tables(chunk, profiles, references, plan, scenario, seed.seed, generator)
    tables |= _dose_tables(cast, doses, references, plan, scenario, seed.seed, generator)
    return tables


def _references(count: int, chunk: int, seed: int, letter: str, start: int = 0) -> Texts:
    """Keys that tell nothing: a letter and eleven digits, unique over all chunks."""
    serial = np.arange(start, start + count) + chunk * _CHUNK_SPAN
    code = shuffled(serial, seed + ord(letter), 300_000, 300_000)
    return np.array([letter + text for text in digits(code, 11)], dtype=object)


def _human_ids(rows: Integers, plan: ChunkPlan) -> Integers:
    return rows + plan.index * _CHUNK_SPAN


def _register_truth(
    chunk: Chunk, registered: RegisterRows, plan: ChunkPlan, order: Integers
) -> pa.Table:
    """One row for each register row; the true values stand where the register errs."""
    humans = chunk.humans
    twin = humans.twin[order]
    known_twin = (twin >= 0) & ~chunk.absent[np.maximum(twin, 0)]
    error = registered.error[order]
    right = error == NO_ERROR
    true_birth = birth_texts(*calendar(humans.born[order]), chunk.identities.precision[order])
    corruption = pa.StructArray.from_arrays(
        [pa.array(_KIND_FIELDS[error], pa.string()), pa.array(_KIND_VALUES[error], pa.string())],
        fields=list(_CORRUPTION),
        mask=pa.array(right),
    )
    return pa.table(
        {
            "citizen_id": pa.array(registered.citizen_id[order], pa.string()),
            "human_id": pa.array(_human_ids(order, plan)),
            "twin_of": pa.array(
                np.where(known_twin, registered.citizen_id[np.maximum(twin, 0)], None), pa.string()
            ),
            "household_id": pa.array(_human_ids(humans.household[order], plan)),
            "register_error": corruption,
            "true_full_name": pa.array(
                as_texts(join_parts(chunk.names[order], 0)), pa.string(), mask=right
            ),
            "true_birth_date": pa.array(true_birth, pa.string(), mask=right),
            "true_sex": pa.array(SEXES[humans.sex[order]], pa.string(), mask=right),
        }
    )


def _people_tables(
    chunk: Chunk,
    profiles: Profiles,
    references: Texts,
    plan: ChunkPlan,
    scenario: Scenario,
    seed: int,
    generator: np.random.Generator,
) -> dict[str, pa.Table]:
    """The people as typed in order of key, unusable rows last; the truth row by row beside it."""
    order = np.argsort(references.astype(str))
    columns = {"person_ref": references} | profiles.columns
    people = pa.table(
        {name: pa.array(columns[name][order], pa.string()) for name in PEOPLE.column_names}
    )
    truth = _people_truth(chunk, profiles, references, plan).take(pa.array(order))
    spare = pa.array(_references(len(references), plan.index, seed, "P", start=len(references)))
    extra, reasons, origins = unusable_people(
        people, scenario.rejected, plan.index == 0, spare, generator
    )
    spoiled = truth.take(pa.array(origins))
    for name in ("verdict", "number_status", "citizen_id"):
        place = spoiled.column_names.index(name)
        spoiled = spoiled.set_column(place, name, pa.nulls(len(extra), pa.string()))
    for name, values in (
        ("person_ref", extra["person_ref"].combine_chunks()),
        ("rejected", pa.array([True] * len(extra), pa.bool_())),
        ("reject_reason", pa.array(reasons, pa.string())),
    ):
        spoiled = spoiled.set_column(spoiled.column_names.index(name), name, values)
    return {
        "people": pa.concat_tables([people, extra]),
        "truth/people": pa.concat_tables([truth, spoiled]),
    }


def _people_truth(
    chunk: Chunk, profiles: Profiles, references: Texts, plan: ChunkPlan
) -> pa.Table:
    cast = profiles.cast
    human = np.maximum(cast.human, 0)
    known = (cast.human >= 0) & ~chunk.absent[human]
    foreign = np.cumsum(cast.human < 0) + len(chunk.humans)
    human_id = _human_ids(np.where(cast.human >= 0, human, foreign), plan)
    row, field = np.nonzero(profiles.reasons)
    marked, kind = np.nonzero(profiles.marks)
    done = pa.StructArray.from_arrays(
        [pa.array(_KIND_FIELDS[kind], pa.string()), pa.array(_KIND_VALUES[kind], pa.string())],
        fields=list(_CORRUPTION),
    )
    names = np.array([f.value for f in FIELDS], dtype=object)
    count = len(references)
    return pa.table(
        {
            "person_ref": pa.array(references, pa.string()),
            "human_id": pa.array(human_id),
            "citizen_id": pa.array(
                digits(chunk.identities.number[human], 12), pa.string(), mask=~known
            ),
            "verdict": pa.array(profiles.verdict, pa.string()),
            "number_status": pa.array(profiles.number_status, pa.string()),
            "reasons": _lists(row, pa.array(names[field], pa.string()), count),
            "corruptions": _lists(marked, done, count),
            "rejected": pa.array(np.zeros(count, dtype=bool)),
            "reject_reason": pa.nulls(count, pa.string()),
        }
    )


def _lists(rows: Integers, values: pa.Array, count: int) -> pa.ListArray:
    offsets = np.r_[0, np.cumsum(np.bincount(rows, minlength=count))].astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def _dose_tables(
    cast: Cast,
    doses: Doses,
    references: Texts,
    plan: ChunkPlan,
    scenario: Scenario,
    seed: int,
    generator: np.random.Generator,
) -> dict[str, pa.Table]:
    keys = _references(len(doses), plan.index, seed, "D")
    columns = {"dose_ref": keys} | dose_columns(doses, references, plan, generator)
    table = pa.table({name: pa.array(columns[name], pa.string()) for name in DOSES.column_names})
    foreign = np.cumsum(cast.human < 0) + int(cast.human.max()) + 1
    again = doses.twin_of >= 0
    truth = pa.table(
        {
            "dose_ref": pa.array(keys, pa.string()),
            "human_id": pa.array(
                _human_ids(np.where(cast.human >= 0, cast.human, foreign)[doses.profile], plan)
            ),
            "same_dose_as": pa.array(np.where(again, keys[doses.twin_of], None), pa.string()),
            "rejected": pa.array(np.zeros(len(doses), dtype=bool)),
            "reject_reason": pa.nulls(len(doses), pa.string()),
        }
    )
    order = pa.array(np.argsort(keys.astype(str)))
    table, truth = table.take(order), truth.take(order)
    spare = pa.array(_references(len(doses), plan.index, seed, "D", start=len(doses)))
    extra, reasons, origins = unusable_doses(
        table, scenario.rejected, plan.index == 0, spare, generator
    )
    spoiled = truth.take(pa.array(origins))
    for place, name, values in (
        (0, "dose_ref", extra["dose_ref"].combine_chunks()),
        (2, "same_dose_as", pa.nulls(len(extra), pa.string())),
        (3, "rejected", pa.array([True] * len(extra), pa.bool_())),
        (4, "reject_reason", pa.array(reasons, pa.string())),
    ):
        spoiled = spoiled.set_column(place, name, values)
    return {
        "doses": pa.concat_tables([table, extra]),
        "truth/doses": pa.concat_tables([truth, spoiled]),
    }
