"""How long one person takes at the clerk's desk, and how many a second go through in batches.

Run as `python -m bench.lookup --snapshot SNAPSHOT --people FOLDER [--records N]`. The snapshot must
hold a look-up index. Records are drawn evenly from the Parquet files, verified one at a time and
then in batches; `bench/out/lookup.json` keeps the figures. Wall time and processor time are both
given: on a machine that others use, the second says more. The process runs with the allocator's
setting that docs/how-to/look-up.md recommends, unless GLIBC_TUNABLES says otherwise.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from bench.figures import within
from bench.printing import count, print_table
from bench.where import OUT
from soat.look_up import Answer, LookUp, Record
from soat.model.tables import PEOPLE

_WARMING = 200
_BATCHES = (100, 1000)
_SHARES = (0.5, 0.9, 0.99)
_TARGETS = {"wall p50": 20.0, "wall p99": 80.0}
_TUNABLES = "GLIBC_TUNABLES"
_ALLOCATOR = "glibc.malloc.tcache_count=2000"


def drawn_records(people: Path, records: int) -> list[Record]:
    """So many records, spread evenly over the files."""
    columns = ", ".join(f"{name}::VARCHAR AS {name}" for name in PEOPLE.column_names)
    with duckdb.connect() as connection:
        files = f"read_parquet('{people}/*.parquet', file_row_number = true)"
        total = connection.execute(f"SELECT count(*) FROM {files}").fetchall()[0][0]
        every = max(int(total) // records, 1)
        rows = connection.sql(
            f"SELECT {columns} FROM {files} WHERE file_row_number % {every} = 0 LIMIT {records}"
        ).to_arrow_table()
    return [dict(row) for row in rows.to_pylist()]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def single_figures(look_up: LookUp, records: Sequence[Record]) -> dict[str, float]:
    """Milliseconds for one record at a time."""
    for record in records[:_WARMING]:
        look_up.verify(record)
    seconds = [timed(lambda record=record: look_up.verify(record)) for record in records]  # type: ignore[misc]
    figures = {}
    for index, clock in enumerate(("wall", "processor")):
        ordered = sorted(pair[index] for pair in seconds)
        for share in _SHARES:
            figures[f"{clock} p{share * 100:.0f}"] = round(within(ordered, share) * 1000, 2)
    return figures


def batch_figures(look_up: LookUp, records: Sequence[Record], size: int) -> dict[str, float]:
    """Records a second in batches of this size."""
    batches = [records[start : start + size] for start in range(0, len(records), size)]
    wall, processor = timed(lambda: [look_up.verify_many(batch) for batch in batches])
    return {
        "wall": round(len(records) / wall, 1),
        "processor": round(len(records) / processor, 1),
    }


def resident_megabytes() -> dict[str, float]:
    """Memory of this process: its own, and pages of the index that the machine holds anyway."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(":", 1) for line in status if ":" in line)
    return {
        name: round(int(fields[key].split()[0]) / 1024, 1)
        for name, key in (("own", "RssAnon"), ("mapped", "RssFile"))
    }


def rules_of(answers: Sequence[Answer]) -> dict[str, int]:
    """How many records each rule settled."""
    rules = [str(one.verdict["rule"]) if one.verdict else str(one.rejected) for one in answers]
    return {rule: rules.count(rule) for rule in sorted(set(rules))}


def measured(snapshot: Path, people: Path, records: int) -> dict[str, object]:
    """All figures of one snapshot."""
    drawn = drawn_records(people, records)
    began = time.perf_counter()
    with LookUp.open(snapshot) as look_up:
        opened = time.perf_counter() - began
        single = single_figures(look_up, drawn)
        batches = {str(size): batch_figures(look_up, drawn, size) for size in _BATCHES}
        rules = rules_of(look_up.verify_many(drawn[: max(_BATCHES)]))
        memory = resident_megabytes()
    return {
        "register_people": json.loads((snapshot / "manifest.json").read_text())["people"],
        "records": len(drawn),
        "allocator": os.environ.get(_TUNABLES, ""),
        "open_seconds": round(opened, 3),
        "single_milliseconds": single,
        "batch_records_per_second": batches,
        "resident_megabytes": memory,
        "rules": rules,
    }


def begin_anew_with_allocator() -> None:
    """The C library reads its settings once, when a process begins: so this one begins again."""
    if _TUNABLES not in os.environ:
        os.environ[_TUNABLES] = _ALLOCATOR
        os.execv(sys.executable, [sys.executable, "-m", "bench.lookup", *sys.argv[1:]])


def main() -> None:
    """Measure, print, write `lookup.json`."""
    begin_anew_with_allocator()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapshot", type=Path, required=True)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--records", type=int, default=2000)
    given = parser.parse_args()
    figures = measured(given.snapshot, given.people, given.records)
    _print(figures)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "lookup.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _print(figures: dict[str, object]) -> None:
    single, batches = figures["single_milliseconds"], figures["batch_records_per_second"]
    assert isinstance(single, dict)
    assert isinstance(batches, dict)
    rows = [
        (f"one record, {name} (ms)", f"{value}", f"≤ {_TARGETS[name]}" if name in _TARGETS else "")
        for name, value in single.items()
    ]
    for size, rate in batches.items():
        rows += [
            (f"batches of {size}, {clock} (people/s)", f"{value}", "≥ 2000" if "w" in clock else "")
            for clock, value in rate.items()
        ]
    rows += [
        ("opening (s)", f"{figures['open_seconds']}", "< 1"),
        ("memory (MB)", f"{figures['resident_megabytes']}", ""),
    ]
    people = count(int(str(figures["register_people"])))
    print_table(f"One person at once, register of {people}", ("", "measured", "target"), rows)


if __name__ == "__main__":
    main()
