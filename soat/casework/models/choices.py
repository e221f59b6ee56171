"""Closed lists as a database column: the code is stored, its sentence is shown."""

from typing import Any

from django.db import models

from soat.model.messages import ClosedList

PLACE_LENGTH = 120
"""The longest path of a place (soat/review/places.py)."""
REF_LENGTH = 100
"""The longest key of a profile or dose that a platform may use."""


def code_column(members: type[ClosedList], **options: Any) -> "models.CharField[str, str]":
    """A column that holds one code of the list."""
    longest = max(len(member) for member in members)
    choices = [(member.value, member.sentence.vi) for member in members]
    return models.CharField(max_length=longest, choices=choices, **options)


def place_column(**options: Any) -> "models.CharField[str, str]":
    """A column that holds the path of a place; what lies below a place is a range of it."""
    return models.CharField(max_length=PLACE_LENGTH, **options)


def ref_column(**options: Any) -> "models.CharField[str, str]":
    """A column that holds a platform's key of a profile or dose."""
    return models.CharField(max_length=REF_LENGTH, **options)
