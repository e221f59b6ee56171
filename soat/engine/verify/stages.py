"""The exact pass: follow the number into the register and compare field by field."""

from soat.model.agreement import SAME_BIRTH_DATE, SAME_NAME, SAME_SEX
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage
from soat.model.tables import PEOPLE_COMPARABLE, REGISTER_COMPARABLE

_PAIR_COLUMNS = f"""
    p.person_ref, r.register_row, r.citizen_id,
    {SAME_NAME} AS same_name, {SAME_BIRTH_DATE} AS same_birth_date, {SAME_SEX} AS same_sex"""

_BY_NUMBER = SqlStep(
    name="pairs_by_number",
    row_is="a profile and the register person whose citizen number it carries",
    sql=f"""SELECT {_PAIR_COLUMNS}, 'exact' AS number_agreement
        FROM people_comparable p JOIN register_comparable r ON p.number = r.citizen_id
        WHERE p.number_status = 'present'""",
)

_BY_FORMER_NUMBER = SqlStep(
    name="pairs_by_former_number",
    row_is="a profile and a register person whose former number it carries (there may be several)",
    sql=f"""SELECT {_PAIR_COLUMNS}, 'former' AS number_agreement
        FROM people_comparable p JOIN register_comparable r ON p.number = r.former_id
        WHERE p.number_status = 'present' AND p.number <> r.citizen_id""",
)

_NUMBER_PAIRS = SqlStep(
    name="number_pairs",
    row_is="a profile and a register person its number points at, compared field by field",
    kept=True,
    sql="""SELECT *, coalesce(same_name, true) AND coalesce(same_birth_date, true)
            AND coalesce(same_sex, true) AS all_same
        FROM (FROM pairs_by_number UNION ALL FROM pairs_by_former_number)""",
)

# Two register people can share a former number and, being namesakes born the same day, all else:
# then nobody can be verified by it. 'exact' sorts before 'former', so the citizen number wins.
_VERIFIED = SqlStep(
    name="verified_people",
    row_is="a profile that agrees with exactly one register person in every compared field",
    kept=True,
    sql="""SELECT person_ref, arg_min(register_row, number_agreement) AS register_row,
            arg_min(citizen_id, number_agreement) AS citizen_id,
            CASE min(number_agreement) WHEN 'exact' THEN 'exact' ELSE 'former_id' END AS rule
        FROM number_pairs WHERE all_same
        GROUP BY person_ref
        HAVING min(number_agreement) = 'exact' OR count(*) = 1""",
)

_UNSETTLED = SqlStep(
    name="unsettled_people",
    row_is="a profile that is neither verified nor exempt, in comparable form",
    kept=True,
    sql="""SELECT p.* FROM people_comparable p
        ANTI JOIN verified_people v ON p.person_ref = v.person_ref
        WHERE p.number_status <> 'foreign'""",
)


def verify_stage() -> Stage:
    """The exact pass. Where there is no number scheme every number is NULL: nobody is verified."""
    return Stage(
        name="verify",
        purpose=Message(
            "Đối chiếu theo số, từng trường một",
            "Follow the number and compare field by field",
        ),
        needs={
            "people_comparable": PEOPLE_COMPARABLE.column_names,
            "register_comparable": REGISTER_COMPARABLE.column_names,
        },
        gives={
            "verified_people": ("person_ref", "register_row", "citizen_id", "rule"),
            "number_pairs": ("person_ref", "register_row", "number_agreement", "all_same"),
            "unsettled_people": ("person_ref",),
        },
        steps=(_BY_NUMBER, _BY_FORMER_NUMBER, _NUMBER_PAIRS, _VERIFIED, _UNSETTLED),
    )
