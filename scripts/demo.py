"""The demo: a simulated province, checked from end to end with the real command.

Usage: python -m scripts.demo [--people N]
Every command line is shown as it runs, ready to be typed again. All results land in ./demo.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from scripts.demo_application import environment, start, stop

SOAT = Path(sys.executable).parent / "soat"
DEMO = Path("demo")
COUNTRY, SNAPSHOT, RESULTS = DEMO / "country", DEMO / "register.snapshot", DEMO / "results"
SCENARIO, AS_OF, DEADLINE = "vn-2022-04-25", "2022-04-25", "2022-06-01"
PAGE = DEMO / "report.html"
LANGUAGE = os.environ.setdefault("SOAT_LANG", "en")

# One person of each kind, the first by person_ref: what makes them interesting -> how to find them.
INTERESTING = {
    "A number that can be mended for sure": "rule = 'number_repaired' and tier = 'safe'",
    "Several people fit, so nobody is chosen": "rule = 'ambiguous' and match_probability < 0.49",
    "A person must decide": "verdict = 'mismatch' and tier = 'review' and len(reasons) > 1",
}

WHERE_TO_LOOK_NEXT = f"""
Where to look next
  {RESULTS}/verdicts.parquet
      the verdict of every profile; repairs.parquet and candidates.parquet stand beside it
  {COUNTRY}/truth
      what the simulator knows and the engine never saw
  {PAGE}
      the whole story with pictures and a map, for a browser: one file, nothing fetched
  {RESULTS}/dose_findings.parquet
      every dose that breaks a rule; histories.parquet and dose_pairs.parquet stand beside it
  {DEMO}/report.xlsx
      the report for the nation, each province and each commune, every figure with its definition
  .venv/bin/soat report {RESULTS} --lang vi
      the report above, in Vietnamese
  docs/tutorial/first-run.md
      this demo, explained
  docs/how-to/run-on-your-files.md
      the same with your own files"""


def show(text: str) -> None:
    """A line between the commands, in colour on a terminal."""
    print(f"\n\033[1;36m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}", flush=True)


def soat(*arguments: str | Path) -> None:
    """Show a `soat` command line and run it; the demo ends with it when it fails."""
    words = [str(argument) for argument in arguments]
    show("$ soat " + " ".join(words))
    code = subprocess.run([SOAT, *words], env=environment(), check=False).returncode
    if code:
        sys.exit(code)


def interesting_persons() -> dict[str, str]:
    """What makes a person interesting -> that person's reference, where the run has one."""
    found = {}
    for why, condition in INTERESTING.items():
        query = f"select min(person_ref) from '{RESULTS}/verdicts.parquet' where {condition}"
        [(person_ref,)] = duckdb.execute(query).fetchall()
        if person_ref:
            found[why] = person_ref
    return found


def main() -> None:
    """Simulate, build the snapshot, run, report, explain, and open the application on it."""
    parser = argparse.ArgumentParser(description="Soát's demo: a simulated province, checked.")
    parser.add_argument("--people", type=int, default=100_000)
    asked = parser.parse_args().people
    started = time.monotonic()
    stop()
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    show(f"$ export SOAT_LANG={LANGUAGE}")
    soat("simulate", "--people", str(asked), "--scenario", SCENARIO, "--out", COUNTRY)
    soat("register", "build", COUNTRY / "register", "--out", SNAPSHOT)
    people = ("--people", COUNTRY / "people", "--doses", COUNTRY / "doses")
    sites = ("--daily-reports", COUNTRY / "daily_reports", "--sites", COUNTRY / "sites")
    soat("run", "--register", SNAPSHOT, *people, *sites, "--as-of", AS_OF, "--out", RESULTS)
    soat("report", RESULTS, "--format", "xlsx", "--out", DEMO / "report.xlsx")
    soat("report", RESULTS, "--format", "html", "--deadline", DEADLINE, "--out", PAGE)
    soat("report", RESULTS, "--define", "doses_by_entry")
    for why, person_ref in interesting_persons().items():
        show(f"── {why}")
        soat("explain", RESULTS, person_ref)
    show("$ export SOAT_DEMO=1 SOAT_HOME=demo/application")
    address = start(soat, SOAT, RESULTS)
    show(f"Done in {time.monotonic() - started:.0f} seconds. Nobody in this province exists.")
    print(WHERE_TO_LOOK_NEXT)
    show(address)


if __name__ == "__main__":
    main()
