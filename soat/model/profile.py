"""A country's profile: number scheme, name rules, places, and the columns compared.

A profile is a TOML file. `vn` and `generic` are shipped in `soat/profiles/`; any other is a path.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from soat.model.messages import Message
from soat.model.named_files import NamedFiles
from soat.model.profile_faults import (
    refuse_column,
    refuse_combination,
    refuse_key,
    refuse_unknown,
    refuse_values,
)

SHIPPED = Path(__file__).parent.parent / "profiles"


@dataclass(frozen=True)
class ExtraColumn:
    """A compared column beyond the contract's own, present on both sides.

    `comparison` is `text` (words, typing errors happen), `name` (like text, but common values
    count for less), `code` (a key: equal, one character off, or different) or `date`.
    `reason` says whether a difference is a reason for a mismatch.
    """

    name: str
    comparison: str
    reason: bool = True


@dataclass(frozen=True)
class Profile:
    """What differs from country to country, or from file to file.

    `many_profiles` says that one person may well have many profiles: what profiles linked beyond
    doubt say is then known of their person too, and a second profile is nothing unusual.
    `schedule` is the vaccination schedule that doses are held against: a shipped one, the path of a
    TOML file, or "none".
    """

    name: str
    number_scheme: str = "none"
    name_rules: str = "plain"
    places: str = "none"
    places_epoch: str = "2021"
    extra_columns: tuple[ExtraColumn, ...] = ()
    blocking: tuple[tuple[str, ...], ...] = ()
    accept_probability: float = 0.99
    expected_present: float = 0.97
    weights: str | None = None
    many_profiles: bool = False
    schedule: str = "none"

    @property
    def extra_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.extra_columns)

    @property
    def settles_in_parts(self) -> bool:
        """Whether some people can be settled without the others: weights are shipped, numbers and
        places are known, and one profile lends another nothing."""
        return self.number_scheme != "none" and self.weights is not None and not self.many_profiles

    @property
    def name_needed(self) -> bool:
        """Whether a row without a name is unusable: not where other columns are declared."""
        return self.number_scheme != "none" or not self.extra_columns


def load_profile(name_or_path: str) -> Profile:
    """The shipped profile of that name, or the TOML file at that path.

    Raises WrongUsage when there is no such profile and InputUnusable when the file is faulty.
    """
    return _FILES.read(name_or_path, _profile_from)


_FILES = NamedFiles(
    SHIPPED,
    "--profile",
    Message("Không có hồ sơ cấu hình này.", "There is no such profile."),
    Message("Hồ sơ cấu hình có lỗi.", "The profile has a fault."),
)


def _profile_from(settings: dict[str, object], stem: str) -> Profile:
    refuse_unknown(settings, [field.name for field in fields(Profile)])
    refuse_values(settings)
    refuse_combination(settings)
    columns: list[ExtraColumn] = []
    for extra in _list_of(settings.pop("extra_columns", [])):
        columns.append(_extra_column(extra, [column.name for column in columns]))
    keys = _list_of(settings.pop("blocking", []))
    for key in keys:
        refuse_key(key, [column.name for column in columns])
    return Profile(
        **{"name": stem, **settings},  # type: ignore[arg-type]
        extra_columns=tuple(columns),
        blocking=tuple(tuple(_list_of(key)) for key in keys),
    )


def _list_of(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _extra_column(settings: object, others: list[str]) -> ExtraColumn:
    declared = settings if isinstance(settings, dict) else {}
    refuse_unknown(declared, [field.name for field in fields(ExtraColumn)])
    refuse_column(declared, others)
    return ExtraColumn(**declared)
