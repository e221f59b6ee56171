"""Aliases: what settled profiles say of their register person, as further records of that person.

Where one human being has many profiles, each with errors of its own, a weak profile may resemble
another profile far more than it resembles the register. Profiles linked beyond doubt lend what
they say; what is weighed then is the likeness to a person's records, not to the register's alone.
"""

from soat.engine.resolve.blocking import declared_pairs_sql
from soat.engine.resolve.comparisons import Comparison
from soat.engine.resolve.evidence import levels_sql, weight_step
from soat.engine.resolve.settle import posterior_step
from soat.model.profile import Profile
from soat.model.stages import SqlStep

LENT_FIELD = "lent"
"""The field under which this evidence is kept and explained."""

# Only a profile linked this surely lends; an error here would breed others.
_LENDS_FROM = 0.99
# Half of a person's further records are like the register's, half like some profile's.
_OWN_SHARE = 0.5

_SAID = (
    "name_key name_mended_key name_ascii name_bag surname given name_damage name_has_marks "
    "birth_date birth_year birth_month birth_day birth_precision sex"
).split()


def alias_steps(profile: Profile, comparisons: tuple[Comparison, ...]) -> tuple[SqlStep, ...]:
    """From `weighed_alone` to `weighed_pairs`, the likeness to lent records counted in."""
    return (
        posterior_step("alone_posterior", "weighed_alone", None, "absent_shares"),
        _LENDERS,
        _NOT_LENDING,
        _aliases_step(profile),
        _in_register_form_step(profile),
        SqlStep(
            name="alias_pairs",
            row_is="a profile in doubt and a lent record with one key in common",
            sql=declared_pairs_sql(profile, "profiles_in_doubt", "aliases"),
        ),
        SqlStep(
            name="alias_evidence",
            row_is="a profile in doubt and a lent record with their agreement levels",
            sql=levels_sql(profile, comparisons, "alias_pairs", "aliases"),
        ),
        weight_step(profile, comparisons, "weights", "alias_weighed", "alias_evidence"),
        _LENT,
        _FOUND_PAIRS,
        SqlStep(
            name="found_evidence",
            row_is="a pair found by lent records only, with its levels beside the register",
            sql=levels_sql(profile, comparisons, "found_pairs"),
        ),
        weight_step(profile, comparisons, "weights", "found_weighed", "found_evidence"),
        _WEIGHED,
    )


_LENDERS = SqlStep(
    name="lenders",
    row_is="a profile linked beyond doubt, with its register person",
    sql=f"""SELECT person_ref, register_row FROM alone_posterior
        WHERE rank = 1 AND probability >= {_LENDS_FROM}""",
)

_NOT_LENDING = SqlStep(
    name="profiles_in_doubt",
    row_is="a sought profile that is not linked beyond doubt",
    sql="""SELECT p.* FROM sought_people p
        ANTI JOIN lenders l ON p.person_ref = l.person_ref""",
)


def _said(profile: Profile) -> tuple[str, ...]:
    return (*_SAID, *(f"x_{name}" for name in profile.extra_names))


def _aliases_step(profile: Profile) -> SqlStep:
    said = _said(profile)
    differs = " OR ".join(f"p.{column} IS DISTINCT FROM r.{column}" for column in said)
    return SqlStep(
        name="lent_records",
        row_is="what profiles say of their register person and the register does not, once each",
        sql=f"""SELECT r.register_row AS of_row, {", ".join(f"p.{column}" for column in said)},
                min(p.person_ref) AS lender
            FROM lenders l JOIN unsettled_people p ON l.person_ref = p.person_ref
            JOIN register_comparable r ON l.register_row = r.register_row
            WHERE {differs} GROUP BY ALL""",
    )


def _in_register_form_step(profile: Profile) -> SqlStep:
    lent = ", ".join(f"a.{column} AS {column}" for column in _said(profile))
    return SqlStep(
        name="aliases",
        row_is="a lent record in the form of the register, with a row number of its own",
        sql=f"""SELECT r.* REPLACE (
                register_people::BIGINT + row_number() OVER (ORDER BY lender) - 1 AS register_row,
                {lent}, coalesce(named.people, 0) AS name_count), a.of_row
            FROM lent_records a JOIN register_comparable r ON a.of_row = r.register_row
            LEFT JOIN (SELECT name_ascii, count(DISTINCT row) AS people
                FROM (SELECT name_ascii, register_row AS row FROM register_comparable
                    UNION ALL SELECT name_ascii, of_row FROM lent_records)
                GROUP BY name_ascii) named ON named.name_ascii = a.name_ascii
            CROSS JOIN register_size""",
    )


_LENT = SqlStep(
    name="lent_odds",
    row_is="a profile in doubt and a register person with the odds by the lent records",
    sql="""SELECT w.person_ref, a.of_row AS register_row,
            sum(pow(2.0, least(w.total_bits, 900.0))) AS odds
        FROM alias_weighed w JOIN aliases a ON w.register_row = a.register_row
        GROUP BY w.person_ref, a.of_row""",
)

_FOUND_PAIRS = SqlStep(
    name="found_pairs",
    row_is="a profile in doubt and a register person who came near by lent records only",
    sql="""SELECT o.person_ref, o.register_row FROM lent_odds o
        ANTI JOIN weighed_alone w ON o.person_ref = w.person_ref
            AND o.register_row = w.register_row""",
)

_LENT_BITS = f"""CASE WHEN d.person_ref IS NULL OR k.records IS NULL THEN 0.0
    ELSE log2({_OWN_SHARE} * pow(2.0, least(w.total_bits, 900.0))
        + {1 - _OWN_SHARE} * coalesce(o.odds, 0.0) / k.records) - least(w.total_bits, 900.0) END"""

_WEIGHED = SqlStep(
    name="weighed_pairs",
    row_is="a pair with its evidence; total_bits counts the likeness to lent records too",
    sql=f"""SELECT w.* REPLACE (w.total_bits + {_LENT_BITS} AS total_bits),
            {_LENT_BITS} AS {LENT_FIELD}_bits,
            CASE WHEN d.person_ref IS NULL OR k.records IS NULL THEN 'unknown'
                WHEN {LENT_FIELD}_bits > 0 THEN 'resembles'
                ELSE 'unlike' END AS {LENT_FIELD}_agreement
        FROM (FROM weighed_alone UNION ALL FROM found_weighed) w
        LEFT JOIN (SELECT person_ref FROM profiles_in_doubt) d ON w.person_ref = d.person_ref
        LEFT JOIN lent_odds o ON w.person_ref = o.person_ref AND w.register_row = o.register_row
        LEFT JOIN (SELECT of_row, count(*) AS records FROM aliases GROUP BY of_row) k
            ON k.of_row = w.register_row""",
)
