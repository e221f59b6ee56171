"""The vaccines of 2021-22: when first given, how far apart, under which names."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from soat.simulate.facts import fact_rows
from soat.simulate.texts import Flags, Integers, Texts, constants

NAME_STYLES = ("name", "brand", "short", "long", "upper")
_CODES = tuple(row["code"] for row in fact_rows("products"))
ASTRAZENECA, PFIZER, MODERNA, VERO_CELL, SPUTNIK_V, ABDALA, HAYAT_VAX, JANSSEN = range(len(_CODES))
CODES = constants(*_CODES)
LOT_LETTERS = constants(*(row["lot"] for row in fact_rows("products")))
FIRST_GIVEN = np.array(
    [row["first_given"] for row in fact_rows("products")], dtype="datetime64[D]"
).astype(np.int64)
LEAST_DAYS = np.array([int(row["least_days"]) for row in fact_rows("products")])
USUAL_DAYS = np.array([int(row["usual_days"]) for row in fact_rows("products")])
_WEIGHTS = np.array([float(row["weight"]) for row in fact_rows("products")])


@cache
def spellings() -> Texts:
    """How each product (row) is typed in each style (column)."""
    rows = fact_rows("products")
    typed = [[*(row[style] for style in NAME_STYLES[:-1]), row["name"].upper()] for row in rows]
    return np.array(typed, dtype=object)


def first_products(days: Integers, grown: Flags, generator: np.random.Generator) -> Integers:
    """The product of each first dose: by weight among those in use on the day; under 18 Pfizer."""
    chosen = np.full(len(days), PFIZER, dtype=np.int64)
    in_use = (days[:, None] >= FIRST_GIVEN[None, :]).sum(axis=1)
    order = np.argsort(FIRST_GIVEN, kind="stable")
    for count in np.unique(in_use[grown]):
        rows = np.flatnonzero(grown & (in_use == count))
        among = order[: max(int(count), 1)]
        weights = _WEIGHTS[among] / _WEIGHTS[among].sum()
        chosen[rows] = generator.choice(among, len(rows), p=weights)
    return chosen


def another_product(products: Integers, days: Integers, generator: np.random.Generator) -> Integers:
    """For each another product that was in use on the day; itself where there was none."""
    other = generator.integers(0, len(_CODES), len(products))
    for _ in range(6):
        unfit = (other == products) | (FIRST_GIVEN[other] > days)
        other[unfit] = generator.integers(0, len(_CODES), int(unfit.sum()))
    unfit = (other == products) | (FIRST_GIVEN[other] > days)
    return np.where(unfit, products, other)


def typed_products(
    products: Integers, shares: NDArray[np.float64], generator: np.random.Generator
) -> Texts:
    """The products as people type them; `shares` of NAME_STYLES."""
    styles = generator.choice(len(NAME_STYLES), len(products), p=shares / shares.sum())
    return np.asarray(spellings()[products, styles], dtype=object)
