"""Where a peer is better, from the figures themselves."""

from typing import Any

from bench.honest import BetterPeer, better_peers, honest_section


def _run(who: str, seconds: float, precision: float, **other: Any) -> dict[str, Any]:
    decided = {"precision": precision, "recall": 0.9, "f1": 0.9, "absent_linked": 0}
    return {"who": who, "people": 1000, "outcome": "ok", "seconds": seconds, "cpu_seconds": 9.0,
            "peak_bytes": 2**30, "decided": decided} | other  # fmt: skip


def test_a_metric_in_which_a_peer_beats_ours_is_named_with_both_numbers() -> None:
    runs = [_run("Soát", 5.0, 0.99), _run("exact join", 1.0, 1.0)]
    assert better_peers(runs) == [
        BetterPeer("exact join", 1000, "seconds", "1.0", "5.0"),
        BetterPeer("exact join", 1000, "seconds without training", "1.0", "5.0"),
        BetterPeer("exact join", 1000, "precision", "1.000000", "0.990000"),
    ]


def test_a_peer_may_be_faster_only_without_its_training() -> None:
    trained = _run("Splink", 9.0, 0.98, parts={"prepare": 1.0, "train": 6.0, "predict": 2.0})
    found = better_peers([_run("Soát", 5.0, 0.99), trained])
    assert found == [BetterPeer("Splink", 1000, "seconds without training", "3.0", "5.0")]


def test_equal_numbers_and_worse_ones_are_not_better() -> None:
    assert better_peers([_run("Soát", 5.0, 0.99), _run("Splink", 5.0, 0.98)]) == []


def test_the_best_round_of_each_counts() -> None:
    runs = [_run("Soát", 9.0, 0.99), _run("Splink", 5.0, 0.9), _run("Soát", 4.0, 0.99)]
    assert better_peers(runs) == []


def test_what_failed_or_ran_at_another_size_is_not_compared() -> None:
    failed = _run("dedupe", 0.1, 1.0, outcome="out of memory", decided=None)
    elsewhere = _run("Splink", 0.1, 1.0, people=10)
    assert better_peers([_run("Soát", 5.0, 0.9), failed, elsewhere]) == []


def test_the_section_says_so_when_no_peer_is_better_but_only_if_peers_ran() -> None:
    assert "In no metric" in honest_section([], was_measured=True)
    assert "In no metric" not in honest_section([], was_measured=False)
