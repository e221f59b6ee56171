"""A country's profile: number scheme, name rules, places, and the columns compared.

A profile is a TOML file. `vn` and `generic` are shipped in `soat/profiles/`; any other is a path.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from soat.model.errors import InputUnusable, WrongUsage
from soat.model.messages import Message

SHIPPED = Path(__file__).parent.parent / "profiles"
_ALLOWED = {
    "number_scheme": {"vn", "none"},
    "name_rules": {"vn", "plain"},
    "places": {"vn", "none"},
    "places_epoch": {"2021", "2025"},
}
_COMPARISONS = {"text", "code", "date", "name"}


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
    """What differs from country to country, or from file to file."""

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

    @property
    def extra_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.extra_columns)


def load_profile(name_or_path: str) -> Profile:
    """The shipped profile of that name, or the TOML file at that path.

    Raises WrongUsage when there is no such profile and InputUnusable when the file is faulty.
    """
    shipped = SHIPPED / f"{name_or_path}.toml"
    path = shipped if shipped.is_file() else Path(name_or_path)
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise WrongUsage(
            Message("Không có hồ sơ cấu hình này.", "There is no such profile."),
            f"--profile {name_or_path}",
            Message(f"Chọn {known}, hoặc một tệp TOML.", f"Choose {known}, or a TOML file."),
        )
    try:
        return _profile_from(tomllib.loads(path.read_text(encoding="utf-8")), path.stem)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise InputUnusable(
            Message("Hồ sơ cấu hình có lỗi.", "The profile has a fault."),
            path.name,
            Message(f"Sửa: {fault}", f"Mend it: {fault}"),
        ) from fault


def _profile_from(settings: dict[str, object], stem: str) -> Profile:
    extras = settings.pop("extra_columns", [])
    blocking = settings.pop("blocking", [])
    for key, allowed in _ALLOWED.items():
        if key in settings and settings[key] not in allowed:
            raise ValueError(f"{key} must be one of {sorted(allowed)}")
    if not isinstance(extras, list) or not isinstance(blocking, list):
        raise TypeError("extra_columns and blocking must be lists")
    columns = tuple(_extra_column(dict(extra)) for extra in extras)
    keys = tuple(tuple(str(part) for part in key) for key in blocking)
    return Profile(**{"name": stem, **settings}, extra_columns=columns, blocking=keys)  # type: ignore[arg-type]


def _extra_column(settings: dict[str, object]) -> ExtraColumn:
    column = ExtraColumn(**settings)  # type: ignore[arg-type]
    if column.comparison not in _COMPARISONS:
        raise ValueError(f"comparison must be one of {sorted(_COMPARISONS)}")
    if not column.name.isidentifier():
        raise ValueError("an extra column's name must be letters, digits and underscores")
    return column
