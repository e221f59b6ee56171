"""What each call is given of the whole register and of places: only the rows it can need."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from soat.look_up.answers import Record
from soat.model.places import all_places
from soat.model.tables import RESIDENCE_PEOPLE
from soat.register.look_up_files import LookUpFiles
from soat.register.snapshot import fact_file

_LEVELS = ("residence_code", "district_code", "province_code")
_CODES: list["pa.Field[Any]"] = [pa.field(level, pa.string()) for level in _LEVELS]
_REGISTER_PLACES = pa.schema([*_CODES, pa.field("place", pa.uint16())])


class Facts:
    """Small tables of the snapshot and of the country's places."""

    def __init__(self, snapshot: Path, files: LookUpFiles, epoch: str) -> None:
        places = [asdict(place) for place in all_places()]
        self._places = pa.Table.from_pylist([row for row in places if row["epoch"] == epoch])
        self._place_at = _positions(self._places.column("commune_code").to_pylist())
        residences = pq.read_table(fact_file(snapshot, RESIDENCE_PEOPLE))
        self._residences = residences.combine_chunks()
        self._residence_at = _positions(residences.column("residence_code").to_pylist())
        self._codes = [place["residence_code"] for place in files.places]
        self.register_places = pa.Table.from_pylist(
            [{"place": number, **place} for number, place in enumerate(files.places)],
            schema=_REGISTER_PLACES,
        )
        self.register_size = pa.table({"register_people": [float(max(files.layout.people, 1))]})

    def places_named(self, records: Iterable[Record]) -> pa.Table:
        """The communes that a residence code as typed could mean."""
        codes = {
            digits.zfill(5)
            for record in records
            for digits in re.findall("[0-9]{1,5}", record.get("residence_code") or "")
        }
        return self._places.take(_taken(self._place_at, codes))

    def register_places_of(self, people: pa.Table) -> pa.Table:
        """The places in which these people live."""
        return self.register_places.take(people.column("place").unique())

    def residences_of(self, people: pa.Table) -> pa.Table:
        """The sizes of the communes in which these people live."""
        places: list[Any] = people.column("place").unique().to_pylist()
        codes = {self._codes[place] for place in places}
        return self._residences.take(_taken(self._residence_at, codes))


def _positions(codes: Iterable[Any]) -> dict[str, int]:
    return {code: position for position, code in enumerate(codes)}


def _taken(positions: Mapping[str, int], codes: Iterable[str | None]) -> Any:
    known = sorted({positions[code] for code in codes if code is not None and code in positions})
    return pa.array(known, pa.int64())
