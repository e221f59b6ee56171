"""Second, blind reviews that are going on, and what loads said of a profile over the years."""

from django.db import models

from soat.casework.models.choices import code_column, place_column, ref_column
from soat.casework.models.evidence import AppendOnly, Judgement
from soat.casework.models.people import Profile
from soat.model.closed_lists import Verdict
from soat.model.review_lists import CaseState


class BlindReview(models.Model):
    """A case of which one person gave an opinion and another has to: the row goes when it is done,
    the opinions stay. `other_ref` names the other profile where the question is about two;
    `state_before` is where the case stood before."""

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True)
    other_ref = ref_column(blank=True)
    state_before = code_column(CaseState)
    first = models.OneToOneField(Judgement, models.PROTECT, related_name="+")
    second = models.OneToOneField(Judgement, models.PROTECT, null=True, related_name="+")


class VerdictChange(AppendOnly):
    """That a load gave a profile another verdict than it had, or other reasons."""

    person_ref = ref_column(db_index=True)
    place = place_column()
    run_id = models.CharField(max_length=64)
    at = models.DateTimeField()
    verdict_before = code_column(Verdict)
    verdict_after = code_column(Verdict)
    reasons_before = models.CharField(max_length=40, blank=True)
    reasons_after = models.CharField(max_length=40, blank=True)
