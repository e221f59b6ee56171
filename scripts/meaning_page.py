"""The page docs/reference/meaning.md, written from the examples that the engine is tested with.

Every chapter is a module of tests/spec: its docstring is what the answers mean, its functions are
the examples. Each function is called here with a `spec` that notes the tables down.
"""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from textwrap import dedent
from types import ModuleType

from scripts.markdown import NOTE, markdown_table
from tests.spec.chapters import CHAPTERS
from tests.spec.example import Example

_OPENING = """\
What each answer says, with the examples that prove it: each is a test in `tests/spec`, and this
page is written from them. Codes are explained in [closed lists](closed-lists.md), columns in
[tables](tables.md). A table shows the columns that matter; an empty cell is an empty value.
Around the people of each example live a thousand others, as in any register. A backslash and
`u` stand for a character that cannot be seen."""

_HEADINGS = {
    "verdicts": "Verdicts:",
    "repairs": "Repairs:",
    "candidates": "Candidates:",
    "persons": "Human beings:",
    "rejects": "Rejected rows:",
}


def meaning_page() -> str:
    """Every chapter with its sentences and examples."""
    lines = ["# Meaning", NOTE, "", _OPENING]
    for name in CHAPTERS:
        lines += _chapter(import_module(f"tests.spec.{name}"))
    return "\n".join(lines) + "\n"


def examples_of(chapter: ModuleType) -> Iterator[tuple[str, str, Example]]:
    """The chapter's examples in order: claim, why, tables."""
    for name, function in vars(chapter).items():
        if name.startswith("test_") and inspect.isfunction(function):
            claim = name.removeprefix("test_").replace("_", " ")
            yield claim[0].upper() + claim[1:], inspect.getdoc(function) or "", noted(function)


def noted(function: Callable[..., object]) -> Example:
    """The tables that the function's call of `spec` holds. Raises ValueError unless it calls it."""
    seen: list[Example] = []

    def spec(**tables: str) -> None:
        seen.append(Example(**tables))

    function(spec)
    (example,) = seen
    return example


def _chapter(chapter: ModuleType) -> list[str]:
    title, _, sentences = (inspect.getdoc(chapter) or "").partition("\n")
    lines = ["", f"## {title.rstrip('.')}", "", sentences.strip()]
    register = getattr(chapter, "REGISTER", None)
    if register:
        lines += ["", "The register in these examples:", "", *_table(register)]
    profile = getattr(chapter, "PROFILE", None)
    if profile:
        lines += ["", "The profile in these examples:", "", *_toml(profile)]
    for claim, why, example in examples_of(chapter):
        lines += ["", f"### {claim}", "", why]
        if example.profile and example.profile != profile:
            lines += ["", "Profile:", "", *_toml(example.profile)]
        if example.register != register:
            lines += ["", "Register:", "", *_table(example.register)]
        lines += ["", "People:", "", *_table(example.people)]
        for name, text in example.tables_out.items():
            lines += ["", _HEADINGS[name], "", *_table(text)]
    return lines


def _toml(text: str) -> list[str]:
    return ["```toml", *dedent(text).strip().splitlines(), "```"]


def _table(text: str) -> list[str]:
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]
    if len(rows) == 1:
        return ["none"]
    return markdown_table(rows[0], rows[1:])
