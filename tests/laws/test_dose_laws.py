"""What must hold of every history, however it is made up."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.dose_answers import DoseAnswers, DoseInput, settled_rows
from tests.dose_histories import SITES, many_histories, people_of
from tests.engine_settings import countries_tried
from tests.tables import Row


def answers_of(rows: tuple[Row, ...], *decisions: Row) -> DoseAnswers:
    return settled_rows(DoseInput(rows, people_of(rows), SITES, decisions))


def decided(decision: str, pair: tuple[object, object], day: int) -> Row:
    one, other = (str(ref) for ref in pair)
    return {
        "decision": decision, "dose_ref": one, "other_dose_ref": other, "decided_by": "clerk",
        "decided_at": f"2022-05-{day:02} 09:00",
    }  # fmt: skip


@countries_tried(4)
@given(many_histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, draw):
    turned = list(rows)
    draw.shuffle(turned)
    assert answers_of(tuple(turned)) == answers_of(rows)


@countries_tried(4)
@given(many_histories())
def test_every_row_has_one_place(rows):
    """Rows are conserved; each stands for itself or is stood for by a row that is kept."""
    answers = answers_of(rows)
    settled = {row["dose_ref"]: row for row in answers["doses_settled"]}
    assert settled.keys() == {row["dose_ref"] for row in rows}
    assert len(answers["dose_rows"]) == len(rows)
    for row in settled.values():
        kept = settled[row["kept_dose_ref"]]
        assert kept["state"] == "kept"
        assert kept["history_id"] == row["history_id"]
        assert (row["state"] == "kept") == (kept is row)
    counted = {
        ref for ref, row in settled.items() if row["state"] == "kept" and not row["doubtful"]
    }
    assert {row["dose_ref"] for row in answers["histories"]} == counted
    assert {row["dose_ref"] for row in answers["dose_facts"]} == counted


@countries_tried(4)
@given(many_histories())
def test_no_dose_of_a_history_is_counted_twice(rows):
    """No kind and number twice, and the sequence is 1, 2, 3 …."""
    answers = answers_of(rows)
    slots = Counter(
        (row["history_id"], row["dose_kind"], row["dose_number"]) for row in answers["histories"]
    )
    assert max(slots.values()) == 1
    by_history: dict[object, list[object]] = {}
    for row in answers["histories"]:
        by_history.setdefault(row["history_id"], []).append(row["dose_in_sequence"])
    for sequence in by_history.values():
        assert sorted(map(int, map(str, sequence))) == list(range(1, len(sequence) + 1))


@countries_tried(4)
@given(many_histories())
def test_what_was_kept_settles_the_same_again(rows):
    """The rows that count, taken in alone, are kept as they are: twice is once."""
    once = answers_of(rows)
    counted = {row["dose_ref"] for row in once["histories"]}
    again = answers_of(tuple(row for row in rows if row["dose_ref"] in counted))
    assert again.collapsed() == {}
    assert again["histories"] == once["histories"]


@countries_tried(4)
@given(many_histories())
def test_histories_do_not_know_each_other(rows):
    """Half of the people alone have the answers that they have among all."""

    def of_half(told: DoseAnswers) -> list[dict[str, object]]:
        return [r for r in told["doses_settled"] if int(str(r["history_id"])[2:]) % 2 == 0]

    half = tuple(row for row in rows if int((row["person_ref"] or "").strip("px")) % 2 == 0)
    assert answers_of(half)["doses_settled"] == of_half(answers_of(rows))


@countries_tried(4)
@given(many_histories())
def test_a_decision_is_followed_and_can_be_undone(rows):
    """Every proposed pair decided as two doses is gone; as one dose and then undone, it is too."""
    before = answers_of(rows)
    pairs = sorted(before.pairs(), key=str)
    apart = [decided("not_a_duplicate", pair, 2) for pair in pairs]
    held_apart = answers_of(rows, *apart)
    assert not held_apart.pairs() & set(pairs)
    assert held_apart.collapsed() == before.collapsed()
    undone = answers_of(rows, *(decided("same_dose", pair, 1) for pair in pairs), *apart)
    assert undone == held_apart


@countries_tried(4)
@given(many_histories())
def test_a_history_split_over_two_profiles_is_the_whole(rows):
    """On which profile a dose stands changes nothing where no two rows of a human share a day."""
    seen: set[tuple[str, object]] = set()
    apart: list[Row] = []
    for row in rows:
        key = ((row["person_ref"] or "").rstrip("x"), row["given_on"])
        if key not in seen:
            apart.append(row)
        seen.add(key)
    joined = tuple({**row, "person_ref": (row["person_ref"] or "").rstrip("x")} for row in apart)
    split_answers, whole = answers_of(tuple(apart)), answers_of(joined)
    assert split_answers["histories"] == whole["histories"]
    assert split_answers["dose_facts"] == whole["dose_facts"]
