"""Settlement: one register person is one human being, and nobody is guessed."""

from soat.engine.resolve.refusals import refusal_steps
from soat.model.profile import Profile
from soat.model.stages import SqlStep

# A register person who already has a profile has a second one this often.
_SECOND_PROFILE = 0.03
_CLEARLY_BETTER_BITS = 3.0
# Of those whose number itself shows them, hardly anybody is not in the register.
_SUPPORTED_ABSENT = 0.001
_ABSENT_ODDS = (
    f"coalesce(a.absent, {_SUPPORTED_ABSENT}) / (1.0 - coalesce(a.absent, {_SUPPORTED_ABSENT}))"
)


def _odds(bits: str) -> str:
    """Bits as odds, kept inside what a double holds."""
    return f"pow(2.0, least({bits}, 900.0))"


# Sixteen bits under even odds, hundreds of candidates together change nothing.
_PLAUSIBLE = SqlStep(
    name="plausible_pairs",
    row_is="a weighed pair that can bear on the answer",
    sql="SELECT * FROM weighed_pairs WHERE total_bits >= -16",
)

# That somebody has a profile already may count against them, but never decide between two whom
# the record fits equally.
_UNDECIDED = SqlStep(
    name="undecided_people",
    row_is="a profile whose likeliest register person the evidence does not tell from another",
    sql=f"""SELECT DISTINCT best.person_ref FROM posterior best JOIN plausible_pairs other
            ON other.person_ref = best.person_ref AND other.register_row <> best.register_row
        WHERE best.rank = 1 AND other.total_bits > best.total_bits - {_CLEARLY_BETTER_BITS}""",
)


# Of two who are as likely as each other neither is sure, so that a tie is never broken here.
def _first_answers_step(accept: float) -> SqlStep:
    return SqlStep(
        name="first_answers",
        row_is="an unsettled profile that claims a register person, before claims are heard",
        sql=f"""SELECT * FROM (
            SELECT w.person_ref, arg_max(w.register_row, w.total_bits) AS register_row,
                max(w.total_bits) AS total_bits,
                max({_odds("w.total_bits")})
                    / (any_value({_ABSENT_ODDS}) + sum({_odds("w.total_bits")})) AS probability
            FROM plausible_pairs w
            LEFT JOIN number_classes k ON k.person_ref = w.person_ref
            LEFT JOIN absent_shares a ON a.number_class = k.number_class
            GROUP BY w.person_ref)
            WHERE probability >= {accept}""",
    )


def posterior_step(name: str, weighed: str, claims: str | None, absent: str) -> SqlStep:
    """The probability of every candidate of a profile, given all of them and nobody.

    `claims` is a table of register rows that other profiles hold with better evidence; `absent` a
    table of the share of people, by number class, who are not in the register at all.
    """
    bits = "w.total_bits"
    join = ""
    if claims:
        taken = f"CASE WHEN c.register_row IS NULL THEN 0.0 ELSE log2({_SECOND_PROFILE}) END"
        bits = f"w.total_bits + {taken}"
        join = f"""LEFT JOIN {claims} c ON c.register_row = w.register_row
            AND c.person_ref <> w.person_ref AND c.claim_bits > w.total_bits"""
    return SqlStep(
        name=name,
        row_is="a candidate with its rank and its probability of being the person",
        sql=f"""SELECT *,
            odds / (absent_odds + sum(odds) OVER (PARTITION BY person_ref)) AS probability,
            row_number() OVER (PARTITION BY person_ref ORDER BY odds DESC, register_row) AS rank
        FROM (SELECT w.*, {_ABSENT_ODDS} AS absent_odds, {_odds(bits)} AS odds
            FROM {weighed} w
            LEFT JOIN number_classes k ON k.person_ref = w.person_ref
            LEFT JOIN {absent} a ON a.number_class = k.number_class
            {join})""",
    )


def plausible_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """From weighed pairs to `plausible_pairs` and, where claims are heard, `first_answers`."""
    return (
        (_PLAUSIBLE,)
        if profile.many_profiles
        else (_PLAUSIBLE, _first_answers_step(profile.accept_probability))
    )


def settle_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """From plausible pairs to `links` (profiles that have their register person) and `posterior`.

    Where people have many profiles each, that somebody has one already says nothing.
    """
    claims = None if profile.many_profiles else "claims"
    return (
        *refusal_steps(profile),
        posterior_step("posterior", "plausible_pairs", claims, "absent_shares"),
        _UNDECIDED,
        SqlStep(
            name="links",
            row_is="an unsettled profile whose register person is found",
            sql=f"""SELECT p.* FROM posterior p
                ANTI JOIN unsupported_pairs u
                    ON u.person_ref = p.person_ref AND u.register_row = p.register_row
                WHERE rank = 1 AND probability >= {profile.accept_probability}
                    AND person_ref NOT IN (SELECT person_ref FROM torn_people)
                    AND person_ref NOT IN (SELECT person_ref FROM undecided_people)""",
        ),
    )


def claims_step() -> SqlStep:
    """Only register people whom an unsettled profile may be are claimed: nobody asks of others."""
    return SqlStep(
        name="claims",
        row_is="a register person with the profile that holds it by the best evidence",
        sql="""SELECT register_row, arg_max(person_ref, (claim_bits, person_ref)) AS person_ref,
                max(claim_bits) AS claim_bits
            FROM (SELECT v.register_row, v.person_ref, 1000.0 AS claim_bits
                FROM verified_people v
                SEMI JOIN plausible_pairs w ON w.register_row = v.register_row
                UNION ALL
                SELECT register_row, person_ref, total_bits FROM first_answers)
            GROUP BY register_row""",
        kept=True,
    )
