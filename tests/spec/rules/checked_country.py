"""From rows as typed to findings: the stages from `standardize` to `check`, on a few rows.

People are verified citizens of one commune without any fault (tests/unit/check/small_world.py);
doses, reports, sites and decisions are text tables.
"""

from datetime import date

import duckdb

from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.standardize.doses import standardize_doses_stage
from soat.model.columns import Table
from soat.model.schedule import load_schedule
from soat.model.tables import (
    DAILY_REPORTS_TYPED,
    DECISIONS_TYPED,
    DOSES_TYPED,
    SITES_TYPED,
)
from tests.stages import run_stages
from tests.tables import Row, rows_of, said
from tests.unit.check.small_world import DAY, TABLES, Place, World, add_person, load

AS_OF = date(2022, 4, 25)
PLACE = Place("E1", "00001", DAY)
SITES = """
    site_code | commune_code | opened_on  | closed_on
    one       | 00001        | 2021-03-08 |
    two       | 00001        | 2021-03-08 | 2022-03-31
"""
_GIVEN = ("people_typed", "people_comparable", "register_comparable", "settled_verdicts", "persons")
_EMPTY = ("repairs",)


class CheckedCountry:
    """People E1P1 to E1P12, and what was found of the given rows."""

    def __init__(
        self, doses: str = "", reports: str = "", sites: str = SITES, decisions: str = ""
    ) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        self._people()
        self._typed(DOSES_TYPED, doses)
        self._typed(DAILY_REPORTS_TYPED, reports)
        self._typed(SITES_TYPED, sites)
        self._typed(DECISIONS_TYPED, decisions)
        schedule = load_schedule("vn")
        run_stages(
            self.connection,
            standardize_doses_stage(schedule),
            settle_doses_stages(schedule, AS_OF),
            entry_gap_stages(AS_OF, bool(reports)),
            check_stages(schedule, AS_OF),
        )

    def _people(self) -> None:
        world = World()
        for number in range(1, 13):
            add_person(world, PLACE, number, {})
        for name in (*_GIVEN, *_EMPTY):
            self._make(TABLES[name], world.rows[name])

    def _typed(self, table: Table, text: str) -> None:
        self._make(table, [dict(row) for row in rows_of(text)])

    def _make(self, table: Table, rows: list[dict[str, object]]) -> None:
        self.connection.execute(f"CREATE TABLE {table.name} ({table.as_sql})").fetchall()
        load(self.connection, table, rows)

    def found(self, table: str, *columns: str, where: str = "true") -> list[Row]:
        """The findings as a text table says them."""
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {where}"
        rows = self.connection.execute(sql).fetchall()
        return said([dict(zip(columns, row, strict=True)) for row in rows], columns)

    def applied(self, code: str) -> tuple[int, int, int]:
        """To how many records the rule applies, how many break it, how many are suppressed."""
        rows = self.connection.execute(
            "SELECT coalesce(sum(applied), 0), coalesce(sum(failed), 0), "
            "coalesce(sum(suppressed), 0) FROM rules_applied WHERE rule_code = ?",
            [code],
        ).fetchall()
        applied, failed, suppressed = rows[0]
        return int(applied), int(failed), int(suppressed)


def table(text: str) -> list[Row]:
    """The expected rows, in the order in which findings are shown."""
    rows = rows_of(text)
    return said(rows, list(rows[0])) if rows else []
