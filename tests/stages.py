"""Stages run one after the other, as the journey runs them on one piece."""

from collections.abc import Iterable

import duckdb

from soat.backends.duckdb_backend import run_stage
from soat.model.stages import Stage


def run_stages(connection: duckdb.DuckDBPyConnection, *stages: Stage | Iterable[Stage]) -> None:
    """Every stage in turn; a tuple of stages counts as its stages."""
    for one in stages:
        for stage in (one,) if isinstance(one, Stage) else one:
            run_stage(connection, stage)
