"""A finished run's figures, read back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.figures import FIGURE_COLUMNS
from soat.engine.measure.headline import Figure
from soat.model.errors import InputUnusable
from soat.model.messages import Message
from soat.store.reporting.write_report import MEASURES_FOLDER, REPORT_FILE

ALL_DEFINITIONS = tuple(definition.id for definition in DEFINITIONS)


@dataclass(frozen=True)
class RunReport:
    """The figures of one run at one level of places."""

    run_id: str
    as_of: date
    level: str
    figures: tuple[Figure, ...]


def read_report(
    folder: Path, level: str, definition_ids: Iterable[str] = ALL_DEFINITIONS
) -> RunReport:
    """The figures of a run folder. Raises InputUnusable when it is not a finished run."""
    run_id, as_of, measured = _about(folder)
    figures = [
        figure
        for name in definition_ids
        if name in measured
        for figure in _figures(folder / MEASURES_FOLDER / f"{name}.parquet", level)
    ]
    return RunReport(run_id, as_of, level, tuple(figures))


def _about(folder: Path) -> tuple[str, date, frozenset[str]]:
    """Run id, as-of day, and what was measured: a run of an earlier version knows fewer figures."""
    try:
        document = json.loads((folder / REPORT_FILE).read_text(encoding="utf-8"))
        measured = frozenset(str(one["id"]) for one in document["definitions"])
        return str(document["run_id"]), date.fromisoformat(document["as_of"]), measured
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise not_a_run(folder, REPORT_FILE) from fault


def _figures(file: Path, level: str) -> list[Figure]:
    try:
        rows = pq.read_table(
            file, columns=list(FIGURE_COLUMNS), filters=[("place_level", "=", level)]
        )
    except (OSError, ValueError, KeyError) as fault:
        raise not_a_run(file.parent.parent, f"{MEASURES_FOLDER}/{file.name}") from fault
    return [Figure(**row) for row in rows.to_pylist()]


def not_a_run(folder: Path, lacking: str) -> InputUnusable:
    """The error for a folder that is not, or no longer, the result of `soat run`."""
    if not folder.exists():
        what = Message("Không có thư mục kết quả này.", "There is no such run folder.")
    else:
        what = Message(
            f"Thư mục này không phải kết quả hoàn chỉnh của `soat run`: không đọc được {lacking}.",
            f"This folder is not a finished run: {lacking} cannot be read.",
        )
    remedy = Message(
        "Chỉ ra thư mục đã đặt ở `soat run --out`, hoặc chạy lại `soat run`.",
        "Name the folder given to `soat run --out`, or run `soat run` again.",
    )
    return InputUnusable(what, str(folder), remedy)
