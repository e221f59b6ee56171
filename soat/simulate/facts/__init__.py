"""The tables of facts carried in this folder, read once.

Comes in: the CSV and TOML files beside this one (sources: SOURCE.md). Goes out: their rows.
Refuses to know: what is made of them.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def fact_rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV table of facts."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def minorities() -> Mapping[str, Any]:
    """Name facts of minority peoples by people."""
    return tomllib.loads(files(__name__).joinpath("minorities.toml").read_text(encoding="utf-8"))


@cache
def legacy_fonts() -> tuple[dict[str, str], dict[str, str]]:
    """Letter -> text in the TCVN3 and in the VNI font."""
    rows = fact_rows("legacy_fonts")
    return {r["letter"]: r["tcvn3"] for r in rows}, {r["letter"]: r["vni"] for r in rows}
