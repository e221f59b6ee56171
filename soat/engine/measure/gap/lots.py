"""Lots as evidence: a lot is of one product, whatever product was typed beside it."""

from soat.engine.measure.gap.cell_counts import AS_CELL, CELL_LIST
from soat.engine.measure.gap.cut_counts import COUNTED
from soat.model.stages import SqlStep

# A lot that is nearly always typed with one product is of that product; rarer lots say nothing.
_LEAST_RECORDS = 3
_LEAST_SHARE = 0.8

_LOT_PRODUCTS = SqlStep(
    "lot_products",
    "one lot and the product with which nearly all its doses were recorded",
    f"""WITH used AS (
  SELECT lot, product, CAST(sum(doses) AS BIGINT) AS doses FROM lot_counts GROUP BY lot, product),
shares AS (SELECT *, sum(doses) OVER (PARTITION BY lot) AS all_doses FROM used)
SELECT lot, product AS lot_product FROM shares
WHERE doses >= {_LEAST_RECORDS} AND doses >= {_LEAST_SHARE} * all_doses""",
)
# A product that is not known is another one than the lot's.
_BELIED_CELLS = SqlStep(
    "gap_belied_cells",
    "the real doses of one cell whose lots are of one other product",
    f"""SELECT {CELL_LIST}, lot_product, count(*) AS doses FROM (
  SELECT {AS_CELL}, p.lot_product
  FROM doses_settled s JOIN lot_products p ON s.lot = p.lot
  WHERE {COUNTED} AND p.lot_product <> coalesce(s.product, '') AND s.site_code <> '')
GROUP BY {CELL_LIST}, lot_product""",
)
_BELIED = SqlStep(
    "gap_lot_products",
    "one cell with doses to spare whose lots are of another product; the commonest of these",
    f"""WITH ranked AS (
  SELECT g.cell_id, b.lot_product, b.doses, row_number() OVER (PARTITION BY g.cell_id
    ORDER BY b.doses DESC, b.lot_product) AS rank
  FROM gap_belied_cells b JOIN gap_left_0 g USING ({CELL_LIST})
  WHERE g.side = 'spare')
SELECT cell_id, lot_product, doses AS belied FROM ranked WHERE rank = 1""",
)
LOT_STEPS = (_LOT_PRODUCTS, _BELIED_CELLS, _BELIED)
