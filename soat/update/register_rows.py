"""What the legs of an update are given of the register: through the snapshot's look-up index only
the rows that they can need, or all of it to look through.

A few people's neighbours are found by the index in a thousandth of the time that one look through a
whole country's register takes; for very many, looking through it is cheaper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from soat.countrywide.identity import Register
from soat.countrywide.piece_by_piece import Bench
from soat.engine.standardize.numbers import number_structure_sql
from soat.model.profile import Profile
from soat.register.look_up_build import has_look_up_index
from soat.register.look_up_files import FOLDER, LookUpFiles, Numbers, refuse_another_register
from soat.register.look_up_rows import register_rows_sql
from soat.register.neighbours import SOUGHT_SQL, Neighbours
from soat.store.pieces import parquet_rows
from soat.update.views import load, show

LINKED = "SELECT DISTINCT register_row FROM settled_verdicts WHERE register_row IS NOT NULL"
"""The register people of a leg's profiles."""

# An index finds some 3,000 people's neighbours a second; one leg looks through a register of a
# million in three.
_SHARE_BY_INDEX = 0.01


@dataclass(frozen=True)
class RegisterRows:
    """The register of an update; each method makes `register_comparable` of a leg."""

    register: Register
    profile: Profile

    @property
    def folder(self) -> Path:
        """The snapshot's folder."""
        return self.register.folder

    @cached_property
    def _files(self) -> LookUpFiles | None:
        folder = self.folder / FOLDER
        if not folder.is_dir() or not has_look_up_index(self.profile):
            return None
        refuse_another_register(folder, self.register.manifest.people)
        return LookUpFiles(folder)

    @cached_property
    def _neighbours(self) -> Neighbours:
        assert self._files is not None
        return Neighbours(self._files)

    def _by_index(self, bench: Bench) -> bool:
        people = _one_number(bench, "SELECT count(*) FROM people_comparable")
        few = people <= _SHARE_BY_INDEX * self.register.manifest.people
        return few and self._files is not None

    def load_by_number(self, bench: Bench) -> None:
        """Whom the numbers of `people_comparable` name; or the whole register."""
        if self._by_index(bench):
            numbers = bench.workshop.execute(
                "SELECT DISTINCT number FROM people_comparable WHERE number IS NOT NULL"
            ).fetchall()
            self._load(
                bench,
                [rows for (number,) in numbers for rows in self._neighbours.of_number(number)],
            )
        else:
            show(bench, "register_comparable", f"FROM {parquet_rows(self.register.files())}")

    def load_by_keys(self, bench: Bench) -> bool:
        """Whom any key of `sought_people` could reach, too; false where all were there before."""
        if not self._by_index(bench):
            return False
        found = [_rows_told(bench, "SELECT register_row FROM register_comparable")]
        for (sought,) in bench.workshop.execute(SOUGHT_SQL).fetchall():
            found += self._neighbours.of_sought(sought)
        self._load(bench, found)
        return True

    def load_rows(self, bench: Bench, query: str) -> None:
        """The people of these register rows: a query of one column, each row once."""
        if self._by_index(bench):
            self._load(bench, [_rows_told(bench, query)])
            return
        register = parquet_rows(self.register.files())
        joined = f"{register} r SEMI JOIN ({query}) w ON w.register_row = r.register_row"
        load(bench, "register_comparable", f"SELECT r.* FROM {joined}")

    def _load(self, bench: Bench, rows: Iterable[Numbers]) -> None:
        assert self._files is not None
        found = self._neighbours.people(self._neighbours.rows_of(rows))
        places = pa.Table.from_pylist(
            [{"place": number, **place} for number, place in enumerate(self._files.places)]
        )
        workshop = bench.workshop
        workshop.register("_found", found)
        workshop.register("_places_of_index", places)
        structure = number_structure_sql("citizen_id")
        query = register_rows_sql("_found", "_places_of_index", structure)
        load(bench, "register_comparable", query)
        for name in ("_found", "_places_of_index"):
            workshop.unregister(name)


def _rows_told(bench: Bench, query: str) -> Numbers:
    told: Numbers = bench.workshop.execute(query).fetchnumpy()["register_row"]
    return told


def _one_number(bench: Bench, query: str) -> int:
    return int(bench.workshop.execute(query).fetchall()[0][0])
