"""Where doses of a few people are judged at once: the stages of a run, over a handful of rows.

What a run needs a whole country for is left out: batches of one site's day, and what a register
person's birth date would say instead of the recorded one. The rest is the same steps, planned once
a day (the rules ask what day it is) and then run in a fraction of a second.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

import pyarrow as pa

from soat.backends.one_query import Given, OneQuery, StreamTable, connect_small
from soat.casework.sites.dose_steps import (
    GIVEN,
    JUDGED_SQL,
    READ_SQL,
    STREAMS,
    judging_steps,
    reading_steps,
)
from soat.model.places import PlaceRow, all_places
from soat.model.profile import load_profile
from soat.model.schedule import Schedule, load_schedule

Record = Mapping[str, str | None]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One rule that a dose breaks; `other` is the row beside which it does."""

    dose_ref: str
    name: str
    severity: str
    other: str


@dataclass(frozen=True)
class Judged:
    """What a run would say of these doses: typed rows, what became of each, and findings."""

    doses: Mapping[str, Row]
    settled: Mapping[str, Row]
    findings: tuple[Found, ...]
    rejected: Mapping[str, str]

    def of(self, dose_ref: str) -> tuple[Found, ...]:
        """What concerns this dose: its own findings, and those of others that name it."""
        return tuple(one for one in self.findings if dose_ref in (one.dose_ref, one.other))


@dataclass(frozen=True)
class Asked:
    """What is judged: people with the human being that each profile is of, their doses as typed,
    and the sites that are listed."""

    people: Sequence[Record]
    histories: Mapping[str, str]
    doses: Sequence[Record]
    sites: Sequence[Row]


class DoseDesk:
    """Reads records, and judges the doses of a few people; one for a process."""

    def __init__(self, profile: str = "vn") -> None:
        self._profile = load_profile(profile)
        self.schedule: Schedule = load_schedule(self._profile.schedule)
        self._lock = Lock()
        self._connection = connect_small()
        self._streams = {
            name: StreamTable(schema.empty_table()) for name, schema in STREAMS.items()
        }
        for name, stream in self._streams.items():
            self._connection.register(f"stream_{name}", stream)
        self._read = self._query("read", reading_steps(self._profile), READ_SQL)
        self._judged: tuple[date, OneQuery] | None = None

    def read(self, people: Sequence[Record]) -> dict[str, Row]:
        """The records in comparable form, by `person_ref`; one that cannot be used is left out."""
        with self._lock:
            self._fill(Asked(people, {}, (), ()))
            rows = self._read.rows()
        return {row["person_ref"]: row for (row,) in rows}

    def judge(self, asked: Asked, as_of: date) -> Judged:
        """What a run of that day would say of the doses."""
        with self._lock:
            self._fill(asked)
            typed, settled, findings, rejected = self._judging(as_of).rows()[0]
        return Judged(
            {row["dose_ref"]: row for row in typed or ()},
            {row["dose_ref"]: row for row in settled or ()},
            tuple(
                Found(row["dose_ref"], row["finding"], row["severity"], row["other_dose_ref"] or "")
                for row in findings or ()
            ),
            {row["dose_ref"]: row["reason"] for row in rejected or ()},
        )

    def _judging(self, as_of: date) -> OneQuery:
        if self._judged is None or self._judged[0] != as_of:
            steps = judging_steps(self._profile, self.schedule, as_of)
            name = f"judged_{as_of:%Y%m%d}"
            self._judged = (as_of, self._query(name, steps, JUDGED_SQL))
        return self._judged[1]

    def _query(self, name: str, steps: Sequence[Any], answer: str) -> OneQuery:
        streams = [Given(table, f"FROM stream_{table}") for table in STREAMS]
        return OneQuery(self._connection, name, steps, (*streams, *GIVEN), answer)

    def _fill(self, asked: Asked) -> None:
        places = _places_named(row.get("residence_code") for row in asked.people)
        refs = [row["person_ref"] for row in asked.people]
        tables: dict[str, list[dict[str, Any]]] = {
            "raw_people": _numbered(asked.people),
            "raw_doses": _numbered(asked.doses),
            "persons": [
                {"person_ref": ref, "history_id": asked.histories.get(ref or "", ref)}
                for ref in refs
            ],
            "places": [vars(place) for place in places],
            "sites_typed": [dict(row) for row in asked.sites],
        }
        for name, rows in tables.items():
            self._streams[name].rows = pa.Table.from_pylist(rows, schema=STREAMS[name])


def _numbered(rows: Iterable[Record]) -> list[dict[str, Any]]:
    return [{**row, "file": "", "row_number": at} for at, row in enumerate(rows, start=1)]


def _places_named(codes: Iterable[str | None]) -> list[PlaceRow]:
    known = _communes()
    named = {(code or "").strip().zfill(5) for code in codes}
    return [known[code] for code in sorted(named & known.keys())]


@cache
def _communes() -> dict[str, PlaceRow]:
    epoch = load_profile("vn").places_epoch
    return {place.commune_code: place for place in all_places() if place.epoch == epoch}
