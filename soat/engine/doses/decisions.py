"""What people decided about two rows: same dose or not, followed, remembered and undone.

A decision is about two rows; it holds for everything that stands for them.
"""

from soat.model.stages import SqlStep

_ROUNDS = 6
"""Rows tied by decisions one to the next are followed so many ties far from the first of them."""

# The later judgement on a pair holds; without a time it is the earliest.
DECIDED = SqlStep(
    name="decided_pairs",
    row_is="two dose rows on which a person decided, with the decision that holds",
    sql="""WITH ranked AS (
            SELECT decision, least(dose_ref, other_dose_ref) AS first_ref,
                greatest(dose_ref, other_dose_ref) AS second_ref,
                row_number() OVER (
                    PARTITION BY least(dose_ref, other_dose_ref),
                        greatest(dose_ref, other_dose_ref)
                    ORDER BY decided_at DESC NULLS LAST, decision, decided_by) AS place
            FROM decisions_typed
            WHERE decision IN ('same_dose', 'not_a_duplicate')
                AND dose_ref <> other_dose_ref)
        SELECT decision, first_ref, second_ref FROM ranked WHERE place = 1""",
)

# A decision across two human beings waits until their profiles are known to be one.
_DECIDED_ROWS = SqlStep(
    name="decided_rows",
    row_is="two rows of one history on which a person decided",
    sql="""SELECT k.decision, a.dose_row AS first_row, b.dose_row AS second_row,
            k.first_ref, k.second_ref
        FROM decided_pairs k
        JOIN watched_doses a ON a.dose_ref = k.first_ref
        JOIN watched_doses b ON b.dose_ref = k.second_ref AND b.history_row = a.history_row
        ANTI JOIN set_aside_rows x ON x.dose_row = a.dose_row
        ANTI JOIN set_aside_rows y ON y.dose_row = b.dose_row""",
)

_HELD_APART = SqlStep(
    name="held_apart_rows",
    row_is="a row that a person held apart from another of the same day and product family",
    sql="""WITH apart AS (
            SELECT k.first_row, k.second_row FROM decided_rows k
            JOIN watched_doses a ON a.dose_row = k.first_row
            JOIN watched_doses b ON b.dose_row = k.second_row
                AND b.given_on = a.given_on AND b.product_family = a.product_family
            WHERE k.decision = 'not_a_duplicate')
        SELECT first_row AS dose_row FROM apart UNION SELECT second_row FROM apart""",
)


_TIES = SqlStep(
    name="decided_ties",
    row_is="two groups that a person said are one dose, each way round",
    sql="""WITH ends AS (
            SELECT coalesce(a.group_ref, k.first_ref) AS one,
                coalesce(b.group_ref, k.second_ref) AS other
            FROM decided_rows k
            LEFT JOIN automatic_groups a ON a.dose_row = k.first_row
            LEFT JOIN automatic_groups b ON b.dose_row = k.second_row
            WHERE k.decision = 'same_dose')
        SELECT one, other FROM ends UNION SELECT other, one FROM ends""",
)

_TIED_0 = SqlStep(
    name="tied_groups_0",
    row_is="a group tied by a decision, with itself as the first of its ties",
    sql="SELECT DISTINCT one AS group_ref, one AS label FROM decided_ties",
)


def _tied_step(turn: int) -> SqlStep:
    return SqlStep(
        name=f"tied_groups_{turn}",
        row_is=f"a tied group with the first group within {turn} ties",
        sql=f"""SELECT t.group_ref, least(any_value(t.label), min(n.label)) AS label
            FROM tied_groups_{turn - 1} t
            JOIN decided_ties k ON k.one = t.group_ref
            JOIN tied_groups_{turn - 1} n ON n.group_ref = k.other
            GROUP BY t.group_ref""",
    )


_GROUPS = SqlStep(
    name="tied_rows",
    row_is="a dose row in a group, by itself or by decisions",
    sql=f"""WITH rows_of_ties AS (
            SELECT first_row AS dose_row, first_ref AS dose_ref FROM decided_rows
            WHERE decision = 'same_dose'
            UNION SELECT second_row, second_ref FROM decided_rows WHERE decision = 'same_dose'
            UNION SELECT dose_row, dose_ref FROM automatic_groups)
        SELECT r.dose_row, coalesce(a.group_ref, r.dose_ref) AS automatic_ref,
            coalesce(t.label, a.group_ref, r.dose_ref) AS group_ref
        FROM rows_of_ties r
        LEFT JOIN automatic_groups a ON a.dose_row = r.dose_row
        LEFT JOIN tied_groups_{_ROUNDS} t
            ON t.group_ref = coalesce(a.group_ref, r.dose_ref)""",
)

# Decisions that contradict each other through a third row are a person's again: none is followed.
_CONTRADICTED = SqlStep(
    name="contradicted_groups",
    row_is="a group made by decisions that holds two rows which a person held apart",
    sql="""SELECT DISTINCT a.group_ref FROM decided_rows k
        JOIN tied_rows a ON a.dose_row = k.first_row
        JOIN tied_rows b ON b.dose_row = k.second_row AND b.group_ref = a.group_ref
        WHERE k.decision = 'not_a_duplicate'""",
)

_PLACES = SqlStep(
    name="rows_in_groups",
    row_is="a grouped row with its place in the group: the one kept is the first",
    sql="""WITH settled AS (
            SELECT t.dose_row, CASE WHEN c.group_ref IS NULL THEN t.group_ref
                ELSE t.automatic_ref END AS group_ref
            FROM tied_rows t LEFT JOIN contradicted_groups c ON c.group_ref = t.group_ref)
        SELECT s.dose_row, s.group_ref, row_number() OVER (PARTITION BY s.group_ref
            ORDER BY d.completeness DESC, d.recorded_at NULLS LAST, d.dose_ref) AS place
        FROM settled s JOIN watched_doses d ON d.dose_row = s.dose_row""",
)

_DUPLICATES = SqlStep(
    name="duplicate_rows",
    row_is="a dose row that is the same dose as another, with the row kept",
    sql="""SELECT r.dose_row, k.dose_row AS kept_row
        FROM rows_in_groups r JOIN rows_in_groups k
            ON k.group_ref = r.group_ref AND k.place = 1
        WHERE r.place > 1""",
)

# What was decided of a row holds for the row that stands for it.
_SETTLED_PAIRS = SqlStep(
    name="settled_pairs",
    row_is="two standing rows on which a person decided, the smaller number first",
    sql="""WITH standing AS (
            SELECT coalesce(a.kept_row, k.first_row) AS one,
                coalesce(b.kept_row, k.second_row) AS other
            FROM decided_rows k
            LEFT JOIN duplicate_rows a ON a.dose_row = k.first_row
            LEFT JOIN duplicate_rows b ON b.dose_row = k.second_row
            WHERE k.decision = 'not_a_duplicate')
        SELECT DISTINCT least(one, other) AS one_row, greatest(one, other) AS other_row
        FROM standing""",
)


_SET_ASIDE = SqlStep(
    name="set_aside_rows",
    row_is="a dose row of a spoiled batch",
    sql="""SELECT d.dose_row FROM placed_doses d
        SEMI JOIN batch_fault_rows f ON f.dose_ref = d.dose_ref""",
)

SET_ASIDE = (DECIDED, _SET_ASIDE)


def decision_steps() -> tuple[SqlStep, ...]:
    """From decisions and watched doses to the decided rows, before anything collapses."""
    return (_DECIDED_ROWS, _HELD_APART)


def group_steps() -> tuple[SqlStep, ...]:
    """From automatic groups and decisions to `duplicate_rows` and `settled_pairs`."""
    return (
        _TIES,
        _TIED_0,
        *(_tied_step(turn) for turn in range(1, _ROUNDS + 1)),
        _GROUPS,
        _CONTRADICTED,
        _PLACES,
        _DUPLICATES,
        _SETTLED_PAIRS,
    )
