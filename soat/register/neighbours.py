"""Neighbours: every register row that a candidate key of the engine could reach for a profile.

A superset is enough, and all that is promised: the engine's own keys choose among the neighbours.
So texts are compared by short digests, and conditions that cost more than they save are left out.
What the keys are: soat.engine.resolve.keys and blocking; tests/laws/test_look_up_laws.py holds
this module to them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import numpy as np
import pyarrow as pa

from soat.register.look_up_files import (
    BY_COMMUNE,
    BY_DATE,
    BY_ENDING,
    BY_FORMER,
    BY_NAME,
    BY_NUMBER,
    BY_TEXT,
    FORMER_OF_NINE,
    NAMES_BATCH,
    OF_NAMES,
    LookUpFiles,
    Numbers,
    date_block,
)

Sought = Mapping[str, Any]
"""A row of sought_people, with `home_codes`: the communes of its household, or None."""

_SOUGHT = (
    "person_ref name_bag name_ascii surname given birth_year birth_month birth_day "
    "birth_precision residence_code district_code province_code number_digits number_mended "
    "number_elsewhere guardian_ascii"
).split()
_SOUGHT_CELLS = ", ".join(f"'{name}': s.{name}" for name in _SOUGHT)
SOUGHT_SQL = f"""SELECT {{{_SOUGHT_CELLS}, 'home_codes': h.home_codes}}
    FROM sought_people s LEFT JOIN homes h ON h.person_ref = s.person_ref"""
"""Everybody sought, as `of_sought` reads them, one column of structures."""

# A name this rare in the register is a key by itself (soat.engine.resolve.blocking).
RARE_NAME = 12


def digest(text: str | None) -> int:
    """The digest of a text as the build computes it: DuckDB's md5_number_lower."""
    return int.from_bytes(md5((text or "").encode(), usedforsecurity=False).digest()[8:], "little")


def bag_of(name_ascii: str) -> str:
    """The syllables of a folded name in alphabetical order."""
    return " ".join(sorted(name_ascii.split(" ")))


@dataclass(frozen=True)
class _Places:
    """Which place numbers a commune, a district or a province has."""

    commune: dict[str, list[int]]
    district: dict[str, Numbers]
    province: dict[str, Numbers]


def _places_of(files: LookUpFiles) -> _Places:
    found: dict[str, dict[str, list[int]]] = {"residence": {}, "district": {}, "province": {}}
    for number, place in enumerate(files.places):
        for level, of_level in found.items():
            code = place[f"{level}_code"]
            if code is not None:
                of_level.setdefault(code, []).append(number)

    def masks(of_level: dict[str, list[int]]) -> dict[str, Numbers]:
        told = {}
        for code, numbers in of_level.items():
            told[code] = np.zeros(len(files.places), bool)
            told[code][numbers] = True
        return told

    return _Places(found["residence"], masks(found["district"]), masks(found["province"]))


class Neighbours:
    """Finds register rows through the index. Holds no state of its own between calls."""

    def __init__(self, files: LookUpFiles) -> None:
        self._files = files
        self._places = _places_of(files)
        self._nowhere = np.zeros(len(files.places), bool)

    def of_number(self, number: str | None) -> Iterator[Numbers]:
        """Who has this citizen number, and who had it before."""
        if number is None or not number.isdecimal() or len(number) not in (9, 12):
            return
        if len(number) == 12:
            yield self._between(int(number), int(number))
        former = self._files.of(BY_FORMER, "number")
        key = int(number) + (FORMER_OF_NINE if len(number) == 9 else 0)
        first, last = np.searchsorted(former, [key, key + 1])
        yield self._files.of(BY_FORMER, "row")[first:last]

    def of_sought(self, sought: Sought) -> Iterator[Numbers]:
        """Every row that a key could reach for this sought profile."""
        yield from self.of_number(sought["number_mended"])
        yield from self.of_number(sought["number_elsewhere"])
        yield from self._by_digits(sought)
        homes = {sought["residence_code"], *(sought["home_codes"] or ())} - {None}
        for code in homes:
            for place in self._places.commune.get(code, ()):
                yield self._in_commune(sought, place)
        yield from self._by_name(sought)
        if sought["birth_month"]:
            yield self._by_date(sought)
        if sought["guardian_ascii"] and sought["birth_year"]:
            yield self._of_guardian_name(sought)

    def names_like(self, name_ascii: str | None) -> Numbers:
        """The numbers of the names that fold to this one (a digest may let a stranger in)."""
        if name_ascii is None:
            return np.empty(0, np.int64)
        bag = self._bag(bag_of(name_ascii))
        letters = self._files.of(OF_NAMES, "letters")[bag] == digest(name_ascii) >> 32
        alike: Numbers = np.flatnonzero(letters) + bag.start
        return alike

    def name_written(self, full_name: str) -> pa.Table | None:
        """The name that the register writes exactly so, or None."""
        texts = self._files.of(BY_TEXT, "text")
        key = np.uint64(digest(full_name))
        first, last = np.searchsorted(texts, key), np.searchsorted(texts, key, side="right")
        found = self.names(self._files.of(BY_TEXT, "name")[first:last].astype(np.int64))
        for row, written in enumerate(found.column("full_name").to_pylist()):
            if written == full_name:
                return found.slice(row, 1)
        return None

    def rows_of(self, rows: Iterable[Numbers]) -> Numbers:
        """Those rows, each once, in order."""
        parts = [np.asarray(part, np.int64) for part in rows]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)

    # ── by number ────────────────────────────────────────────────────────────────────────────

    def _between(self, first: int, last: int) -> Numbers:
        numbers = self._files.of(BY_NUMBER, "number")
        low, high = np.searchsorted(numbers, [first, last + 1])
        return np.arange(low, high)

    def _beginning(self, digits: str, ending: str) -> Numbers:
        """Numbers that begin and end so, with whatever stands between."""
        room = 10 ** (12 - len(digits))
        rows = self._between(int(digits) * room, int(digits) * room + room - 1)
        if not ending or not len(rows):
            return rows
        numbers = self._files.of(BY_NUMBER, "number")[rows[0] : rows[-1] + 1]
        ended: Numbers = rows[numbers % 10 ** len(ending) == int(ending)]
        return ended

    def _by_digits(self, sought: Sought) -> Iterator[Numbers]:
        """One wrong, swapped, lost or doubled digit leaves a part of the number whole."""
        digits = sought["number_digits"]
        if digits is None or not 11 <= len(digits) <= 13 or not digits.isdecimal():
            return
        yield self._beginning(digits[:9], "")
        yield self._beginning(digits[:6], digits[-3:])
        yield self._beginning(digits[:8], digits[-2:])
        row, head = (self._files.of(BY_ENDING, name) for name in ("row", "head"))
        same = self._files.block(BY_ENDING, int(digits[-6:]))
        alike = self._files.of(BY_ENDING, "given")[same] == digest(sought["given"]) & 65535
        if sought["birth_year"]:
            alike = alike | (self._files.of(BY_ENDING, "year")[same] == sought["birth_year"])
        yield row[same][alike]
        for before in range(10):
            same = self._files.block(BY_ENDING, before * 100_000 + int(digits[-5:]))
            yield row[same][head[same] // 10 == int(digits[:5])]

    # ── by place, name and date ──────────────────────────────────────────────────────────────

    def _in_commune(self, sought: Sought, place: int) -> Numbers:
        here = self._files.block(BY_COMMUNE, place)
        given, surname, year = (
            self._files.of(BY_COMMUNE, name)[here] for name in ("given", "surname", "year")
        )
        same_given = given == digest(sought["given"]) & 65535
        same_surname = surname == digest(sought["surname"]) & 65535
        same_day = self._same_day(BY_COMMUNE, here, sought)
        same_year = year == (sought["birth_year"] or -1)
        alike = (same_given | same_surname | same_day) & same_year
        alike |= same_given & same_surname & same_day
        bags = self._files.of(BY_COMMUNE, "bag")[here]
        alike |= bags == digest(sought["name_bag"]) >> 32
        rows: Numbers = self._files.of(BY_COMMUNE, "row")[here][alike]
        return rows

    def _same_day(self, order: Any, here: slice, sought: Sought) -> Numbers:
        """Whether day and month are the same, be they swapped or not."""
        month, day = (self._files.of(order, name)[here] for name in ("month", "day"))
        first = sought["birth_month"]
        if not first:
            return np.zeros(len(month), bool)
        # The engine's least and greatest pass over NULL: a month alone is a month twice.
        second = sought["birth_day"] or first
        day = np.where(day == 0, month, day)
        same: Numbers = (month == first) & (day == second) | (month == second) & (day == first)
        return same

    def _bag(self, name_bag: str) -> slice:
        """The names of one bag of syllables: they stand together."""
        bags = self._files.of(OF_NAMES, "bag")
        key = np.uint64(digest(name_bag))
        first, last = np.searchsorted(bags, key), np.searchsorted(bags, key, side="right")
        return slice(int(first), int(last))

    def _bearers(self, names: slice) -> slice:
        starts = self._files.of(BY_NAME, "starts")
        return slice(int(starts[names.start]), int(starts[names.stop]))

    def _by_name(self, sought: Sought) -> Iterator[Numbers]:
        if sought["name_bag"] is None:
            return
        names = self._bag(sought["name_bag"])
        if names.start == names.stop:
            return
        here = self._bearers(names)
        yield self._files.of(BY_NAME, "row")[here][self._namesakes(sought, here)]
        few = self.names_like(sought["name_ascii"])
        for name in few[self._files.of(OF_NAMES, "people")[few] <= RARE_NAME]:
            yield self._files.of(BY_NAME, "row")[self._bearers(slice(int(name), int(name) + 1))]

    def _namesakes(self, sought: Sought, here: slice) -> Numbers:
        year, place = (self._files.of(BY_NAME, name)[here] for name in ("year", "place"))
        same_day = self._same_day(BY_NAME, here, sought)
        same_year = year == (sought["birth_year"] or -1)
        in_province = self._places.province.get(sought["province_code"], self._nowhere)[place]
        alike = same_year & same_day | (same_year | same_day) & in_province
        if not sought["birth_year"]:
            alike |= self._places.district.get(sought["district_code"], self._nowhere)[place]
        if sought["residence_code"] is None:
            alike |= same_day | same_year & self._loosely_dated(sought, here)
        return np.asarray(alike)

    def _loosely_dated(self, sought: Sought, here: slice) -> Any:
        """Namesakes of the year whom a bare year, a first of January, a month or a day shows."""
        precise = sought["birth_precision"] == "day"
        if not precise or (sought["birth_month"], sought["birth_day"]) == (1, 1):
            return True
        month, day = (self._files.of(BY_NAME, name)[here] for name in ("month", "day"))
        return (month == sought["birth_month"]) | (day == sought["birth_day"])

    def _by_date(self, sought: Sought) -> Numbers:
        if not sought["birth_year"]:
            return np.empty(0, np.int64)
        born = date_block(sought["birth_year"], sought["birth_month"], sought["birth_day"] or 0)
        here = self._files.block(BY_DATE, born)
        given, surname, place = (
            self._files.of(BY_DATE, name)[here] for name in ("given", "surname", "place")
        )
        same_given = given == digest(sought["given"]) & 65535
        same_surname = surname == digest(sought["surname"]) & 65535
        province = self._places.province.get(sought["province_code"], self._nowhere)[place]
        district = self._places.district.get(sought["district_code"], self._nowhere)[place]
        alike = same_given & (province | same_surname) | same_surname & district
        if sought["residence_code"] is None:
            letter = ord((sought["given"] or "\0")[0]) % 256
            alike |= same_given | same_surname & (self._files.of(BY_DATE, "letter")[here] == letter)
        rows: Numbers = self._files.of(BY_DATE, "row")[here][alike]
        return rows

    def _of_guardian_name(self, sought: Sought) -> Numbers:
        province = self._places.province.get(sought["province_code"], self._nowhere)
        found = []
        for name in self.names_like(sought["guardian_ascii"]):
            here = self._bearers(slice(int(name), int(name) + 1))
            alike = self._files.of(BY_NAME, "year")[here] == sought["birth_year"]
            near = province[self._files.of(BY_NAME, "place")[here]]
            alike &= near | self._same_day(BY_NAME, here, sought)
            found.append(self._files.of(BY_NAME, "row")[here][alike])
        return np.concatenate(found) if found else np.empty(0, np.int64)

    # ── what stands in the rows ──────────────────────────────────────────────────────────────

    def people(self, rows: Numbers) -> pa.Table:
        """The register people of these rows, as numbers (soat.register.look_up_rows says how they
        become register_comparable again)."""
        found = self._files.people[rows]
        columns = {name: pa.array(np.ascontiguousarray(found[name])) for name in _PERSON_COLUMNS}
        numbers = self._files.of(BY_NUMBER, "number")[rows]
        people = pa.table({"row": pa.array(rows), "number": pa.array(numbers), **columns})
        names = self.names(found["name"].astype(np.int64))
        for index, field in enumerate(names.schema):
            people = people.append_column(field, names.column(index))
        return people

    def names(self, numbers: Numbers) -> pa.Table:
        """Names by their numbers, in that order: taken batch by batch, never all."""
        wanted, where = np.unique(numbers, return_inverse=True)
        parts = []
        for batch in np.unique(wanted // NAMES_BATCH):
            inside = wanted[wanted // NAMES_BATCH == batch] - batch * NAMES_BATCH
            parts.append(self._files.names.get_batch(int(batch)).take(inside))
        table = pa.Table.from_batches(parts, self._files.names.schema).combine_chunks()
        return table.take(where).combine_chunks()


_PERSON_COLUMNS = ("former", "year", "month", "day", "sex", "place", "deceased")
