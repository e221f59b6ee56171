"""What comes in and what goes out: a record as typed, and what is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.model.tables import PEOPLE

Row = Mapping[str, Any]
Record = Mapping[str, str | None]
"""One person as typed: columns of the people table; `person_ref` may be left out."""

TOLD = ("verdicts", "repairs", "candidates", "evidence_kept")
"""The tables that an answer is made of."""

_TEXTS: dict[str, pa.DataType] = dict.fromkeys((*PEOPLE.column_names, "file"), pa.string())
_BROKEN: dict[str, pa.DataType] = dict.fromkeys(("file", "raw", "reason"), pa.string())
RAW = pa.schema(_TEXTS | {"row_number": pa.int64()})
"""raw_people: the records as rows read from a file."""
BROKEN = pa.schema(_BROKEN | {"row_number": pa.int64()})
"""raw_people_broken: a record is never broken, so it stays empty."""


@dataclass(frozen=True)
class Answer:
    """What is said of one record: rows of the contract's tables, as a run would write them.

    `verdict` is None when the record cannot be used; `rejected` then gives the RejectReason.
    `evidence` holds the weighed candidates with their bits, for explaining.
    """

    person_ref: str
    verdict: Row | None
    repairs: tuple[Row, ...] = ()
    candidates: tuple[Row, ...] = ()
    evidence: tuple[Row, ...] = ()
    rejected: str | None = None


def raw_table(records: Sequence[Record]) -> pa.Table:
    """The records as rows read from a file; a record without `person_ref` is named by its row."""
    _refuse_unknown_columns(records)
    columns: dict[str, list[Any]] = {
        name: [record.get(name) for record in records] for name in PEOPLE.column_names
    }
    columns["person_ref"] = [_ref_of(record, row) for row, record in enumerate(records, start=1)]
    columns["file"] = [""] * len(records)
    columns["row_number"] = list(range(1, len(records) + 1))
    return pa.table(columns, schema=RAW)


def _ref_of(record: Record, row: int) -> str | None:
    return record["person_ref"] if "person_ref" in record else str(row)


def _refuse_unknown_columns(records: Sequence[Record]) -> None:
    known = set(PEOPLE.column_names)
    for record in records:
        if not known.issuperset(record):
            raise WrongUsage(
                Message(
                    "Bản ghi có cột mà bảng người tiêm không có.",
                    "A record has columns that the people table does not have.",
                ),
                "look-up",
                Message(
                    "Chỉ dùng các cột trong docs/reference/input-files.md.",
                    "Use the columns of docs/reference/input-files.md only.",
                ),
            )


def answers_of(
    records: Sequence[Record], told: Mapping[str, Sequence[Row]], rejected: Mapping[int, str]
) -> list[Answer]:
    """One answer for each record, in order; a record that repeats another has the other's."""
    by_table = {table: _by_person(told.get(table, ())) for table in TOLD}
    answers = []
    for row, record in enumerate(records, start=1):
        ref = (_ref_of(record, row) or "").strip()
        if row in rejected:
            answers.append(Answer(ref, None, rejected=rejected[row]))
            continue
        verdicts, repairs, candidates, evidence = (
            tuple(by_table[table].get(ref, ())) for table in TOLD
        )
        answers.append(Answer(ref, verdicts[0], repairs, candidates, evidence))
    return answers


def _by_person(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["person_ref"], []).append(row)
    for of_person in found.values():
        of_person.sort(key=_place)
    return found


def _place(row: Row) -> tuple[int, str]:
    """Candidates by rank, repairs by field."""
    return (row.get("rank", 0), row.get("field", ""))
