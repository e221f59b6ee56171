"""The fields of a person and their agreement levels."""

from soat.engine.resolve.comparisons import Comparison, Level

# Shares of strangers shrink towards these national figures when the register is small:
# a name in the middle of the list is borne by about 2 people in 10,000; a commune holds about
# one person in 10,000 (10,599 communes, General Statistics Office, 2021).
_NAME_PSEUDO_COUNT = "5.0"
_NAME_PSEUDO_SIZE = "25000.0"
_PLACE_PSEUDO_SIZE = "10000.0"


def _one_step(typed: str, registered: str) -> str:
    """One digit wrong, lost, added, or two neighbours swapped.

    That distance is dear: it is computed only where the lengths and the places that differ let it
    be 1. The branches of a CASE are gone through in order; the parts of an AND need not be.
    """
    distance = f"damerau_levenshtein({typed}, {registered}) = 1"
    return f"""CASE WHEN length({typed}) = length({registered})
            THEN CASE WHEN hamming({typed}, {registered}) <= 2 THEN {distance} ELSE false END
        WHEN abs(length({typed}) - length({registered})) = 1 THEN {distance} ELSE false END"""


NUMBER = Comparison(
    field="number",
    unknown_when="""p.number_digits IS NULL AND p.number_prefix IS NULL
        AND p.number_elsewhere IS NULL""",
    levels=(
        # A child is often entered under a guardian's number: where a guardian is named and the
        # number's owner is a generation older (an adult, if the birth date is missing: children of
        # the campaign were born from 2004 on), it says nothing of who the child is.
        Level(
            "guardians",
            """p.number = r.citizen_id AND p.guardian_ascii IS NOT NULL
                AND r.birth_year <= coalesce(p.birth_year, 2018) - 14""",
            says_nothing=True,
        ),
        Level("exact", "p.number = r.citizen_id"),
        Level("former", "p.number = r.former_id"),
        Level("mended", "p.number_mended IN (r.citizen_id, r.former_id)"),
        Level("elsewhere", "p.number_elsewhere = r.citizen_id"),
        # Twins registered together bear neighbouring numbers.
        Level(
            "neighbouring",
            "abs(try_cast(p.number AS BIGINT) - try_cast(r.citizen_id AS BIGINT)) = 1",
        ),
        Level("one_digit", "number_edits = 1 AND length(p.number_digits) IN (9, 12)"),
        Level("digit_missing_or_extra", "number_edits = 1"),
        Level(
            "swapped",
            f"""CASE WHEN number_edits = 2
                THEN {_one_step("p.number_digits", "r.citizen_id")}
                    OR {_one_step("p.number_digits", "r.former_id")}
                ELSE false END""",
        ),
        Level(
            "half",
            """right(p.number_digits, 6) = right(r.citizen_id, 6)
                OR left(p.number_digits, 9) = left(r.citizen_id, 9)
                OR (length(p.number_digits) >= 11 AND number_edits = 2)""",
        ),
        # What scientific notation kept (its last digit is rounded) is little more than the birth
        # year and sex again: no evidence of its own.
        Level(
            "prefix",
            "starts_with(r.citizen_id, left(p.number_prefix, -1))",
            says_nothing=True,
        ),
        # Unknown to the register, and true to its bearer's own sex and birth year.
        Level("own_other", "p.number_class = 'own'"),
        # A 9-digit number beside a 12-digit one: people had several old cards, and the register
        # knows one of them at most.
        Level("other_card", "p.number_kind = 'cmnd'"),
    ),
)

_ONE_SLIP = "name_edits = 1 OR (name_edits = 2 AND name_turns = 1)"

NAME = Comparison(
    field="name",
    # The guardian's name in the name's place says nothing of the child's.
    unknown_when="""p.name_ascii IS NULL OR r.name_ascii IS NULL
        OR coalesce(p.name_ascii = p.guardian_ascii, false)""",
    levels=(
        Level("exact", "p.name_key = r.name_key", by_value=True),
        Level("mended", "p.name_mended_key = r.name_key", by_value=True),
        Level("unmarked", "p.name_ascii = r.name_ascii AND NOT p.name_has_marks", by_value=True),
        Level("marks_differ", "p.name_ascii = r.name_ascii", by_value=True),
        Level("order_differs", "p.name_bag = r.name_bag", by_value=True),
        Level(
            "elsewhere",
            "p.guardian_ascii = r.name_ascii AND p.birth_year = r.birth_year",
            by_value=True,
        ),
        Level(
            "part_missing",
            """part_of_the_other AND p.given = r.given AND p.surname = r.surname
                AND p.given <> p.surname""",
        ),
        # A slip of the finger rarely spells a name that other people bear.
        Level("near_known", f"({_ONE_SLIP}) AND typed_name_known"),
        Level("near", _ONE_SLIP),
        Level("initials", "initials_agree"),
        Level("part_missing_elsewhere", "part_of_the_other AND contains(p.name_ascii, ' ')"),
        Level("near_given_same", "p.given = r.given AND name_edits BETWEEN 2 AND 3"),
        Level("middle_differs", "p.surname = r.surname AND p.given = r.given"),
        # Twins and siblings are often named alike: from here on a name alone links nobody.
        Level("near_two", "name_edits = 2"),
        Level("given_only", "p.given = r.given"),
        Level("surname_only", "p.surname = r.surname"),
    ),
    stranger_share=f"""(r.name_count + {_NAME_PSEUDO_COUNT})
        / (register_people + {_NAME_PSEUDO_SIZE})""",
)

_SAME_YEAR = "p.birth_year = r.birth_year"
_SAME_MONTH = "p.birth_month = r.birth_month"
_SAME_DAY = "p.birth_day = r.birth_day"
_TYPED_FIRST_JANUARY = "p.birth_day = 1 AND p.birth_month = 1"

# One key beside the right one, or one digit mistaken.
_NEAR_DAY = """(abs(p.birth_day - r.birth_day) = 1
    OR hamming(lpad(p.birth_day::VARCHAR, 2, '0'), lpad(r.birth_day::VARCHAR, 2, '0')) = 1)"""
_NEAR_YEAR = """(abs(p.birth_year - r.birth_year) = 1
    OR hamming(p.birth_year::VARCHAR, r.birth_year::VARCHAR) = 1
    OR damerau_levenshtein(p.birth_year::VARCHAR, r.birth_year::VARCHAR) = 1)"""

BIRTH_DATE = Comparison(
    field="birth_date",
    unknown_when="p.birth_year IS NULL OR r.birth_year IS NULL",
    levels=(
        Level("exact", f"p.birth_date = r.birth_date AND NOT ({_TYPED_FIRST_JANUARY})"),
        # Far more people share 1 January, or a bare year, than share any other date.
        Level("exact_first_january", f"p.birth_date = r.birth_date AND {_TYPED_FIRST_JANUARY}"),
        Level(
            "exact_part",
            f"""p.birth_precision <> 'day' AND p.birth_precision = r.birth_precision
                AND {_SAME_YEAR} AND p.birth_month IS NOT DISTINCT FROM r.birth_month""",
        ),
        Level(
            "swapped",
            f"{_SAME_YEAR} AND p.birth_day = r.birth_month AND p.birth_month = r.birth_day",
        ),
        Level("month_only", f"p.birth_precision = 'month' AND {_SAME_YEAR} AND {_SAME_MONTH}"),
        Level(
            "year_only",
            f"{_SAME_YEAR} AND (p.birth_precision = 'year' OR ({_TYPED_FIRST_JANUARY}))",
        ),
        Level("register_partial", f"{_SAME_YEAR} AND r.birth_precision <> 'day'"),
        Level("day_near", f"{_SAME_YEAR} AND {_SAME_MONTH} AND {_NEAR_DAY}"),
        Level("day_wrong", f"{_SAME_YEAR} AND {_SAME_MONTH}"),
        Level("month_wrong", f"{_SAME_YEAR} AND {_SAME_DAY}"),
        Level("year_near", f"{_SAME_MONTH} AND {_SAME_DAY} AND {_NEAR_YEAR}"),
        Level("year_wrong", f"{_SAME_MONTH} AND {_SAME_DAY}"),
        Level("year_same", _SAME_YEAR),
        Level("near", "abs(p.birth_year - r.birth_year) = 1"),
        Level("generation", "p.birth_year - r.birth_year >= 14"),
    ),
)

SEX = Comparison(
    field="sex",
    unknown_when="p.sex IS NULL OR r.sex IS NULL",
    levels=(Level("equal", "p.sex = r.sex"),),
)

RESIDENCE = Comparison(
    field="residence",
    unknown_when="p.residence_code IS NULL OR r.residence_code IS NULL",
    levels=(
        Level("commune", "p.residence_code = r.residence_code", by_value=True),
        Level("district", "p.district_code = r.district_code", by_value=True),
        Level("province", "p.province_code = r.province_code", by_value=True),
    ),
    stranger_share=f"""(CASE residence_agreement WHEN 'commune' THEN commune_people
            WHEN 'district' THEN district_people ELSE province_people END + 1.0)
        / (register_people + {_PLACE_PSEUDO_SIZE})""",
)

# Only where the record itself does not already name the register person's commune: otherwise the
# same thing would count twice.
HOME = Comparison(
    field="home",
    unknown_when="p.home_codes IS NULL OR r.residence_code IS NULL",
    levels=(
        Level(
            "not_needed",
            "p.residence_code = r.residence_code",
            says_nothing=True,
        ),
        Level("same", "list_contains(p.home_codes, r.residence_code)", by_value=True),
    ),
    stranger_share=f"(commune_people + 1.0) / (register_people + {_PLACE_PSEUDO_SIZE})",
)

VIETNAM = (NUMBER, NAME, BIRTH_DATE, SEX, RESIDENCE, HOME)
