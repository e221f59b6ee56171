"""Progress that promises no more than it knows."""

import pytest

from soat.cli.bars import share_bar, stacked_bar
from soat.cli.progress import progress_on_stderr, remaining_seconds, remaining_text
from soat.store.reporting.numerals import count_text, per_person_text, share_text


@pytest.mark.parametrize(
    ("fraction", "elapsed", "left"),
    [(0.01, 60.0, None), (0.5, 1.0, None), (0.5, 30.0, 30.0), (0.25, 10.0, 30.0), (1.0, 9.0, 0.0)],
)
def test_no_estimate_before_the_pace_is_known(
    fraction: float, elapsed: float, left: float | None
) -> None:
    assert remaining_seconds(fraction, elapsed) == left


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "… left"),
        (0.2, ""),
        (2.0, "about 5 s left"),
        (41.0, "about 40 s left"),
        (200.0, "about 3 min left"),
    ],
)
def test_the_estimate_is_round(seconds: float | None, text: str) -> None:
    assert remaining_text(seconds).endswith(text)


def test_elsewhere_than_on_a_terminal_each_stage_is_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress_on_stderr() as report:
        for stage, fraction in (("intake", 0.0), ("intake", 0.1), ("verify", 0.2), ("odd", 0.9)):
            report(stage, fraction)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line[9:] for line in captured.err.splitlines()] == [
        "   0%  Đọc tệp · Reading files",
        "  20%  Đối chiếu · Verifying",
        "  90%  odd",
    ]


def test_counts_and_shares_in_each_language() -> None:
    assert (count_text(82268445, "vi"), count_text(82268445, "en")) == ("82.268.445", "82,268,445")
    assert (share_text(0.1234, "vi"), share_text(0.1234, "en")) == ("12,3 %", "12.3 %")
    assert (share_text(0.0, "en"), share_text(0.0001, "en"), share_text(None, "en")) == (
        "0.0 %",
        "<0.1 %",
        "–",
    )
    assert (share_text(0.99996, "vi"), share_text(1.0, "vi")) == (">99,9 %", "100,0 %")
    assert (per_person_text(5, 2, "vi"), per_person_text(5, 0, "vi")) == ("2,50", "–")


def test_bars() -> None:
    assert share_bar(1.0, "blue", 4).plain == "████"
    assert share_bar(0.5, "blue", 4).plain == "██"
    assert share_bar(0.0, "blue", 4).plain == ""
    assert share_bar(0.0001, "blue", 4).plain == "▏"
    assert stacked_bar([0.5, 0.25, 0.25], 8).plain == "████▒▒░░"
    assert stacked_bar([0.0, 0.0, 0.0], 8).plain == ""
