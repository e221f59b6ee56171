"""A country's profile: number scheme, name rules, places, and the columns compared.

A profile is a TOML file. `vn` and `generic` are shipped in `soat/profiles/`; any other is a path.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from soat.model.errors import InputUnusable, WrongUsage
from soat.model.messages import Message
from soat.model.tables import PEOPLE, REGISTER

SHIPPED = Path(__file__).parent.parent / "profiles"
_ALLOWED = {
    "number_scheme": {"vn", "none"},
    "name_rules": {"vn", "plain"},
    "places": {"vn", "none"},
    "places_epoch": {"2021", "2025"},
}
_COMPARISONS = {"text", "code", "date", "name"}
KEY_COLUMNS = (
    *("name_ascii", "name_bag", "surname", "given"),
    *("birth_date", "birth_year", "birth_month", "birth_day", "sex"),
)
"""Columns that a blocking key may name beside the declared ones (`x_<name>`)."""

# Names that already mean something beside the columns of the tables.
_TAKEN = {"number", "name", "home", "lent", "total"}
_TAKEN |= {*PEOPLE.column_names, *REGISTER.column_names}


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

    @property
    def extra_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.extra_columns)

    @property
    def name_needed(self) -> bool:
        """Whether a row without a name is unusable: not where other columns are declared."""
        return self.number_scheme != "none" or not self.extra_columns


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
    _refuse_unknown(settings, {field.name for field in fields(Profile)}, "setting")
    extras = settings.pop("extra_columns", [])
    blocking = settings.pop("blocking", [])
    for key, allowed in _ALLOWED.items():
        if key in settings and settings[key] not in allowed:
            raise ValueError(f"{key} must be one of {sorted(allowed)}")
    if not isinstance(extras, list) or not isinstance(blocking, list):
        raise TypeError("extra_columns and blocking must be lists")
    columns = tuple(_extra_column(dict(extra)) for extra in extras)
    known = (*KEY_COLUMNS, *(f"x_{column.name}" for column in columns))
    keys = tuple(_key(key, known) for key in blocking)
    profile = Profile(**{"name": stem, **settings}, extra_columns=columns, blocking=keys)  # type: ignore[arg-type]
    _refuse_nonsense(profile)
    return profile


def _refuse_unknown(settings: dict[str, object], known: set[str], what: str) -> None:
    unknown = sorted(settings.keys() - known)
    if unknown:
        raise ValueError(f"unknown {what} {', '.join(unknown)}; known: {', '.join(sorted(known))}")


def _refuse_nonsense(profile: Profile) -> None:
    for setting in ("accept_probability", "expected_present"):
        share = getattr(profile, setting)
        if not isinstance(share, float) or not 0 < share < 1:
            raise ValueError(f"{setting} must be a number between 0 and 1")
    if not isinstance(profile.many_profiles, bool):
        raise ValueError("many_profiles must be true or false")
    names = [name.lower() for name in profile.extra_names]
    if len(names) != len(set(names)):
        raise ValueError("an extra column is declared twice")
    if profile.number_scheme != "none":
        if profile.many_profiles:
            raise ValueError('many_profiles is for number_scheme = "none"')
    elif profile.weights is not None:
        raise ValueError('weights are learned from the files when number_scheme = "none"')
    elif not profile.blocking:
        raise ValueError("blocking must name at least one key")


def _key(parts: object, known: tuple[str, ...]) -> tuple[str, ...]:
    """One blocking key; every part is a known column, or its first letters (`surname:3`)."""
    if not isinstance(parts, list) or not parts or not all(isinstance(p, str) for p in parts):
        raise TypeError('a blocking key is a list of columns, such as ["birth_date", "given"]')
    for part in parts:
        column, colon, letters = part.partition(":")
        if column not in known:
            raise ValueError(f"blocking: unknown column {column}; known: {', '.join(known)}")
        if colon and not (letters.isascii() and letters.isdigit() and int(letters) > 0):
            raise ValueError(f"blocking: {part}: after the colon stands a number of letters")
    return tuple(parts)


def _extra_column(settings: dict[str, object]) -> ExtraColumn:
    _refuse_unknown(settings, {field.name for field in fields(ExtraColumn)}, "setting of a column")
    column = ExtraColumn(**settings)  # type: ignore[arg-type]
    if column.comparison not in _COMPARISONS:
        raise ValueError(f"comparison must be one of {sorted(_COMPARISONS)}")
    if not isinstance(column.name, str) or not column.name.isidentifier():
        raise ValueError("an extra column's name must be letters, digits and underscores")
    if column.name.lower() in _TAKEN:
        raise ValueError(f"{column.name} is compared already, or means something else")
    if not isinstance(column.reason, bool):
        raise ValueError("reason must be true or false")
    return column
