"""The proof that nobody and no dose was lost in counting: every disagreement is a row here."""

from collections.abc import Iterator

from soat.engine.measure.definitions import DEFINITIONS, PART_DEFINITIONS, Definition, Unit
from soat.engine.measure.definitions.entry import (
    DOSES_BY_STATE,
    GIVEN_BY_DAY,
    RECORDED_BY_AGE_AND_DOSE,
    RECORDED_BY_DAY,
    REPORTED_BY_AGE_AND_DOSE,
)
from soat.engine.measure.place_levels import PROVINCE_2025
from soat.engine.measure.settings import MeasureSettings
from soat.model.dose_lists import Explanation
from soat.model.places import EPOCH_63
from soat.model.stages import SqlStep

SUMS_TABLE = "sums_that_disagree"

# What every level must add up to, counted from the tables themselves and not from the cells.
_ROWS_READ = """SELECT 'people' AS named, (SELECT count(*) FROM verdicts) AS total
UNION ALL SELECT 'doses', (SELECT count(*) FROM doses_typed)
UNION ALL SELECT named, CAST(sum(total) AS BIGINT) FROM row_counts GROUP BY named
UNION ALL SELECT 'accepted', (SELECT count(*) FROM people_comparable)
UNION ALL SELECT 'reported', (SELECT coalesce(sum(reported), 0) FROM entry_cells)
UNION ALL SELECT 'missing', (SELECT coalesce(sum(missing), 0) FROM entry_cells)
UNION ALL SELECT 'never_entered', (SELECT coalesce(sum(never_entered), 0) FROM entry_cells)
UNION ALL SELECT 'net', (SELECT coalesce(sum(missing - excess), 0) FROM entry_cells)
UNION ALL SELECT 'difference', (SELECT coalesce(sum(reported - recorded), 0) FROM entry_cells
  WHERE status = 'compared')
UNION ALL SELECT 'explained', (SELECT coalesce(sum(explained), 0) FROM entry_cells)
UNION ALL SELECT 'belongs_elsewhere', (SELECT coalesce(sum(excess_explained), 0) FROM entry_cells)
UNION ALL SELECT 'explanations', (SELECT coalesce(sum(doses), 0) FROM entry_explanations)
UNION ALL SELECT 'overdrawn', (SELECT count(*) FROM entry_cells
  WHERE never_entered < 0 OR excess_explained > greatest(excess, recorded))"""
_UNIT_TOTALS = {Unit.PEOPLE: "people", Unit.DOSES: "doses"}
_DOSE_TOTALS = {
    DOSES_BY_STATE: "doses",
    RECORDED_BY_AGE_AND_DOSE: "counted",
    RECORDED_BY_DAY: "counted",
}
_REPORT_TOTALS = {REPORTED_BY_AGE_AND_DOSE: "reported", GIVEN_BY_DAY: "reported"}
# What is true of the tables themselves: name, what was found, what it must equal.
_ROW_LAWS = (
    ("people_accepted", "people", "accepted"),
    ("every_dose_settled", "settled", "doses"),
    ("every_dose_clocked", "clocked", "doses"),
    ("missing_less_excess", "net", "difference"),
    ("explained_doses", "explained", "explanations"),
    ("explained_both_sides", "belongs_elsewhere", "explanations"),
)


def sums_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """A table that must stay empty: counts that do not add up to the rows they came from."""
    levels = ["nation", "province", "commune"]
    if settings.places_epoch == EPOCH_63:
        levels += ["district", PROVINCE_2025]
    totals = {definition: _UNIT_TOTALS[definition.unit] for definition in PART_DEFINITIONS}
    totals |= _DOSE_TOTALS | (_REPORT_TOTALS if settings.reports_given else {})
    unequal = [
        *(
            _level_sum(definition, total, [one for one in levels if one in definition.levels])
            for definition, total in totals.items()
        ),
        _delay_sum(levels),
        *(_entry_sums(levels) if settings.reports_given else ()),
        *(_row_law(*law) for law in _ROW_LAWS),
        "SELECT 'overdrawn_cells', 'entry_cells', total, 0 FROM rows_read "
        "WHERE named = 'overdrawn'",
    ]
    wrong = f"SELECT * FROM ({_union(unequal)}) u WHERE found <> expected"
    return (
        SqlStep("rows_read", "one total that figures must add up to", _ROWS_READ),
        SqlStep(
            SUMS_TABLE,
            "one count that differs from the rows it should add up to",
            _union([wrong, *_shares_above_one()]),
            kept=True,
        ),
    )


def _union(queries: list[str]) -> str:
    return "\nUNION ALL\n".join(queries)


def _level_sum(definition: Definition, total: str, levels: list[str]) -> str:
    return _sum_of_levels(definition.id, definition.table, "true", total, levels)


def _sum_of_levels(named: str, table: str, where: str, total: str, levels: list[str]) -> str:
    listed = ", ".join(f"('{level}')" for level in levels)
    return f"""SELECT '{named}' AS definition_id, l.place_level AS found_at,
  coalesce(sum(m.numerator) FILTER ({where}), 0) AS found,
  (SELECT total FROM rows_read WHERE named = '{total}') AS expected
FROM (VALUES {listed}) l(place_level)
LEFT JOIN {table} m ON m.place_level = l.place_level
GROUP BY l.place_level"""


def _delay_sum(levels: list[str]) -> str:
    listed = ", ".join(f"('{level}')" for level in levels)
    return f"""SELECT 'doses_by_delay', l.place_level, coalesce(sum(m.numerator), 0),
  (SELECT sum(total) FROM rows_read WHERE named IN ('counted', 'never_entered'))
FROM (VALUES {listed}) l(place_level)
LEFT JOIN (SELECT place_level, numerator FROM measure_doses_by_delay
  UNION ALL SELECT place_level, numerator FROM measure_doses_by_delay_recent) m
  ON m.place_level = l.place_level
GROUP BY l.place_level"""


def _entry_sums(levels: list[str]) -> Iterator[str]:
    explained = ", ".join(f"'explained_{code}'" for code in Explanation)
    checked = {
        "recorded": ("m.value = 'recorded'", "doses"),
        "counted": ("m.value = 'counted'", "counted"),
        "reported": ("m.value = 'reported'", "reported"),
        "missing": ("m.value = 'missing'", "missing"),
        "never_entered": ("m.value = 'never_entered'", "never_entered"),
        "explained": (f"m.value IN ({explained})", "explained"),
    }
    for name, (where, total) in checked.items():
        named = f"doses_by_entry.{name}"
        yield _sum_of_levels(named, "measure_doses_by_entry", where, total, levels)


def _row_law(name: str, found: str, expected: str) -> str:
    return f"""SELECT '{name}', 'rows', f.total, e.total
FROM rows_read f, rows_read e WHERE f.named = '{found}' AND e.named = '{expected}'"""


def _shares_above_one() -> list[str]:
    return [
        f"""SELECT '{one.id}', place_level || place_code, numerator, denominator
FROM {one.table} WHERE numerator > denominator"""
        for one in DEFINITIONS
        if not one.may_exceed
    ]
