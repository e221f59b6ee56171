"""Vaccination sites: what they gave, what they entered here, and what they reported.

A dose entered, corrected or withdrawn here stands in `Dose`; how it came to be so is told, and
never changed, by `DoseEntry`. What the last run counted stands in `SiteCell`, replaced by each
load; `DoseCell` counts what was entered here and no run knows yet.
"""

from django.db import models

from soat.casework.models.choices import code_column, place_column, ref_column
from soat.casework.models.evidence import AppendOnly
from soat.casework.models.people import Dose
from soat.model.dose_lists import AgeGroup, CellStatus
from soat.model.review_lists import EntryAct, RowOutcome


class Site(models.Model):
    """One vaccination site of the run's list; `place` is its own, below its commune."""

    code = ref_column(primary_key=True)
    name = models.TextField(blank=True)
    place = place_column(db_index=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)


class _Cell(models.Model):
    """What doses are counted by; a part that is not known is '' (0 for the number)."""

    given_on = models.DateField()
    product = models.CharField(max_length=60, blank=True)
    dose_kind = models.CharField(max_length=20, blank=True)
    dose_number = models.IntegerField(default=0)
    age_group = code_column(AgeGroup)

    class Meta:
        abstract = True


class SiteCell(_Cell):
    """One cell of a site as the last run counted it: reported against recorded."""

    place = place_column()
    status = code_column(CellStatus)
    reported = models.BigIntegerField(null=True)
    recorded = models.BigIntegerField()
    missing = models.BigIntegerField()
    excess = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["place", "given_on"], name="site_cell_by_day"),)


class DoseCell(_Cell):
    """The cell in which a dose entered here counts, until a run counts it."""

    dose = models.OneToOneField(Dose, models.CASCADE, primary_key=True, related_name="cell")
    place = place_column()
    entered_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=["place", "given_on"], name="dose_cell_by_day"),)


class DoseEntry(AppendOnly):
    """One act on one dose: what it was, what it became, by whom and why. `place` is the site's."""

    dose_ref = ref_column(db_index=True)
    act = code_column(EntryAct)
    place = place_column()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["place", "at"], name="entry_by_site"),)


class DailyReport(AppendOnly, _Cell):
    """How many doses of one cell a site says that it gave; the last word on a cell holds."""

    site_code = ref_column()
    place = place_column()
    doses = models.BigIntegerField()
    reported_by = models.CharField(max_length=150)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["place", "given_on"], name="report_by_day"),)


class Upload(AppendOnly):
    """One file that a site sent, known by its digest: the same file is taken in once."""

    place = place_column()
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=120)
    encoding = models.CharField(max_length=20, blank=True)
    rows = models.IntegerField()
    accepted = models.IntegerField()
    duplicates = models.IntegerField()
    rejected = models.IntegerField()
    # how long reading and judging it took, so that the next one can be told how long it takes
    milliseconds = models.IntegerField(default=0)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["place", "digest"], name="file_of_site_once"),
        )


class UploadRow(AppendOnly):
    """What became of one row of a file: `sent` is the row as it was read."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="told_rows")
    number = models.IntegerField()
    outcome = code_column(RowOutcome)
    reason = models.CharField(max_length=60, blank=True)
    findings = models.JSONField(default=list)
    mended = models.CharField(max_length=40, blank=True)
    dose_ref = ref_column(blank=True)
    sent = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["upload", "number"], name="row_of_file_once"),
        )
