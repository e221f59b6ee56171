"""Learning the weights without labels, as steps: every iteration is a table.

u comes from pairs of strangers; m from the pairs that the weights so far believe in, each counted
with its probability, until they settle (expectation-maximisation; Fellegi and Sunter 1969,
Winkler 1988). A profile is at most one register person, so beliefs compete within a profile.
"""

from soat.engine.resolve.comparisons import Comparison
from soat.engine.resolve.evidence import levels_sql, weight_step
from soat.engine.resolve.settle import posterior_step
from soat.engine.resolve.weights import Shares, weights_step
from soat.model.profile import Profile
from soat.model.stages import SqlStep

_STRANGERS = 300_000
_ITERATIONS = 8
# A level that one pair in a thousand shows is still seen in twenty of so many profiles; more of
# them cost time and teach nothing.
_LEARNERS = 20_000
# Laplace smoothing: no level is ever impossible.
_PSEUDO_PAIRS = 0.5

_STRANGER_PAIRS = SqlStep(
    name="stranger_pairs",
    row_is="a profile and some register person, taken by position and not by likeness",
    sql=f"""SELECT person_ref, (place * 7919 + turn * 104729) % register_people::BIGINT
            AS register_row
        FROM (SELECT person_ref, row_number() OVER (ORDER BY person_ref) AS place,
                count(*) OVER () AS people FROM sought_people)
        CROSS JOIN register_size
        CROSS JOIN range(2000) AS turns(turn)
        WHERE turn <= {_STRANGERS} / people AND turn < register_people""",
)


# By the digest of their key, so that neither the order of the file nor a period in it matters.
_LEARNERS_STEP = SqlStep(
    name="learners",
    row_is="a sought profile to learn from, with the class of its number",
    sql=f"""SELECT person_ref, number_class FROM number_classes
        ORDER BY md5(person_ref), person_ref LIMIT {_LEARNERS}""",
)
_LEARNERS_EVIDENCE = SqlStep(
    name="learners_evidence",
    row_is="a candidate of such a profile with its agreement levels",
    sql="FROM evidence e SEMI JOIN learners l ON e.person_ref = l.person_ref",
)


def learning_steps(
    profile: Profile, comparisons: tuple[Comparison, ...], start: Shares | None = None
) -> tuple[SqlStep, ...]:
    """From `evidence` to the table `weights`; `start` is where m begins.

    Without a number scheme weights are learned in every run, so from a sample of the profiles.
    """
    sampled = profile.number_scheme == "none"
    people, evidence = (
        ("learners", "learners_evidence") if sampled else ("number_classes", "evidence")
    )
    steps = [
        *((_LEARNERS_STEP, _LEARNERS_EVIDENCE) if sampled else ()),
        _STRANGER_PAIRS,
        SqlStep(
            name="stranger_evidence",
            row_is="the agreement levels of a pair of strangers",
            sql=levels_sql(profile, comparisons, "stranger_pairs"),
        ),
        _strangers_shares(comparisons),
        weights_step("weights_start", comparisons, start or _starting_shares(comparisons)),
        _weights("weights_0", "weights_start"),
        _starting_absent(profile),
    ]
    for turn in range(_ITERATIONS):
        steps += [
            weight_step(profile, comparisons, f"weights_{turn}", f"weighed_{turn}", evidence),
            posterior_step(f"belief_{turn}", f"weighed_{turn}", None, f"absent_{turn}"),
            _absent_shares(people, f"belief_{turn}", f"absent_{turn + 1}"),
            _matches_shares(comparisons, f"belief_{turn}", f"matches_{turn}"),
            _weights(f"weights_{turn + 1}", f"matches_{turn}"),
        ]
    return (
        *steps,
        SqlStep("weights", "a learned weight", f"FROM weights_{_ITERATIONS}", kept=True),
        SqlStep("absent_shares", "a learned share", f"FROM absent_{_ITERATIONS}", kept=True),
    )


def _starting_absent(profile: Profile) -> SqlStep:
    return SqlStep(
        name="absent_0",
        row_is="a number class with the share of its people first thought absent",
        sql=f"""SELECT DISTINCT number_class, {1 - profile.expected_present}::DOUBLE AS absent
            FROM number_classes""",
    )


def _absent_shares(people: str, belief: str, name: str) -> SqlStep:
    return SqlStep(
        name=name,
        row_is="a number class with the share of its people whom no candidate fits",
        sql=f"""SELECT k.number_class,
                (sum(greatest(1.0 - coalesce(b.found, 0.0), 0.0)) + {_PSEUDO_PAIRS})
                    / (count(*) + 2 * {_PSEUDO_PAIRS}) AS absent
            FROM {people} k
            LEFT JOIN (SELECT person_ref, sum(probability) AS found FROM {belief}
                GROUP BY person_ref) b ON b.person_ref = k.person_ref
            GROUP BY k.number_class""",
    )


def _starting_shares(comparisons: tuple[Comparison, ...]) -> Shares:
    """Before anything is known: of one person's records most agree, and nearer beats farther."""
    return {
        comparison.field: {
            level: {"m": 0.8 * 0.5**rank if rank else 0.8, "u": 1.0}
            for rank, level in enumerate(comparison.level_names)
        }
        for comparison in comparisons
    }


def _unpivoted(comparisons: tuple[Comparison, ...], table: str, weight: str) -> str:
    return "\nUNION ALL\n".join(
        f"""SELECT '{c.field}' AS field, {c.agreement} AS level, {weight} AS share
        FROM {table} WHERE {c.agreement} NOT IN {_listed(c.silent_levels)}"""
        for c in comparisons
    )


def _listed(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"


def _shares_sql(comparisons: tuple[Comparison, ...], table: str, weight: str) -> str:
    levels = ", ".join(f"('{c.field}', '{level}')" for c in comparisons for level in c.level_names)
    return f"""SELECT all_levels.field, all_levels.level,
            (coalesce(sum(share), 0) + {_PSEUDO_PAIRS})
                / sum(coalesce(sum(share), 0) + {_PSEUDO_PAIRS})
                    OVER (PARTITION BY all_levels.field) AS share
        FROM (VALUES {levels}) AS all_levels(field, level)
        LEFT JOIN ({_unpivoted(comparisons, table, weight)}) seen
            ON seen.field = all_levels.field AND seen.level = all_levels.level
        GROUP BY all_levels.field, all_levels.level"""


def _strangers_shares(comparisons: tuple[Comparison, ...]) -> SqlStep:
    return SqlStep(
        name="strangers",
        row_is="an agreement level with its share among strangers",
        sql=_shares_sql(comparisons, "stranger_evidence", "1.0"),
    )


def _matches_shares(comparisons: tuple[Comparison, ...], belief: str, name: str) -> SqlStep:
    return SqlStep(
        name=name,
        row_is="an agreement level with its share among the pairs believed to be one person",
        sql=f"""SELECT field, level, share AS m
            FROM ({_shares_sql(comparisons, belief, "probability")})""",
    )


def _weights(name: str, matches: str) -> SqlStep:
    return SqlStep(
        name=name,
        row_is="an agreement level of a field with its share among matches and among strangers",
        sql=f"""SELECT m.field, m.level, m.m, s.share AS u
            FROM {matches} m JOIN strangers s ON m.field = s.field AND m.level = s.level""",
    )
