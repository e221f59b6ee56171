"""Numbers and days: where the two engines reckon differently."""

from sqlglot import exp

from soat.backends.spark.faults import TranslationFault
from soat.backends.spark.text import Rewrite, as_text, call, narrow, number, text, wide


def _double(value: exp.Expr) -> exp.Expr:
    return exp.cast(value, "double")


def _divided(node: exp.Expr) -> exp.Expr:
    """`/` is of doubles in DuckDB, and x/0 is an infinity or no number; Spark would refuse."""
    above, below = _double(node.this), _double(node.expression)
    if isinstance(node.expression, exp.Literal):
        return exp.paren(exp.Div(this=above, expression=below), copy=False)
    infinite = exp.Mul(this=above.copy(), expression=_double(text("Infinity")))
    is_zero = exp.EQ(this=below.copy(), expression=number(0))
    return call("if", is_zero, infinite, exp.Div(this=above, expression=below))


def _binary_logarithm(node: exp.Expr) -> exp.Expr:
    if node.this.name != "2" or node.expression is None:
        raise TranslationFault("of logarithms only ln() and log2() are translated")
    return _logarithm("log2", node.expression)


def _natural_logarithm(node: exp.Expr) -> exp.Expr:
    return _logarithm("ln", node.this)


def _logarithm(name: str, number_of: exp.Expr) -> exp.Expr:
    """Spark has NULL for the logarithm of 0 and less; log2() is one division less exact there."""
    of = _double(number_of)
    outside = call(
        "if",
        exp.EQ(this=of.copy(), expression=number(0)),
        _double(text("-Infinity")),
        call("if", exp.LT(this=of.copy(), expression=number(0)), _double(text("NaN")), _null()),
    )
    return call("coalesce", call(name, of), outside)


def _null() -> exp.Expr:
    return _double(exp.Null())


def _rounded(node: exp.Expr) -> exp.Expr:
    """DuckDB rounds a double by way of the next whole number, Spark by its decimal digits."""
    places = node.args.get("decimals")
    if places is None:
        return call("round", node.this)
    power = _double(number(10 ** int(places.name)))
    scaled = exp.Mul(this=exp.paren(_double(node.this)), expression=power)
    return exp.paren(exp.Div(this=call("round", scaled), expression=power.copy()), copy=False)


def _cast(node: exp.Expr) -> exp.Expr:
    """A quotient becomes the nearest whole number (half to even); Spark would cut it off."""
    inner = node.this.unnest()
    whole = node.args["to"].this in exp.DataType.INTEGER_TYPES
    if whole and (isinstance(inner, exp.Avg | exp.Median) or _is_quotient(inner)):
        node.set("this", call("rint", node.this))
    return node


def _is_quotient(node: exp.Expr) -> bool:
    """A division, as it stands after it was said anew."""
    guarded = isinstance(node, exp.Anonymous) and node.name == "if"
    return isinstance(node.expressions[-1] if guarded else node, exp.Div)


def _days_apart(node: exp.Expr) -> exp.Expr:
    """date_diff('day', earlier, later): midnights between them, in either direction."""
    if node.args["unit"].name.upper() != "DAY":
        raise TranslationFault("date_diff() is translated for days only")
    return wide(call("datediff", node.this, node.expression))


def _part_of_day(node: exp.Expr) -> exp.Expr:
    return wide(call(type(node).__name__.lower(), node.this))


def _made_day(node: exp.Expr) -> exp.Expr:
    parts = (node.args[part] for part in ("year", "month", "day"))
    return call("make_date", *(narrow(part) for part in parts))


_A_DATE = r"^[ \t\n\x0B\f\r]*([0-9]{1,4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})([ T].*)?$"


def _cast_if_possible(node: exp.Expr) -> exp.Expr:
    """A text is a date when it is year-month-day; Spark also takes a year, or a month, for one."""
    if not node.args["to"].is_type("date"):
        return node
    said = as_text(node.this)
    is_day = call("regexp_like", said, text(_A_DATE))
    parts = [call("regexp_extract", said.copy(), text(_A_DATE), number(n)) for n in (1, 2, 3)]
    filled = zip(parts, (4, 2, 2), strict=True)
    widths = (call("lpad", part, number(width), text("0")) for part, width in filled)
    day = exp.TryCast(this=call("concat_ws", text("-"), *widths), to=node.args["to"], safe=True)
    return exp.Case(ifs=[exp.If(this=is_day, true=day)])


def _counted_up(node: exp.Expr) -> exp.Expr:
    """range() and generate_series() as tables: sqlglot would lose the column's name."""
    end = node.args["end"]
    if not node.args.get("is_end_exclusive"):
        end = exp.Add(this=end, expression=number(1))
    return call("range", node.args["start"], end)


NUMBER_REWRITES: dict[type[exp.Expr], Rewrite] = {
    exp.Div: _divided,
    exp.Log: _binary_logarithm,
    exp.Ln: _natural_logarithm,
    exp.Round: _rounded,
    exp.Cast: _cast,
    exp.TryCast: _cast_if_possible,
    exp.GenerateSeries: _counted_up,
    exp.Year: _part_of_day,
    exp.Month: _part_of_day,
    exp.Day: _part_of_day,
    exp.DateFromParts: _made_day,
    exp.DateDiff: _days_apart,
}
