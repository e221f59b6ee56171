"""A schedule read from its TOML file; every fault is told before anything runs."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

from soat.model.dose_lists import DoseKind
from soat.model.messages import Message
from soat.model.named_files import FileFault, NamedFiles
from soat.model.schedule_rules import (
    FIRST_DAY,
    LAST_DAY,
    OLDEST,
    DoseAsked,
    DoseRule,
    Product,
    Schedule,
)

__all__ = ["DoseAsked", "DoseRule", "Product", "Schedule", "load_schedule"]

SHIPPED = Path(__file__).parent / "schedules"
NO_SCHEDULE = "none"

_FILES = NamedFiles(
    SHIPPED,
    "schedule =",
    Message("Không có lịch tiêm này.", "There is no such schedule."),
    Message("Lịch tiêm có lỗi.", "The schedule has a fault."),
    (NO_SCHEDULE,),
)
_PRODUCT_KEYS = {
    *("code", "name", "family", "basic_doses", "first_use", "aliases", "makers"),
    "additional_follows",
}
_RULE_KEYS = {
    *("products", "kind", "number", "previous", "minimum_days", "grace_days", "maximum_days"),
    *("age_from", "age_to", "valid_from", "valid_to", "source", "jurisdiction"),
}


def load_schedule(name_or_path: str) -> Schedule:
    """The shipped schedule of that name, the TOML file at that path, or for "none" the empty one.

    Raises WrongUsage when there is no such schedule and InputUnusable when the file is faulty.
    """
    if name_or_path == NO_SCHEDULE:
        return Schedule(NO_SCHEDULE)
    return _FILES.read(name_or_path, _schedule_from)


def _schedule_from(content: Mapping[str, object], stem: str) -> Schedule:
    _refuse_unknown(content, {"name", "products", "rules", "grace_days", "jurisdiction"})
    products = tuple(_product(table) for table in _tables(content, "products"))
    codes = [product.code for product in products]
    if len(set(codes)) < len(codes):
        raise FileFault("Hai sản phẩm trùng mã.", "Two products have the same code.")
    rules: list[DoseRule] = []
    for table in _tables(content, "rules"):
        rules += _rules(table, content, codes)
    _refuse_overlaps(rules)
    return Schedule(_text(content, "name", stem), products, tuple(rules))


def _product(table: Mapping[str, object]) -> Product:
    _refuse_unknown(table, _PRODUCT_KEYS)
    code = _text(table, "code")
    return Product(
        code=code,
        name=_text(table, "name", code),
        family=_text(table, "family", code),
        basic_doses=_number(table, "basic_doses", 2),
        first_use=_day(table, "first_use", FIRST_DAY),
        aliases=_texts(table, "aliases"),
        makers=_texts(table, "makers"),
        additional_follows=table.get("additional_follows") is True,
    )


def _rules(
    table: Mapping[str, object], whole: Mapping[str, object], codes: list[str]
) -> list[DoseRule]:
    """One row of the file is a rule for each product and each product before it."""
    _refuse_unknown(table, _RULE_KEYS)
    kind = _text(table, "kind")
    if kind not in {one.value for one in DoseKind}:
        raise _must_be("kind", " | ".join(one.value for one in DoseKind))
    rules = []
    for product in _codes(table, "products", codes):
        for previous in _before(table, product, codes):
            rules.append(
                DoseRule(
                    product=product,
                    kind=kind,
                    number=_number(table, "number"),
                    previous=previous,
                    minimum_days=_number(table, "minimum_days") if previous else None,
                    grace_days=_number({**whole, **table}, "grace_days", 0),
                    maximum_days=_number(table, "maximum_days", 0) or None,
                    age_from=_number(table, "age_from", 0),
                    age_to=_number(table, "age_to", OLDEST),
                    valid_from=_day(table, "valid_from", FIRST_DAY),
                    valid_to=_day(table, "valid_to", LAST_DAY),
                    source=_text(table, "source"),
                    jurisdiction=_text({**whole, **table}, "jurisdiction"),
                )
            )
    return rules


def _before(table: Mapping[str, object], product: str, codes: list[str]) -> list[str | None]:
    """The products that may go before: a list of codes, "same", "any", or nothing for a first."""
    said = table.get("previous")
    if said is None:
        return [None]
    if said == "same":
        return [product]
    return [*codes] if said == "any" else [*_codes(table, "previous", codes)]


def _codes(table: Mapping[str, object], key: str, known: list[str]) -> tuple[str, ...]:
    codes = _texts(table, key)
    unknown = [code for code in codes if code not in known]
    if unknown or not codes:
        raise _must_be(key, ", ".join(known))
    return codes


def _refuse_overlaps(rules: list[DoseRule]) -> None:
    """Two rules for one dose on one day would leave the choice to chance."""
    by_dose: dict[tuple[object, ...], list[DoseRule]] = {}
    for rule in rules:
        key = (rule.product, rule.kind, rule.number, rule.previous)
        by_dose.setdefault(key, []).append(rule)
    for dose, same_dose in by_dose.items():
        for one, other in combinations(same_dose, 2):
            days = one.valid_from <= other.valid_to and other.valid_from <= one.valid_to
            ages = one.age_from < other.age_to and other.age_from < one.age_to
            if days and ages:
                told = " ".join(str(part) for part in dose)
                raise FileFault(
                    f"Hai quy định cùng hiệu lực cho một mũi: {told}.",
                    f"Two rules are in force for one dose: {told}.",
                )


# ── one value of the file ────────────────────────────────────────────────────────────────────


def _tables(content: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    tables = content.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _must_be(key, f"[[{key}]]")
    return tables


def _refuse_unknown(table: Mapping[str, object], known: set[str]) -> None:
    unknown = ", ".join(sorted(table.keys() - known))
    if unknown:
        listed = ", ".join(sorted(known))
        raise FileFault(
            f"Không có thiết lập {unknown}; có thể dùng: {listed}.",
            f"There is no setting {unknown}; known are: {listed}.",
        )


def _text(table: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value:
        raise _must_be(key, '"…"')
    return value


def _texts(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _must_be(key, '["…", …]')
    return tuple(values)


def _number(table: Mapping[str, object], key: str, default: int | None = None) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _must_be(key, "0, 1, 2, …")
    return value


def _day(table: Mapping[str, object], key: str, default: date) -> date:
    value = table.get(key, default)
    if type(value) is not date:
        raise _must_be(key, "2021-03-08")
    return value


def _must_be(setting: str, allowed: str) -> FileFault:
    return FileFault(f"{setting} phải là {allowed}.", f"{setting} must be {allowed}.")
