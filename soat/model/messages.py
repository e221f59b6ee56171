"""A sentence said to people, in Vietnamese and English."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True)
class Message:
    """One sentence in both languages; `{name}` places are filled by `filled`."""

    vi: str
    en: str

    def filled(self, **values: object) -> "Message":
        """The same sentence with its places filled in. Never pass personal data."""
        return Message(self.vi.format(**values), self.en.format(**values))

    def said_in(self, language: str) -> str:
        """The sentence in `vi` or `en`."""
        return self.vi if language == "vi" else self.en


class ClosedList(StrEnum):
    """An enum whose members are the text stored in tables and carry a sentence for people."""

    sentence: Message

    # The sentences have defaults for the type checker's sake only: `Verdict("verified")` looks a
    # member up by its code and never comes here.
    def __new__(cls, value: str, vi: str = "", en: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = Message(vi, en)
        return member
