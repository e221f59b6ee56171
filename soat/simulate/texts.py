"""Whole columns of text at once: arrays of str (None for NULL) in and out, Arrow inside.

Arrow's functions take a column as a whole, which is what makes a million people a matter of
seconds; their stubs know less than they do, so every doubt about types is settled in this file.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]
Column = Any  # an Arrow column of any type: the stubs have no usable common name for it

_compute: Any = pc


def column(texts: Texts, mask: Flags | None = None) -> Column:
    """The Arrow column of these texts; NULL where the mask is true."""
    return pa.array(texts, pa.string(), mask=mask)


def indices(rows: Integers) -> Column:
    return pa.array(np.asarray(rows, dtype=np.int64), pa.int64())


def from_column(values: Column) -> Texts:
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=object)


def constants(*values: str | None) -> Texts:
    """A small array of texts."""
    return np.array(values, dtype=object)


def texts_of(values: Integers, width: int = 1, nothing: int = -1) -> Texts:
    """Numbers as text, filled up with zeros in front; None where the number is `nothing`."""
    written = pa.array(values, pa.int64(), mask=values == nothing).cast(pa.string())
    return from_column(_compute.utf8_lpad(written, width=width, padding="0"))


def joined(*columns: Texts | str, separator: str = "") -> Texts:
    """Row by row; a NULL is left out."""
    parts = [part if isinstance(part, str) else column(part) for part in columns]
    whole = _compute.binary_join_element_wise(*parts, separator, null_handling="skip")
    return from_column(whole)


def upper(texts: Texts) -> Texts:
    return from_column(_compute.utf8_upper(column(texts)))


def lower(texts: Texts) -> Texts:
    return from_column(_compute.utf8_lower(column(texts)))


def decomposed(texts: Texts) -> Texts:
    return from_column(_compute.utf8_normalize(column(texts), "NFD"))


def folded(texts: Texts) -> Texts:
    """Composed, in lower case, with single spaces and none at the ends."""
    small = _compute.utf8_lower(_compute.utf8_normalize(column(texts), "NFC"))
    return from_column(
        _compute.utf8_trim_whitespace(_compute.replace_substring_regex(small, r"\s+", " "))
    )


def replaced(texts: Texts, pattern: str, replacement: str, most: int | None = None) -> Texts:
    """Every match of a regular expression (or the first `most`) replaced."""
    return from_column(
        _compute.replace_substring_regex(column(texts), pattern, replacement, max_replacements=most)
    )


def matching(texts: Texts, pattern: str) -> Flags:
    """Whether the regular expression is found; false for NULL."""
    found = _compute.match_substring_regex(column(texts), pattern)
    return np.asarray(from_column(_compute.fill_null(found, False)), dtype=bool)


def day_texts(days: Integers, written: str, nothing: int | None = None) -> Texts:
    """Days since 1970 in a strftime form; None where the day is `nothing`."""
    mask = None if nothing is None else days == nothing
    dates: Column = pa.array(days.astype("datetime64[D]"), pa.date32(), mask=mask)
    return from_column(_compute.strftime(dates, written))


def second_texts(seconds: Integers) -> Texts:
    """Seconds since 1970 as ISO timestamps."""
    moments: Column = pa.array(seconds.astype("datetime64[s]"), pa.timestamp("s"))
    return from_column(_compute.strftime(moments, "%Y-%m-%dT%H:%M:%S"))


def nulls(count: int) -> Column:
    return pa.nulls(count, pa.string())


def flag_column(flags: Flags) -> Column:
    return pa.array(flags, pa.bool_())


def list_column(rows: Integers, values: Column, count: int) -> Column:
    """One list for each of `count` rows, from values in order of their row."""
    offsets = np.r_[0, np.cumsum(np.bincount(rows, minlength=count))]
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


def struct_column(names: tuple[str, ...], parts: list[Column], mask: Flags | None = None) -> Column:
    nobody: Any = None if mask is None else pa.array(mask, pa.bool_())
    return pa.StructArray.from_arrays(parts, names=list(names), mask=nobody)


def text_table(columns: Mapping[str, Texts], names: tuple[str, ...]) -> pa.Table:
    return pa.table({name: column(columns[name]) for name in names})
