"""Which doses that a cell lacks were entered in another: a share-out that loses and doubles none.

In each round cells that lack and cells that have doses to spare meet in a group. Both sides are
laid out on one line, dose after dose, and the dose at a place of the one line is explained by the
dose at the same place of the other. So a spare dose explains at most one lacking dose, a lacking
dose is explained at most once, and the rest goes into the next, less plausible round.
"""

from dataclasses import dataclass

from soat.engine.measure.gap.cell_counts import CELL, unknown_again
from soat.model.dose_lists import Explanation
from soat.model.stages import SqlStep

_SITE = "site_code"
_OTHERS = ("product", "dose_kind", "dose_number", "age_group")


@dataclass(frozen=True)
class Round:
    """Which cells meet: expressions over a cell, equal on both sides; NULL meets nothing.

    With `entered_after`, only spare doses entered that many days after their recorded day meet:
    they were entered on the very day of the cell that lacks them. With `by_lot`, only those whose
    lot is of another product than was typed (`lot_product`).
    """

    explanation: Explanation
    lacking: tuple[str, ...]
    spare: tuple[str, ...]
    entered_after: int | None = None
    by_lot: bool = False


def _same(explanation: Explanation, *columns: str) -> Round:
    return Round(explanation, columns, columns)


def _days_apart(days: int, entered_then: bool = False) -> Round:
    rest = (_SITE, *_OTHERS)
    spare = (*rest, f"given_on + ({days})")
    after = days if entered_then else None
    return Round(Explanation.MIS_DATED, (*rest, "given_on"), spare, after)


_SWAPPED = """CASE WHEN day(given_on) <= 12
    THEN make_date(year(given_on), day(given_on), month(given_on)) END"""
# A cell without a site lies in the commune that its people point to.
_COMMUNE_OF_SITE = "CASE WHEN site_code <> '' THEN commune_code END"
_COMMUNE_WITHOUT_SITE = "CASE WHEN site_code = '' THEN commune_code END"

_NEAREST_FIRST = (-1, 1, -2, 2, -3, 3)

# In the order of plausibility: first what the day of entry (of two neighbouring days the nearer),
# the lot or an exchanged date bears out; then one slip without such evidence: the sister site on
# the very day, a neighbouring day; then labels, which lots and histories have mostly mended, and
# several labels of one session at once. A wrong day or site together with another slip explains
# nothing. The order was chosen on simulated countries: docs/decisions/010.
ROUNDS = (
    *(_days_apart(days, entered_then=True) for days in _NEAREST_FIRST),
    Round(
        Explanation.PRODUCT_MISLABELLED,
        (_SITE, "given_on", *_OTHERS),
        (_SITE, "given_on", "lot_product", *_OTHERS[1:]),
        by_lot=True,
    ),
    Round(Explanation.DATE_SWAPPED, (_SITE, *_OTHERS, "given_on"), (_SITE, *_OTHERS, _SWAPPED)),
    Round(
        Explanation.SITE_MISSING,
        (_COMMUNE_OF_SITE, "given_on", *_OTHERS),
        (_COMMUNE_WITHOUT_SITE, "given_on", *_OTHERS),
    ),
    Round(
        Explanation.SITE_MISSING,
        (_COMMUNE_OF_SITE, "given_on", *_OTHERS),
        ("second_commune", "given_on", *_OTHERS),
    ),
    _same(Explanation.SISTER_SITE, _COMMUNE_OF_SITE, "given_on", *_OTHERS),
    *(_days_apart(days) for days in _NEAREST_FIRST),
    _same(
        Explanation.PRODUCT_MISLABELLED, _SITE, "given_on", "dose_kind", "dose_number", "age_group"
    ),
    _same(Explanation.DOSE_MISLABELLED, _SITE, "given_on", "product", "age_group"),
    _same(Explanation.AGE_MISLABELLED, _SITE, "given_on", "product", "dose_kind", "dose_number"),
    _same(Explanation.DOSE_MISLABELLED, _SITE, "given_on", "product"),
    _same(Explanation.DOSE_MISLABELLED, _SITE, "given_on"),
)


def allocation_steps() -> tuple[SqlStep, ...]:
    """Every round in turn, from gap_left_0 to gap_pairs and the totals of each cell."""
    steps: list[SqlStep] = []
    for number, round_ in enumerate(ROUNDS, start=1):
        steps += [_pairs(number, round_), _left(number)]
    return (*steps, _all_pairs(), *_EXPLAINED, _EXPLANATIONS)


def _line(side: str, round_: Round, number: int) -> str:
    keys = round_.lacking if side == "lacks" else round_.spare
    named = ", ".join(f"{key} AS k{index}" for index, key in enumerate(keys))
    group = ", ".join(f"k{index}" for index in range(len(keys)))
    source, left_over = f"gap_left_{number - 1}", "left_over"
    if side == "spare" and round_.entered_after is not None:
        after = round_.entered_after
        source += f" JOIN gap_entered USING (cell_id) WHERE days_after = {after} AND"
        left_over = "least(left_over, entered) AS left_over"
    elif side == "spare" and round_.by_lot:
        source += " JOIN gap_lot_products USING (cell_id) WHERE"
        left_over = "least(left_over, belied) AS left_over"
    else:
        source += " WHERE"
    return f"""SELECT *, sum(left_over) OVER (PARTITION BY {group} ORDER BY cell_id) AS upto
  FROM (SELECT cell_id, {left_over}, {named} FROM {source} side = '{side}')"""


def _pairs(number: int, round_: Round) -> SqlStep:
    meet = " AND ".join(f"l.k{index} = s.k{index}" for index in range(len(round_.lacking)))
    return SqlStep(
        f"gap_pairs_{number}",
        "one cell that lacks doses and one that has them to spare, in one round",
        f"""WITH lacking AS ({_line("lacks", round_, number)}),
spare AS ({_line("spare", round_, number)})
SELECT l.cell_id, s.cell_id AS found_cell_id, '{round_.explanation}' AS explanation,
  CAST(least(l.upto, s.upto) - greatest(l.upto - l.left_over, s.upto - s.left_over) AS BIGINT)
    AS doses
FROM lacking l JOIN spare s ON {meet}
  AND l.upto > s.upto - s.left_over AND s.upto > l.upto - l.left_over""",
    )


def _left(number: int) -> SqlStep:
    return SqlStep(
        f"gap_left_{number}",
        "one cell with doses that no round has explained yet",
        f"""WITH used AS (
  SELECT cell_id, sum(doses) AS doses FROM (
    SELECT cell_id, doses FROM gap_pairs_{number}
    UNION ALL SELECT found_cell_id, doses FROM gap_pairs_{number}) GROUP BY cell_id)
SELECT g.cell_id, {", ".join(f"g.{name}" for name in CELL)}, g.commune_code, g.second_commune,
  g.side,  g.left_over - coalesce(u.doses, 0) AS left_over
FROM gap_left_{number - 1} g LEFT JOIN used u ON g.cell_id = u.cell_id
WHERE g.left_over > coalesce(u.doses, 0)""",
    )


def _all_pairs() -> SqlStep:
    every = "\nUNION ALL ".join(
        f"SELECT * FROM gap_pairs_{number}" for number in range(1, len(ROUNDS) + 1)
    )
    return SqlStep("gap_pairs", "one pair of cells that explain each other", every)


_EXPLAINED = (
    SqlStep(
        "gap_explained",
        "one cell: doses of it that are explained, on whichever side it is",
        """SELECT cell_id, CAST(sum(doses) AS BIGINT) AS explained FROM (
  SELECT cell_id, doses FROM gap_pairs UNION ALL SELECT found_cell_id, doses FROM gap_pairs)
GROUP BY cell_id""",
    ),
)
_EXPLANATIONS = SqlStep(
    "entry_explanations",
    "doses missing in one cell that were entered in another: every dose is used once",
    f"""SELECT {unknown_again("l.")}, p.explanation, {unknown_again("s.", "found_")},
  l.commune_code, p.doses
FROM gap_pairs p
JOIN gap_left_0 l ON p.cell_id = l.cell_id JOIN gap_left_0 s ON p.found_cell_id = s.cell_id""",
    kept=True,
)
