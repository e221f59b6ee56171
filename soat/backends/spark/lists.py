"""Lists, structs and aggregates: where order, NULL and emptiness are said differently."""

from sqlglot import exp

from soat.backends.spark.faults import TranslationFault
from soat.backends.spark.text import Rewrite, call, number, text, wide

_HELD = "held"


def _picked(node: exp.Expr) -> exp.Expr:
    """list[i] counts from 1, or from the end when negative; NULL outside. Of lists, not texts."""
    (index,) = node.expressions
    if isinstance(index, exp.Slice):
        return _sliced(node.this, index)
    # sqlglot has made the index count from 0.
    one_based = int(index.sql()) + 1
    return call("try_element_at", node.this, number(one_based))


def _sliced(items: exp.Expr, cut: exp.Slice) -> exp.Expr:
    first, last = cut.args.get("this"), cut.args.get("expression")
    start = int(first.sql()) if first else 1
    if start < 1 or (last and int(last.sql()) < 1):
        raise TranslationFault("a list is cut from constants that count from its start")
    if last:
        return call("slice", items, number(start), number(int(last.sql()) - start + 1))
    whole = call("greatest", call("size", items.copy()), number(0))
    return call("slice", items, number(start), whole)


def _length_of_list(node: exp.Expr) -> exp.Expr:
    return wide(call("size", node.this))


def _is_in(node: exp.Expr) -> exp.Expr:
    """Spark answers NULL when the value is not found beside a NULL."""
    return call("array_contains", call("array_compact", node.this), node.expression)


def _has_all(node: exp.Expr) -> exp.Expr:
    whole, part = node.expressions
    lacking = call("array_except", call("array_compact", part), whole)
    return exp.EQ(this=call("size", lacking), expression=number(0))


def _has_any(node: exp.Expr) -> exp.Expr:
    """Spark answers NULL when nothing is common beside a NULL."""
    sides = (call("array_compact", side) for side in (node.this, node.expression))
    return call("arrays_overlap", *sides)


def _sorted_list(node: exp.Expr) -> exp.Expr:
    """NULL comes last in both; Spark's sort_array would put it first."""
    return call("array_sort", node.this)


# ── aggregates ───────────────────────────────────────────────────────────────────────────────


def _listed(node: exp.Expr) -> exp.Expr:
    """list() keeps NULL and takes an order; collect_list() drops NULL and takes none.

    Values are collected inside structs, led by what they are ordered by.
    """
    inner, distinct = node.this, False
    keys: list[exp.Expr] = []
    if isinstance(inner, exp.Order):
        keys = [_ascending(ordered) for ordered in inner.expressions]
        inner = inner.this
    if isinstance(inner, exp.Distinct):
        distinct, inner = True, inner.expressions[0]
    fields: list[exp.Expr] = []
    for place, key in enumerate((*keys, inner)):
        fields += [text(_HELD if place == len(keys) else f"key_{place}"), key]
    collected = call("collect_list", call("named_struct", *fields))
    if keys:
        collected = call("array_sort", collected)
    values = exp.Lambda(this=exp.column(_HELD, table="one"), expressions=[exp.to_identifier("one")])
    # A list of nothing at all is NULL.
    listed = call("transform", call("nullif", collected, call("array")), values)
    return call("array_distinct", listed) if distinct else listed


def _ascending(ordered: exp.Expr) -> exp.Expr:
    if ordered.args.get("desc"):
        raise TranslationFault("a list is ordered upwards only")
    key: exp.Expr = ordered.this
    return key


def _least_by(node: exp.Expr) -> exp.Expr:
    return _by("min_by", node)


def _most_by(node: exp.Expr) -> exp.Expr:
    return _by("max_by", node)


def _by(name: str, node: exp.Expr) -> exp.Expr:
    """arg_min() and arg_max() pass over rows whose answer is NULL."""
    is_known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
    found = call(name, node.this, node.expression)
    return exp.Filter(this=found, expression=exp.Where(this=is_known))


def _filtered(node: exp.Expr) -> exp.Expr:
    """FILTER goes with the aggregate itself, which may stand inside what it was said with."""
    inner: exp.Expr = node.this
    if isinstance(inner, exp.Filter):
        both = exp.and_(inner.expression.this, node.expression.this)
        return exp.Filter(this=inner.this, expression=exp.Where(this=both))
    collected = next((one for one in inner.find_all(exp.Anonymous) if _collects(one)), None)
    if collected is None or collected is inner:
        return node
    collected.replace(exp.Filter(this=collected.copy(), expression=node.expression))
    return inner


def _collects(node: exp.Anonymous) -> bool:
    return node.name == "collect_list"


def _any_known(node: exp.Expr) -> exp.Expr:
    """any_value() is the first that is not NULL."""
    return call("any_value", node.this, exp.true())


def _ignored_nulls(node: exp.Expr) -> exp.Expr:
    return _any_known(node.this) if isinstance(node.this, exp.AnyValue) else node


def _numbered(node: exp.Expr) -> exp.Expr:
    """Numbers in no order need no window over the whole; they have gaps, and mean as little."""
    in_no_order = not (node.args.get("partition_by") or node.args.get("order"))
    if not isinstance(node.this, exp.RowNumber):
        return node
    if in_no_order and not node.args.get("alias"):
        return exp.paren(
            exp.Add(this=call("monotonically_increasing_id"), expression=number(1)), copy=False
        )
    return wide(node)


LIST_REWRITES: dict[type[exp.Expr], Rewrite] = {
    exp.Bracket: _picked,
    exp.ArraySize: _length_of_list,
    exp.ArrayContains: _is_in,
    exp.ArrayOverlaps: _has_any,
    exp.ArraySort: _sorted_list,
    exp.ArrayAgg: _listed,
    exp.ArgMin: _least_by,
    exp.ArgMax: _most_by,
    exp.Filter: _filtered,
    exp.Window: _numbered,
    exp.IgnoreNulls: _ignored_nulls,
}
NAMED_REWRITES: dict[str, Rewrite] = {"list_has_all": _has_all}
