"""What can be wrong in a profile's file, each fault said in both languages with the way to mend it.

Everything is looked at before anything runs: a profile that passes cannot stop the engine.
"""

from collections.abc import Collection, Mapping

from soat.model.named_files import FileFault
from soat.model.tables import PEOPLE, REGISTER

ALLOWED = {
    "number_scheme": ("vn", "none"),
    "name_rules": ("vn", "plain"),
    "places": ("vn", "none"),
    "places_epoch": ("2021", "2025"),
    "weights": ("vn",),
    "many_profiles": (True, False),
}
COMPARISONS = ("text", "name", "code", "date")
KEY_COLUMNS = (
    *("name_ascii", "name_bag", "surname", "given"),
    *("birth_date", "birth_year", "birth_month", "birth_day", "sex"),
)
"""Columns that a blocking key may name beside the declared ones (`x_<name>`)."""

# Names that already mean something beside the columns of the tables.
_TAKEN = {"number", "name", "home", "lent", "total", "file", "row_number"}
_TAKEN |= {*PEOPLE.column_names, *REGISTER.column_names}


def refuse_unknown(settings: Collection[str], known: Collection[str]) -> None:
    """Raise FileFault when a setting has a name that nothing reads."""
    unknown, listed = ", ".join(sorted(set(settings) - set(known))), ", ".join(known)
    if unknown:
        raise FileFault(
            f"Không có thiết lập {unknown}; có thể dùng: {listed}.",
            f"There is no setting {unknown}; known are: {listed}.",
        )


def refuse_values(settings: Mapping[str, object]) -> None:
    """Raise FileFault when a setting has a value that it cannot have."""
    for name, allowed in ALLOWED.items():
        if name in settings and settings[name] not in allowed:
            raise _must_be(name, " | ".join(str(value).lower() for value in allowed))
    # At one half two may be as likely as each other: then neither is the person.
    for name, least in (("accept_probability", 0.5), ("expected_present", 0.0)):
        share = settings.get(name, 0.75)
        if not isinstance(share, float) or not least < share < 1:
            raise _must_be(name, f"{least} < … < 1.0")
    if not isinstance(settings.get("schedule", "none"), str):
        raise _must_be("schedule", '"vn" | "none" | "….toml"')
    for name in ("extra_columns", "blocking"):
        if not isinstance(settings.get(name, []), list):
            raise _must_be(name, "[…]")


def refuse_combination(settings: Mapping[str, object]) -> None:
    """Raise FileFault when two settings contradict each other."""
    numbered = settings.get("number_scheme", "none") != "none"
    if numbered and settings.get("many_profiles"):
        raise FileFault(
            'many_profiles chỉ dùng với number_scheme = "none".',
            'many_profiles goes with number_scheme = "none" only.',
        )
    if not numbered and "weights" in settings:
        raise FileFault(
            'Bỏ weights: với number_scheme = "none", trọng số được học từ chính các tệp.',
            'Leave weights out: with number_scheme = "none" they are learned from the files.',
        )
    if not numbered and not settings.get("blocking"):
        raise FileFault(
            'Thêm blocking với ít nhất một khóa, ví dụ [["name_bag"], ["birth_date", "given"]].',
            'Add blocking with a key at least, such as [["name_bag"], ["birth_date", "given"]].',
        )


def refuse_column(column: Mapping[str, object], others: Collection[str]) -> None:
    """Raise FileFault when an extra column cannot be declared so."""
    name = column.get("name")
    if not isinstance(name, str) or not name.isidentifier():
        raise _must_be("extra_columns: name", "a-z, 0-9, _")
    if name.lower() in _TAKEN | {other.lower() for other in others}:
        raise FileFault(
            f"Cột {name} đã được đối chiếu hoặc đã có nghĩa khác; đặt tên khác trong các tệp.",
            f"Column {name} is compared already or means something else; name it otherwise in "
            "the files.",
        )
    if column.get("comparison") not in COMPARISONS:
        raise _must_be(f"{name}: comparison", " | ".join(COMPARISONS))
    if not isinstance(column.get("reason", True), bool):
        raise _must_be(f"{name}: reason", "true | false")


def refuse_key(parts: object, extras: Collection[str]) -> None:
    """Raise FileFault when a blocking key is no list of known columns or their beginnings."""
    if not isinstance(parts, list) or not parts or not all(isinstance(p, str) for p in parts):
        raise _must_be("blocking", '[["birth_date", "given"], …]')
    known = (*KEY_COLUMNS, *(f"x_{name}" for name in extras))
    for part in parts:
        column, colon, letters = part.partition(":")
        if column not in known:
            raise FileFault(
                f"blocking: không có cột {column}; có thể dùng: {', '.join(known)}.",
                f"blocking: there is no column {column}; known are: {', '.join(known)}.",
            )
        if colon and not (letters.isascii() and letters.isdigit() and int(letters) > 0):
            raise _must_be(f"blocking: {part}", f"{column}:3")


def _must_be(setting: str, allowed: str) -> FileFault:
    return FileFault(f"{setting} phải là {allowed}.", f"{setting} must be {allowed}.")
