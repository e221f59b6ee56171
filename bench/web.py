"""How long pages take with twenty users at once, and how long a run takes to load.

Run as `python -m bench.web --run RUN [--users N] [--seconds S]`; DATABASE_URL says which database,
an empty one (SQLite in a folder of its own when unset). Everything goes through the real commands:
`soat load`, `soat account add`, `soat serve`; the users sign in through the page. Clocks are the
users' own: what they wait, with the way to the server and the queue before it. The floor is a page
that asks the database nothing. `bench/out/web.json` keeps the figures.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import duckdb

from bench.figures import within
from bench.printing import count, print_table
from bench.web_users import CLICKS, Clerk, all_at_work, floor_milliseconds
from bench.where import OUT
from soat.review.places import place_path

_SOAT = Path(sys.executable).parent / "soat"
_PASSWORD = "đo thời gian mỗi ngày"
_SEED, _SURNAMES = 20220425, 200
_FLOOR_TIMES = 200
_SHARES = (0.5, 0.95, 0.99)
_PAGE_TARGET, _SAVE_TARGET, _LOAD_TARGET = 200.0, 1000.0, 180.0
_PATIENCE_SECONDS = 60


def main() -> None:
    """Load, serve, let everybody work, print, write `web.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soat-bench-web-") as home:
        variables = _environment(home)
        began = time.monotonic()
        _soat(variables, "load", str(given.run))
        loaded = time.monotonic() - began
        names = _accounts(variables, given.run, given.users)
        with _served(variables, given.workers) as port:
            floor = floor_milliseconds(port, _FLOOR_TIMES)
            clerks = _clerks(port, names, _surnames(given.run))
            all_at_work(clerks, given.seconds)
    figures = {
        "database": "PostgreSQL" if variables.get("DATABASE_URL") else "SQLite",
        "profiles": _counted(given.run, "verdicts", "true"),
        "cases": _counted(given.run, "verdicts", "verdict IN ('mismatch', 'unidentified')"),
        "users": given.users,
        "seconds": given.seconds,
        "load_seconds": round(loaded, 1),
        "floor": _shares(floor),
        "pages": {kind: _of(clerks, kind) for kind in CLICKS},
        "faults": [fault for clerk in clerks for fault in clerk.faults],
    }
    _print(figures)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "web.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _environment(home: str) -> dict[str, str]:
    told = {"SOAT_DEMO": "1", "SOAT_HOME": home, "SOAT_PASSWORD": _PASSWORD}
    return {"DATABASE_URL": "", **os.environ, **told}


def _soat(variables: dict[str, str], *words: str) -> None:
    subprocess.run((_SOAT, *words), env=variables, check=True, stdout=subprocess.DEVNULL)


def _accounts(variables: dict[str, str], run: Path, users: int) -> list[str]:
    """Stations of the busiest communes; every fourth user is the district above one."""
    names = []
    for number, commune in enumerate(_busy_communes(run, users)):
        above = number % 4 == 3
        place = commune.rsplit("/", 2)[0] + "/" if above else commune
        role = "district" if above else "station"
        names.append(f"user{number}")
        _soat(variables, "account", "add", names[-1], "--role", role, "--place", place)
    return names


def _busy_communes(run: Path, most: int) -> list[str]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"""SELECT c.province_code, c.district_code, c.residence_code
            FROM '{run}/standing/*/people_comparable/*.parquet' c
            JOIN '{run}/verdicts.parquet' v ON v.person_ref = c.person_ref
            WHERE v.verdict IN ('mismatch', 'unidentified') AND c.residence_code IS NOT NULL
                AND c.district_code IS NOT NULL
            GROUP BY ALL ORDER BY count(*) DESC, 3 LIMIT {most}"""
        ).fetchall()
    return [place_path("2021", *map(str, row)) for row in rows]


def _surnames(run: Path) -> tuple[str, ...]:
    """What people type into the search: a surname and a middle name."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"""SELECT array_to_string(string_split(name_ascii, ' ')[1:2], ' ') AS typed
            FROM '{run}/standing/*/people_comparable/*.parquet'
            GROUP BY typed ORDER BY count(*) DESC, typed LIMIT {_SURNAMES}"""
        ).fetchall()
    return tuple(str(row[0]) for row in rows if row[0])


def _counted(run: Path, table: str, condition: str) -> int:
    with duckdb.connect() as connection:
        sql = f"SELECT count(*) FROM '{run}/{table}.parquet' WHERE {condition}"
        return int(connection.execute(sql).fetchall()[0][0])


@contextmanager
def _served(variables: dict[str, str], workers: int) -> Iterator[int]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = int(bound.getsockname()[1])
    words = (_SOAT, "serve", "--port", str(port), "--workers", str(workers))
    server = subprocess.Popen(words, env=variables, stdout=subprocess.DEVNULL)
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
            break
        except (URLError, OSError):
            time.sleep(0.2)
    try:
        yield port
    finally:
        server.terminate()
        server.wait(_PATIENCE_SECONDS)


def _clerks(port: int, names: list[str], surnames: tuple[str, ...]) -> list[Clerk]:
    return [
        Clerk(port, name, _PASSWORD, random.Random(_SEED + number), surnames)
        for number, name in enumerate(names)
    ]


def _of(clerks: list[Clerk], kind: str) -> dict[str, float]:
    return _shares([took for clerk in clerks for took in clerk.took.get(kind, [])])


def _shares(took: list[float]) -> dict[str, float]:
    ordered = sorted(took)
    told = {"clicks": float(len(ordered))}
    for share in _SHARES if ordered else ():
        told[f"p{share * 100:.0f}"] = round(within(ordered, share), 1)
    return told


def _print(figures: dict[str, object]) -> None:
    floor, pages = figures["floor"], figures["pages"]
    assert isinstance(floor, dict)
    assert isinstance(pages, dict)
    rows = [("soat load (s)", f"{figures['load_seconds']}", "", f"≤ {_LOAD_TARGET:.0f}")]
    rows.append(("floor: sign-in page, alone (ms)", f"{floor['p95']}", "1.0", ""))
    for kind, told in pages.items():
        if told["clicks"]:
            times = f"{told['p95'] / floor['p95']:.1f}"
            target = _SAVE_TARGET if kind == "save" else _PAGE_TARGET
            rows.append((f"{kind} (ms)", f"{told['p95']}", times, f"≤ {target:.0f}"))
    faults = figures["faults"]
    assert isinstance(faults, list)
    rows.append(("answers that were no page", f"{len(faults)}", "", "0"))
    told = f"{figures['database']}, {count(int(str(figures['cases'])))} cases"
    title = f"Twenty users at once, {told}" if figures["users"] == 20 else told
    print_table(title, ("", "p95", "times the floor", "target"), rows)


if __name__ == "__main__":
    main()
