"""Checksums of a list and its lines: keyed, so that nobody without the secret key can make one.

A line's checksum covers what the sheet shows of its record. If the record still gives the same, it
is as it was when the sheet went out, whatever else happened to its version since.
"""

import base64
import json
import unicodedata
from collections.abc import Mapping

from django.utils.crypto import constant_time_compare, salted_hmac

from soat.casework.lists.sheet_columns import CORRECTED, spaced
from soat.casework.models import Profile

_SALT = "soat work list"
_SIGNS = 12


def list_checksum(list_id: str) -> str:
    """The checksum of a list by its id."""
    return _checksum([list_id])


def line_checksum(line: str, values: Mapping[str, str]) -> str:
    """The checksum of a line, by its id and what it shows."""
    return _checksum([line, *(plain(values[code]) for code in CORRECTED)])


def values_of(profile: Profile) -> dict[str, str]:
    """What a sheet shows of a record."""
    return {code: getattr(profile, code) for code in CORRECTED}


def is_same(one: str, other: str) -> bool:
    """Whether two checksums are the same, however they were typed."""
    return constant_time_compare(one.strip().upper(), other.strip().upper())


def plain(value: str) -> str:
    """A value as it is compared: other spaces, or letters composed otherwise, are no change."""
    return unicodedata.normalize("NFC", spaced(value))


def _checksum(parts: list[str]) -> str:
    said = json.dumps(parts, ensure_ascii=False)
    digest = salted_hmac(_SALT, said, algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:_SIGNS]
