"""Evidence: the agreement level of every field of every pair, and its weight in bits."""

from soat.engine.resolve.comparisons import Comparison
from soat.engine.resolve.declared import comparison_of, frequency_joins, frequency_steps
from soat.engine.resolve.fields import BIRTH_DATE, NAME, SEX, VIETNAM
from soat.model.profile import Profile
from soat.model.stages import SqlStep

_NUMBER_EDITS = """least(levenshtein(p.number_digits, r.citizen_id),
        levenshtein(p.number_digits, r.former_id)) AS number_edits,"""

_INITIALS = "list_reduce(list_transform({0}_syllables, lambda s: left(s, 1)), lambda a, b: a || b)"

_REGISTER_SIZE = SqlStep(
    name="register_size",
    row_is="the whole register: its number of people",
    sql="SELECT greatest(count(*), 1)::DOUBLE AS register_people FROM register_comparable",
)

# Known: borne by more than two register people in a million, and by one at least.
_KNOWN_NAMES = SqlStep(
    name="known_names",
    row_is="an unsettled profile whose name, as typed and mended, is that of register people",
    sql="""SELECT DISTINCT u.person_ref FROM unsettled_people u
        JOIN register_comparable r ON u.name_ascii = r.name_ascii CROSS JOIN register_size
        WHERE r.name_count >= register_people * 2e-6""",
)

_RESIDENCE_PEOPLE = SqlStep(
    name="residence_people",
    row_is="a commune with the register people in it, in its district and in its province",
    sql="""SELECT residence_code, any_value(commune) AS commune_people,
            any_value(district) AS district_people, any_value(province) AS province_people
        FROM (SELECT residence_code,
                count(*) AS commune,
                sum(count(*)) OVER (PARTITION BY district_code) AS district,
                sum(count(*)) OVER (PARTITION BY province_code) AS province
            FROM register_comparable WHERE residence_code IS NOT NULL
            GROUP BY residence_code, district_code, province_code)
        GROUP BY residence_code""",
)


def comparisons_of(profile: Profile) -> tuple[Comparison, ...]:
    """The compared fields of a profile, in the order of the contract's reasons."""
    if profile.number_scheme != "none":
        return VIETNAM
    return (NAME, BIRTH_DATE, SEX, *(comparison_of(extra) for extra in profile.extra_columns))


_HOMES_AND_CLASSES = """LEFT JOIN homes h ON h.person_ref = pairs.person_ref
        LEFT JOIN number_classes k ON k.person_ref = pairs.person_ref"""


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


def evidence_steps(profile: Profile, pairs: str) -> tuple[SqlStep, ...]:
    """Steps that end in the table `evidence`, one row for each row of `pairs`."""
    comparisons = comparisons_of(profile)
    return (
        _REGISTER_SIZE,
        _RESIDENCE_PEOPLE,
        *frequency_steps(profile),
        _KNOWN_NAMES,
        class_step(profile),
        SqlStep(
            name="evidence",
            row_is="a pair with the agreement level of each field and, where a level's chance "
            "among strangers depends on the value, that chance",
            sql=levels_sql(profile, comparisons, pairs),
        ),
    )


def levels_sql(profile: Profile, comparisons: tuple[Comparison, ...], pairs: str) -> str:
    """Agreement levels and strangers' shares for every row of the table `pairs`."""
    agreements = ",\n".join(f"{c.agreement_sql()} AS {c.agreement}" for c in comparisons)
    shares = ",\n".join(f"{c.stranger_share_sql()} AS {c.field}_share" for c in comparisons)
    numbered = profile.number_scheme != "none"
    number_edits = _NUMBER_EDITS if numbered else ""
    homes = _HOMES_AND_CLASSES if numbered else ""
    return f"""SELECT pairs.person_ref, pairs.register_row, r.citizen_id,
        {number_edits}
        CASE WHEN p.name_ascii = r.name_ascii THEN 0
            ELSE levenshtein(p.name_ascii, r.name_ascii) END AS name_edits,
        CASE WHEN name_edits = 2 THEN damerau_levenshtein(p.name_ascii, r.name_ascii)
            END AS name_turns,
        CASE WHEN p.name_ascii = r.name_ascii THEN 1.0
            ELSE jaro_winkler_similarity(p.name_ascii, r.name_ascii) END AS name_likeness,
        known.person_ref IS NOT NULL AS typed_name_known,
        string_split(p.name_ascii, ' ') AS p_syllables,
        string_split(r.name_ascii, ' ') AS r_syllables,
        len(p_syllables) >= 2
            AND len(list_filter(p_syllables, lambda s: length(s) = 1)) >= len(p_syllables) - 1
            AS p_initials,
        {_INITIALS.format("p")} AS p_name_initials,
        {_INITIALS.format("r")} AS r_name_initials,
        {agreements},
        {shares}
        FROM {pairs} pairs
        JOIN unsettled_people p ON pairs.person_ref = p.person_ref
        JOIN register_comparable r ON pairs.register_row = r.register_row
        LEFT JOIN known_names known ON known.person_ref = pairs.person_ref
        {homes}
        LEFT JOIN residence_people ON r.residence_code = residence_people.residence_code
        {frequency_joins(profile)}
        CROSS JOIN register_size"""


def weight_step(
    profile: Profile, comparisons: tuple[Comparison, ...], weights: str, name: str
) -> SqlStep:
    """Bits for every field of every pair: log2 of how much likelier the level is for one person
    than for strangers. Positive speaks for the pair, negative against, 0 says nothing."""
    fields = ", ".join(f"{c.agreement}, {_bits(c)} AS {c.field}_bits" for c in comparisons)
    joins = "\n".join(
        f"LEFT JOIN {weights} w_{c.field} ON w_{c.field}.field = '{c.field}' "
        f"AND w_{c.field}.level = e.{c.agreement}"
        for c in comparisons
    )
    total = " + ".join(f"{c.field}_bits" for c in comparisons)
    return SqlStep(
        name=name,
        row_is="a pair with its evidence in bits; total_bits counts from the register's prior odds",
        sql=f"""SELECT person_ref, register_row, citizen_id, {fields},
                {total} - log2(register_people) AS total_bits
            FROM evidence e {joins} CROSS JOIN register_size""",
    )


def _bits(comparison: Comparison) -> str:
    field = comparison.field
    silent = ", ".join(f"'{level}'" for level in comparison.silent_levels)
    return (
        f"CASE WHEN e.{comparison.agreement} IN ({silent}) THEN 0.0 ELSE "
        f"log2(w_{field}.m / coalesce(e.{field}_share, w_{field}.u)) END"
    )
