"""The manual is whole: every chapter is in it, and every example says something."""

from importlib import import_module
from pathlib import Path

import pytest

from scripts.meaning_page import examples_of
from soat.model.closed_lists import NumberStatus, RepairKind, Rule, Tier, Verdict
from tests.spec.chapters import CHAPTERS
from tests.spec.example import Example
from tests.tables import rows_of


def test_every_module_is_a_chapter():
    here = Path(__file__)
    modules = {path.stem for path in here.parent.glob("test_*.py")} - {here.stem}
    assert modules == set(CHAPTERS)


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_opens_with_a_sentence_and_holds_examples(name):
    chapter = import_module(f"tests.spec.{name}")
    title, _, sentences = (chapter.__doc__ or "").partition("\n")
    assert title.endswith(".")
    assert sentences.strip().endswith(".")
    examples = list(examples_of(chapter))
    assert examples
    assert all(why and example.tables_out for _, why, example in examples)


@pytest.mark.parametrize(
    ("table", "column", "codes"),
    [
        ("verdicts", "verdict", set(Verdict)),
        ("verdicts", "number_status", set(NumberStatus)),
        ("verdicts", "tier", set(Tier)),
        ("verdicts", "rule", set(Rule)),
        ("repairs", "kind", set(RepairKind)),
    ],
)
def test_every_code_has_an_example(table, column, codes):
    shown = {
        row[column]
        for example in all_examples()
        for row in rows_of(getattr(example, table) or "")
        if row.get(column)
    }
    assert {code.value for code in codes} - shown == set()


def all_examples() -> list[Example]:
    chapters = (import_module(f"tests.spec.{name}") for name in CHAPTERS)
    return [example for chapter in chapters for _, _, example in examples_of(chapter)]
