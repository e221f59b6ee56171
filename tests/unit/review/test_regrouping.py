"""Groups of which people judged pairs: what they said holds, the rest is as the engine has it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from soat.review.regrouping import are_apart, are_joined, own_name, regrouped

# a and b are one human being by the engine's word, and so are c and d; e is alone.
ENGINE = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3"}


def partition(groups: dict[str, str]) -> set[frozenset[str]]:
    """Who is together, whatever the groups are called."""
    named: dict[str, set[str]] = {}
    for key, group in groups.items():
        named.setdefault(group, set()).add(key)
    return {frozenset(keys) for keys in named.values()}


def judged(same: list[tuple[str, str]], apart: list[tuple[str, str]]) -> str:
    """The groups in words: `ab cd e`."""
    found = partition(regrouped(ENGINE, same, apart))
    return " ".join(sorted("".join(sorted(keys)) for keys in found))


def test_what_nobody_judged_is_as_the_engine_has_it_by_the_same_names() -> None:
    assert regrouped(ENGINE, [], []) == ENGINE


def test_two_that_are_one_bring_everybody_of_both_together_under_one_name() -> None:
    assert judged([("b", "c")], []) == "abcd e"
    assert set(regrouped(ENGINE, [("b", "c")], []).values()) == {"1", "3"}


def test_of_two_that_are_two_the_judged_one_leaves_and_the_other_keeps_the_name() -> None:
    after = regrouped(ENGINE, [], [("a", "b")])
    assert after == {**ENGINE, "a": own_name({"a"})}
    assert regrouped(ENGINE, [], [("b", "a")]) == {**ENGINE, "b": own_name({"b"})}


def test_who_leaves_takes_along_whom_people_joined_to_them() -> None:
    assert judged([("a", "e")], [("a", "b")]) == "ae b cd"


def test_people_who_join_one_of_a_group_and_hold_another_apart_split_the_engines_group() -> None:
    assert judged([("e", "c")], [("e", "d")]) == "ab ce d"


def test_two_who_both_leave_the_same_stay_together() -> None:
    engine = {"a": "1", "b": "1", "c": "1"}
    found = partition(regrouped(engine, [], [("a", "b"), ("c", "b")]))
    assert found == {frozenset("ac"), frozenset("b")}


def test_a_chain_of_people_joins_and_holds_apart() -> None:
    same = [("a", "c"), ("c", "e")]
    assert are_joined(same, ("e", "a"))
    assert not are_joined(same, ("a", "b")), "the engine's word is nobody's judgement"
    assert are_apart(same, [("e", "b")], ("a", "b"))
    assert not are_apart(same, [("e", "b")], ("a", "d"))


keys = st.sampled_from("abcdefgh")
pairs = st.lists(st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1]), max_size=6)
engines = st.fixed_dictionaries({key: st.sampled_from("1234") for key in "abcdefgh"})


@given(engines, pairs, pairs)
def test_what_people_said_holds_whatever_the_engine_says(
    engine: dict[str, str], same: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    held_apart = [pair for pair in apart if not are_joined(same, pair)]
    after = regrouped(engine, same, held_apart)
    assert set(after) == set(engine)
    assert all(after[one] == after[other] for one, other in same)
    assert all(after[one] != after[other] for one, other in held_apart)


@given(engines, pairs)
def test_joining_never_takes_apart_and_holding_apart_never_joins(
    engine: dict[str, str], judged: list[tuple[str, str]]
) -> None:
    joined, apart = regrouped(engine, judged, []), regrouped(engine, [], judged)
    for keys_together in partition(engine):
        assert all(joined[one] == joined[other] for one, other in pairwise(sorted(keys_together)))
    for keys_together in partition(apart):
        assert len({engine[key] for key in keys_together}) == 1
