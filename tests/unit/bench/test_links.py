"""Links scored against a truth small enough to count by hand."""

import duckdb
import pytest

from bench.links import LinkScore, best_threshold, keep_best_links, score_links


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(
        """create table truth as from (values ('a', '1'), ('b', '2'), ('c', '3'), ('d', null))
           t(person_ref, citizen_id);
           create table pairs as from (values
               ('a', '1', 0.99), ('a', '9', 0.50), ('b', '2', 0.60), ('c', '9', 0.55),
               ('d', '4', 0.30)) t(person_ref, citizen_id, p);
           alter table pairs alter p type double"""
    )
    keep_best_links(con, "pairs", "best")
    return con


def test_links_above_a_threshold_are_counted(con: duckdb.DuckDBPyConnection) -> None:
    assert score_links(con, "best", "truth", 0.58) == LinkScore(given=2, right=2, present=3)
    assert score_links(con, "best", "truth") == LinkScore(given=4, right=2, present=3)
    assert score_links(con, "pairs", "truth") == LinkScore(given=5, right=2, present=3)


def test_a_link_of_an_absent_person_is_wrong(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from best where person_ref <> 'd'")
    assert score_links(con, "best", "truth") == LinkScore(given=1, right=0, present=3)


def test_the_best_threshold_has_the_highest_f1(con: duckdb.DuckDBPyConnection) -> None:
    assert best_threshold(con, "best", "truth") == pytest.approx(0.60)


def test_shares_of_a_score() -> None:
    score = LinkScore(given=4, right=3, present=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)


def test_no_link_at_all_is_not_a_wrong_one() -> None:
    score = LinkScore(given=0, right=0, present=6)
    assert (score.precision, score.recall, score.f1) == (1.0, 0.0, 0.0)
