"""Two rows of one history that may be one dose: selected by the window, then weighed."""

from soat.engine.doses.pair_weights import PairWeights, load_pair_weights
from soat.engine.doses.windows import widest, windows_step
from soat.model.schedule import Schedule
from soat.model.stages import SqlStep

_MOST_ROWS = 60
"""A history with more rows is junk: only its neighbours in time are compared."""

_WEIGHTS = load_pair_weights()

_STANDING = SqlStep(
    name="standing_doses",
    row_is="a dose row that is neither collapsed into another nor set aside",
    sql="""SELECT d.dose_row, d.history_row, d.dose_ref, d.given_on, d.exchanged_on,
            d.possible_on, d.swapped_on, d.product, d.product_family, d.lot, d.dose_kind,
            d.dose_number, d.sent_rank, d.age_years, d.product_no, d.seen
        FROM watched_doses d
        ANTI JOIN duplicate_rows k ON k.dose_row = d.dose_row
        ANTI JOIN set_aside_rows s ON s.dose_row = d.dose_row""",
)

_JUNK = SqlStep(
    name="overfull_histories",
    row_is="a human being with more dose rows than anybody can have",
    sql=f"""SELECT history_row FROM standing_doses
        GROUP BY history_row HAVING count(*) > {_MOST_ROWS}""",
)

_JUNK_ORDER = SqlStep(
    name="overfull_rows",
    row_is="a row of an overfull history with its place in time",
    sql="""SELECT d.dose_row, d.history_row, row_number() OVER (PARTITION BY d.history_row
            ORDER BY d.given_on, d.dose_ref) AS place
        FROM standing_doses d JOIN overfull_histories h ON h.history_row = d.history_row""",
)

_NEIGHBOURS = SqlStep(
    name="overfull_pairs",
    row_is="two neighbours in time of an overfull history",
    sql="""SELECT least(a.dose_row, b.dose_row) AS one_row,
            greatest(a.dose_row, b.dose_row) AS other_row, false AS disordered
        FROM overfull_rows a JOIN overfull_rows b
            ON b.history_row = a.history_row AND b.place = a.place + 1""",
)


def _related_step(schedule: Schedule) -> SqlStep:
    """One pass over all histories for both questions that take two rows to ask.

    A family or lot that is not known (NULL) may be any; two different families are one dose only
    on one day. `disordered`: the sent numbers go down as the days go up.
    """
    near = f"""abs(date_diff('day', a.given_on, b.given_on)) <= {widest(schedule)}
        AND (a.product_family = b.product_family OR a.product_family IS NULL
            OR b.product_family IS NULL OR a.given_on = b.given_on)"""
    swapped = """a.exchanged_on = b.given_on AND a.product_family = b.product_family
        AND a.lot = b.lot"""
    disordered = """date_diff('day', b.given_on, a.given_on) * (a.sent_rank - b.sent_rank) < 0
        AND (a.possible_on IS NOT NULL OR b.possible_on IS NOT NULL)"""
    return SqlStep(
        name="related_rows",
        row_is="two rows of one history that are near each other in time, or out of order",
        sql=f"""SELECT a.dose_row AS one_row, b.dose_row AS other_row,
                coalesce({disordered}, false) AS disordered
            FROM standing_doses a JOIN standing_doses b
                ON b.history_row = a.history_row AND a.dose_row < b.dose_row
            ANTI JOIN overfull_histories h ON h.history_row = a.history_row
            WHERE ({near}) OR ({swapped}) OR ({disordered})""",
    )


# The stronger row is the one that would be kept: more complete, then entered earlier.
_SIDES = SqlStep(
    name="pair_sides",
    row_is="two related rows, the stronger one first",
    sql="""WITH pairs AS (
            SELECT one_row, other_row FROM related_rows
            UNION SELECT one_row, other_row FROM overfull_pairs)
        SELECT CASE WHEN first_is_stronger THEN one_row ELSE other_row END AS strong_row,
            CASE WHEN first_is_stronger THEN other_row ELSE one_row END AS weak_row
        FROM (SELECT p.*,
                CASE WHEN a.completeness <> b.completeness THEN a.completeness > b.completeness
                    WHEN a.recorded_at = b.recorded_at
                        OR (a.recorded_at IS NULL AND b.recorded_at IS NULL)
                        THEN a.dose_ref < b.dose_ref
                    ELSE coalesce(a.recorded_at < b.recorded_at, a.recorded_at IS NOT NULL) END
                    AS first_is_stronger
            FROM pairs p JOIN watched_doses a ON a.dose_row = p.one_row
            JOIN watched_doses b ON b.dose_row = p.other_row)""",
)

_AGREEMENTS = """
    CASE WHEN a.product = b.product THEN 'same'
        WHEN a.product_family = b.product_family THEN 'similar'
        WHEN a.product IS NULL OR b.product IS NULL THEN 'unknown'
        ELSE 'different' END AS product_agreement,
    CASE WHEN a.lot IS NULL OR b.lot IS NULL THEN 'unknown' WHEN a.lot = b.lot THEN 'same'
        WHEN levenshtein(a.lot, b.lot) = 1 AND length(a.lot) > 3 THEN 'similar'
        ELSE 'different' END AS lot_agreement,
    CASE WHEN a.site_code IS NULL OR b.site_code IS NULL THEN 'unknown'
        WHEN a.site_code = b.site_code THEN 'same'
        WHEN a.commune_code = b.commune_code THEN 'similar' ELSE 'different' END
        AS site_agreement,
    CASE WHEN a.dose_kind <> b.dose_kind THEN 'different'
        WHEN a.dose_number = b.dose_number THEN 'same'
        WHEN a.dose_number IS NULL OR b.dose_number IS NULL THEN 'unknown'
        WHEN a.dose_kind IS NULL OR b.dose_kind IS NULL THEN
            CASE WHEN coalesce(a.dose_kind, b.dose_kind) IN ('additional', 'booster')
                AND greatest(a.dose_number, b.dose_number) >= 3 THEN 'similar'
                ELSE 'different' END
        ELSE 'different' END AS ordinal_agreement,
    CASE WHEN a.source IS NULL OR b.source IS NULL THEN 'unknown'
        WHEN a.source = b.source THEN 'same' ELSE 'different' END AS source_agreement,
    CASE WHEN b.recorded_on IS NULL THEN 'unknown'
        WHEN date_diff('day', b.given_on, b.recorded_on) > 7 THEN 'late' ELSE 'in_time' END
        AS entered_agreement"""

# The window of the later day; a product that is not known asks for the window of the other.
_COMPARED = SqlStep(
    name="compared_pairs",
    row_is="two related rows, how far they agree, and the window of their products that day",
    sql=f"""SELECT s.strong_row, s.weak_row,
            abs(date_diff('day', a.given_on, b.given_on)) AS days_apart,
            w.window_days, coalesce(a.exchanged_on = b.given_on
                AND a.product_family = b.product_family AND a.lot = b.lot, false) AS by_swap,
            {_AGREEMENTS}
        FROM pair_sides s
        JOIN watched_doses a ON a.dose_row = s.strong_row
        JOIN watched_doses b ON b.dose_row = s.weak_row
        LEFT JOIN dose_windows w
            ON w.earlier_product = coalesce(
                CASE WHEN a.given_on <= b.given_on THEN a.product ELSE b.product END, '')
            AND w.later_product = coalesce(
                CASE WHEN a.given_on <= b.given_on THEN b.product ELSE a.product END, '')
            AND greatest(a.given_on, b.given_on) BETWEEN w.valid_from AND w.valid_to""",
)


def _weighed_step(weights: PairWeights) -> SqlStep:
    return SqlStep(
        name="weighed_dose_pairs",
        row_is="two rows within their window, with the probability that they are one dose",
        sql=f"""SELECT *, 1.0 / (1.0 + pow(2.0, -({weights.total_sql()}))) AS match_probability
            FROM compared_pairs
            WHERE days_apart = 0 OR by_swap OR days_apart <= window_days""",
    )


# Two rows that a person held apart are not asked about again. (Decisions for one dose were followed
# already, unless they contradict others: then the pair is open again.)
_OPEN = SqlStep(
    name="open_pairs",
    row_is="two rows that may be one dose and on which nobody decided yet",
    sql=f"""SELECT p.* FROM weighed_dose_pairs p
        ANTI JOIN settled_pairs k ON k.one_row = least(p.strong_row, p.weak_row)
            AND k.other_row = greatest(p.strong_row, p.weak_row)
        WHERE p.match_probability >= {_WEIGHTS.proposed_from!r}""",
)

_SHOWN = (
    *("given_on", "product", "lot", "dose_kind", "dose_number", "site_code", "recorded_at"),
    *("source", "person_ref"),
)

_OUT = SqlStep(
    name="dose_pairs",
    row_is="two kept rows that may be one dose (soat.model.dose_tables.DOSE_PAIRS)",
    kept=True,
    sql=f"""SELECT a.dose_ref, b.dose_ref AS other_dose_ref, a.history_id,
            b.site_code AS owner_site, round(p.match_probability, 6) AS match_probability,
            CAST(p.days_apart AS INTEGER) AS days_apart, p.window_days, p.product_agreement,
            p.lot_agreement, p.site_agreement, p.ordinal_agreement,
            {", ".join(f"a.{name}" for name in _SHOWN)},
            {", ".join(f"b.{name} AS other_{name}" for name in _SHOWN)}
        FROM open_pairs p JOIN watched_doses a ON a.dose_row = p.strong_row
        JOIN watched_doses b ON b.dose_row = p.weak_row""",
)

# The weaker row of a likely pair counts as no dose; it takes its place from its strongest partner.
_DOUBTFUL = SqlStep(
    name="doubtful_rows",
    row_is="a kept row that is probably the same dose as a stronger row, with that row",
    sql=f"""WITH ranked AS (
            SELECT p.weak_row, p.strong_row, row_number() OVER (PARTITION BY p.weak_row
                ORDER BY p.match_probability DESC, a.dose_ref) AS place
            FROM open_pairs p JOIN watched_doses a ON a.dose_row = p.strong_row
            WHERE p.match_probability >= {_WEIGHTS.doubtful_from!r})
        SELECT weak_row AS dose_row, strong_row AS partner_row FROM ranked WHERE place = 1""",
)

_PARTNERS = SqlStep(
    name="doubtful_partners",
    row_is="a doubtful row with the row it probably is, followed one step when that is doubtful",
    sql="""SELECT d.dose_row, coalesce(f.partner_row, d.partner_row) AS partner_row
        FROM doubtful_rows d LEFT JOIN doubtful_rows f ON f.dose_row = d.partner_row""",
)


def pair_steps(schedule: Schedule) -> tuple[SqlStep, ...]:
    """From placed doses and duplicates to `dose_pairs` and the rows that are in doubt."""
    return (
        _STANDING,
        _JUNK,
        _JUNK_ORDER,
        _NEIGHBOURS,
        windows_step(schedule),
        _related_step(schedule),
        _SIDES,
        _COMPARED,
        _weighed_step(_WEIGHTS),
        _OPEN,
        _OUT,
        _DOUBTFUL,
        _PARTNERS,
    )
