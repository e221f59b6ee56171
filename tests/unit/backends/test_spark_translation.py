"""What is said to Spark, without Spark: patterns, stars, and the SQL of every stage."""

from datetime import date

import pytest

from soat.backends.scaffolding import sql_of
from soat.backends.spark.faults import TranslationFault
from soat.backends.spark.regular_expressions import (
    java_first,
    java_pattern,
    java_replacement,
    java_whole,
)
from soat.backends.spark.translation import spark_sql
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.model.profile import ExtraColumn, Profile
from soat.model.stages import Stage
from tests.agree.whole_run import stages_after_intake, stages_of_identity

PATTERNS = [
    (r"^a+$", r"^a+\z"),
    (r"\bmũi.", r"(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))mũi[^\n]"),
    (r"\s[\s,]\S", r"[\t\n\f\r ][\t\n\f\r ,][^\t\n\f\r ]"),
    (r"[[&^.$]", r"[\[\&\^.$]"),
    (r"[^]a-z]", r"[^\]a-z]"),
    (r"[\x{ad}\p{L}]\p{M}\d", r"[\x{ad}\p{L}]\p{M}\d"),
    (r"(?:a|b){2}\.", r"(?:a|b){2}\."),
]


@pytest.mark.parametrize(("pattern", "said"), PATTERNS)
def test_a_pattern_says_the_same_to_java(pattern: str, said: str) -> None:
    assert java_pattern(pattern) == said
    assert java_whole(pattern) == rf"\A(?:{said})\z"
    assert java_first(pattern) == rf"\A((?s:.*?))(?:{said})"


@pytest.mark.parametrize("pattern", [r"\Bx", r"(?i)x", r"[\w\S]", r"(?=x)"])
def test_what_has_no_counterpart_is_refused_and_never_guessed(pattern: str) -> None:
    with pytest.raises(TranslationFault):
        java_pattern(pattern)


@pytest.mark.parametrize(
    ("replacement", "first_only", "said"),
    [(r"0\1", True, r"$1\0$2"), (r"\1/\2", False, "$1/$2"), (r"$\\x", False, r"\$\\x")],
)
def test_a_replacement_says_the_same_to_java(replacement: str, first_only: bool, said: str) -> None:
    assert java_replacement(replacement, first_only) == said


COLUMNS = {"p": ("a", "b", "c"), "q": ("b", "d")}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM p", "SELECT * FROM p"),
        ("SELECT * EXCLUDE (b) FROM p", "SELECT p.a, p.c FROM p"),
        ("SELECT x.* REPLACE (1 AS b) FROM p x", "SELECT x.a, 1 AS b, x.c FROM p AS x"),
        ("SELECT y.* EXCLUDE (d) FROM p x JOIN q y ON x.b = y.b",
         "SELECT y.b FROM p AS x JOIN q AS y ON x.b = y.b"),
        ("WITH p AS (FROM q) SELECT * EXCLUDE (b) FROM p",
         "WITH p AS (SELECT * FROM q) SELECT p.d FROM p"),
        ("SELECT * EXCLUDE (b) FROM (SELECT *, 1 AS e FROM q UNION ALL FROM r) u",
         "SELECT u.d, u.e FROM (SELECT *, 1 AS e FROM q UNION ALL SELECT * FROM r) AS u"),
        ("SELECT * EXCLUDE (a) FROM p ANTI JOIN q ON p.b = q.b",
         "SELECT p.b, p.c FROM p ANTI JOIN q ON p.b = q.b"),
    ],
)  # fmt: skip
def test_a_star_that_changes_columns_is_written_out(query: str, said: str) -> None:
    assert spark_sql(query, lambda table: COLUMNS.get(table, ())) == said


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * EXCLUDE (a) FROM nobody",
        "SELECT regexp_matches(t, u) FROM p",
        "SELECT substr(t, 0, 2) FROM p",
        "SELECT log10(a) FROM p",
        "SELECT date_diff('month', a, b) FROM p",
        "SELECT string_split(t, '') FROM p",
        "SELECT list(a ORDER BY b DESC) FROM p",
    ],
)
def test_what_would_mean_something_else_is_refused(query: str) -> None:
    with pytest.raises(TranslationFault):
        spark_sql(query, lambda table: COLUMNS.get(table, ()))


def test_every_step_of_every_stage_is_translated() -> None:
    """An author learns here, in a second, that a step's SQL is one engine's alone."""
    plain = Profile(
        "plain",
        extra_columns=(ExtraColumn("parish", "name"), ExtraColumn("wedding", "date")),
        blocking=(("name_bag",), ("surname:3", "x_parish")),
        many_profiles=True,
    )
    without = MeasureSettings(date(2022, 4, 25), "2025", False)
    stages = [*stages_after_intake(), *stages_of_identity(plain), *national_stages(without)]
    for stage in stages:
        _translate(stage)


def _translate(stage: Stage) -> None:
    for step in stage.steps:
        assert spark_sql(sql_of(step), lambda _: ("person_ref", "total_bits"))
