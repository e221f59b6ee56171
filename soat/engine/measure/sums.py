"""The proof that nobody was lost in counting: every disagreement is a row here."""

from soat.engine.measure.definitions import DEFINITIONS, PART_DEFINITIONS, Unit
from soat.model.stages import SqlStep

SUMS_TABLE = "sums_that_disagree"

# What the people and doses of every level must add up to, counted from the tables themselves
# and not from the cells.
_READ = {
    Unit.PEOPLE: "(SELECT count(*) FROM verdicts)",
    Unit.DOSES: "(SELECT count(*) FROM doses_typed)",
}


def _level_sum(table: str, definition_id: str, read: str) -> str:
    return f"""SELECT '{definition_id}' AS definition_id, l.place_level AS found_at,
  coalesce(sum(m.numerator), 0) AS found, {read} AS expected
FROM (VALUES ('nation'), ('province'), ('commune')) l(place_level)
LEFT JOIN {table} m ON m.place_level = l.place_level
GROUP BY l.place_level"""


def _share_above_one(table: str, definition_id: str) -> str:
    return f"""SELECT '{definition_id}', place_level || place_code, numerator, denominator
FROM {table} WHERE numerator > denominator"""


def sums_step() -> SqlStep:
    """A table that must stay empty: counts that do not add up to the rows they came from."""
    by_level = [_level_sum(d.table, d.id, _READ[d.unit]) for d in PART_DEFINITIONS]
    shares = [_share_above_one(d.table, d.id) for d in DEFINITIONS if d.id != "doses_per_person"]
    people = """SELECT 'people_accepted', 'verdicts', (SELECT count(*) FROM verdicts),
  (SELECT count(*) FROM people_comparable)"""
    unequal = "\nUNION ALL\n".join([*by_level, people])
    all_wrong = [f"SELECT * FROM ({unequal}) WHERE found <> expected", *shares]
    return SqlStep(
        SUMS_TABLE,
        "one count that differs from the rows it should add up to",
        "\nUNION ALL\n".join(all_wrong),
        kept=True,
    )
