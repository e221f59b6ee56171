"""Places, and the runs that were loaded."""

from django.db import models

from soat.casework.models.choices import code_column, place_column
from soat.model.review_lists import PlaceLevel


class Place(models.Model):
    """One place of one epoch, by its path."""

    path = place_column(primary_key=True)
    level = code_column(PlaceLevel)
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        indexes = (models.Index(fields=["level", "path"], name="place_by_level"),)


class LoadedRun(models.Model):
    """A run of `soat run` or `soat update` that was brought in; the latest holds."""

    run_id = models.CharField(max_length=64)
    as_of = models.DateField()
    loaded_at = models.DateTimeField()
    register = models.TextField(blank=True)
    profiles = models.BigIntegerField()
    cases = models.BigIntegerField()

    class Meta:
        get_latest_by = "loaded_at"
