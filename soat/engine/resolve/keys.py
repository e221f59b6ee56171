"""The keys: SQL over `b`, a profile or a register person; who agrees on one is compared."""

from soat.model.profile import Profile

# A date as a key on which swapping day and month has no effect.
_DATE_KEY = """b.birth_year || '-' || least(b.birth_month, b.birth_day) || '-'
    || greatest(b.birth_month, b.birth_day)"""
_DAY_MONTH_KEY = """least(b.birth_month, b.birth_day) || '-'
    || greatest(b.birth_month, b.birth_day)"""

# Each key is SQL over `b`, which is a profile or a register person; equal and not NULL makes a
# candidate. Every key is narrow enough for 100 million people (about 20 strangers a key at most).
# Near keys name a place, so that who agrees on one lives in the same province.
NEAR_KEYS: dict[str, str] = {
    "name_year_province": "b.name_bag || '|' || b.birth_year || '|' || b.province_code",
    "name_day_province": f"b.name_bag || '|' || {_DAY_MONTH_KEY} || '|' || b.province_code",
    "name_commune": "b.name_bag || '|' || b.residence_code",
    "given_date_province": f"b.given || '|' || {_DATE_KEY} || '|' || b.province_code",
    "surname_date_district": f"b.surname || '|' || {_DATE_KEY} || '|' || b.district_code",
    "date_commune": f"{_DATE_KEY} || '|' || b.residence_code",
    "surname_letter_year_commune": """b.surname || '|' || left(b.given, 1) || '|' || b.birth_year
        || '|' || b.residence_code""",
    "given_year_commune": "b.given || '|' || b.birth_year || '|' || b.residence_code",
    "surname_ending_year_commune": """b.surname || '|' || right(b.given, 1) || '|' || b.birth_year
        || '|' || b.sex || '|' || b.residence_code""",
    "surname_given_day_commune": f"""b.surname || '|' || b.given || '|' || {_DAY_MONTH_KEY}
        || '|' || b.residence_code""",
}
FAR_KEYS: dict[str, str] = {
    "name_and_date": f"b.name_bag || '|' || {_DATE_KEY}",
    "surname_given_date": f"b.surname || '|' || b.given || '|' || {_DATE_KEY}",
}

# Without a place the country is the haystack: every namesake of a year must be seen, or one of
# them would seem to be alone; and each key leaves about a hundred strangers at most.
PLACELESS_KEYS = {
    "name_month": "b.name_bag || '|' || b.birth_year || '|' || b.birth_month",
    "name_day": "b.name_bag || '|' || b.birth_year || '|' || b.birth_day",
    "name_day_month": f"b.name_bag || '|' || {_DAY_MONTH_KEY}",
    "given_date": f"b.given || '|' || {_DATE_KEY}",
    "surname_letter_date": f"b.surname || '|' || left(b.given, 1) || '|' || {_DATE_KEY}",
}
# One wrong, swapped, lost or doubled digit leaves one of these parts of the number whole.
NUMBER_PARTS = (
    (
        "number_end",
        "right({0}, 6)",
        "AND (p.birth_year = r.birth_year OR p.given = r.given)",
    ),
    ("number_start", "left({0}, 9)", ""),
    ("number_rim", "left({0}, 6) || right({0}, 3)", ""),
    ("number_waist", "left({0}, 5) || right({0}, 5)", ""),
    ("number_tail", "left({0}, 8) || right({0}, 2)", ""),
)


# Keys wide enough to catch slips in a name: most of whom they bring are told apart at once by the
# distance of the names, before anything dearer is compared.
_SLIP = "levenshtein(p.name_ascii, r.name_ascii) <= 2"
ALSO = {
    "surname_letter_year_commune": f"({_SLIP} OR p.given = r.given)",
    "given_year_commune": f"({_SLIP} OR length(p.surname) = 1)",
    "surname_ending_year_commune": f"({_SLIP})",
}


def far_keys_of(profile: Profile) -> dict[str, str]:
    """The profile's keys by name that people anywhere may share."""
    if profile.number_scheme != "none":
        return FAR_KEYS
    return {
        f"declared_{index}": " || '|' || ".join(_part(part) for part in key)
        for index, key in enumerate(profile.blocking)
    }


def _part(part: str) -> str:
    column, _, letters = part.partition(":")
    return f"left(b.{column}::VARCHAR, {int(letters)})" if letters else f"b.{column}"
