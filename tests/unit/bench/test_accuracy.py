"""The scorer, on a country small enough to count by hand (small_country.py)."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from bench.acceptance import acceptance_rows
from bench.by_kind import kind_rows, set_peer_links
from bench.calibration import calibration_measure, reliability
from bench.figures import Measure, Target
from bench.measures import ScenarioTargets, all_measures, field_reasons, wrong_link_relations
from bench.oracle import find_ceiling
from bench.repair_kinds import EXPECTED, SafeRow, named_rows, safe_by_kind
from bench.scored import AnswerFiles, open_answers
from soat.model.closed_lists import RepairKind
from soat.simulate.corruption_kinds import CorruptionKind
from tests.unit.bench.small_country import write_small_country

_TARGETS = ScenarioTargets(link_precision=0.9, link_recall=0.7)


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    write_small_country(tmp_path)
    with open_answers(AnswerFiles(tmp_path / "country", tmp_path / "run")) as con:
        yield con


@pytest.fixture
def measures(answers: duckdb.DuckDBPyConnection) -> dict[str, Measure]:
    return {measure.name: measure for measure in all_measures(answers, _TARGETS)}


def test_a_comparison_on_disk_measures_the_same(
    measures: dict[str, Measure], tmp_path: Path
) -> None:
    files = AnswerFiles(tmp_path / "country", tmp_path / "run")
    with open_answers(files, tmp_path) as con:
        assert {m.name: m for m in all_measures(con, _TARGETS)} == measures


@pytest.mark.parametrize(
    ("name", "counted", "divided_by"),
    [
        # p0 p3 p4 p5 p6 right of six links given to people of the register (p1 wrong)
        ("link precision, people present", 5, 6),
        ("link precision, absent people too", 5, 7),
        # seven people are in the register; p1 and p2 are not found
        ("link recall", 5, 7),
        ("absent falsely identified", 1, 2),
        ("accepted profiles answered", 10, 10),
        ("answers to rejected profiles", 1, 10),
        ("rows left out, of those due", 1, 1),
        # p2 and p7 have another verdict than in truth
        ("verdict right", 8, 10),
        # p6 is malformed, not missing
        ("number status right", 9, 10),
        # p1 p6 in both; truth has p2 too: 2*2 of 2+3
        ("reason number: F1", 4, 5),
        # p3 p4 in both; p7 said in vain: 2*2 of 3+2
        ("reason name: F1", 4, 5),
        ("reason birth_date: F1", 2, 2),
        # p5 in both; p4 said in vain
        ("reason sex: F1", 2, 3),
        ("tier safe: wrong", 2, 4),
        ("tier safe: wrong person", 1, 4),
        ("tier safe: right value lost", 1, 4),
        ("wrong links to twin, homonym or relative", 1, 1),
    ],
)
def test_a_measure_counts_what_it_says(
    measures: dict[str, Measure], name: str, counted: int, divided_by: int
) -> None:
    assert (measures[name].counted, measures[name].divided_by) == (counted, divided_by)


def test_targets_mark_what_is_missed(measures: dict[str, Measure]) -> None:
    assert measures["link precision, people present"].mark == "MISS"
    assert measures["link recall"].mark == "ok"
    assert measures["accepted profiles answered"].mark == "ok"
    assert measures["tier safe: wrong person"].mark == ""


def test_a_target_may_be_a_ceiling() -> None:
    assert Measure("x", 1, 100, Target(0.02, at_most=True)).mark == "ok"
    assert Measure("x", 3, 100, Target(0.02, at_most=True)).mark == "MISS"
    assert Measure("nothing to count", 0, 0, Target(0.0, at_most=True), 0.0).mark == "ok"


def test_wrong_links_say_whom_they_name(answers: duckdb.DuckDBPyConnection) -> None:
    relations = wrong_link_relations(answers)
    assert relations["twin"] == 1
    assert relations["absent person"] == 1
    assert sum(relations.values()) == 2


def test_reasons_keep_their_counts(answers: duckdb.DuckDBPyConnection) -> None:
    name = next(row for row in field_reasons(answers) if row.field == "name")
    assert (name.true, name.said, name.both) == (2, 3, 2)


def test_calibration_leaves_out_exact_links(answers: duckdb.DuckDBPyConnection) -> None:
    bands = {band.from_p: band for band in reliability(answers)}
    # at 0.9: p1 wrong, p3 right; at 1.0: p4 p5 p6 right; at 0.6: p7 wrong
    assert (bands[0.9].answers, bands[0.9].share_right) == (2, 0.5)
    assert (bands[0.9999].answers, bands[0.9999].share_right) == (3, 1.0)
    assert bands[0.5].gap == pytest.approx(0.6)
    assert calibration_measure(list(bands.values())).value == pytest.approx((2 * 0.4 + 0.6) / 6)


def test_candidates_shown_are_checked_too(answers: duckdb.DuckDBPyConnection) -> None:
    (band,) = reliability(answers, candidates=True)
    assert (band.answers, band.right, band.gap) == (2, 1, 0)


def test_another_threshold_would_bring_more_links(answers: duckdb.DuckDBPyConnection) -> None:
    rows = {row.threshold: row for row in acceptance_rows(answers)}
    # p2's likeliest candidate has 0.5 and is right: 6 of 7 links, 6 of 7 people
    assert (rows[0.5].gained, rows[0.5].gained_right, rows[0.5].absent_linked) == (1, 1, 1)
    assert (rows[0.5].precision, rows[0.5].recall) == (6 / 7, 6 / 7)
    assert (rows[0.7].gained, rows[0.7].precision, rows[0.7].recall) == (0, 5 / 6, 5 / 7)


def test_kinds_stand_beside_the_peer(answers: duckdb.DuckDBPyConnection) -> None:
    set_peer_links(
        answers, "select * from (values ('p1', '101'), ('p2', '103')) t(person_ref, citizen_id)"
    )
    missing = next(row for row in kind_rows(answers) if row.kind == "number_missing")
    assert (missing.present, missing.right, missing.wrong) == (2, 0, 1)
    assert (missing.peer_right, missing.peer_wrong) == (1, 1)


def test_without_a_peer_its_columns_are_empty(answers: duckdb.DuckDBPyConnection) -> None:
    set_peer_links(answers)
    rows = {row.kind: row for row in kind_rows(answers)}
    assert all(row.peer_right == 0 for row in rows.values())
    assert (rows["(none)"].people, rows["(none)"].absent_linked) == (4, 1)
    assert rows["(several kinds)"].right == 1


def test_repairs_are_named_after_what_was_done(answers: duckdb.DuckDBPyConnection) -> None:
    rows = {row.done: row for row in named_rows(answers)}
    assert rows["name_telex"].rightly == 1
    assert rows["name_no_diacritics"].said == {"typo": 1}
    assert rows["name_no_diacritics"].rightly == 0
    # p1 is linked to the wrong person, p2 to nobody: no name to judge
    assert "number_missing" not in rows


def test_safe_repairs_by_kind(answers: duckdb.DuckDBPyConnection) -> None:
    rows = {row.kind: row for row in safe_by_kind(answers)}
    assert rows["missing"] == SafeRow("missing", repairs=1, wrong_person=1, register_wrong=0)
    assert rows["typo"] == SafeRow("typo", repairs=1, wrong_person=0, register_wrong=0)
    assert rows["value_wrong"].register_wrong == 1
    assert rows["value_wrong"].wrong_per_10_000 == 10_000


def test_every_corruption_of_a_compared_field_has_an_expected_name() -> None:
    compared = {
        kind for kind in CorruptionKind if kind.field in set("number name birth_date sex".split())
    }
    assert set(EXPECTED) == {kind.value for kind in compared}
    assert {name for names in EXPECTED.values() for name in names} <= {k.value for k in RepairKind}


def test_the_ceiling_finds_whom_nobody_could_tell_apart(
    answers: duckdb.DuckDBPyConnection,
) -> None:
    ceiling = find_ceiling(answers)
    # p2 has no number and c and d are alike; p1's name tells the twins apart
    assert (ceiling.present, ceiling.missed, ceiling.with_rival) == (7, 2, 1)
    assert ceiling.rival_better == 0
    assert ceiling.recall_ceiling == pytest.approx(6 / 7)
