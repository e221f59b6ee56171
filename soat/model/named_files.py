"""TOML files that are named or given: a profile, a schedule. Every fault is told before a run."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from soat.model.errors import InputUnusable, WrongUsage
from soat.model.messages import Message

Made = TypeVar("Made")


class FileFault(Exception):
    """What the file says cannot be meant so; `remedy` says what to mend."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.remedy = Message(vi, en)


@dataclass(frozen=True)
class NamedFiles:
    """Files of one kind: those shipped in a folder, and any that a user has.

    `given_as` is how a user names one, `besides` are names that are no file, and the two messages
    say that there is none of a name, and that one is faulty.
    """

    folder: Path
    given_as: str
    absent: Message
    faulty: Message
    besides: tuple[str, ...] = ()

    def read(self, name_or_path: str, make: Callable[[dict[str, object], str], Made]) -> Made:
        """What `make` makes of the content and stem of the shipped file of that name, or of the
        file at that path.

        `make` raises FileFault. Raises WrongUsage when there is no such file and InputUnusable
        when it is faulty.
        """
        shipped = self.folder / f"{name_or_path}.toml"
        path = shipped if shipped.is_file() else Path(name_or_path)
        if not path.is_file():
            raise self._no_such(name_or_path)
        try:
            return make(tomllib.loads(path.read_text(encoding="utf-8")), path.stem)
        except FileFault as fault:
            raise InputUnusable(self.faulty, path.name, fault.remedy) from fault
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            mend = Message(f"Sửa: {fault}", f"Mend it: {fault}")
            raise InputUnusable(self.faulty, path.name, mend) from fault

    def _no_such(self, name: str) -> WrongUsage:
        known = ", ".join(
            [*sorted(file.stem for file in self.folder.glob("*.toml")), *self.besides]
        )
        return WrongUsage(
            self.absent,
            f"{self.given_as} {name}",
            Message(f"Chọn {known}, hoặc một tệp TOML.", f"Choose {known}, or a TOML file."),
        )
