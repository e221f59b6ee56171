"""Homes: where the people who share a phone or a number with a profile are registered.

Families share one phone, and enter one another's numbers. Whoever shares either tells where the
household lives when the record itself does not.
"""

from soat.model.profile import Profile
from soat.model.stages import SqlStep

# A phone on more profiles than this is an official's, not a family's.
_FAMILY_PROFILES = 12

_SETTLED_PHONES = SqlStep(
    name="settled_phones",
    row_is="a phone on a profile whose register person is beyond doubt, with that person's home",
    sql="""SELECT p.phone, p.person_ref, r.residence_code, r.district_code, r.province_code
        FROM (SELECT person_ref, register_row FROM verified_people
            UNION ALL FROM supported_pairs) s
        JOIN people_comparable p ON s.person_ref = p.person_ref
        JOIN register_comparable r ON s.register_row = r.register_row
        WHERE p.phone IS NOT NULL AND r.residence_code IS NOT NULL""",
)

_HOMES = SqlStep(
    name="homes",
    row_is="an unsettled profile with the communes where those who share its phone or number live",
    sql=f"""SELECT person_ref, list_sort(list(DISTINCT residence_code)) AS home_codes,
            min(residence_code) AS residence_code,
            arg_min(district_code, residence_code) AS district_code,
            arg_min(province_code, residence_code) AS province_code
        FROM (SELECT u.person_ref, s.residence_code, s.district_code, s.province_code
                FROM unsettled_people u JOIN settled_phones s
                    ON u.phone = s.phone AND u.person_ref <> s.person_ref
            UNION ALL
            SELECT n.person_ref, r.residence_code, r.district_code, r.province_code
                FROM number_pairs n JOIN register_comparable r ON n.register_row = r.register_row
                WHERE NOT n.all_same AND r.residence_code IS NOT NULL)
        GROUP BY person_ref HAVING count(*) <= {_FAMILY_PROFILES}""",
)

_SOUGHT = SqlStep(
    name="sought_people",
    row_is="an unsettled profile whose number does not show the person for sure; where it names no "
    "commune, its household's stands in, so that candidates are sought there",
    sql="""SELECT p.* REPLACE (
            coalesce(p.residence_code, h.residence_code) AS residence_code,
            CASE WHEN p.residence_code IS NULL THEN h.district_code ELSE p.district_code END
                AS district_code,
            CASE WHEN p.residence_code IS NULL THEN coalesce(p.province_code, h.province_code)
                ELSE p.province_code END AS province_code)
        FROM unsettled_people p LEFT JOIN homes h ON p.person_ref = h.person_ref
        WHERE p.person_ref NOT IN (SELECT person_ref FROM supported_pairs)""",
)

_ALL_SOUGHT = SqlStep(
    name="sought_people",
    row_is="an unsettled profile",
    sql="SELECT * FROM unsettled_people",
)


def phone_steps() -> tuple[SqlStep, ...]:
    """Where those live whose register person is beyond doubt, by phone."""
    return (_SETTLED_PHONES,)


def sought_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """Profiles for which candidates have to be sought, and what is known of their homes."""
    return (_ALL_SOUGHT,) if profile.number_scheme == "none" else (_HOMES, _SOUGHT)
