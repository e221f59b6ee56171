"""`* EXCLUDE (…) REPLACE (…)`: Spark cannot replace, so such a star is written out.

The columns stay in DuckDB's order, because UNION ALL goes by it.
"""

from collections.abc import Callable, Iterator, Sequence

from sqlglot import exp

from soat.backends.spark.faults import TranslationFault

ColumnsOf = Callable[[str], Sequence[str]]
"""The columns of a table that stands in the session, in order; none when there is no such table."""


def write_out_stars(tree: exp.Expr, columns_of: ColumnsOf) -> exp.Expr:
    """Replace every star that leaves out or replaces columns by the columns themselves."""
    selects = list(tree.find_all(exp.Select))
    for select in reversed(selects):
        written: list[exp.Expr] = []
        for projection in select.expressions:
            star = _changing_star(projection)
            if star is None:
                written.append(projection)
            else:
                written += _written_out(select, projection, star, columns_of)
        select.set("expressions", written)
    return tree


def _changing_star(projection: exp.Expr) -> exp.Star | None:
    star = projection.this if isinstance(projection, exp.Column) else projection
    changes = isinstance(star, exp.Star) and (star.args.get("except_") or star.args.get("replace"))
    return star if isinstance(star, exp.Star) and changes else None


def _written_out(
    select: exp.Select, projection: exp.Expr, star: exp.Star, columns_of: ColumnsOf
) -> Iterator[exp.Expr]:
    left_out = {column.name for column in star.args.get("except_") or ()}
    replaced = {one.alias: one for one in star.args.get("replace") or ()}
    for source, columns in _sources_of(select, projection, columns_of):
        for name in columns:
            if name in replaced:
                yield replaced[name].copy()
            elif name not in left_out:
                yield exp.column(name, table=source)


def _sources_of(
    select: exp.Select, projection: exp.Expr, columns_of: ColumnsOf
) -> Iterator[tuple[str, Sequence[str]]]:
    """The tables that the star stands for, by the name they have in this query."""
    wanted = projection.table if isinstance(projection, exp.Column) else ""
    for source in _read_by(select):
        if not wanted or source.alias_or_name == wanted:
            yield source.alias_or_name, _columns(source, columns_of)


def _read_by(select: exp.Select) -> Iterator[exp.Expr]:
    start = select.args.get("from_")
    if start is not None:
        yield start.this
    for join in select.args.get("joins") or ():
        if join.kind not in ("SEMI", "ANTI"):
            yield join.this


def _columns(source: exp.Expr, columns_of: ColumnsOf) -> Sequence[str]:
    if isinstance(source, exp.Subquery):
        return _given_by(source.this, columns_of)
    common = _common_table(source, source.name)
    found = _given_by(common, columns_of) if common else columns_of(source.name)
    if not found:
        raise TranslationFault(f"the columns of {source.name} are not known")
    return found


def _common_table(inside: exp.Expr, name: str) -> exp.Expr | None:
    """The query of the nearest WITH of that name around."""
    around = inside.parent
    while around is not None:
        for common in around.ctes if isinstance(around, exp.Query) else ():
            if common.alias == name and not _is_inside(inside, common):
                query: exp.Expr = common.this
                return query
        around = around.parent
    return None


def _is_inside(node: exp.Expr, other: exp.Expr) -> bool:
    around: exp.Expr | None = node
    while around is not None and around is not other:
        around = around.parent
    return around is other


def _given_by(query: exp.Expr, columns_of: ColumnsOf) -> Sequence[str]:
    """The columns that a query gives, in order."""
    if isinstance(query, exp.SetOperation | exp.Subquery):
        return _given_by(query.this, columns_of)
    if not isinstance(query, exp.Select):
        raise TranslationFault("a star stands for the columns of a query")
    given: list[str] = []
    for projection in query.expressions:
        if projection.is_star:
            for _, columns in _sources_of(query, projection, columns_of):
                given += columns
        else:
            given.append(projection.alias_or_name)
    return given
