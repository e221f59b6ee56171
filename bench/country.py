"""A simulated country and the engine's run over it, made once and used again."""

import json
from dataclasses import dataclass
from pathlib import Path

from bench.measured import MeasuredRun, run_soat
from bench.where import out_folder


@dataclass(frozen=True)
class Country:
    """A simulated country on disk."""

    scenario: str
    people: int
    seed: int
    folder: Path

    def table(self, name: str) -> Path:
        """The table's file, or its folder of parts."""
        single = self.folder / f"{name}.parquet"
        return single if single.is_file() else self.folder / name

    @property
    def as_of(self) -> str:
        """The day for which the country was made, as ISO text."""
        stated = json.loads((self.folder / "scenario.json").read_text(encoding="utf-8"))
        return str(stated["scenario"]["as_of"])


def country_of(scenario: str, people: int, seed: int) -> Country:
    """The country of these settings; simulated now unless it is there from an earlier time."""
    folder = out_folder("countries") / f"{scenario}-{people}-{seed}"
    if not folder.exists():
        run_soat(
            *("simulate", "--people", str(people), "--seed", str(seed)),
            *("--scenario", scenario, "--out", folder),
        )
    return Country(scenario, people, seed, folder)


def country_in(folder: Path) -> Country:
    """A country that was simulated elsewhere, as its own scenario.json tells of it."""
    told = json.loads((folder / "scenario.json").read_text(encoding="utf-8"))["settings"]
    return Country(told["scenario"], told["people"], told["seed"], folder)


def run_over(country: Country, run_folder: Path, register: Path | None = None) -> MeasuredRun:
    """Run the engine over the country; `register` may be a built snapshot."""
    return run_soat(
        *("run", "--register", register or country.table("register")),
        *("--people", country.table("people"), "--doses", country.table("doses")),
        *("--daily-reports", country.table("daily_reports"), "--sites", country.table("sites")),
        *("--as-of", country.as_of, "--out", run_folder),
    )


def fresh_folder(parent: Path, stem: str) -> Path:
    """A name not used yet: a run never writes into a folder that is there."""
    parent.mkdir(parents=True, exist_ok=True)
    taken = [int(old.name.removeprefix(f"{stem}-")) for old in parent.glob(f"{stem}-[0-9]*")]
    return parent / f"{stem}-{max(taken, default=0) + 1}"
