"""Columns that a profile declares beyond the contract's own: their comparison and frequencies."""

from soat.engine.resolve.comparisons import Comparison, Level
from soat.model.profile import ExtraColumn, Profile
from soat.model.stages import SqlStep


def comparison_of(extra: ExtraColumn) -> Comparison:
    """The comparison of a declared column (kinds: soat.model.profile.ExtraColumn)."""
    column = f"x_{extra.name}"
    p, r = f"p.{column}", f"r.{column}"
    return Comparison(
        field=extra.name,
        unknown_when=f"{p} IS NULL OR {r} IS NULL",
        levels=(Level("exact", f"{p} = {r}", by_value=True), *_levels(extra.comparison, p, r)),
        stranger_share=f"(coalesce({_frequencies(extra)}.people, 0) + 1.0)"
        " / (register_people + 50.0)",
    )


def _levels(kind: str, p: str, r: str) -> tuple[Level, ...]:
    near = Level("near", f"levenshtein({p}, {r}) = 1 OR damerau_levenshtein({p}, {r}) = 1")
    if kind in ("code", "date"):
        return (near, Level("half", f"levenshtein({p}, {r}) = 2"))
    alike = Level("alike", f"jaro_winkler_similarity({p}, {r}) >= 0.9")
    shared = Level("part_shared", f"list_has_any(string_split({p}, ' '), string_split({r}, ' '))")
    return (near, alike, Level("begins_alike", f"left({p}, 4) = left({r}, 4)"), shared)


def _frequencies(extra: ExtraColumn) -> str:
    return f"values_{extra.name}"


def frequency_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """How many register people have each value of each declared column."""
    return tuple(
        SqlStep(
            name=_frequencies(extra),
            row_is=f"a value of {extra.name} with the register people who have it",
            sql=f"""SELECT x_{extra.name} AS value, count(*) AS people FROM register_comparable
                WHERE x_{extra.name} IS NOT NULL GROUP BY x_{extra.name}""",
        )
        for extra in profile.extra_columns
    )


def frequency_joins(profile: Profile) -> str:
    """The joins that bring those counts to each pair."""
    return "\n".join(
        f"LEFT JOIN {_frequencies(extra)} ON {_frequencies(extra)}.value = r.x_{extra.name}"
        for extra in profile.extra_columns
    )


def declared_repairs_sql(profile: Profile) -> str:
    """Repairs of declared columns whose difference is a reason, to append to the four fields'."""
    return "\n".join(
        f"""UNION ALL
        SELECT l.person_ref, l.probability, {10 + index}, '{extra.name}', p.x_{extra.name},
            r.x_{extra.name},
            CASE WHEN p.x_{extra.name} IS NULL THEN 'missing'
                WHEN l.{extra.name}_agreement IN ('near', 'alike') THEN 'typo'
                ELSE 'value_wrong' END
        FROM links l JOIN unsettled_people p ON l.person_ref = p.person_ref
        JOIN register_comparable r ON l.register_row = r.register_row
        WHERE r.x_{extra.name} IS NOT NULL
            AND NOT coalesce(p.x_{extra.name} = r.x_{extra.name}, false)"""
        for index, extra in enumerate(profile.extra_columns)
        if extra.reason
    )
