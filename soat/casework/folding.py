"""Names as they are searched: a to z and single spaces, however they were typed."""

import unicodedata
from collections.abc import Mapping

from soat.casework.models import Profile


def folded(text: str) -> str:
    """a-z and single spaces."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(bare.split())


def put_typed(profile: Profile, columns: Mapping[str, str]) -> None:
    """What is typed otherwise into the profile; a name is found by its new form from now on."""
    for name, value in columns.items():
        setattr(profile, name, value)
    if "full_name" in columns:
        profile.name_folded = folded(profile.full_name)
