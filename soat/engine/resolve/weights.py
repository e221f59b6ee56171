"""Weights: how often each agreement level occurs among one person's records, and among strangers.

m is the share among pairs that are one person (given that the exact pass did not settle them);
u the share among strangers. They are data with a provenance: weights/*.toml.
"""

import tomllib
from pathlib import Path

from soat.engine.resolve.comparisons import Comparison
from soat.model.stages import SqlStep

_FILES = Path(__file__).parent / "weights"


# field → level → {"m": share, "u": share}
Shares = dict[str, dict[str, dict[str, float]]]


def load_absent(name: str) -> dict[str, float]:
    """For each number class, the share of its people who are not in the register."""
    content = tomllib.loads((_FILES / f"{name}.toml").read_text(encoding="utf-8"))
    shares: dict[str, float] = content["absent"]
    return shares


def absent_step(name: str, shares: dict[str, float]) -> SqlStep:
    """The table of absent shares as a step."""
    rows = ", ".join(f"('{kind}', {share!r}::DOUBLE)" for kind, share in shares.items())
    return SqlStep(
        name=name,
        row_is="a number class with the share of its people who are not in the register",
        sql=f"SELECT * FROM (VALUES {rows}) AS classes(number_class, absent)",
    )


def load_weights(name: str) -> Shares:
    """The shares in the shipped weights file of that name."""
    content = tomllib.loads((_FILES / f"{name}.toml").read_text(encoding="utf-8"))
    fields: Shares = content["fields"]
    return fields


def weights_step(name: str, comparisons: tuple[Comparison, ...], fields: Shares) -> SqlStep:
    """The table of weights as a step. A declared column that the file does not know weighs nothing.

    Raises KeyError when a known field's level has no weight.
    """
    rows = ", ".join(
        f"('{comparison.field}', '{level}', {share['m']!r}::DOUBLE, {share['u']!r}::DOUBLE)"
        for comparison in comparisons
        if comparison.field in fields
        for level in comparison.level_names
        for share in [fields[comparison.field][level]]
    )
    return SqlStep(
        name=name,
        row_is="an agreement level of a field with its share among matches and among strangers",
        sql=f"SELECT * FROM (VALUES {rows}) AS shares(field, level, m, u)",
    )
