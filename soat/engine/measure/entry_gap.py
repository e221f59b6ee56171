"""The stage `entry_gap`: doses reported but not entered, and those entered in the wrong place."""

from datetime import date

from soat.engine.measure.gap.allocation import allocation_steps
from soat.engine.measure.gap.candidates import CANDIDATE_STEPS
from soat.engine.measure.gap.cell_counts import CELL, COUNT_STEPS, unknown_again
from soat.engine.measure.gap.statuses import report_doubt, status_steps
from soat.model.dose_tables import (
    DOSE_FACTS,
    ENTRY_CELLS,
    ENTRY_EXPLANATIONS,
    MISSING_CANDIDATES,
)
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage

_NEEDS = {
    "doses_settled": (
        "dose_ref", "history_id", "person_ref", "state", "doubtful", *CELL, "commune_code",
        "recorded_on",
    ),
    DOSE_FACTS.name: ("dose_ref", "previous_dose_ref", "days_since_previous", "gap_before"),
    "daily_reports_comparable": (*CELL, "commune_code", "doses", "reported_at"),
    "doses_comparable": ("dose_ref", "given_on", "product", "lot", "commune_code"),
    "people_comparable": ("person_ref", "residence_code"),
}  # fmt: skip
_GIVES = {table.name: table.column_names for table in (ENTRY_CELLS, ENTRY_EXPLANATIONS)}

_COMPARED = "c.status = 'compared'"
_ENTRY_CELLS = SqlStep(
    "entry_cells",
    "one cell: a site, day, product, dose and age group, reported or recorded",
    f"""WITH explained_cells AS (
  SELECT {", ".join(f"g.{name}" for name in CELL)}, CAST(sum(e.explained) AS BIGINT) AS explained
  FROM gap_explained e JOIN gap_left_0 g ON e.cell_id = g.cell_id GROUP BY ALL),
counted AS (
  SELECT c.*, coalesce(e.explained, 0) AS explained_doses,
    CASE WHEN {_COMPARED} THEN greatest(0, reported - recorded) END AS missing,
    CASE WHEN {_COMPARED} THEN greatest(0, recorded - reported) END AS excess
  FROM gap_status c LEFT JOIN explained_cells e USING ({", ".join(CELL)}))
SELECT {unknown_again()}, commune_code, status, CAST(reported AS BIGINT) AS reported,
  CAST(recorded AS BIGINT) AS recorded, CAST(missing AS BIGINT) AS missing,
  CAST(excess AS BIGINT) AS excess,
  CASE WHEN missing > 0 THEN explained_doses WHEN missing = 0 THEN 0 END AS explained,
  CASE WHEN missing > 0 THEN missing - explained_doses WHEN missing = 0 THEN 0 END
    AS never_entered,
  CASE WHEN excess > 0 OR (status = 'not_reported' AND explained_doses > 0) THEN explained_doses
    WHEN excess = 0 THEN 0 END AS excess_explained
FROM counted""",
    kept=True,
)


def entry_gap_stage(as_of: date, reports_given: bool) -> Stage:
    """Cells, explanations and likely people; without any report every gap is unknown (NULL).

    The day chooses the thresholds in force. The flag changes no step: without any report every
    cell is `not_reported`.
    """
    return Stage(
        "entry_gap",
        Message("Đối chiếu báo cáo ngày với mũi đã nhập", "Comparing reports with entered doses"),
        _NEEDS,
        _GIVES | {MISSING_CANDIDATES.name: MISSING_CANDIDATES.column_names},
        (
            *COUNT_STEPS,
            *status_steps(report_doubt(as_of)),
            *allocation_steps(),
            _ENTRY_CELLS,
            *CANDIDATE_STEPS,
        ),
    )
