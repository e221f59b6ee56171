"""`person_checked`: what the rules about a person may read, and profiles held against others."""

from soat.model.stages import SqlStep

# Three ways in which profiles may share what only one human being has. Each first finds what is
# shared at all, so that only these few profiles are looked at; what is not known (NULL) is shared
# with nobody. `differs` is what must not be the same in all of them for the rule to be broken.
_SHARED_NUMBERS = SqlStep(
    "shared_numbers",
    "one number of more than one profile",
    """SELECT number FROM people_comparable WHERE number IS NOT NULL
GROUP BY number HAVING count(*) > 1""",
)
_SHARED_HISTORIES = SqlStep(
    "shared_histories",
    "one human being of more than one profile",
    "SELECT history_id FROM persons GROUP BY history_id HAVING count(*) > 1",
)
# The register tells its own people apart: only who resembles somebody not in it is asked about.
_LOOKS = SqlStep(
    "looks_unregistered",
    "name, birth date, sex and commune of somebody who is not in the register",
    """SELECT DISTINCT p.name_ascii, p.birth_date, p.sex, p.residence_code
FROM people_comparable p JOIN settled_verdicts v ON v.person_ref = p.person_ref
WHERE v.register_row IS NULL""",
)
_TIES = SqlStep(
    "profile_ties",
    "one profile with what it may share with another, once for each rule about two profiles",
    """SELECT 'P-U01' AS rule_code, p.number AS tie, h.history_id AS differs, p.person_ref
FROM people_comparable p JOIN shared_numbers s ON s.number = p.number
JOIN persons h ON h.person_ref = p.person_ref
UNION ALL
SELECT 'P-U02', concat_ws('|', p.name_ascii, p.birth_date, p.sex, p.residence_code),
  h.history_id, p.person_ref
FROM people_comparable p JOIN looks_unregistered s ON s.name_ascii = p.name_ascii
  AND s.birth_date = p.birth_date AND s.sex = p.sex AND s.residence_code = p.residence_code
JOIN persons h ON h.person_ref = p.person_ref
UNION ALL
SELECT 'P-U04', h.history_id, h.person_ref, h.person_ref
FROM persons h JOIN shared_histories s ON s.history_id = h.history_id""",
)

_OTHER_STEPS = (
    SqlStep(
        "profiles_sharing",
        "what profiles share that should be one human being's, with their first profile",
        """SELECT rule_code, tie, min(person_ref) AS first_ref, min_by(differs, person_ref) AS first
FROM profile_ties GROUP BY rule_code, tie HAVING min(differs) <> max(differs)""",
    ),
    SqlStep(
        "profiles_tied",
        "one profile of such a group",
        """SELECT t.rule_code, t.tie, t.person_ref, g.first_ref, t.differs = g.first AS like_first
FROM profile_ties t JOIN profiles_sharing g ON g.rule_code = t.rule_code AND g.tie = t.tie""",
    ),
    SqlStep(
        "person_others",
        "one profile that breaks a rule about two, with the other profile: the group's first, "
        "and of those like the first the next",
        kept=True,
        sql="""WITH seconds AS (
SELECT rule_code, tie, min(person_ref) AS second_ref
FROM profiles_tied WHERE NOT like_first GROUP BY rule_code, tie)
SELECT t.person_ref, t.rule_code, CAST(NULL AS VARCHAR) AS seen,
  CASE WHEN t.like_first THEN s.second_ref ELSE t.first_ref END AS other_ref
FROM profiles_tied t JOIN seconds s ON s.rule_code = t.rule_code AND s.tie = t.tie""",
    ),
)


def ties_steps(most_profiles: str) -> tuple[SqlStep, ...]:
    """From people and persons to `person_others` and `crowded_phones`.

    Of a phone only a crowd is told, for a family may share one; and no number is no crowd (NULL).
    """
    crowded = SqlStep(
        "crowded_phones",
        "one phone number of more profiles than a family has",
        f"""SELECT phone, count(*) AS profiles FROM people_comparable
WHERE phone IS NOT NULL GROUP BY phone HAVING count(*) > {most_profiles}""",
        kept=True,
    )
    return (_SHARED_NUMBERS, _SHARED_HISTORIES, _LOOKS, _TIES, *_OTHER_STEPS, crowded)


PERSON_STEPS = (
    SqlStep(
        "person_tied",
        "one profile that breaks a rule about two: which",
        """SELECT person_ref, bool_or(rule_code = 'P-U01') AS shares_number,
  bool_or(rule_code = 'P-U02') AS looks_alike, bool_or(rule_code = 'P-U04') AS two_profiles
FROM person_others GROUP BY person_ref""",
    ),
    SqlStep(
        "repairs_named",
        "one profile with a field to correct: `field:kind` of each, with commas around",
        """SELECT person_ref,
  ',' || string_agg(field || ':' || kind, ',') || ',' AS repairs_named
FROM repairs GROUP BY person_ref""",
    ),
    SqlStep(
        "person_checked",
        "one accepted profile with all that the rules about a person read; *_typed as typed",
        """SELECT p.person_ref, CAST(NULL AS VARCHAR) AS judged_at_site,
  p.residence_code AS judged_in,
  p.name_ascii, p.name_damage, p.name_has_marks, p.birth_date, p.birth_year, p.birth_precision,
  p.sex, p.number_status, p.number_damage, p.number_digits, p.number, p.number_kind,
  p.number_year, p.number_sex, p.phone, p.nationality, p.residence_code,
  t.phone AS phone_typed, t.guardian_phone, t.guardian_name,
  t.residence_code AS residence_typed,
  v.verdict, v.rule, CASE WHEN len(v.reasons) > 0 THEN array_to_string(v.reasons, '+')
    WHEN v.reasons IS NOT NULL THEN '' END AS reasons, v.register_row,
  coalesce(n.repairs_named, '') AS repairs_named, l.deceased_on,
  crowd.profiles AS phone_profiles, tied.shares_number, tied.looks_alike,
  tied.two_profiles, g.numbers_given
FROM people_comparable p
JOIN people_typed t ON t.person_ref = p.person_ref
JOIN settled_verdicts v ON v.person_ref = p.person_ref
LEFT JOIN repairs_named n ON n.person_ref = p.person_ref
LEFT JOIN (SELECT person_ref, deceased_on FROM lives WHERE deceased_on IS NOT NULL) l
  ON l.person_ref = p.person_ref
LEFT JOIN crowded_phones crowd ON crowd.phone = p.phone
LEFT JOIN person_tied tied ON tied.person_ref = p.person_ref
CROSS JOIN check_grounds g""",
        view=True,
    ),
)
