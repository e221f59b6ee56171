"""A history packed into a few numbers is the same history again."""

from datetime import date, timedelta

import pytest

from soat.engine.doses.patterns import alphabet_of
from soat.model.schedule import load_schedule
from tests.dose_answers import DoseInput, settled_rows

ALPHABET = alphabet_of(load_schedule("vn"))


def packed(tokens: list[int]) -> str:
    """As the steps put a pattern together: two codes, and the rest one by one."""
    held = ALPHABET.held
    codes = [tokens[:held], tokens[held : 2 * held]]
    sums = [sum(t * ALPHABET.tokens**i for i, t in enumerate(code)) for code in codes]
    return " ".join(map(str, [*sums, *tokens[2 * held :]])) + (
        " " if len(tokens) <= 2 * held else ""
    )


@pytest.mark.parametrize("doses", [1, 3, 4, 5, 8, 9, 20])
def test_every_dose_of_a_pattern_is_read_again(doses: int) -> None:
    tokens = [ALPHABET.tokens - 1 - 7 * place for place in range(doses)]
    assert ALPHABET.tokens_of(packed(tokens)) == tokens


def test_a_code_fits_a_whole_number_of_the_database() -> None:
    assert ALPHABET.tokens**ALPHABET.held < 2**63


@pytest.mark.parametrize("doses", [4, 5, 8, 9, 14])
def test_a_long_history_is_counted_to_its_end(doses: int) -> None:
    """Where a history leaves the codes and becomes a text, no dose is lost or counted twice."""
    first = date(2021, 1, 5)
    rows = tuple(
        {
            "dose_ref": f"d{n:02}", "person_ref": "p", "product": "Pfizer", "lot": f"L{n}23",
            "given_on": (first + timedelta(days=30 * n)).isoformat(), "site_code": "s",
        }
        for n in range(doses)
    )  # fmt: skip
    histories = settled_rows(DoseInput(rows))["histories"]
    assert sorted(row["dose_in_sequence"] for row in histories) == list(range(1, doses + 1))  # type: ignore[type-var]
    assert [row["dose_ref"] for row in histories] == [f"d{n:02}" for n in range(doses)]
