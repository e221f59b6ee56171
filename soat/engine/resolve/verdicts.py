"""The answer: one verdict for every accepted profile, its candidates, and its human being."""

from soat.model.profile import Profile
from soat.model.stages import SqlStep

# Of a verified profile all four fields agree; what remains is a stranger who shares them all.
VERIFIED_PROBABILITY = 0.999999
# A claim of certainty that no sample of ours could check is not made.
_HIGHEST = 0.999999
_REVIEW_FROM = 0.05

_REASONS = SqlStep(
    name="person_repairs",
    row_is="a linked profile with the fields that differ, in the contract's order, and its tier",
    sql="""SELECT person_ref,
            list(field ORDER BY field_order) AS reasons,
            CASE WHEN bool_and(tier = 'safe') THEN 'safe' ELSE 'review' END AS tier
        FROM field_repairs GROUP BY person_ref""",
)

_RULE = """CASE
    WHEN number_agreement = 'exact' THEN 'number_fields_differ'
    WHEN number_agreement = 'former' THEN 'former_id'
    WHEN number_agreement IN
        ('mended', 'elsewhere', 'one_digit', 'neighbouring', 'digit_missing_or_extra', 'swapped')
        THEN 'number_repaired'
    WHEN name_agreement IN ('exact', 'mended', 'unmarked', 'marks_differ', 'order_differs')
        AND birth_date_agreement IN ('exact', 'exact_first_january', 'exact_part')
        AND sex_agreement IN ('equal', 'unknown') AND residence_agreement = 'commune'
        THEN 'name_birth_residence'
    ELSE 'probabilistic' END"""

_RULE_WITHOUT_NUMBER = "CASE WHEN r.person_ref IS NULL THEN 'exact' ELSE 'probabilistic' END"


def _linked_step(profile: Profile) -> SqlStep:
    rule = _RULE if profile.number_scheme != "none" else _RULE_WITHOUT_NUMBER
    return SqlStep(
        name="linked_verdicts",
        row_is="the verdict of a profile whose register person was found by evidence",
        sql=f"""SELECT l.person_ref,
            CASE WHEN r.person_ref IS NULL THEN 'verified' ELSE 'mismatch' END AS verdict,
            coalesce(r.reasons, []::VARCHAR[]) AS reasons, l.citizen_id, l.register_row,
            {rule} AS rule, least(l.probability, {_HIGHEST}) AS match_probability,
            coalesce(r.tier, 'none') AS tier
        FROM links l LEFT JOIN person_repairs r ON l.person_ref = r.person_ref""",
    )


_UNLINKED = SqlStep(
    name="unlinked_verdicts",
    row_is="the verdict of a profile for which nobody in the register fits for sure",
    sql=f"""SELECT u.person_ref, 'unidentified' AS verdict, []::VARCHAR[] AS reasons,
            NULL::VARCHAR AS citizen_id, NULL::BIGINT AS register_row,
            CASE WHEN t.person_ref IS NOT NULL OR d.person_ref IS NOT NULL
                    AND best.probability >= {_REVIEW_FROM} THEN 'ambiguous'
                WHEN best.person_ref IS NULL OR best.probability < 0.001 THEN 'no_candidate'
                ELSE 'insufficient' END AS rule,
            CASE WHEN t.person_ref IS NOT NULL THEN least(best.probability, 0.5)
                ELSE coalesce(best.probability, 0.0) END AS match_probability,
            CASE WHEN coalesce(best.probability, 0.0) >= {_REVIEW_FROM} THEN 'review'
                ELSE 'ask' END AS tier
        FROM unsettled_people u
        ANTI JOIN links l ON u.person_ref = l.person_ref
        LEFT JOIN torn_people t ON u.person_ref = t.person_ref
        LEFT JOIN posterior best ON u.person_ref = best.person_ref AND best.rank = 1
        LEFT JOIN undecided_people d ON u.person_ref = d.person_ref""",
)


def verdict_steps(profile: Profile, run_id: str) -> tuple[SqlStep, ...]:
    """From verified people, links and the rest to verdicts, repairs, candidates and evidence."""
    return (
        _REASONS,
        _linked_step(profile),
        _UNLINKED,
        SqlStep(
            name="settled_verdicts",
            row_is="the verdict of one accepted profile, with its register row",
            kept=True,
            sql=f"""SELECT person_ref, 'verified' AS verdict, []::VARCHAR[] AS reasons, citizen_id,
                    register_row, rule, {VERIFIED_PROBABILITY}::DOUBLE AS match_probability,
                    'none' AS tier
                FROM verified_people
                UNION ALL FROM linked_verdicts
                UNION ALL FROM unlinked_verdicts
                UNION ALL
                SELECT person_ref, 'exempt', []::VARCHAR[], NULL, NULL, 'foreign_document', 0.0,
                    'none'
                FROM people_comparable WHERE number_status = 'foreign'""",
        ),
        SqlStep(
            name="verdicts",
            row_is="the verdict of one accepted profile (soat.model.tables.VERDICTS)",
            kept=True,
            sql=f"""SELECT v.person_ref, p.number_status, v.verdict, v.reasons, v.citizen_id,
                    v.rule, v.match_probability, v.tier, '{run_id}' AS run_id
                FROM settled_verdicts v
                JOIN people_comparable p ON v.person_ref = p.person_ref""",
        ),
        SqlStep(
            name="repairs",
            row_is="a field of a profile to correct (soat.model.tables.REPAIRS)",
            kept=True,
            sql="""SELECT person_ref, field, recorded_value, register_value, kind, tier
                FROM field_repairs""",
        ),
    )


def candidate_output_steps(agreements: tuple[str, ...]) -> tuple[SqlStep, ...]:
    """The runners-up for those who decide, and the evidence for those who explain."""
    levels = ", ".join(f"c.{field}_agreement" for field in agreements)
    bits = ", ".join(f"c.{field}_bits" for field in agreements)
    return (
        SqlStep(
            name="candidates",
            row_is="a register person who may be the profile (soat.model.tables.CANDIDATES)",
            kept=True,
            sql=f"""SELECT c.person_ref, c.rank::INTEGER AS rank, c.citizen_id,
                    c.probability AS match_probability, {levels}
                FROM posterior c JOIN settled_verdicts v ON c.person_ref = v.person_ref
                WHERE v.tier IN ('review', 'ask') AND c.rank <= 5
                    AND (c.rank = 1 OR c.probability >= 0.000001)""",
        ),
        SqlStep(
            name="evidence_kept",
            row_is="a candidate of an unsettled profile with its evidence in bits, at most 5 each",
            kept=True,
            sql=f"""SELECT c.person_ref, c.rank::INTEGER AS rank, c.citizen_id,
                    c.probability AS match_probability, c.total_bits, {levels}, {bits},
                    r.full_name AS register_full_name, r.birth_text AS register_birth_text,
                    r.sex AS register_sex, r.residence_code AS register_residence_code
                FROM posterior c JOIN register_comparable r ON r.register_row = c.register_row
                WHERE c.rank <= 5 AND (c.rank = 1 OR c.probability >= 0.000001)""",
        ),
    )


def tie_steps() -> tuple[SqlStep, ...]:
    """Which unregistered profiles are one human being.

    They are joined when name and birth date are equal and so is the phone, or the number as typed.
    The smallest `person_ref` spreads along such ties; three rounds follow a chain of up to eight
    profiles.
    """
    rounds = []
    previous = UNREGISTERED.name
    for turn in (1, 2, 3):
        rounds.append(_spread_step(f"unregistered_{turn}", previous))
        previous = f"unregistered_{turn}"
    humans = SqlStep(
        name="unregistered_humans",
        row_is="a profile without a register person, with the smallest of those that are it too",
        sql=f"SELECT person_ref, human FROM {previous}",
        kept=True,
    )
    return (*rounds, humans)


UNREGISTERED = SqlStep(
    name="unregistered_start",
    row_is="a profile without a register person, with the two keys that tie it to its twins",
    kept=True,
    sql="""SELECT p.person_ref, p.person_ref AS human,
            CASE WHEN p.phone IS NOT NULL AND p.birth_precision = 'day' THEN
                p.name_ascii || '|' || p.birth_date || '|' || p.phone END AS phone_key,
            CASE WHEN p.birth_precision = 'day' THEN p.name_ascii || '|' || p.birth_date || '|'
                || upper(regexp_replace(p.number_text, '[^A-Za-z0-9]', '', 'g')) END AS number_key
        FROM people_comparable p JOIN settled_verdicts v ON p.person_ref = v.person_ref
        WHERE v.register_row IS NULL""",
)


def _spread_step(name: str, previous: str) -> SqlStep:
    return SqlStep(
        name=name,
        row_is="the same profiles, each with the smallest human known along its two ties",
        sql=f"""SELECT person_ref, phone_key, number_key,
                least(human,
                    CASE WHEN phone_key IS NOT NULL
                        THEN min(human) OVER (PARTITION BY phone_key) END,
                    CASE WHEN number_key IS NOT NULL
                        THEN min(human) OVER (PARTITION BY number_key) END) AS human
            FROM {previous}""",
    )


PERSONS_STEP = SqlStep(
    name="persons",
    row_is="the human being behind a profile (soat.model.tables.PERSONS): the same register person "
    "or the same unregistered one",
    kept=True,
    sql="""SELECT person_ref, 'R' || citizen_id AS history_id
        FROM settled_verdicts WHERE register_row IS NOT NULL
        UNION ALL SELECT v.person_ref, 'P' || u.human
        FROM settled_verdicts v JOIN unregistered_humans u ON u.person_ref = v.person_ref""",
)
