"""The duel's figures from its rounds."""

import pytest

from bench.capped import CappedRun
from bench.contestants import Outing
from bench.duel import RIVAL, duel_figures, fastest
from bench.links import LinkScore
from bench.peer_scores import LinkFigures, Scores


def _outing(who: str, seconds: float, right: int, train: float = 0.0) -> Outing:
    sweep = [(0.9, LinkScore(90, right, 100)), (0.999, LinkScore(50, 50, 100))]
    decided = LinkFigures(0.9, sweep[0][1], 0)
    run = CappedRun("ok", seconds, seconds, int(seconds))
    return Outing(who, 1000, run, {"train": train}, Scores(decided, decided, sweep))


def test_ratios_take_the_fastest_round_of_each() -> None:
    rounds = [_outing("Soát", 5.0, 90), _outing(RIVAL, 60.0, 85, train=20.0),
              _outing("Soát", 4.0, 90), _outing(RIVAL, 80.0, 85, train=20.0)]  # fmt: skip
    figures = {figure.name: figure for figure in duel_figures(rounds)}
    assert figures["times faster, training included"].value == pytest.approx(15.0)
    assert figures["times faster, without Splink's training"].value == pytest.approx(10.0)
    assert figures["precision; to beat: Splink's at 0.9"].value == pytest.approx(1.0)
    assert figures["recall above Splink's where Splink is as precise"].value == pytest.approx(0.4)
    assert {figure.mark for figure in figures.values()} == {"ok", ""}


def test_slower_and_worse_is_a_miss() -> None:
    figures = duel_figures([_outing("Soát", 9.0, 80), _outing(RIVAL, 60.0, 85)])
    assert {figure.mark for figure in figures if figure.target} == {"MISS", "ok"}


def test_without_both_sides_there_is_no_duel() -> None:
    failed = Outing(RIVAL, 1000, CappedRun("out of time", 1.0, 1.0, 1), {}, None)
    rounds = [_outing("Soát", 5.0, 90), failed]
    assert duel_figures(rounds) == []
    assert fastest(rounds, RIVAL) is None
