"""Profiles, their cases, and what the engine said of them.

What the engine says (the columns under "as the engine says") is written by a load or by verifying
again, never by a form. A profile's `version` grows with every change of what is typed: who saves
over a version that is no longer the last one is told, and nothing is overwritten.

A platform's key may itself be somebody's number or phone. Addresses of pages are kept by machines
in many places, so they name a profile by its `page_id`, which says nothing without the secret key.
"""

from django.db import models

from soat.casework.models.choices import code_column, place_column, ref_column
from soat.model.closed_lists import NumberStatus, RepairKind, Rule, Tier, Verdict
from soat.model.review_lists import CaseState


class Profile(models.Model):
    """One person profile of the vaccination platform, as typed, with the engine's verdict."""

    person_ref = ref_column(primary_key=True)
    page_id = models.CharField(max_length=24, unique=True)
    place = place_column()
    # as typed
    full_name = models.TextField(blank=True)
    birth_date = models.TextField(blank=True)
    sex = models.TextField(blank=True)
    citizen_id = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    insurance_id = models.TextField(blank=True)
    nationality = models.TextField(blank=True)
    residence_code = models.TextField(blank=True)
    residence_text = models.TextField(blank=True)
    guardian_name = models.TextField(blank=True)
    guardian_phone = models.TextField(blank=True)
    # for searching: a-z, without marks
    name_folded = models.TextField(blank=True)
    # as the engine says
    history_id = models.CharField(max_length=100, blank=True, db_index=True)
    number_status = code_column(NumberStatus)
    verdict = code_column(Verdict)
    reasons = models.CharField(max_length=40, blank=True)
    register_citizen_id = models.CharField(max_length=20, blank=True)
    rule = code_column(Rule)
    match_probability = models.FloatField(null=True)
    tier = code_column(Tier)
    # as people change it
    version = models.IntegerField(default=0, db_default=0)
    # the history as the run has it, where people judged of two profiles; else nothing
    history_of_run = models.CharField(max_length=100, null=True, db_index=True)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["name_folded", "person_ref"], name="profile_by_name"),
            # A search by name within a place is answered from the index alone.
            models.Index(fields=["place", "name_folded", "person_ref"], name="profile_by_place"),
            models.Index(fields=["citizen_id"], name="profile_by_number"),
            models.Index(fields=["phone"], name="profile_by_phone"),
            models.Index(fields=["register_citizen_id"], name="profile_by_register"),
        )


class Case(models.Model):
    """A profile that is not verified, or was not when it was loaded."""

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True)
    place = place_column()
    state = code_column(CaseState)
    tier = code_column(Tier)
    reasons = models.CharField(max_length=40, blank=True)
    rule = code_column(Rule)
    kinds = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["place", "state", "tier"], name="case_by_place"),
            models.Index(fields=["state", "place"], name="case_by_state"),
            # How far a work list is, without reading its cases.
            models.Index(fields=["profile", "state"], name="case_by_profile"),
        )


class Repair(models.Model):
    """One field of one profile to correct."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="repairs")
    field = models.CharField(max_length=20)
    recorded_value = models.TextField(blank=True)
    register_value = models.TextField(blank=True)
    kind = code_column(RepairKind)
    tier = code_column(Tier)


class Candidate(models.Model):
    """A register person who may be this profile; `told` keeps agreements and bits by field."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="candidates")
    rank = models.IntegerField()
    citizen_id = models.CharField(max_length=20)
    match_probability = models.FloatField(null=True)
    full_name = models.TextField(blank=True)
    birth_text = models.TextField(blank=True)
    sex = models.TextField(blank=True)
    residence_code = models.TextField(blank=True)
    told = models.JSONField(default=dict)

    @property
    def as_typed(self) -> dict[str, str]:
        """What the register says of the person, by the columns of a profile."""
        return {
            "citizen_id": self.citizen_id,
            "full_name": self.full_name,
            "birth_date": self.birth_text,
            "sex": self.sex,
            "residence_code": self.residence_code,
        }


class Dose(models.Model):
    """One dose row; `state` and `kept_dose_ref` say what became of it in its history."""

    dose_ref = ref_column(primary_key=True)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="doses")
    given_on = models.DateField(null=True)
    product = models.TextField(blank=True)
    lot = models.TextField(blank=True)
    dose_kind = models.CharField(max_length=20, blank=True)
    dose_number = models.IntegerField(null=True)
    site_code = models.TextField(blank=True)
    recorded_at = models.DateTimeField(null=True)
    source = models.TextField(blank=True)
    state = models.CharField(max_length=30, blank=True)
    kept_dose_ref = ref_column(blank=True)
    # state and kept_dose_ref as the run has them, where people judged of two rows; else nothing
    as_run = models.JSONField(null=True)
    entered_here = models.BooleanField(default=False)
    # as the site changes it; a load that knows nothing of it leaves the row as it stands
    version = models.IntegerField(default=0, db_default=0)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["site_code", "given_on"], name="dose_by_site"),)


class DoseFinding(models.Model):
    """One rule that a dose breaks."""

    dose = models.ForeignKey(Dose, models.CASCADE, related_name="findings")
    finding = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    other_dose_ref = ref_column(blank=True)


class PersonFinding(models.Model):
    """One rule that a profile breaks."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="findings")
    finding = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    other_person_ref = ref_column(blank=True)
