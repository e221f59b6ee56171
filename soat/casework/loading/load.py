"""The route of `soat load`: open the run, stage its tables, merge them."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import clear_staging, staged
from soat.casework.models import LoadedRun
from soat.model.errors import InputUnusable
from soat.model.messages import Message
from soat.store.keeping import standing_register
from soat.store.standing import open_standing

Progress = Callable[[str, float], None]


def load(run: Path, actor: str, at: datetime, progress: Progress) -> LoadedRun:
    """Bring a finished run in. The run that is there already is not loaded again.

    Raises InputUnusable when the folder is no finished run, or keeps nothing for updates.
    """
    run_id, as_of = _told_by(run)
    clear_staging()
    last = LoadedRun.objects.order_by("-loaded_at").first()
    if last is not None and last.run_id == run_id:
        return last
    progress("read", 0.0)
    with run_opened(run) as source, staged(source, SHAPED) as prefix:
        register = str(standing_register(open_standing(run)))
        told = RunTold(run_id, as_of, register, actor, at)
        return merge(prefix, told, lambda done: progress("load", 0.3 + 0.7 * done))


def _told_by(run: Path) -> tuple[str, str]:
    try:
        told = json.loads((run / "run.json").read_text(encoding="utf-8"))
        return str(told["run_id"]), str(told["settings"]["as_of"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise InputUnusable(
            Message(
                "Thư mục không phải kết quả của soat run.", "The folder is not a finished run."
            ),
            str(run / "run.json"),
            Message(
                "Chỉ đến thư mục mà `soat run --out` đã tạo.",
                "Name the folder that `soat run --out` made.",
            ),
        ) from fault
