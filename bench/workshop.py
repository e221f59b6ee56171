"""Where the bench lays answers beside the truth: in memory, or on disk for a whole country."""

from pathlib import Path

import duckdb

from bench.machine import memory_bytes

# The share of the machine's memory that a comparison on disk may take before it spills.
_SHARE = 0.45


def open_workshop(folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory, or one in this folder that takes under half of the machine."""
    if folder is None:
        return duckdb.connect()
    con = duckdb.connect(folder / "answers.duckdb")
    con.execute(f"set memory_limit = '{round(memory_bytes() * _SHARE / 2**20)}MiB'")
    con.execute(f"set temp_directory = '{folder / 'spill'}'")
    con.execute("set preserve_insertion_order = false")
    con.execute("set enable_progress_bar = false")
    return con
