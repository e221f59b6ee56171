"""What a simulation is asked for, and the scenario that it follows."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from soat.model.errors import InputUnusable, WrongUsage
from soat.model.messages import Message
from soat.simulate.corruption_kinds import CorruptionKind

PACKAGED = ("vn-2022-04-25", "clean", "hostile")
_CLASSES = ("verified", "wrong", "no_number", "absent", "foreign")
_KEYS: dict[str, tuple[str, ...]] = {
    "people": _CLASSES,
    "doses_per_person": _CLASSES,
    "errors_per_wrong_person": ("one", "two", "three"),
    "spoiled_field": ("number", "name", "birth_date", "sex"),
    "chances": (
        "no_number_absent",
        "no_number_other_error",
        "former_number_used",
        "profile_split",
        "register_wrong",
        "residence_missing",
        "residence_other_commune",
        "residence_other_district",
        "residence_unknown_code",
        "child_vaccinated",
        "dose_too_early",
    ),
    "totals": ("given", "recorded"),
    "entry": ("site_late", "site_negligent", "weeks_late", "lost_in_sessions", "zero_reported"),
    "dose_faults": (
        "entered_twice",
        "wrong_profile",
        "shifted_sheets",
        "wrong_ordinal",
        "kind_unsaid",
        "number_unsaid",
        "counted_through",
        "date_swapped",
        "mis_dated",
        "product_mislabelled",
        "sister_site",
        "site_missing",
        "lot_missing",
        "recorded_at_missing",
    ),
    "report_faults": (
        "not_reported",
        "corrected_later",
        "row_twice",
        "count_off",
        "digit_added",
    ),
    "rejected": (
        "person_without_ref",
        "person_ref_repeated",
        "person_without_name",
        "dose_of_unknown_person",
        "dose_date_unreadable",
    ),
}
_STYLES: dict[str, tuple[str, ...]] = {
    "name": (
        "plain",
        "upper",
        "lower",
        "decomposed",
        "spaced",
        "other_tone_place",
        "other_i_or_y",
    ),
    "number": ("plain", "spaces", "dots", "quoted", "edges", "full_width", "letter_o"),
    "birth_date": (
        "dd/mm/yyyy",
        "d/m/yyyy",
        "yyyy-mm-dd",
        "dd-mm-yyyy",
        "dd.mm.yyyy",
        "yyyy-mm-dd 00:00:00",
        "serial",
    ),
    "sex": ("Nam/Nữ", "NAM/NỮ", "nam/nu", "M/F", "male/female", "1/0"),
    "product": ("name", "brand", "short", "long", "upper"),
}
_KIND_GROUPS = ("number", "no_number", "name", "birth_date", "sex", "register")

_SHARES = ("chances", "rejected", "entry", "dose_faults", "report_faults")  # none is above 1

Rates = Mapping[str, float]


@dataclass(frozen=True)
class SimulationSettings:
    """How many profiles, from which seed, after which scenario (a name or a TOML file), where."""

    people: int
    out: Path
    seed: int = 1
    scenario: str = "vn-2022-04-25"


@dataclass(frozen=True)
class Scenario:
    """Shares, rates and kinds, as the scenario's TOML file states them (docs: simulation.md)."""

    name: str
    title: Message
    as_of: date
    people: Rates
    doses_per_person: Rates
    errors_per_wrong_person: Rates
    spoiled_field: Rates
    chances: Rates
    rejected: Rates
    totals: Rates
    entry: Rates
    dose_faults: Rates
    report_faults: Rates
    kinds: Mapping[str, Mapping[CorruptionKind, float]]
    styles: Mapping[str, Rates]


def read_scenario(name: str) -> Scenario:
    """The packaged scenario of that name, or the one in that TOML file."""
    if name in PACKAGED:
        text = files("soat.simulate.scenarios").joinpath(f"{name}.toml").read_text("utf-8")
    else:
        text = _text_of(Path(name))
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise _unusable(
            name, "tệp không phải TOML hợp lệ", "the file is not valid TOML"
        ) from broken
    return _scenario(Path(name).stem if name not in PACKAGED else name, stated)


def _text_of(path: Path) -> str:
    if path.is_file():
        return path.read_text(encoding="utf-8")
    raise WrongUsage(
        Message("Không có kịch bản này.", "There is no such scenario."),
        str(path),
        Message(
            f"Dùng {', '.join(PACKAGED)} hoặc đường dẫn tới tệp TOML.",
            f"Use {', '.join(PACKAGED)} or the path of a TOML file.",
        ),
    )


def _scenario(name: str, stated: dict[str, Any]) -> Scenario:
    faults: list[str] = []
    rates = {group: _rates(stated, group, keys, faults) for group, keys in _KEYS.items()}
    styles = {
        group: _rates(stated.get("styles", {}), group, keys, faults)
        for group, keys in _STYLES.items()
    }
    kinds = {group: _kinds(stated, group, faults) for group in _KIND_GROUPS}
    as_of = stated.get("as_of", "")
    try:
        day = date.fromisoformat(str(as_of))
    except ValueError:
        faults.append("as_of")
    if faults:
        listed = ", ".join(faults)
        raise _unusable(name, f"thiếu hoặc sai: {listed}", f"missing or wrong: {listed}")
    title = Message(str(stated.get("title_vi", name)), str(stated.get("title_en", name)))
    return Scenario(name=name, title=title, as_of=day, kinds=kinds, styles=styles, **rates)


def _rates(stated: dict[str, Any], group: str, keys: tuple[str, ...], faults: list[str]) -> Rates:
    """The numbers of one group; a key that is not stated is 0, an unknown key is a fault."""
    given = stated.get(group, {})
    faults += [f"{group}.{key}" for key in given if key not in keys]
    faults += [f"{group}.{key}" for key in given if not _is_rate(given[key])]
    if group in _SHARES:
        faults += [f"{group}.{key}" for key in given if _is_rate(given[key]) and given[key] > 1]
    elif not any(_is_rate(value) and value > 0 for value in given.values()):
        faults.append(group)
    return {key: float(given.get(key, 0.0)) if _is_rate(given.get(key, 0)) else 0.0 for key in keys}


def _is_rate(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(float(str(value))) and float(str(value)) >= 0


def _kinds(stated: dict[str, Any], group: str, faults: list[str]) -> Mapping[CorruptionKind, float]:
    given = stated.get("kinds", {}).get(group, {})
    known = set(CorruptionKind)
    faults += [f"kinds.{group}.{key}" for key in given if key not in known]
    faults += [f"kinds.{group}.{key}" for key, value in given.items() if not _is_rate(value)]
    return {
        CorruptionKind(key): float(v) for key, v in given.items() if key in known and _is_rate(v)
    }


def _unusable(name: str, vi: str, en: str) -> InputUnusable:
    return InputUnusable(
        Message("Không dùng được kịch bản.", "The scenario cannot be used."),
        name,
        Message(f"Sửa tệp: {vi}.", f"Mend the file: {en}."),
    )
