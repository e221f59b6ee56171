"""Safe repairs that are approved many at once, and the turns that work behind the pages takes."""

from django.db import models

from soat.casework.models.choices import code_column, place_column
from soat.casework.models.people import Profile
from soat.model.review_lists import BulkOutcome, BulkState


class BulkApproval(models.Model):
    """Cases of one place whose repairs are of certain kinds, chosen to be approved as one act.

    `sample` holds the keys that `seed` draws from the lines in the order of their keys: whoever
    doubts that the sample was random draws it again. `beyond` counts the cases that the act was
    too small for.
    """

    place = place_column(db_index=True)
    kinds = models.CharField(max_length=500)
    state = code_column(BulkState, default=BulkState.DRAWN.value)
    chosen = models.IntegerField()
    beyond = models.IntegerField()
    seed = models.BigIntegerField()
    sample = models.JSONField(default=list)
    drawn_by = models.CharField(max_length=150)
    drawn_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.TextField(blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_why = models.TextField(blank=True)

    @property
    def kind_codes(self) -> list[str]:
        """The repair kinds, one by one."""
        return self.kinds.split(",")


class BulkLine(models.Model):
    """One record of a bulk approval, as it was when it was chosen; `answer` is what the engine says
    of the record once its repairs are made."""

    bulk = models.ForeignKey(BulkApproval, models.CASCADE, related_name="lines")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="bulk_lines")
    version = models.IntegerField()
    outcome = code_column(BulkOutcome, default=BulkOutcome.UNCHECKED.value)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["bulk", "profile"], name="record_once_in_bulk"),
        )
        indexes = (models.Index(fields=["bulk", "outcome"], name="bulk_by_outcome"),)


class Turn(models.Model):
    """Who does a piece of work behind the pages just now: nobody else begins it until `until`."""

    work = models.CharField(max_length=40, primary_key=True)
    until = models.DateTimeField()
