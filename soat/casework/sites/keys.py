"""Keys of what is made here, and the names under which pages know doses.

A key made here is random, or made of a row with the secret key: it says nothing of anybody, is like
no platform's key, and the same row of a file has the same key whenever it is sent.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable

from soat.casework.loading.shaping import page_salt

HERE = "here-"
_LETTERS = 24
_MADE_HERE = re.compile(rf"{HERE}[0-9a-f]{{{_LETTERS}}}")


def new_key() -> str:
    """A key for a profile or dose that nobody has had yet."""
    return HERE + secrets.token_hex(_LETTERS // 2)


def key_of_row(*parts: str) -> str:
    """The key of a row that says this; without the secret key nobody can try rows out."""
    return HERE + _salted("row", *parts)


def is_made_here(key: str) -> bool:
    """Whether the text can be such a key: what comes from a form is asked first."""
    return _MADE_HERE.fullmatch(key) is not None


def page_of_profile(person_ref: str) -> str:
    """The profile's `page_id`, as a load would make it."""
    return hashlib.sha256((page_salt() + person_ref).encode()).hexdigest()[:_LETTERS]


def page_of_dose(dose_ref: str) -> str:
    """Under which name a page knows a dose of a profile."""
    return _salted("dose", dose_ref)


def _salted(kind: str, *parts: Iterable[str]) -> str:
    told = "\x1f".join((page_salt(), kind, *map(str, parts)))
    return hashlib.sha256(told.encode()).hexdigest()[:_LETTERS]
