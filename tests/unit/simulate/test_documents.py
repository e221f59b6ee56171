"""The page about the synthetic country lists every kind of corruption, word for word."""

from pathlib import Path

import pytest

from soat.simulate.corruption_kinds import CorruptionKind

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "simulation.md"


@pytest.mark.parametrize("kind", list(CorruptionKind))
def test_the_page_explains_the_kind(kind: CorruptionKind) -> None:
    row = f"| `{kind.value}` | {kind.field} | {kind.sentence.vi} | {kind.sentence.en} |"
    assert row in PAGE.read_text(encoding="utf-8").splitlines()


def test_the_page_lists_no_other_kind() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## Kinds of corruption")[1]
    assert table.count("| `") == len(CorruptionKind)
