"""`soat simulate`: the whole country, chunk by chunk, into a folder that appears at once."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.simulate.chunk_making import make_chunk
from soat.simulate.settings import Scenario, SimulationSettings, read_scenario
from soat.simulate.territory import ChunkPlan, plan_country

Progress = Callable[[str, float], None]
_ROW_GROUP = 50_000
# Starting a process takes about as long as half a chunk.
_CHUNKS_FOR_PROCESSES = 6


def simulate(settings: SimulationSettings, progress: Progress | None = None) -> None:
    """Writes the synthetic country to `settings.out`; nothing is there if it fails.

    `progress` is told the step's name and the share done (0-1). Raises WrongUsage when the folder
    holds something already or the numbers make no sense, InputUnusable for a broken scenario.
    """
    _refuse_nonsense(settings)
    scenario = read_scenario(settings.scenario)
    out = settings.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    making.chmod(0o755)
    try:
        counts = _make_chunks(settings, scenario, making, progress)
        _write_statement(settings, scenario, counts, making)
        if out.is_dir():
            out.rmdir()
        making.rename(out)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _refuse_nonsense(settings: SimulationSettings) -> None:
    if settings.people < 10:
        raise WrongUsage(
            Message("Số người quá ít.", "Too few people."),
            "--people",
            Message("Chọn từ 10 người trở lên.", "Choose 10 people or more."),
        )
    if settings.seed < 0:
        raise WrongUsage(
            Message("Hạt giống phải không âm.", "The seed must not be negative."),
            "--seed",
            Message("Chọn một số nguyên không âm.", "Choose a whole number from 0 on."),
        )
    if settings.out.exists() and (not settings.out.is_dir() or any(settings.out.iterdir())):
        raise WrongUsage(
            Message("Nơi ghi đã có dữ liệu.", "There is something at the destination already."),
            str(settings.out),
            Message(
                "Chọn thư mục khác hoặc xóa thư mục này.", "Choose another folder or delete it."
            ),
        )


@dataclass(frozen=True)
class _Order:
    """One chunk to be made, wherever that happens."""

    plan: ChunkPlan
    scenario: Scenario
    seed: int
    stream: np.random.SeedSequence
    making: Path


def _make_chunks(
    settings: SimulationSettings, scenario: Scenario, making: Path, progress: Progress | None
) -> Counter[str]:
    root = np.random.SeedSequence(settings.seed)
    plans = plan_country(settings.people, np.random.Generator(np.random.PCG64DXSM(root)))
    orders = [
        _Order(plan, scenario, settings.seed, stream, making)
        for plan, stream in zip(plans, root.spawn(len(plans)), strict=True)
    ]
    counts: Counter[str] = Counter()
    for done, made in enumerate(_made(orders)):
        if progress:
            progress("simulate", done / len(orders))
        counts.update(made)
    if progress:
        progress("simulate", 1.0)
    return counts


def _made(orders: list[_Order]) -> Iterator[Counter[str]]:
    """What each chunk holds, as it is finished; a chunk has a stream of its own, so that neither
    order nor number of processes changes a row."""
    if len(orders) < _CHUNKS_FOR_PROCESSES:
        yield from map(_make_one, orders)
        return
    # Not forked: the libraries have threads of their own by now.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        try:
            yield from processes.map(_make_one, orders)
        except BaseException:
            processes.shutdown(cancel_futures=True)
            raise


def _make_one(order: _Order) -> Counter[str]:
    tables = make_chunk(order.plan, order.scenario, order.seed, order.stream)
    for folder, table in tables.items():
        _write_part(order.making / folder, order.plan.index, table)
    rows = Counter({folder: len(table) for folder, table in tables.items()})
    rows["communes"] = len(order.plan.communes)
    return rows


def _write_part(folder: Path, index: int, table: pa.Table) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        table,
        folder / f"part-{index:04}.parquet",
        compression="zstd",
        row_group_size=_ROW_GROUP,
    )


def _write_statement(
    settings: SimulationSettings, scenario: Scenario, counts: Counter[str], making: Path
) -> None:
    """scenario.json: what was asked for and how many rows came of it."""
    stated = asdict(scenario) | {
        "title": {"vi": scenario.title.vi, "en": scenario.title.en},
        "as_of": scenario.as_of.isoformat(),
    }
    statement = {
        "settings": {"people": settings.people, "seed": settings.seed, "scenario": scenario.name},
        "scenario": stated,
        "rows": dict(sorted(counts.items())),
    }
    text = json.dumps(statement, ensure_ascii=False, indent=1, sort_keys=True)
    (making / "scenario.json").write_text(text + "\n", encoding="utf-8")
