"""One person's case, gathered from a run folder."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from soat.engine.explain.case import (
    FIELD_NAMES,
    CandidateRow,
    FieldEvidence,
    PersonCase,
    RepairRow,
    VerdictRow,
)
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.store.reporting.read_report import not_a_run

Row = Mapping[str, object]
_MOST_CANDIDATES = 5
_AGREEMENT = "_agreement"

# field -> its column in compared.parquet (as recorded) and in evidence.parquet (the register's).
_COLUMNS = {
    "number": ("number_text", "citizen_id"),
    "name": ("full_name", "register_full_name"),
    "birth_date": ("birth_text", "register_birth_text"),
    "sex": ("sex", "register_sex"),
    "residence": ("residence_code", "register_residence_code"),
}


def read_case(folder: Path, person_ref: str) -> PersonCase:
    """What the run in `folder` kept about one profile.

    Raises InputUnusable when the folder is not a finished run, WrongUsage when it has no such
    profile. Evidence that was not kept is left out, never made up.
    """
    verdicts = _rows(folder, "verdicts", person_ref)
    if not verdicts:
        raise _no_such_person(folder)
    verdict = _verdict(verdicts[0])
    repairs = tuple(_repair(row) for row in _rows(folder, "repairs", person_ref))
    candidates = _rows(folder, "candidates", person_ref)
    kept = _optional_rows(folder, "evidence", person_ref)
    compared = _optional_rows(folder, "compared", person_ref)
    likeliest = kept or candidates
    settled = _about(verdict.citizen_id, likeliest)
    values = _values(compared[0] if compared else {}, settled, repairs)
    return PersonCase(
        verdict,
        tuple(sorted(repairs, key=_field_order)),
        _evidence(settled, values),
        tuple(_candidate(row) for row in sorted(likeliest, key=_rank)[:_MOST_CANDIDATES]),
        {field: value for field, (value, _) in values.items() if value is not None},
    )


def _rows(folder: Path, table: str, person_ref: str) -> list[dict[str, object]]:
    file = folder / f"{table}.parquet"
    try:
        found = pq.read_table(file, filters=[("person_ref", "=", person_ref)])
    except (OSError, ValueError, KeyError) as fault:
        raise not_a_run(folder, file.name) from fault
    return [dict(row) for row in found.to_pylist()]


def _optional_rows(folder: Path, table: str, person_ref: str) -> list[dict[str, object]]:
    there = (folder / f"{table}.parquet").exists()
    return _rows(folder, table, person_ref) if there else []


def _no_such_person(folder: Path) -> WrongUsage:
    # The reference itself is not repeated: it may be a phone or identity number.
    return WrongUsage(
        Message("Không có hồ sơ nào mang mã này.", "No profile has this reference."),
        str(folder / "verdicts.parquet"),
        Message(
            "Kiểm tra lại mã ở cột person_ref; dòng bị loại nằm trong rejects.parquet.",
            "Check it against the column person_ref; rejected rows are in rejects.parquet.",
        ),
    )


def _verdict(row: Row) -> VerdictRow:
    reasons = row["reasons"]
    return VerdictRow(
        person_ref=str(row["person_ref"]),
        number_status=str(row["number_status"]),
        verdict=str(row["verdict"]),
        reasons=tuple(str(reason) for reason in reasons) if isinstance(reasons, list) else (),
        citizen_id=_text(row["citizen_id"]),
        rule=str(row["rule"]),
        match_probability=_real(row["match_probability"]),
        tier=str(row["tier"]),
    )


def _repair(row: Row) -> RepairRow:
    return RepairRow(
        str(row["field"]),
        _text(row["recorded_value"]),
        _text(row["register_value"]),
        str(row["kind"]),
        str(row["tier"]),
    )


def _field_order(row: RepairRow) -> tuple[int, str]:
    own = list(FIELD_NAMES)
    return (own.index(row.field) if row.field in own else len(own), row.field)


def _candidate(row: Row) -> CandidateRow:
    probability = _real(row["match_probability"])
    told = [_text(row.get(_COLUMNS[field][1])) for field in ("name", "birth_date")]
    return CandidateRow(
        rank=int(_rank(row)),
        citizen_id=str(row["citizen_id"]),
        match_probability=probability,
        agreements=_agreements(row),
        described=", ".join(value for value in told if value),
    )


def _about(citizen_id: str | None, rows: list[dict[str, object]]) -> Row:
    """The row of the register person whom the verdict names; empty when it names nobody."""
    return next((row for row in rows if citizen_id and row["citizen_id"] == citizen_id), {})


def _values(
    compared: Row, settled: Row, repairs: tuple[RepairRow, ...]
) -> dict[str, tuple[str | None, str | None]]:
    """The recorded and the register's value of each field; what a repair says comes first."""
    values = {
        field: (_text(compared.get(recorded)), _text(settled.get(register)))
        for field, (recorded, register) in _COLUMNS.items()
    }
    return values | {row.field: (row.recorded_value, row.register_value) for row in repairs}


def _evidence(
    settled: Row, values: Mapping[str, tuple[str | None, str | None]]
) -> tuple[FieldEvidence, ...]:
    return tuple(
        FieldEvidence(
            field, level, _real(settled.get(f"{field}_bits")), *values.get(field, (None, None))
        )
        for field, level in _agreements(settled).items()
    )


def _agreements(row: Row) -> dict[str, str]:
    """Field -> agreement level; also of columns that a profile declares."""
    levels = {
        name.removesuffix(_AGREEMENT): _text(level)
        for name, level in row.items()
        if name.endswith(_AGREEMENT)
    }
    return {field: level for field, level in levels.items() if level is not None}


def _rank(row: Row) -> float:
    return _real(row.get("rank")) or 0.0


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _real(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
