"""Work lists: which cases go from hand to hand together, by when, and what came back.

A list is named by its public `list_id`, printed on paper and in file names: it says nothing of
anybody. `live` of a line repeats whether its list still holds its cases, so that the database
itself refuses a case on two live lists, whoever makes them at the same moment.
"""

from django.db import models
from django.db.models import Q

from soat.casework.models.choices import code_column, place_column
from soat.casework.models.evidence import AppendOnly, Judgement
from soat.casework.models.people import Profile
from soat.model.review_lists import LineFate, LineOutcome, ListState

LIST_ID_LENGTH = 8


class WorkList(models.Model):
    """Cases of one place that go from hand to hand together. `due_on` repeats the latest deadline,
    for sorting; `selection` is what the list was made by."""

    list_id = models.CharField(max_length=LIST_ID_LENGTH, primary_key=True)
    place = place_column()
    state = code_column(ListState, default=ListState.DRAFT.value)
    title = models.CharField(max_length=200)
    selection = models.JSONField(default=dict)
    size = models.IntegerField()
    due_on = models.DateField(null=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    # who of the police signed it and handed it back; nobody, while it was not
    signed_by = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["place", "state"], name="list_by_place"),
            models.Index(fields=["state", "due_on"], name="list_by_state"),
            models.Index(fields=["-made_at", "list_id"], name="list_by_time"),
        )

    @property
    def as_state(self) -> ListState:
        return ListState(self.state)


class ListLine(models.Model):
    """One case on a list; `outcome` is what last came back of it and was applied."""

    work_list = models.ForeignKey(WorkList, models.PROTECT, related_name="lines")
    number = models.IntegerField()
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="list_lines")
    live = models.BooleanField(default=True)
    outcome = code_column(LineOutcome, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["work_list", "number"], name="line_by_number"),
            models.UniqueConstraint(fields=["work_list", "profile"], name="line_by_profile"),
            models.UniqueConstraint(
                fields=["profile"], condition=Q(live=True), name="case_on_one_live_list"
            ),
        )


class ListDeadline(AppendOnly):
    """By when a list must be done; the latest version holds."""

    work_list = models.ForeignKey(WorkList, models.PROTECT, related_name="deadlines")
    number = models.IntegerField()
    due_on = models.DateField()
    reason = models.TextField(blank=True)
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["work_list", "number"], name="deadline_by_number"),
        )


class ReturnedFile(AppendOnly):
    """A filled sheet that came back; its bytes are archived under their digest."""

    work_list = models.ForeignKey(WorkList, models.PROTECT, related_name="returned_files")
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    signer = models.CharField(max_length=200)
    signed_on = models.DateField()
    actor = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["work_list", "sha256"], name="returned_by_digest"),
        )


class KeptAnswer(models.Model):
    """What the register said of a record as a line of a returned sheet would make it, kept until
    the line is applied. It counts while the record's version, what is typed otherwise and the
    register's snapshot are the same."""

    returned_file = models.ForeignKey(ReturnedFile, models.CASCADE, related_name="kept_answers")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    version = models.IntegerField()
    after = models.JSONField()
    register = models.TextField()
    answer = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["returned_file", "profile"], name="answer_once_kept"),
        )


class ReturnedLine(AppendOnly):
    """What was read of one line of a returned sheet, and what became of it."""

    returned_file = models.ForeignKey(ReturnedFile, models.PROTECT, related_name="returned_lines")
    # the row of the sheet; a row that is of no line of this list has no line
    row = models.IntegerField()
    line = models.ForeignKey(ListLine, models.PROTECT, null=True, related_name="returned_lines")
    outcome = code_column(LineOutcome, blank=True)
    told = models.JSONField(default=dict)
    fate = code_column(LineFate)
    judgement = models.OneToOneField(Judgement, models.PROTECT, null=True)
    at = models.DateTimeField()
