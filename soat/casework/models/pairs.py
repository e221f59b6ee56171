"""What people judged of two profiles or two dose rows: one human being or two, one dose or two.

A pair stands as long as its judgement is not undone; of several about the same two keys the latest
holds. Rows are added only, so that a load can read what stands and put it over what the run says
(soat/casework/pairs).
"""

from django.db import models

from soat.casework.models.choices import place_column, ref_column
from soat.casework.models.evidence import AppendOnly, Judgement


class JudgedPair(AppendOnly):
    """Two keys that are one, or two. `ref` is the one that was judged: held apart, it leaves."""

    judgement = models.OneToOneField(Judgement, models.PROTECT, related_name="%(class)s")
    ref = ref_column(db_index=True)
    other_ref = ref_column(db_index=True)
    same = models.BooleanField()
    place = place_column()

    class Meta:
        abstract = True


class ProfilePair(JudgedPair):
    """Two profiles that are one human being, or two."""


class DosePair(JudgedPair):
    """Two dose rows that are one dose, or two."""
