"""The rules about one person profile, as SQL over `person_checked`."""

from datetime import date

from soat.engine.check.condition import Condition, blank, limit, literal, one_of
from soat.model.rules import BY_CODE

_ALL = "true"
_CITIZEN = "number_status <> 'foreign'"
_NUMBERED = f"{_CITIZEN} AND numbers_given"
_NAMED = "name_ascii IS NOT NULL"
_COMPARED = "verdict <> 'exempt'"
_UNCONFIRMED = "verdict <> 'verified'"
_UNSETTLED = "verdict = 'unidentified'"
_FILLER = "|".join([*(str(digit) * 6 for digit in range(10)), "12345678", "987654321"])
_BARE_NAME = "replace(name_ascii, ' ', '')"


def person_conditions(as_of: date) -> dict[str, Condition]:
    """Every rule about a person by its code. `as_of` is the day on which ages are reckoned."""
    day = literal(as_of)
    return (
        _completeness(day)
        | _names_and_numbers()
        | _birth_and_contact(day)
        | _uniqueness()
        | _register_says(day)
    )


def _as_number(day: str) -> str:
    return f"year({day}) * 10000 + month({day}) * 100 + day({day})"


def _completeness(day: str) -> dict[str, Condition]:
    words = "coalesce(length(name_ascii) - length(replace(name_ascii, ' ', '')) + 1, 0)"
    below = limit("P-C08", "below_years", day)
    # With only a year known, the youngest that the person may be decides: no child is missed.
    # Days as numbers (20220425) differ by 10,000 for each full year.
    born = "coalesce(birth_date, make_date(birth_year, 12, 31))"
    child = f"{_as_number(day)} - ({_as_number(born)}) < {below} * 10000"
    return {
        "P-C01": Condition(_CITIZEN, f"{words} < {limit('P-C01', 'least_words', day)}"),
        "P-C02": Condition(_ALL, "birth_year IS NULL"),
        "P-C09": Condition(
            "birth_year IS NOT NULL", f"birth_precision <> 'day' AND {_UNCONFIRMED}"
        ),
        "P-C03": Condition(_ALL, "sex IS NULL"),
        "P-C04": Condition(_NUMBERED, "number_status = 'missing'"),
        "P-C05": Condition(_ALL, f"{blank('phone_typed')} AND {blank('guardian_phone')}"),
        "P-C06": Condition(_CITIZEN, blank("residence_typed")),
        "P-C07": Condition(_ALL, "nationality IS NULL"),
        "P-C08": Condition(child, blank("guardian_name")),
    }


def _names_and_numbers() -> dict[str, Condition]:
    # One letter again and again: nothing is left when that letter is taken away. A name that does
    # not end as it begins need not be looked at.
    repeated = f"""CASE WHEN left(name_ascii, 1) = right(name_ascii, 1)
    THEN replace({_BARE_NAME}, substr(name_ascii, 1, 1), '') = '' ELSE false END"""
    placeholder = f"name_ascii IN {one_of('P-V01')} OR name_ascii LIKE 'con ba %' OR {repeated}"
    unmarked = "repairs_named LIKE '%,name:diacritics_missing,%'"
    number_said = f"{_NUMBERED} AND number_status <> 'missing'"
    year_known = "number_kind = 'cccd' AND number_year IS NOT NULL AND birth_year IS NOT NULL"
    sex_known = "number_kind = 'cccd' AND number_sex IS NOT NULL AND sex IS NOT NULL"
    filler = f"regexp_matches(number_digits, '{_FILLER}')"
    return {
        "P-V01": Condition(_NAMED, f"({placeholder})"),
        "P-V02": Condition(_NAMED, "name_damage = 'legacy_font'"),
        "P-V03": Condition(_NAMED, "name_damage = 'title_or_note'"),
        "P-V11": Condition(_NAMED, "name_damage = 'typing_residue'"),
        "P-V12": Condition(f"{_NAMED} AND {_CITIZEN}", f"NOT name_has_marks AND {unmarked}"),
        "P-V04": Condition(number_said, "number_status = 'malformed'", "number_damage"),
        "P-V05": Condition(year_known, f"number_year <> birth_year AND {_UNSETTLED}"),
        "P-V13": Condition(sex_known, f"number_sex <> sex AND {_UNSETTLED}"),
        "P-V06": Condition(
            f"{_CITIZEN} AND number_digits <> ''",
            f"CASE WHEN {_UNCONFIRMED} THEN {filler} ELSE false END",
        ),
    }


def _birth_and_contact(day: str) -> dict[str, Condition]:
    born = "birth_year IS NOT NULL"
    age = f"year({day}) - birth_year"
    most = limit("P-V14", "most_years", day)
    usual = limit("P-V15", "usual_years", day)
    shared = limit("P-V16", "most_profiles", day)
    # Where only the year is known, only a later year is surely in the future.
    future = f"coalesce(birth_date > {day}, birth_year > year({day}))"
    return {
        "P-V07": Condition(born, future),
        "P-V14": Condition(born, f"{age} > {most}", f"concat({age}, ' years')"),
        "P-V15": Condition(
            f"{born} AND {_UNCONFIRMED}",
            f"{age} > {usual} AND {age} <= {most}",
            f"concat({age}, ' years')",
        ),
        "P-V08": Condition(
            "birth_date IS NOT NULL", "month(birth_date) = 1 AND day(birth_date) = 1"
        ),
        "P-V09": Condition(f"NOT ({blank('phone_typed')})", "phone IS NULL"),
        "P-V16": Condition(
            "phone IS NOT NULL",
            f"phone_profiles > {shared}",
            "concat('on ', phone_profiles, ' profiles')",
        ),
        "P-V10": Condition(f"NOT ({blank('residence_typed')})", "residence_code IS NULL"),
    }


def _uniqueness() -> dict[str, Condition]:
    alike = "name_ascii || birth_date || sex || residence_code IS NOT NULL"
    return {
        "P-U01": Condition("number IS NOT NULL", "shares_number"),
        "P-U02": Condition(f"({alike})", "looks_alike"),
        "P-U04": Condition(_ALL, "two_profiles"),
    }


def _register_says(day: str) -> dict[str, Condition]:
    style = _any_repair("name", "P-X09")
    others_number = _any_repair("number", "P-X06")
    # What is missing, or given in part, is a rule of completeness's to say.
    part_given = _any_repair("birth_date", "P-X03")
    not_given = _any_repair("sex", "P-X04")
    only_number = "reasons = 'number' AND number_status = 'present'"
    fields = "len(string_split(reasons, '+'))"
    several = f"reasons <> '' AND {fields} >= {limit('P-X05', 'least_fields', day)}"
    return {
        "P-X01": Condition(_COMPARED, f"{_UNSETTLED} AND rule <> 'ambiguous'"),
        "P-X11": Condition(_COMPARED, f"{_UNSETTLED} AND rule = 'ambiguous'"),
        "P-X02": Condition(_COMPARED, f"reasons = 'name' AND NOT ({style})"),
        "P-X09": Condition(_COMPARED, f"reasons = 'name' AND ({style})"),
        "P-X03": Condition(_COMPARED, f"reasons = 'birth_date' AND NOT ({part_given})"),
        "P-X04": Condition(_COMPARED, f"reasons = 'sex' AND NOT ({not_given})"),
        "P-X05": Condition(_COMPARED, several, "replace(reasons, '+', ', ')"),
        "P-X06": Condition(_COMPARED, f"reasons = 'number' AND ({others_number})"),
        "P-X12": Condition(_COMPARED, f"{only_number} AND NOT ({others_number})"),
        "P-X07": Condition("register_row IS NOT NULL", f"deceased_on <= {day}"),
        "P-X10": Condition(_ALL, "verdict = 'exempt'"),
    }


def _any_repair(field: str, code: str) -> str:
    """Whether the field is to be corrected for one of the reasons that the rule knows."""
    return " OR ".join(f"repairs_named LIKE '%,{field}:{kind},%'" for kind in BY_CODE[code].words)
