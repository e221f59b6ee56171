"""The service: an open snapshot that answers for one record or a few hundred at a time.

Instead of the whole register the stages are given the records' neighbourhood: everybody whom a
candidate key could reach, found through the snapshot's look-up index. The answer is what a run
over exactly these records would say.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from soat.backends.one_query import close_small, connect_small
from soat.look_up.answers import BROKEN, RAW, Answer, Record, Row, answers_of, raw_table
from soat.look_up.answers import TOLD as _TOLD
from soat.look_up.facts import Facts
from soat.look_up.queries import Queries
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.model.profile import Profile, load_profile
from soat.register.look_up_build import has_look_up_index
from soat.register.look_up_files import FOLDER, LookUpFiles, refuse_another_register
from soat.register.neighbours import Neighbours
from soat.register.snapshot import read_manifest
from soat.store.refusals import refuse_other_profile


class LookUp:
    """An open register snapshot.

    Calls from several threads wait for one another; open one LookUp a thread to answer side by
    side (the index is shared through the machine's page cache).
    """

    def __init__(self, snapshot: Path, profile: Profile) -> None:
        _refuse_unfit(profile)
        self._lock = Lock()
        files = LookUpFiles(snapshot / FOLDER)
        self._neighbours = Neighbours(files)
        self._facts = Facts(snapshot, files, profile.places_epoch)
        self._connection = connect_small()
        nobody = self._neighbours.people(self._neighbours.rows_of(()))
        streams = {
            "raw_people": RAW.empty_table(),
            "raw_people_broken": BROKEN.empty_table(),
            "places": self._facts.places_named(()),
            "found": nobody,
            "register_places": self._facts.register_places_of(nobody),
            "register_size": self._facts.register_size,
            "residence_people": self._facts.residences_of(nobody),
            "register_names": self._name_counts(()),
        }
        self._queries = Queries(self._connection, profile, streams, self._neighbours)

    @classmethod
    def open(cls, snapshot: Path, profile: str = "vn") -> Self:
        """Open a snapshot folder. Raises InputUnusable or WrongUsage."""
        manifest, loaded = read_manifest(snapshot), load_profile(profile)
        refuse_other_profile(manifest.profile, loaded.name, snapshot.name)
        refuse_another_register(snapshot / FOLDER, manifest.people)
        return cls(snapshot, loaded)

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            close_small(self._connection, self._queries.stream_names)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def verify(self, record: Record) -> Answer:
        """What a run over this one record would say."""
        return self.verify_many([record])[0]

    def verify_many(self, records: Sequence[Record]) -> list[Answer]:
        """What a run over exactly these records would say, in their order.

        Raises WrongUsage when a record has columns that the people table does not have.
        """
        if not records:
            return []
        rows = raw_table(records)
        with self._lock:
            self._queries.fill("raw_people", rows)
            self._queries.fill("places", self._facts.places_named(records))
            comparable = self._queries.comparable(len(records))
            short = comparable.num_rows < len(records)
            rejected = dict(self._queries.rejected.rows()) if short else {}
            told = self._settled(comparable) if comparable.num_rows else {}
        return answers_of(records, told, rejected)

    def _settled(self, comparable: Any) -> Mapping[str, Sequence[Row]]:
        """Follow the numbers; whom they do not settle is sought among the neighbours."""
        self._queries.fill("people_comparable", comparable)
        numbers = set(comparable.column("number").to_pylist()) - {None}
        known = [rows for number in numbers for rows in self._neighbours.of_number(number)]
        self._fill_found(known)
        verdicts, names, unsettled = self._queries.followed.rows()[0]
        if not unsettled:
            return {"verdicts": verdicts or ()}
        sought = [person for (person,) in self._queries.sought.rows()]
        for person in sought:
            known += self._neighbours.of_sought(person)
        self._fill_found(known)
        self._queries.fill("register_names", self._name_counts(set(names or ()) - {None}))
        told = self._queries.resolved(comparable.num_rows)
        return {name: rows or () for name, rows in zip(_TOLD, told, strict=True)}

    def _fill_found(self, rows: list[Any]) -> None:
        people = self._neighbours.people(self._neighbours.rows_of(rows))
        self._queries.fill("found", people)
        self._queries.fill("register_places", self._facts.register_places_of(people))
        self._queries.fill("residence_people", self._facts.residences_of(people))

    def _name_counts(self, names: Iterable[str]) -> Any:
        """How many register people bear each of these names: the rows of register_names."""
        alike = [self._neighbours.names_like(name) for name in names]
        found = self._neighbours.names(self._neighbours.rows_of(alike))
        counts = found.select(["name_ascii", "name_count"])
        return counts.group_by(["name_ascii", "name_count"]).aggregate([])


def _refuse_unfit(profile: Profile) -> None:
    if has_look_up_index(profile):
        return
    raise WrongUsage(
        Message(
            "Tra cứu một người chỉ dùng được với hồ sơ cấu hình có số định danh, trọng số ban "
            "hành kèm và không khai thêm cột so sánh.",
            "One-person look-up needs a profile with a number scheme and shipped weights, and "
            "without declared columns.",
        ),
        f"profile {profile.name}",
        Message("Dùng `soat run` cho tệp này.", "Use `soat run` for these files."),
    )
