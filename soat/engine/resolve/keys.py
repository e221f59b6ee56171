"""The keys: SQL over `b`, a profile or a register person; who agrees on one is compared."""

from soat.model.profile import Profile

Key = tuple[str, ...]
"""The parts of a key: who agrees on every part agrees on the key, and NULL agrees with nothing."""

# A date as a key on which swapping day and month has no effect.
_DAY_MONTH: Key = ("least(b.birth_month, b.birth_day)", "greatest(b.birth_month, b.birth_day)")
_DATE: Key = ("b.birth_year", *_DAY_MONTH)

# Every key is narrow enough for 100 million people (about 20 strangers a key at most).
# Near keys name a place, so that who agrees on one lives in the same province.
NEAR_KEYS: dict[str, Key] = {
    "name_year_province": ("b.name_bag", "b.birth_year", "b.province_code"),
    "name_day_province": ("b.name_bag", *_DAY_MONTH, "b.province_code"),
    "name_commune": ("b.name_bag", "b.residence_code"),
    "given_date_province": ("b.given", *_DATE, "b.province_code"),
    "surname_date_district": ("b.surname", *_DATE, "b.district_code"),
    "date_commune": (*_DATE, "b.residence_code"),
    "surname_letter_year_commune": (
        *("b.surname", "left(b.given, 1)"),
        *("b.birth_year", "b.residence_code"),
    ),
    "given_year_commune": ("b.given", "b.birth_year", "b.residence_code"),
    "surname_ending_year_commune": (
        *("b.surname", "right(b.given, 1)"),
        *("b.birth_year", "b.sex", "b.residence_code"),
    ),
    "surname_given_day_commune": ("b.surname", "b.given", *_DAY_MONTH, "b.residence_code"),
}
FAR_KEYS: dict[str, Key] = {
    "name_and_date": ("b.name_bag", *_DATE),
    "surname_given_date": ("b.surname", "b.given", *_DATE),
}

# Without a place the country is the haystack: every namesake of a year must be seen, or one of
# them would seem to be alone; and each key leaves about a hundred strangers at most.
PLACELESS_KEYS: dict[str, Key] = {
    "name_month": ("b.name_bag", "b.birth_year", "b.birth_month"),
    "name_day": ("b.name_bag", "b.birth_year", "b.birth_day"),
    "name_day_month": ("b.name_bag", *_DAY_MONTH),
    "given_date": ("b.given", *_DATE),
    "surname_letter_date": ("b.surname", "left(b.given, 1)", *_DATE),
}
# One wrong, swapped, lost or doubled digit leaves one of these parts of the number whole. So many
# strangers share a part (nine the first nine digits, in a country of 100 million) that without more
# of the number, or something of the person, nobody is worth weighing.
_DIGITS, _NUMBER = "p.number_digits", "r.citizen_id"


def _swapped(at: int) -> str:
    """SQL: the digits at this place and the next are exchanged."""
    return (
        f"substr({_DIGITS}, {at}, 1) = substr({_NUMBER}, {at + 1}, 1) "
        f"AND substr({_DIGITS}, {at + 1}, 1) = substr({_NUMBER}, {at}, 1)"
    )


def _or_alike(first: int, last: int) -> str:
    """SQL: the digits between these places differ by one slip, or given name or birth date agree.

    The rest of the number is whole, so two digits that differ are exchanged when they are each
    other's.
    """
    swaps = " OR ".join(_swapped(at) for at in range(first, last))
    return f"""AND CASE WHEN p.given = r.given OR p.birth_date = r.birth_date THEN true
        WHEN length({_DIGITS}) <> 12 THEN levenshtein({_DIGITS}, {_NUMBER}) = 1
        WHEN hamming({_DIGITS}, {_NUMBER}) <= 1 THEN true
        WHEN hamming({_DIGITS}, {_NUMBER}) = 2 THEN {swaps}
        ELSE false END"""


NUMBER_PARTS: tuple[tuple[str, Key, str], ...] = (
    (
        "number_end",
        ("right({0}, 6)",),
        "AND (p.birth_year = r.birth_year OR p.given = r.given)",
    ),
    ("number_start", ("left({0}, 9)",), _or_alike(10, 12)),
    ("number_rim", ("left({0}, 6)", "right({0}, 3)"), _or_alike(7, 9)),
    ("number_waist", ("left({0}, 5)", "right({0}, 5)"), _or_alike(6, 7)),
    ("number_tail", ("left({0}, 8)", "right({0}, 2)"), _or_alike(9, 10)),
)


# Keys wide enough to catch slips in a name: most of whom they bring are told apart at once by the
# distance of the names, before anything dearer is compared. What both names begin or end with
# makes no difference to their distance.
_AS_LONG = "abs(length(p.name_ascii) - length(r.name_ascii)) <= 2"
_SLIP_AFTER_SURNAME = f"""({_AS_LONG} AND levenshtein(
    substr(p.name_ascii, length(p.surname) + 1),
    substr(r.name_ascii, length(r.surname) + 1)) <= 2)"""
_SLIP_BEFORE_GIVEN = f"""({_AS_LONG} AND levenshtein(
    left(p.name_ascii, length(p.name_ascii) - length(p.given)),
    left(r.name_ascii, length(r.name_ascii) - length(r.given))) <= 2)"""
_SYLLABLES = "list_has_all(string_split({0}.name_ascii, ' '), string_split({1}.name_ascii, ' '))"
# Strangers born the same day who share a family and a given name are many in a whole country: what
# stands between has to be a slip, or to be missing.
_LIKE_BETWEEN = f"""CASE WHEN {_AS_LONG} THEN {_SLIP_AFTER_SURNAME}
    ELSE {_SYLLABLES.format("p", "r")} OR {_SYLLABLES.format("r", "p")} END"""
ALSO = {
    "surname_given_date": _LIKE_BETWEEN,
    "surname_letter_year_commune": f"(p.given = r.given OR {_SLIP_AFTER_SURNAME})",
    "given_year_commune": f"(length(p.surname) = 1 OR {_SLIP_BEFORE_GIVEN})",
    "surname_ending_year_commune": _SLIP_AFTER_SURNAME,
}


def agreeing(key: Key) -> str:
    """SQL: a profile `p` and a register person `r` agree on every part of the key."""
    return " AND ".join(f"{part.replace('b.', 'p.')} = {part.replace('b.', 'r.')}" for part in key)


def far_keys_of(profile: Profile) -> dict[str, Key]:
    """The profile's keys by name that people anywhere may share."""
    if profile.number_scheme != "none":
        return FAR_KEYS
    return {
        f"declared_{index}": tuple(_part(part) for part in key)
        for index, key in enumerate(profile.blocking)
    }


def _part(part: str) -> str:
    column, _, letters = part.partition(":")
    return f"left(b.{column}::VARCHAR, {int(letters)})" if letters else f"b.{column}"
