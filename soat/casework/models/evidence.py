"""What was judged and done: rows that are added and never changed."""

from typing import Any

from django.db import models

from soat.casework.models.bulk import BulkApproval
from soat.casework.models.choices import code_column, place_column, ref_column
from soat.model.review_lists import JudgementKind


class AppendOnly(models.Model):
    """A row that stands for ever once it is written. The database refuses as well (triggers)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is append-only")


class Judgement(AppendOnly):
    """What somebody judged of a profile, with the evidence that they were shown."""

    person_ref = ref_column(db_index=True)
    kind = code_column(JudgementKind)
    told = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    actor = models.CharField(max_length=150)
    place = place_column()
    at = models.DateTimeField()
    bulk = models.ForeignKey(BulkApproval, models.PROTECT, null=True, related_name="judgements")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")


class AuditEvent(AppendOnly):
    """One act, chained to the one before it (soat/review/audit_chain.py)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    place = place_column()
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=150)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    digest_before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        # Auditors read newest first, whatever they ask by (soat/casework/audit_search.py).
        indexes = (
            models.Index(fields=["at", "number"], name="event_by_time"),
            models.Index(fields=["actor", "at", "number"], name="event_by_actor"),
            models.Index(fields=["act", "at", "number"], name="event_by_act"),
            models.Index(fields=["subject", "at", "number"], name="event_by_subject"),
            models.Index(fields=["place", "at", "number"], name="event_by_place"),
        )
