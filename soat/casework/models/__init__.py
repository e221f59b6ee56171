"""The tables of the application's database.

Comes in: nothing; these are declarations. Goes out: Django models, by the words of the glossary.
Refuses to know: who may see a row (scopes.py), and what may be done with it (soat.review).
"""

from soat.casework.models.evidence import AuditEvent, Judgement
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
from soat.casework.models.users import User

__all__ = [
    "AuditEvent",
    "Candidate",
    "Case",
    "Dose",
    "DoseFinding",
    "Judgement",
    "LoadedRun",
    "PersonFinding",
    "Place",
    "Profile",
    "Repair",
    "User",
]
