"""What no probability may override: the cases in which the engine refuses to link.

Twins, parents and namesakes share so much that a likelihood learned from everybody is too sure of
itself there. Each refusal is one query with one reason.
"""

from soat.model.profile import Profile
from soat.model.stages import SqlStep

_POINTS = "('exact', 'former', 'mended', 'elsewhere')"
_ALMOST = "('one_digit', 'digit_missing_or_extra', 'swapped')"
_NAMED = "('exact', 'mended', 'unmarked', 'order_differs')"
_NAMED_ALIKE = """('exact', 'mended', 'unmarked', 'marks_differ', 'order_differs', 'elsewhere',
    'part_missing', 'near_known', 'near', 'initials', 'part_missing_elsewhere',
    'near_given_same', 'near_two')"""
_BORN_THEN = "('exact', 'exact_first_january', 'exact_part', 'swapped')"
_BORN_ELSEWHEN = "('year_same', 'near', 'differs', 'generation', 'unknown')"

# Born the same day, named alike, and the number is one's while the name is not exactly that one's:
# whose record it is cannot be known from the record.
_BETWEEN_TWINS = f"""b.number_agreement IN {_POINTS} AND a.number_agreement NOT IN {_POINTS}
    AND b.name_agreement NOT IN ('exact', 'mended')
    AND NOT (b.name_agreement = 'unmarked' AND a.name_agreement <> 'unmarked')
    AND (a.name_agreement IN {_NAMED_ALIKE}
        OR a.name_agreement = 'unknown' AND b.name_agreement = 'unknown')
    AND a.register_birth = b.register_birth"""

# Number and name are one person's, name and birth date are another's.
_BETWEEN_NAMESAKES = f"""b.number_agreement IN {_POINTS} AND b.name_agreement IN {_NAMED}
    AND b.birth_date_agreement IN ('near', 'differs', 'generation')
    AND a.name_agreement IN {_NAMED} AND a.birth_date_agreement NOT IN {_BORN_ELSEWHEN}"""

_TORN = SqlStep(
    name="torn_people",
    row_is="a profile whose number shows one person while the rest shows another, alike otherwise",
    sql=f"""SELECT DISTINCT b.person_ref
        FROM plausible_pairs b JOIN plausible_pairs a
            ON a.person_ref = b.person_ref AND a.register_row <> b.register_row
        WHERE ({_BETWEEN_TWINS}) OR ({_BETWEEN_NAMESAKES})""",
)

_NEVER_TORN = SqlStep(
    name="torn_people",
    row_is="no row: without a number scheme nobody is torn between number and name",
    sql="SELECT person_ref FROM plausible_pairs WHERE false",
)

# A birth date, a place and half a number are what twins and neighbours share: without the number
# itself a link needs the name; without the name it needs number and birth date, both whole.
_UNNAMED = f"""name_agreement IN
        ('near_known', 'near_two', 'given_only', 'surname_only', 'differs', 'unknown')
    AND NOT (number_agreement IN {_POINTS} AND birth_date_agreement IN {_BORN_THEN})
    AND NOT (number_agreement IN {_POINTS} AND name_agreement = 'near_known'
        AND birth_date_agreement NOT IN {_BORN_ELSEWHEN})
    AND NOT (name_agreement = 'unknown' AND birth_date_agreement = 'exact'
        AND number_agreement IN {_ALMOST})"""
# A parent's number and name over a child's birth date are two people in one row.
_PARENT_AND_CHILD = "birth_date_agreement = 'generation'"
# Twins registered together bear neighbouring numbers; one of them may not be in the register.
_ABSENT_TWIN = f"number_agreement = 'neighbouring' AND name_agreement NOT IN {_NAMED}"
# Initials fit many; they need the day of birth, or the number and a birth date like it.
_BARE_INITIALS = f"""name_agreement = 'initials' AND birth_date_agreement <> 'exact'
    AND NOT ((number_agreement IN {_POINTS} OR number_agreement IN {_ALMOST})
        AND birth_date_agreement NOT IN {_BORN_ELSEWHEN})"""

_UNSUPPORTED = SqlStep(
    name="unsupported_pairs",
    row_is="a pair that is no link however probable, for want of support where people are alike",
    sql=f"""SELECT person_ref, register_row FROM plausible_pairs
        WHERE ({_UNNAMED}) OR ({_PARENT_AND_CHILD}) OR ({_ABSENT_TWIN}) OR ({_BARE_INITIALS})""",
)

_ALL_SUPPORTED = SqlStep(
    name="unsupported_pairs",
    row_is="no row: declared columns know no twins or parents",
    sql="SELECT person_ref, register_row FROM plausible_pairs WHERE false",
)


def refusal_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """The steps that name the profiles and pairs which may not be linked."""
    if profile.number_scheme == "none":
        return (_NEVER_TORN, _ALL_SUPPORTED)
    return (_TORN, _UNSUPPORTED)
