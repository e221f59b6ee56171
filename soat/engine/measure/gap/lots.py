"""Lots as evidence: a lot is of one product, whatever product was typed beside it."""

from soat.engine.measure.gap.cell_counts import AS_CELL, CELL_LIST
from soat.model.stages import SqlStep

# A lot that is nearly always typed with one product is of that product; rarer lots say nothing.
_LEAST_RECORDS = 3
_LEAST_SHARE = 0.8

_LOT_PRODUCTS = SqlStep(
    "lot_products",
    "one lot and the product with which nearly all its doses were recorded",
    f"""WITH used AS (
  SELECT lot, product, count(*) AS doses FROM doses_comparable
  WHERE lot IS NOT NULL AND product IS NOT NULL GROUP BY lot, product),
shares AS (SELECT *, sum(doses) OVER (PARTITION BY lot) AS all_doses FROM used)
SELECT lot, product FROM shares
WHERE doses >= {_LEAST_RECORDS} AND doses >= {_LEAST_SHARE} * all_doses""",
)
_SPARE_RECORDS = SqlStep(
    "gap_spare_records",
    "one record of a cell with doses to spare",
    f"""WITH records AS (
  SELECT dose_ref, {AS_CELL} FROM doses_settled
  WHERE state = 'kept' AND NOT coalesce(doubtful, false))
SELECT g.cell_id, g.product, r.dose_ref
FROM records r JOIN gap_left_0 g USING ({CELL_LIST})
WHERE g.side = 'spare' AND g.site_code <> ''""",
)
_BELIED = SqlStep(
    "gap_lot_products",
    "one cell with doses to spare whose lots are of another product; the commonest of these",
    """WITH belied AS (
  SELECT s.cell_id, p.product AS lot_product, count(*) AS doses
  FROM gap_spare_records s
  JOIN doses_comparable d ON s.dose_ref = d.dose_ref
  JOIN lot_products p ON d.lot = p.lot
  WHERE p.product <> s.product GROUP BY s.cell_id, p.product),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY cell_id ORDER BY doses DESC, lot_product) AS rank
  FROM belied)
SELECT cell_id, lot_product, doses AS belied FROM ranked WHERE rank = 1""",
)
LOT_STEPS = (_LOT_PRODUCTS, _SPARE_RECORDS, _BELIED)
