"""Extra rows that nobody can use: they must all end in `rejects`."""

import numpy as np
import pyarrow as pa

from soat.model.closed_lists import RejectReason
from soat.simulate.chunk import Chunk
from soat.simulate.texts import Column, Integers, column, constants, from_column, indices, nulls

_BAD_DATES = constants("31/02/2022", "không nhớ", "2021-13-40", "??/??/2021")
_PERSON_REASONS = {
    "person_without_ref": RejectReason.KEY_MISSING,
    "person_ref_repeated": RejectReason.KEY_DUPLICATE,
    "person_without_name": RejectReason.NAME_MISSING,
}


def _how_many(chunk: Chunk, rate: str, rows: int, generator: np.random.Generator) -> int:
    """The scenario's share of the rows, parts by lot; at least one in the first chunk."""
    share = chunk.scenario.rejected[rate]
    exact = share * rows
    count = int(exact) + int(generator.random() < exact - int(exact))
    return max(count, 1) if chunk.plan.index == 0 and share > 0 else count


def unusable_people(
    chunk: Chunk, people: pa.Table, spare: Column, generator: np.random.Generator
) -> tuple[pa.Table, list[str], Integers]:
    """Rows to put after the accepted ones, the reason for each, and the row each is made from.

    `spare` are keys of nobody.
    """
    parts, reasons, origins = [], [], []
    for rate, reason in _PERSON_REASONS.items():
        count = min(_how_many(chunk, rate, len(people), generator), len(people))
        rows = np.sort(generator.choice(len(people), count, replace=False))
        part = people.take(indices(rows))
        nothing = nulls(count)
        if reason == RejectReason.KEY_MISSING:
            part = part.set_column(0, "person_ref", nothing)
        elif reason == RejectReason.KEY_DUPLICATE:  # another profile under somebody's key
            owners = (rows + 1 + generator.integers(0, len(people) - 1)) % len(people)
            part = part.set_column(0, "person_ref", people["person_ref"].take(indices(owners)))
        elif reason == RejectReason.NAME_MISSING:
            part = part.set_column(0, "person_ref", spare[:count])
            part = part.set_column(1, "full_name", nothing)
        parts.append(part)
        reasons += [reason.value] * count
        origins.append(rows)
    return pa.concat_tables(parts), reasons, np.concatenate(origins)


def unusable_doses(
    chunk: Chunk, doses: pa.Table, spare: Column, generator: np.random.Generator
) -> tuple[pa.Table, list[str], Integers]:
    """As for people: first doses of profiles that nobody sent, then doses without a usable date."""
    unknown = _how_many(chunk, "dose_of_unknown_person", len(doses), generator)
    undated = _how_many(chunk, "dose_date_unreadable", len(doses), generator)
    rows = generator.integers(0, len(doses), unknown + undated)
    part = doses.take(indices(rows)).set_column(0, "dose_ref", spare[: len(rows)])
    people, days = from_column(part["person_ref"]), from_column(part["given_on"])
    nobody = generator.integers(0, 10**11, unknown)
    people[:unknown] = np.array([f"X{number:011}" for number in nobody], dtype=object)
    days[unknown:] = generator.choice(_BAD_DATES, undated)
    part = part.set_column(1, "person_ref", column(people))
    part = part.set_column(2, "given_on", column(days))
    reasons = [RejectReason.PERSON_UNKNOWN] * unknown + [RejectReason.DATE_UNREADABLE] * undated
    return part, [reason.value for reason in reasons], rows
