"""The demo's last part: the run in the application, an account for each role, and the address.

The application stays up when `make demo` has ended. The next demo ends it, or `make demo-stop`:
Usage: python -m scripts.demo_application stop
"""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HOME = Path("demo") / "application"
_PID, _LOG = HOME / "served.pid", HOME / "served.log"
_FIRST_PORT, _PORTS = 8000, 100
_PATIENCE_SECONDS = 60
PASSWORD = "soát mỗi ngày"
"""For accounts that nobody but this computer can reach."""

Soat = Callable[..., None]


def environment() -> dict[str, str]:
    """What makes the application a demonstration on this computer."""
    told = {"SOAT_DEMO": "1", "SOAT_HOME": str(HOME), "SOAT_PASSWORD": PASSWORD, "DATABASE_URL": ""}
    return {**os.environ, **told}


def start(soat: Soat, command: Path, run: Path) -> str:
    """Load the run, make the accounts, start the application; returns what to tell."""
    HOME.mkdir(parents=True, exist_ok=True)
    soat("load", run)
    accounts = _accounts()
    for name, role, place in accounts:
        soat("account", "add", name, "--role", role, "--place", place)
    address = _served(command)
    rows = [f"  {name:<10} {place:<28} {_CAN[name]}" for name, _, place in accounts]
    return "\n".join(
        (
            f"The application runs at {address}/ until `make demo-stop`.",
            f'Sign in with one of these names and the password "{PASSWORD}":',
            *rows,
        )
    )


# name -> what its first day is about.
_CAN = {
    "tram": "commune health station: work lists, corrections",
    "congan": "commune police: confirms identities, signs lists",
    "coso": "vaccination site: enters doses, reports the day",
    "huyen": "district: watches its communes, approves in bulk",
    "tinh": "province: the same for its districts",
    "bo": "ministry: figures (sets up a second factor first)",
    "kiemtra": "auditor: searches the trail (second factor first)",
    "quantri": "administrator: invites users (second factor first)",
}


def _accounts() -> list[tuple[str, str, str]]:
    """Name, role and place: a commune that has much to do, its site, and what lies above."""
    commune, site = _busy_places()
    district, province = commune.rsplit("/", 2)[0] + "/", commune[: len("/2021/p00/")]
    return [
        ("tram", "station", commune),
        ("congan", "police", commune),
        ("coso", "site", site),
        ("huyen", "district", district),
        ("tinh", "province", province),
        ("bo", "ministry", "/"),
        ("kiemtra", "auditor", "/"),
        ("quantri", "administrator", "/"),
    ]


def _busy_places() -> tuple[str, str]:
    with closing(sqlite3.connect(HOME / "soat.sqlite3")) as database:
        return tuple(
            database.execute(
                """SELECT c.place, min(s.path) FROM casework_case c
                JOIN casework_place s ON s.level = 'site' AND s.path > c.place
                    AND s.path < c.place || '~'
                WHERE c.place LIKE '%/d%/c%' GROUP BY c.place ORDER BY count(*) DESC, c.place
                LIMIT 1"""
            ).fetchone()
        )


def _served(command: Path) -> str:
    port = next(port for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS) if _is_free(port))
    with _LOG.open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            (command, "serve", "--port", str(port)),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _PID.write_text(str(server.pid), encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    _wait_for(address, server)
    return address


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(f"{address}/sign-in/", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"The application did not start; {_LOG} says why.")


def stop() -> bool:
    """End the application that the last demo left running; whether there was one."""
    if not _PID.exists():
        return False
    pid = int(_PID.read_text(encoding="utf-8"))
    _PID.unlink()
    # The number may be another program's by now.
    told = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists() and (not told.exists() or b"serve" not in told.read_bytes()):
        return False
    try:
        os.killpg(pid, signal.SIGTERM)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    print("The application has ended." if stop() else "No application of a demo is running.")
