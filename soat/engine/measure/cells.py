"""From people to cells: one pass over the persons of a cut, then only small tables are counted."""

from soat.engine.measure.place_levels import PROVINCE_2025, UNKNOWN_PLACE
from soat.model.measure_counts import PERSON_CELLS
from soat.model.place_epochs import PROVINCE_NOW
from soat.model.places import EPOCH_34, EPOCH_63
from soat.model.stages import SqlStep

MOST_DOSES = 5

# What distinguishes people in the national table, besides their place.
CELL_COLUMNS = (
    "number_status",
    "verdict",
    "tier",
    "rule",
    "reasons",
    "repairs",
    "dose_count",
)
_BY_CELL = ", ".join(CELL_COLUMNS)

DOSES_OF_PERSON = SqlStep(
    "doses_of_person",
    "one person with at least one accepted dose",
    "SELECT person_ref, count(*) AS doses FROM doses_settled GROUP BY person_ref",
    view=True,
)
REPAIRS_OF_PERSON = SqlStep(
    "repairs_of_person",
    "one person with at least one field to correct; repairs are `field:kind`, sorted",
    """SELECT person_ref, list_sort(list_distinct(list(field || ':' || kind))) AS repairs
FROM repairs GROUP BY person_ref""",
    view=True,
)

# Every join is a LEFT JOIN from verdicts: a person without place, dose or repair still counts.
# NULL place means that no usable residence was recorded; it becomes a row of its own.
PERSON_CELLS_STEP = SqlStep(
    PERSON_CELLS.name,
    PERSON_CELLS.row_is,
    f"""SELECT
  coalesce(p.province_code, '{UNKNOWN_PLACE}') AS province_code,
  coalesce(p.district_code, '{UNKNOWN_PLACE}') AS district_code,
  coalesce(p.residence_code, '{UNKNOWN_PLACE}') AS commune_code,
  v.number_status, v.verdict, v.tier, v.rule,
  coalesce(v.reasons, []) AS reasons,
  coalesce(r.repairs, []) AS repairs,
  least(coalesce(d.doses, 0), {MOST_DOSES}) AS dose_count,
  count(*) AS people,
  CAST(sum(coalesce(d.doses, 0)) AS BIGINT) AS doses
FROM verdicts v
LEFT JOIN people_comparable p ON p.person_ref = v.person_ref
LEFT JOIN doses_of_person d ON d.person_ref = v.person_ref
LEFT JOIN repairs_of_person r ON r.person_ref = v.person_ref
GROUP BY ALL""",
    kept=True,
)


def _level(level: str, epoch: str, place: str, source: str = "person_cells") -> str:
    return f"""SELECT '{level}' AS place_level,
  CASE WHEN {place} = '{UNKNOWN_PLACE}' THEN '' ELSE '{epoch}' END AS place_epoch,
  {place} AS place_code, {_BY_CELL},
  CAST(sum(people) AS BIGINT) AS people, CAST(sum(doses) AS BIGINT) AS doses
FROM {source} GROUP BY ALL"""


def place_cells(places_epoch: str) -> SqlStep:
    """The cells again for the nation and for each place of every level."""
    levels = [
        _level("nation", "", "''"),
        _level("province", places_epoch, "province_code"),
        _level("commune", places_epoch, "commune_code"),
    ]
    if places_epoch == EPOCH_63:
        now = ", ".join(f"('{old}', '{new}')" for old, new in PROVINCE_NOW.items())
        united = f"""person_cells
JOIN (VALUES {now}, ('{UNKNOWN_PLACE}', '{UNKNOWN_PLACE}')) n(old_code, new_code)
  ON province_code = old_code"""
        levels.append(_level("district", EPOCH_63, "district_code"))
        levels.append(_level(PROVINCE_2025, EPOCH_34, "new_code", united))
    return SqlStep(
        "place_cells",
        "one cell of one place; the nation's place_code is empty",
        "\nUNION ALL\n".join(levels),
    )


PLACE_TOTALS = SqlStep(
    "place_totals",
    "one place: its people and doses, and those of wrong people and of people with a repair",
    """SELECT place_level, place_epoch, place_code,
  sum(people) AS people, sum(doses) AS doses,
  coalesce(sum(people) FILTER (verdict = 'mismatch'), 0) AS wrong_people,
  coalesce(sum(doses) FILTER (verdict = 'mismatch'), 0) AS wrong_doses,
  coalesce(sum(people) FILTER (len(repairs) > 0), 0) AS repaired_people,
  coalesce(sum(doses) FILTER (len(repairs) > 0), 0) AS repaired_doses
FROM place_cells GROUP BY ALL""",
)
