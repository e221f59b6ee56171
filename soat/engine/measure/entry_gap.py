"""The stages of the entry gap: doses reported but not entered, and those entered elsewhere."""

from datetime import date

from soat.engine.measure.gap.allocation import allocation_steps
from soat.engine.measure.gap.candidates import CANDIDATE_STEPS, USUAL_STEP
from soat.engine.measure.gap.cell_counts import CELL, COUNT_STEPS, unknown_again
from soat.engine.measure.gap.cut_counts import CUT_COUNT_STEPS
from soat.engine.measure.gap.statuses import report_doubt, status_steps
from soat.model.count_tables import (
    GAP_COUNT_TABLES,
    GAP_PLACES,
    INTERVAL_COUNTS,
    LOT_COUNTS,
    RECORDED_COUNTS,
    SITELESS_DOSES,
    USUAL_INTERVALS,
)
from soat.model.dose_tables import (
    DOSE_GAPS,
    DOSES_SETTLED,
    ENTRY_CELLS,
    ENTRY_EXPLANATIONS,
    MISSING_CANDIDATES,
)
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage

_SUMMED = (RECORDED_COUNTS, LOT_COUNTS, SITELESS_DOSES, INTERVAL_COUNTS)
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


def entry_gap_stages(as_of: date, reports_given: bool) -> tuple[Stage, ...]:
    """Cells, explanations and likely people; without any report every gap is unknown (NULL).

    The day chooses the thresholds in force. The flag changes no step: without any report every
    cell is `not_reported`.
    """
    return (gap_counts_stage(), _gap_stage(as_of), _candidates_stage())


def gap_counts_stage() -> Stage:
    """Settled doses of one cut → what the gap needs to know of them."""
    return Stage(
        "gap_counts",
        Message("Đếm mũi đã nhập theo ô báo cáo", "Counting entered doses by cell"),
        {
            DOSES_SETTLED.name: (
                *("dose_ref", "history_id", "person_ref", "state", "doubtful", *CELL),
                *("commune_code", "recorded_on", "lot", "gap_before", "days_since_previous"),
            ),
            DOSE_GAPS.name: DOSE_GAPS.column_names,
            "people_comparable": ("person_ref", "residence_code"),
        },
        {table.name: table.column_names for table in GAP_COUNT_TABLES},
        CUT_COUNT_STEPS,
        cut_by="history_id",
    )


def _gap_stage(as_of: date) -> Stage:
    return Stage(
        "entry_gap",
        Message("Đối chiếu báo cáo ngày với mũi đã nhập", "Comparing reports with entered doses"),
        {
            **{table.name: table.column_names for table in _SUMMED},
            DOSES_SETTLED.name: ("state", "doubtful", "lot", *CELL, "commune_code"),
            "daily_reports_comparable": (*CELL, "commune_code", "doses", "reported_at"),
        },
        {
            table.name: table.column_names
            for table in (ENTRY_CELLS, ENTRY_EXPLANATIONS, USUAL_INTERVALS)
        },
        (
            *COUNT_STEPS,
            *status_steps(report_doubt(as_of)),
            *allocation_steps(),
            _ENTRY_CELLS,
            USUAL_STEP,
        ),
    )


def _candidates_stage() -> Stage:
    needs = (ENTRY_CELLS, GAP_PLACES, USUAL_INTERVALS)
    return Stage(
        "missing_candidates",
        Message("Tìm người có thể thiếu mũi chưa nhập", "Seeking people who may lack a dose"),
        {table.name: table.column_names for table in needs},
        {MISSING_CANDIDATES.name: MISSING_CANDIDATES.column_names},
        CANDIDATE_STEPS,
        cut_by="commune_code",
    )
