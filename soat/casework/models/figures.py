"""Figures of places: those of a run as it measured them, and counts of cases that people move.

A page never counts persons. What a run measured comes in with the run; how many cases stand where
is carried on by every judgement in its own transaction (soat.casework.figures.counting), for the
case's place and each place above it, so that a country is read as fast as a commune.
"""

from django.db import models

from soat.casework.models.choices import code_column, place_column
from soat.model.closed_lists import Tier
from soat.model.review_lists import CaseState


class Figure(models.Model):
    """One measure of one place in one run: `cells` holds value → [numerator, denominator].

    A number that is null is not known, which is never zero. Of earlier runs only the measures that
    a trend shows are kept.
    """

    run_id = models.CharField(max_length=64)
    as_of = models.DateField()
    place = place_column()
    measure = models.CharField(max_length=60)
    cells = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["place", "measure", "run_id"], name="figure_of_place_and_run"
            ),
        )


class CaseCount(models.Model):
    """How many cases within a place stand alike; a row that came down to none may remain."""

    place = place_column()
    state = code_column(CaseState)
    tier = code_column(Tier)
    reasons = models.CharField(max_length=40, blank=True)
    cases = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["place", "state", "tier", "reasons"], name="cases_that_stand_alike"
            ),
        )


class DayCount(models.Model):
    """Cases within a place that came up and that were settled on one day, as days go in Viet Nam.

    What stood open after the first load came up on no day: it is what there was to begin with.
    """

    place = place_column()
    day = models.DateField()
    new = models.BigIntegerField()
    cleared = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["place", "day"], name="cases_of_place_and_day"),
        )
