"""What leaves for the next run: profiles made here, doses, withdrawals and daily reports.

They are rows of the contract's tables, for `soat update`; taken twice they say the same.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from soat.casework.figures.counting import VIET_NAM
from soat.casework.models import DailyReport, Dose, DoseEntry, Profile
from soat.casework.sites.keys import HERE
from soat.casework.sites.known_doses import dose_record
from soat.casework.verdict_rows import record_of
from soat.model.review_lists import EntryAct
from soat.model.tables import DAILY_REPORTS, DOSES, PEOPLE, WITHDRAWALS
from soat.store.run_folder import built_aside

Row = Mapping[str, str | None]
_AT_A_TIME = 2000


def people_rows() -> Iterator[Row]:
    """Every profile made here, as it is typed now."""
    made = Profile.objects.filter(person_ref__startswith=HERE, withdrawn_at=None)
    for profile in made.order_by("pk").iterator(_AT_A_TIME):
        yield record_of(profile, {})


def dose_rows() -> Iterator[Row]:
    """Every dose entered or corrected here that no run has brought since."""
    entered = Dose.objects.filter(entered_here=True) | Dose.objects.filter(edited_at__isnull=False)
    for dose in entered.filter(withdrawn_at=None).order_by("pk").iterator(_AT_A_TIME):
        yield dose_record(dose)


def withdrawal_rows() -> Iterator[Row]:
    """Every dose withdrawn here that a run still has."""
    gone = Dose.objects.filter(withdrawn_at__isnull=False, entered_here=False)
    for dose in gone.order_by("pk").iterator(_AT_A_TIME):
        entry = DoseEntry.objects.filter(dose_ref=dose.pk, act=EntryAct.WITHDRAWN).latest("pk")
        yield {
            "person_ref": dose.profile_id,
            "dose_ref": dose.pk,
            "reason": entry.reason,
            "withdrawn_by": entry.actor,
            "withdrawn_at": _moment(entry.at),
        }


def daily_report_rows() -> Iterator[Row]:
    """Every cell reported here, in the order in which it was said."""
    for row in DailyReport.objects.order_by("pk").iterator(_AT_A_TIME):
        yield {
            "site_code": row.site_code,
            "given_on": row.given_on.isoformat(),
            "product": row.product,
            "dose_kind": row.dose_kind,
            "dose_number": str(row.dose_number),
            "age_group": row.age_group,
            "doses": str(row.doses),
            "reported_at": _moment(row.reported_at),
        }


LEAVING = (
    ("people", PEOPLE, people_rows),
    ("doses", DOSES, dose_rows),
    ("daily_reports", DAILY_REPORTS, daily_report_rows),
    ("withdrawn", WITHDRAWALS, withdrawal_rows),
)
"""The files of `soat entries`, each with its table and its rows."""


def _moment(at: datetime) -> str:
    return at.astimezone(VIET_NAM).strftime("%Y-%m-%d %H:%M:%S")


def write_entries(out: Path) -> dict[str, int]:
    """Write the files into a new folder; how many rows each has. Raises WrongUsage where the folder
    holds something already."""
    counts = {}
    with built_aside(out) as folder:
        for name, table, rows in LEAVING:
            schema = pa.schema([(column, pa.string()) for column in table.column_names])
            counts[name] = 0
            with pq.ParquetWriter(folder / f"{name}.parquet", schema) as writer:
                for some in _in_batches(rows()):
                    writer.write_table(pa.Table.from_pylist(some, schema=schema))
                    counts[name] += len(some)
    return counts


def _in_batches(rows: Iterator[Row]) -> Iterator[list[dict[str, str | None]]]:
    while some := [dict(row) for row in islice(rows, _AT_A_TIME)]:
        yield some
