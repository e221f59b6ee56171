"""The steps of a run that judge a handful of doses, and what they have instead of a country."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from soat.backends.one_query import Given
from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.intake.stages import doses_intake, people_intake
from soat.engine.standardize.doses import standardize_doses_stage
from soat.engine.standardize.stages import people_stage
from soat.model.columns import Table
from soat.model.count_tables import JUDGED_BY
from soat.model.dose_tables import BATCH_FAULT_ROWS
from soat.model.profile import Profile
from soat.model.schedule import Schedule
from soat.model.stages import Stage, Step
from soat.model.tables import (
    DAILY_REPORTS_TYPED,
    DECISIONS_TYPED,
    DOSES,
    PEOPLE,
    PERSONS,
    PLACES,
    REGISTER_COMPARABLE,
)

_NOT_OF_A_HANDFUL = ("likely_batch_days", "batch_faults", "check_people", "check_sites")
_TEXT, _DAY = pa.string(), pa.date32()


def _texts(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, _TEXT) for name in names]


def _raw(table: Table) -> pa.Schema:
    return pa.schema([*_texts(*table.column_names, "file"), ("row_number", pa.int64())])


STREAMS: dict[str, pa.Schema] = {
    "raw_people": _raw(PEOPLE),
    "raw_doses": _raw(DOSES),
    "persons": pa.schema(_texts(*PERSONS.column_names)),
    "places": pa.schema(_texts(*PLACES.column_names)),
    "sites_typed": pa.schema(
        [*_texts("site_code", "name", "commune_code"), ("opened_on", _DAY), ("closed_on", _DAY)]
    ),
}
"""What every question brings along."""


def _empty(table: Table) -> str:
    columns = ", ".join(f"NULL::{column.type} AS {column.name}" for column in table.columns)
    return f"SELECT {columns} WHERE false"


_BROKEN = """SELECT NULL::VARCHAR AS file, NULL::BIGINT AS row_number, NULL::VARCHAR AS raw,
    NULL::VARCHAR AS reason WHERE false"""
_GROUNDS = "SELECT false AS reports_given, true AS sites_given, true AS numbers_given"
_NOBODY = "SELECT NULL::VARCHAR AS person_ref, NULL::BIGINT AS register_row WHERE false"
_NOTHING: tuple[Table, ...] = (
    *(DECISIONS_TYPED, DAILY_REPORTS_TYPED, BATCH_FAULT_ROWS, REGISTER_COMPARABLE),
    *(table for table in JUDGED_BY if table.name not in ("check_grounds", "rules_asked")),
)
GIVEN: tuple[Given, ...] = (
    *(Given(f"raw_{table}_broken", _BROKEN) for table in ("people", "doses")),
    Given("check_grounds", _GROUNDS),
    Given("settled_verdicts", _NOBODY),
    *(Given(table.name, _empty(table)) for table in _NOTHING),
)
"""What a handful does not have: decisions, reports, suppressed rules, the register's people."""

READ_SQL = "SELECT c FROM people_comparable c"
_SETTLED = ", ".join(
    f"{name}: {name}"
    for name in (
        *("dose_ref", "state", "kept_dose_ref", "doubtful", "product", "dose_kind"),
        *("dose_number", "age_group", "given_on", "swapped_on"),
    )
)
JUDGED_SQL = f"""SELECT (SELECT list(d) FROM doses_typed d),
    (SELECT list({{{_SETTLED}}}) FROM doses_settled),
    (SELECT list(f) FROM dose_findings f),
    (SELECT list({{dose_ref: r.dose_ref, reason: j.reason}}) FROM doses_rejected j
        JOIN raw_doses r ON r.row_number = j.row_number)"""


def reading_steps(profile: Profile) -> list[Step]:
    """From typed records to comparable ones."""
    return _once((people_intake(profile.extra_names, profile.name_needed), people_stage(profile)))


def judging_steps(profile: Profile, schedule: Schedule, as_of: date) -> list[Step]:
    """From typed records and doses to findings."""
    stages = (
        people_intake(profile.extra_names, profile.name_needed),
        people_stage(profile),
        doses_intake(),
        standardize_doses_stage(schedule),
        *settle_doses_stages(schedule, as_of),
        *check_stages(schedule, as_of),
    )
    return _once(stage for stage in stages if stage.name not in _NOT_OF_A_HANDFUL)


def _once(stages: Iterable[Stage]) -> list[Step]:
    """Every step by its name; two stages may make the same small table."""
    steps: dict[str, Step] = {}
    for stage in stages:
        for step in stage.steps:
            steps.setdefault(step.name, step)
    given = {*STREAMS, *(one.name for one in GIVEN)}
    return [step for name, step in steps.items() if name not in given]
