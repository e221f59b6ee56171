"""The tables of the application's database.

Comes in: nothing; these are declarations. Goes out: Django models, by the words of the glossary.
Refuses to know: who may see a row (scopes.py), and what may be done with it (soat.review).
"""

from soat.casework.models.bulk import BulkApproval, BulkLine, Turn
from soat.casework.models.evidence import AuditEvent, Judgement
from soat.casework.models.figures import CaseCount, DayCount, Figure
from soat.casework.models.invitations import Invitation
from soat.casework.models.lists import (
    KeptAnswer,
    ListDeadline,
    ListLine,
    ReturnedFile,
    ReturnedLine,
    WorkList,
)
from soat.casework.models.pairs import DosePair, ProfilePair
from soat.casework.models.people import (
    Candidate,
    Case,
    Dose,
    DoseFinding,
    PersonFinding,
    Profile,
    Repair,
)
from soat.casework.models.places import LoadedRun, Place
from soat.casework.models.reviews import BlindReview, VerdictChange
from soat.casework.models.sites import (
    DailyReport,
    DoseCell,
    DoseEntry,
    Site,
    SiteCell,
    Upload,
    UploadRow,
)
from soat.casework.models.users import User

__all__ = [
    "AuditEvent",
    "BlindReview",
    "BulkApproval",
    "BulkLine",
    "Candidate",
    "Case",
    "CaseCount",
    "DailyReport",
    "DayCount",
    "Dose",
    "DoseCell",
    "DoseEntry",
    "DoseFinding",
    "DosePair",
    "Figure",
    "Invitation",
    "Judgement",
    "KeptAnswer",
    "ListDeadline",
    "ListLine",
    "LoadedRun",
    "PersonFinding",
    "Place",
    "Profile",
    "ProfilePair",
    "Repair",
    "ReturnedFile",
    "ReturnedLine",
    "Site",
    "SiteCell",
    "Turn",
    "Upload",
    "UploadRow",
    "User",
    "VerdictChange",
    "WorkList",
]
