"""Extra rows that nobody can use: they must all end in `rejects`."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from soat.model.closed_lists import RejectReason
from soat.simulate.settings import Rates

Integers = NDArray[np.int64]
_BAD_DATES = np.array(["31/02/2022", "không nhớ", "2021-13-40", "??/??/2021"], dtype=object)


def _how_many(share: float, rows: int, first: bool, generator: np.random.Generator) -> int:
    """That share of the rows, parts by lot; at least one in the country's first chunk."""
    exact = share * rows
    count = int(exact) + int(generator.random() < exact - int(exact))
    return max(count, 1) if first and share > 0 else count


def unusable_people(
    people: pa.Table, rates: Rates, first: bool, spare: pa.Array, generator: np.random.Generator
) -> tuple[pa.Table, list[str], Integers]:
    """Rows to put after the accepted ones, the reason for each, and the row each is made from."""
    parts, reasons, origins = [], [], []
    for rate, reason in _PERSON_REASONS.items():
        count = min(_how_many(rates[rate], len(people), first, generator), len(people), len(spare))
        rows = np.sort(generator.choice(len(people), count, replace=False))
        part = people.take(pa.array(rows))
        nothing = pa.nulls(count, pa.string())
        if reason == RejectReason.KEY_MISSING:
            part = part.set_column(0, "person_ref", nothing)
        elif reason == RejectReason.NAME_MISSING:
            part = part.set_column(0, "person_ref", spare[:count])
            part = part.set_column(1, "full_name", nothing)
        parts.append(part)
        reasons += [reason.value] * count
        origins.append(rows)
    return pa.concat_tables(parts), reasons, np.concatenate(origins)


_PERSON_REASONS = {
    "person_without_ref": RejectReason.KEY_MISSING,
    "person_ref_repeated": RejectReason.KEY_DUPLICATE,
    "person_without_name": RejectReason.NAME_MISSING,
}


def unusable_doses(
    doses: pa.Table, rates: Rates, first: bool, spare: pa.Array, generator: np.random.Generator
) -> tuple[pa.Table, list[str], Integers]:
    """As for people. `spare` are dose keys of nobody; unknown persons get refs of no profile."""
    unknown = _how_many(rates["dose_of_unknown_person"], len(doses), first, generator)
    undated = _how_many(rates["dose_date_unreadable"], len(doses), first, generator)
    rows = generator.integers(0, len(doses), min(unknown + undated, len(spare)))
    part = doses.take(pa.array(rows)).set_column(0, "dose_ref", spare[: len(rows)])
    people, days = (part[name].to_numpy(zero_copy_only=False) for name in ("person_ref", "given_on"))
    people, days = people.astype(object), days.astype(object)
    people[:unknown] = np.array([f"X{n:010}" for n in generator.integers(0, 10**10, unknown)], object)
    days[unknown:] = generator.choice(_BAD_DATES, len(rows) - unknown)
    part = part.set_column(1, "person_ref", pa.array(people, pa.string()))
    part = part.set_column(2, "given_on", pa.array(days, pa.string()))
    reasons = [RejectReason.PERSON_UNKNOWN.value] * unknown
    return part, reasons + [RejectReason.DATE_UNREADABLE.value] * (len(rows) - unknown), rows
