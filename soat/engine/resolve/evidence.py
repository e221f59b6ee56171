"""Evidence: the agreement level of every field of every pair, and its weight in bits."""

import re

from soat.engine.resolve.comparisons import Comparison
from soat.engine.resolve.declared import comparison_of, frequency_joins, frequency_steps
from soat.engine.resolve.fields import BIRTH_DATE, NAME, SEX, VIETNAM
from soat.model.profile import Profile
from soat.model.stages import SqlStep


def _number_edits(typed: str, registered: str) -> str:
    """The distance of two numbers as far as it is 2; what is farther is 9 or the distance.

    Numbers as long as each other are two edits apart in two ways: two digits differ, or one is lost
    and one is added. In the second every digit but one stands where it stood or one place on.
    """
    shifted = " OR ".join(
        f"hamming({typed}, {registered}) + hamming({one}, {other}) <= length({typed})"
        for one, other in (
            (f"substr({typed}, 2)", f"left({registered}, length({registered}) - 1)"),
            (f"left({typed}, length({typed}) - 1)", f"substr({registered}, 2)"),
        )
    )
    return f"""CASE WHEN length({typed}) = length({registered}) THEN
            CASE WHEN hamming({typed}, {registered}) <= 2 THEN hamming({typed}, {registered})
                WHEN {shifted} THEN levenshtein({typed}, {registered}) ELSE 9 END
        ELSE levenshtein({typed}, {registered}) END"""


_NUMBER_EDITS = f"""CASE WHEN length(p.number_digits) >= 11
            THEN {_number_edits("p.number_digits", "r.citizen_id")}
        WHEN length(p.number_digits) >= 8
            THEN least({_number_edits("p.number_digits", "r.former_id")},
                CASE WHEN length(p.number_digits) = 10
                    THEN levenshtein(p.number_digits, r.citizen_id) END)
        END AS number_edits,"""


def _holds_all(whole: str, part: str) -> str:
    """Every syllable of one name stands in the other; its first and last are looked at first."""
    return f"""(contains({whole}.name_ascii, {part}.surname)
                AND contains({whole}.name_ascii, {part}.given)
                AND list_has_all(string_split({whole}.name_ascii, ' '),
                    string_split({part}.name_ascii, ' ')))"""


# More than three letters apart is no slip; initials and parts are sought only where they can be.
# What both names begin or end with makes no difference to their distance.
_NAME_DISTANCES = f"""CASE WHEN p.name_ascii = r.name_ascii THEN 0
            WHEN abs(length(p.name_ascii) - length(r.name_ascii)) > 3 THEN 9
            WHEN p.surname = r.surname THEN levenshtein(
                substr(p.name_ascii, length(p.surname) + 1),
                substr(r.name_ascii, length(r.surname) + 1))
            WHEN p.given = r.given THEN levenshtein(
                left(p.name_ascii, length(p.name_ascii) - length(p.given)),
                left(r.name_ascii, length(r.name_ascii) - length(r.given)))
            ELSE levenshtein(p.name_ascii, r.name_ascii) END AS name_edits,
        CASE WHEN name_edits = 2 THEN damerau_levenshtein(p.name_ascii, r.name_ascii)
            END AS name_turns,
        CASE WHEN length(p.surname) = 1 AND regexp_full_match(p.name_ascii, '([a-z] )+[a-z]+')
            THEN regexp_replace(p.name_ascii, '(\\S)\\S*\\s*', '\\1', 'g')
                = regexp_replace(r.name_ascii, '(\\S)\\S*\\s*', '\\1', 'g')
            ELSE false END AS initials_agree,
        CASE WHEN (p.surname = r.surname OR p.given = r.given)
                AND length(p.name_ascii) <> length(r.name_ascii)
            THEN {_holds_all("p", "r")} OR {_holds_all("r", "p")}
            ELSE false END AS part_of_the_other"""

# Known: borne by more than two register people in a million, and by one at least.
_KNOWN_NAMES = SqlStep(
    name="known_names",
    row_is="an unsettled profile whose name, as typed and mended, is that of register people",
    sql="""SELECT u.person_ref FROM unsettled_people u
        JOIN register_names n ON u.name_ascii = n.name_ascii CROSS JOIN register_size
        WHERE n.name_count >= register_people * 2e-6""",
)


def comparisons_of(profile: Profile) -> tuple[Comparison, ...]:
    """The compared fields of a profile, in the order of the contract's reasons."""
    if profile.number_scheme != "none":
        return (*VIETNAM, *(comparison_of(extra) for extra in profile.extra_columns))
    return (NAME, BIRTH_DATE, SEX, *(comparison_of(extra) for extra in profile.extra_columns))


def class_step(profile: Profile) -> SqlStep:
    """What the number says of whether its bearer is in the register at all."""
    kind = _NUMBER_CLASS if profile.number_scheme != "none" else "'any'"
    return SqlStep(
        name="number_classes",
        row_is="a sought profile with the class of its number",
        sql=f"""SELECT p.person_ref, {kind} AS number_class FROM sought_people p
            LEFT JOIN (SELECT DISTINCT person_ref FROM number_pairs) n
                ON n.person_ref = p.person_ref""",
    )


# A number that the register lacks, and that fits its bearer's own sex and birth year, most likely
# is its bearer's: then the register lacks the bearer. Somebody else's number says no such thing.
_NUMBER_CLASS = """CASE
    WHEN n.person_ref IS NOT NULL THEN 'registered'
    WHEN p.number_digits IS NULL THEN 'none'
    WHEN p.number_sex = p.sex AND p.number_year = p.birth_year THEN 'own'
    WHEN p.number_kind = 'cmnd' THEN 'old_card'
    ELSE 'other' END"""
NUMBER_CLASSES = ("registered", "none", "own", "old_card", "other")


def evidence_steps(profile: Profile, pairs: str, read_once: bool = False) -> tuple[SqlStep, ...]:
    """Steps that end in `evidence`, one row for each row of `pairs`.

    Where it is `read_once` it is a view: the pairs, most of which no answer needs, are written
    down only when they have been weighed and found plausible.
    """
    comparisons = comparisons_of(profile)
    return (
        *frequency_steps(profile),
        _KNOWN_NAMES,
        class_step(profile),
        SqlStep(
            name="evidence",
            row_is="a pair with the agreement level of each field and, where a level's chance "
            "among strangers depends on the value, that chance",
            sql=levels_sql(profile, comparisons, pairs),
            view=read_once,
        ),
    )


def levels_sql(
    profile: Profile,
    comparisons: tuple[Comparison, ...],
    pairs: str,
    register: str = "register_comparable",
) -> str:
    """Agreement levels and strangers' shares for every row of the table `pairs`.

    Three layers: the pair with its distances, its levels, its shares. So nothing is computed twice.
    """
    agreements = ", ".join(f"{c.agreement_sql()} AS {c.agreement}" for c in comparisons)
    shares = ", ".join(f"{c.stranger_share_sql()} AS {c.field}_share" for c in comparisons)
    levels = ", ".join(c.agreement for c in comparisons)
    pair = "person_ref, register_row, citizen_id, register_birth"
    return f"""SELECT {pair}, {levels}, {_flat(shares)}
    FROM (SELECT {pair}, {_flat(agreements)}, {", ".join(_read_by(shares))}
        FROM ({_distances_sql(profile, pairs, register, f"{agreements}, {shares}")}))"""


# Counts of the register that a stranger's share is made of.
_COUNTS = ("register_people", "commune_people", "district_people", "province_people")


def _distances_sql(profile: Profile, pairs: str, register: str, conditions: str) -> str:
    numbered = profile.number_scheme != "none"
    columns = sorted(set(_COLUMN.findall(conditions)))
    carried = ", ".join(f"{table}.{column} AS {table}_{column}" for table, column in columns)
    return f"""SELECT pairs.person_ref, pairs.register_row, r.citizen_id,
            r.birth_text AS register_birth, typed_name_known, {", ".join(_COUNTS)},
            {_NUMBER_EDITS if numbered else ""} {_NAME_DISTANCES}, {carried}
        FROM {pairs} pairs
        JOIN ({_people_sql(numbered)}) p ON pairs.person_ref = p.person_ref
        JOIN {register} r ON pairs.register_row = r.register_row
        LEFT JOIN residence_people ON r.residence_code = residence_people.residence_code
        {frequency_joins(profile)}
        CROSS JOIN register_size"""


def _people_sql(numbered: bool) -> str:
    """What is known of each profile is joined once for it, and not once for each of its pairs."""
    known = "known.person_ref IS NOT NULL AS typed_name_known"
    names = "LEFT JOIN known_names known ON known.person_ref = u.person_ref"
    if not numbered:
        return f"SELECT u.*, {known} FROM unsettled_people u {names}"
    return f"""SELECT u.*, {known}, h.home_codes, k.number_class FROM unsettled_people u {names}
            LEFT JOIN homes h ON h.person_ref = u.person_ref
            LEFT JOIN number_classes k ON k.person_ref = u.person_ref"""


_COLUMN = re.compile(r"\b([pr]|values_\w+)\.(\w+)\b")


def _flat(conditions: str) -> str:
    """Conditions over `p.name` and `r.name` as conditions over `p_name` and `r_name`."""
    return _COLUMN.sub(r"\1_\2", conditions)


def _read_by(shares: str) -> tuple[str, ...]:
    """The columns that the shares are made of, carried past the levels."""
    return (*(_flat(".".join(column)) for column in sorted(set(_COLUMN.findall(shares)))), *_COUNTS)


def weight_step(
    profile: Profile,
    comparisons: tuple[Comparison, ...],
    weights: str,
    name: str,
    evidence: str = "evidence",
) -> SqlStep:
    """Bits for every field of every pair: log2 of how much likelier the level is for one person
    than for strangers. Positive speaks for the pair, negative against, 0 says nothing."""
    fields = ", ".join(f"{c.agreement}, {_bits(c)} AS {c.field}_bits" for c in comparisons)
    joins = "\n".join(
        f"LEFT JOIN {weights} w_{c.field} ON w_{c.field}.field = '{c.field}' "
        f"AND w_{c.field}.level = e.{c.agreement}"
        for c in comparisons
    )
    # A register of a few people is an extract: the person may be any of a commune at least.
    people = "greatest(register_people, 10000.0)" if profile.weights else "register_people"
    total = " + ".join(f"{c.field}_bits" for c in comparisons)
    return SqlStep(
        name=name,
        row_is="a pair with its evidence in bits; total_bits counts from the register's prior odds",
        sql=f"""SELECT person_ref, register_row, citizen_id, register_birth, {fields},
                {total} - log2({people}) AS total_bits
            FROM {evidence} e {joins} CROSS JOIN register_size""",
    )


def _bits(comparison: Comparison) -> str:
    field = comparison.field
    silent = ", ".join(f"'{level}'" for level in comparison.silent_levels)
    return (
        f"CASE WHEN e.{comparison.agreement} IN ({silent}) THEN 0.0 ELSE "
        f"coalesce(log2(w_{field}.m / coalesce(e.{field}_share, w_{field}.u)), 0.0) END"
    )
