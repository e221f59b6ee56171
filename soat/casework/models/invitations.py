"""Links by which invited people set their own password."""

from django.db import models

from soat.casework.models.users import User


class Invitation(models.Model):
    """One link for one account, good once and for some days. Its secret stands nowhere: only the
    digest is kept, so that who reads the database cannot use a link."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    # Used, or made worthless by a newer link or by disabling the account.
    closed_at = models.DateTimeField(null=True)
