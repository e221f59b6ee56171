"""Texts: DuckDB's functions of texts and patterns, said in Spark's."""

from collections.abc import Callable

from sqlglot import exp

from soat.backends.functions import on_spark
from soat.backends.spark.faults import TranslationFault
from soat.backends.spark.regular_expressions import (
    java_first,
    java_pattern,
    java_replacement,
    java_whole,
)

Rewrite = Callable[[exp.Expr], exp.Expr]

# DuckDB trims every space separator of Unicode, Spark the blank alone; neither trims a tab.
_SPACES = "\u0020\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A call that Spark gets as it stands."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def ours(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A call of one of the functions that are brought to Spark (soat.backends.functions)."""
    return call(on_spark(name), *arguments)


def text(said: str) -> exp.Expr:
    """A text constant."""
    return exp.Literal.string(said)


def number(value: int) -> exp.Expr:
    """A whole-number constant."""
    return exp.Literal.number(value)


def wide(value: exp.Expr) -> exp.Expr:
    """The value as a BIGINT, which DuckDB counts and numbers in; Spark does in INT."""
    return exp.cast(value, "bigint")


def narrow(value: exp.Expr) -> exp.Expr:
    """The value as the INT that Spark's functions take; a constant is one."""
    inner = value.this if isinstance(value, exp.Neg) else value
    return value if isinstance(inner, exp.Literal) else exp.cast(value, "int")


def as_text(value: exp.Expr) -> exp.Expr:
    """The value as a text."""
    return exp.cast(value, "text")


def _likeness(node: exp.Expr) -> exp.Expr:
    return ours("jaro_winkler_similarity", node.this, node.expression)


def _trimmed(node: exp.Expr) -> exp.Expr:
    if node.args.get("expression") is None:
        node.set("expression", text(_SPACES))
        node.set("position", node.args.get("position") or "BOTH")
    return node


def _concatenated(node: exp.Expr) -> exp.Expr:
    """concat() passes over NULL, where Spark's answers NULL."""
    parts = [call("coalesce", as_text(part), text("")) for part in node.expressions]
    return call("concat", *parts)


def _joined_with(node: exp.Expr) -> exp.Expr:
    """Spark's concat_ws takes texts only."""
    return call("concat_ws", *(as_text(part) for part in node.expressions))


def _letter(node: exp.Expr) -> exp.Expr:
    """Spark's chr() knows 256 letters; ours are constants."""
    (code,) = node.expressions
    return text(chr(int(code.name)))


def _cut_out(node: exp.Expr) -> exp.Expr:
    """Counting from 0 starts before the first letter in DuckDB, at it in Spark."""
    start = node.args["start"]
    if isinstance(start, exp.Literal) and start.name == "0":
        raise TranslationFault("substr() starts at 1, or at the end when negative")
    node.set("start", narrow(start))
    if node.args.get("length") is not None:
        node.set("length", narrow(node.args["length"]))
    return node


def _without_end(node: exp.Expr) -> exp.Expr:
    """left(text, -n) leaves out the last n letters, right(text, -n) the first; Spark: nothing."""
    count = node.expression
    if isinstance(count, exp.Neg):
        length = call("length", node.this.copy())
        node.set("expression", exp.Sub(this=length, expression=narrow(count.this)))
    else:
        node.set("expression", narrow(count))
    return node


def _edit_distance(node: exp.Expr) -> exp.Expr:
    """DuckDB counts bytes, Spark letters: so that both count bytes, each byte is made a letter."""
    letters = [
        call("decode", call("encode", side, text("UTF-8")), text("ISO-8859-1"))
        for side in (node.this, node.expression)
    ]
    return call("levenshtein", *letters)


# ── patterns ─────────────────────────────────────────────────────────────────────────────────


def _pattern(node: exp.Expr | None) -> str:
    if not (isinstance(node, exp.Literal) and node.is_string):
        raise TranslationFault("a pattern must be a constant")
    return node.name


def _found(node: exp.Expr) -> exp.Expr:
    return call("regexp_like", node.this, text(java_pattern(_pattern(node.expression))))


def _fits_whole(node: exp.Expr) -> exp.Expr:
    return call("regexp_like", node.this, text(java_whole(_pattern(node.expression))))


def _extracted(node: exp.Expr) -> exp.Expr:
    """Group 0 unless said otherwise; a list of names makes a struct of the groups."""
    pattern = text(java_pattern(_pattern(node.expression)))
    group = node.args.get("group")
    if not isinstance(group, exp.Array):
        return call("regexp_extract", node.this, pattern, group or number(0))
    fields: list[exp.Expr] = []
    for place, name in enumerate(group.expressions, start=1):
        one = call("regexp_extract", node.this.copy(), pattern.copy(), number(place))
        fields += [text(name.name), one]
    return _unless_null(node.this, call("named_struct", *fields))


def _unless_null(asked: exp.Expr, said: exp.Expr) -> exp.Expr:
    is_null = exp.Is(this=asked.copy(), expression=exp.Null())
    return call("if", is_null, exp.Null(), said)


def _all_extracted(node: exp.Expr) -> exp.Expr:
    pattern = text(java_pattern(_pattern(node.expression)))
    return call("regexp_extract_all", node.this, pattern, node.args.get("group") or number(0))


def _replaced(node: exp.Expr) -> exp.Expr:
    """The first find only, unless the option `g` is given; Spark replaces every one."""
    options = node.args.get("modifiers")
    first_only = options is None or "g" not in options.name
    pattern, said = _pattern(node.expression), _pattern(node.args["replacement"])
    java = java_first(pattern) if first_only else java_pattern(pattern)
    return call("regexp_replace", node.this, text(java), text(java_replacement(said, first_only)))


def _in_lower_case(node: exp.Expr) -> exp.Expr:
    """Letter by letter in DuckDB; Java writes two letters for İ, and ς at the end of a word."""
    return call("lower", call("translate", node.this, text("İΣ"), text("iσ")))


def _in_upper_case(node: exp.Expr) -> exp.Expr:
    """Letter by letter, where Java writes SS for ß: one of soat.backends.functions."""
    return ours("upper", node.this)


def _split(node: exp.Expr) -> exp.Expr:
    """Spark cuts by a pattern; and by nothing into letters, with nothing at the end."""
    separator = node.expression
    if not isinstance(separator, exp.Literal) or not separator.name:
        raise TranslationFault("a text is split at a constant")
    return call("split", node.this, text(rf"\Q{separator.name}\E"))


def _length(node: exp.Expr) -> exp.Expr:
    return wide(call("length", node.this))


def byte_length(node: exp.Expr) -> exp.Expr:
    """strlen() counts bytes."""
    return wide(call("octet_length", *node.expressions))


TEXT_REWRITES: dict[type[exp.Expr], Rewrite] = {
    exp.JarowinklerSimilarity: _likeness,
    exp.Lower: _in_lower_case,
    exp.Upper: _in_upper_case,
    exp.Split: _split,
    exp.Length: _length,
    exp.Trim: _trimmed,
    exp.Concat: _concatenated,
    exp.ConcatWs: _joined_with,
    exp.Chr: _letter,
    exp.Substring: _cut_out,
    exp.Left: _without_end,
    exp.Right: _without_end,
    exp.Levenshtein: _edit_distance,
    exp.RegexpLike: _found,
    exp.RegexpFullMatch: _fits_whole,
    exp.SimilarTo: _fits_whole,
    exp.RegexpExtract: _extracted,
    exp.RegexpExtractAll: _all_extracted,
    exp.RegexpReplace: _replaced,
}
