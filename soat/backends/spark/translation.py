"""A step's SQL, from DuckDB's dialect as the engine writes it to Spark's.

sqlglot turns the grammar; what would be read otherwise by Spark is said anew first, each in a small
function that tells why (text, arithmetic, lists, stars).
"""

from sqlglot import exp, parse_one

from soat.backends.functions import ENGINE_FUNCTIONS
from soat.backends.spark.arithmetic import NUMBER_REWRITES
from soat.backends.spark.dialect import EngineSql
from soat.backends.spark.lists import LIST_REWRITES, NAMED_REWRITES
from soat.backends.spark.stars import ColumnsOf, write_out_stars
from soat.backends.spark.text import TEXT_REWRITES, Rewrite, byte_length, ours

REWRITES: dict[type[exp.Expr], Rewrite] = {
    **TEXT_REWRITES,
    **NUMBER_REWRITES,
    **LIST_REWRITES,
}
BY_NAME: dict[str, Rewrite] = {"strlen": byte_length, **NAMED_REWRITES}
"""Rewrites of functions that sqlglot has no name of its own for."""
_BROUGHT = {function.name for function in ENGINE_FUNCTIONS}


def spark_sql(sql: str, columns_of: ColumnsOf) -> str:
    """The same query for Spark. Raises TranslationFault where it would answer otherwise."""
    tree: exp.Expr = parse_one(sql, dialect=EngineSql)
    tree = write_out_stars(_without_order(tree), columns_of)
    # From the leaves upwards, so that what is said anew holds parts that were said anew.
    for node in reversed(list(tree.walk(bfs=False))):
        said = _rewritten(node)
        if said is not node:
            if node is tree:
                tree = said
            else:
                node.replace(said)
    return str(tree.sql(dialect="spark"))


def _rewritten(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous):
        name = node.name.lower()
        if name in _BROUGHT:
            return ours(name, *node.expressions)
        return BY_NAME[name](node) if name in BY_NAME else node
    rewrite = REWRITES.get(type(node))
    return rewrite(node) if rewrite else node


def _without_order(tree: exp.Expr) -> exp.Expr:
    """A table has no order; sorting it before it is stored would cost one for nothing."""
    if isinstance(tree, exp.Query) and tree.args.get("limit") is None:
        tree.set("order", None)
    return tree
