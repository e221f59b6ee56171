"""The likeliest way through the slots, on its own: no table, no schedule file."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from soat.engine.doses.slot_costs import DoseSeen, Times
from soat.engine.doses.slots import places_of

TIMES = Times(((2, 17), (3, 10)), 24, 86, 90, 146, 116)
SEEN = DoseSeen(2, False, None, None, None, False)


def told(*doses: DoseSeen) -> list[str]:
    places = places_of([replace(doses[0], days=None), *doses[1:]], TIMES)
    return [f"{place.slot.kind.value[:2]}{place.slot.number}" for place in places]


def test_unsaid_doses_are_counted_in_order():
    assert told(SEEN, replace(SEEN, days=23), replace(SEEN, days=120)) == ["ba1", "ba2", "bo1"]


def test_an_interval_too_short_for_a_booster_is_an_additional_dose():
    weak = replace(SEEN, additional_follows=True)
    assert told(weak, replace(weak, days=23), replace(SEEN, days=85)) == ["ba1", "ba2", "ad1"]


def test_a_sent_number_is_believed_unless_the_history_contradicts_it():
    second = replace(SEEN, kind="basic", number=2)
    assert told(second) == ["ba2"]
    assert told(second, replace(second, days=30)) == ["ba1", "ba2"]


def test_a_lost_dose_before_a_booster_is_told_by_the_interval():
    booster = replace(SEEN, kind="booster", number=1)
    assert told(SEEN, replace(booster, days=95)) == ["ba2", "bo1"]
    assert told(SEEN, replace(booster, days=200)) == ["ba1", "bo1"]


def test_a_minor_waits_longer_for_a_booster():
    third = replace(SEEN, days=120)
    assert told(SEEN, replace(SEEN, days=23), third)[-1] == "bo1"
    assert told(SEEN, replace(SEEN, days=23), replace(third, minor=True))[-1] != "bo1"


doses = st.builds(
    DoseSeen,
    series=st.sampled_from([None, 1, 2, 3]),
    additional_follows=st.booleans(),
    kind=st.sampled_from([None, "basic", "additional", "booster"]),
    number=st.one_of(st.none(), st.integers(1, 9)),
    days=st.one_of(st.none(), st.sampled_from([5, 12, 20, 60, 88, 100, 130, 300])),
    minor=st.booleans(),
)


@given(st.lists(doses, min_size=1, max_size=20))
def test_every_dose_has_a_place_and_places_go_up(history):
    """Whatever was sent: no slot twice, no place twice, and gaps are what is left out."""
    places = places_of(history, TIMES)
    assert len(places) == len(history)
    slots = [(place.slot.kind, place.slot.number) for place in places]
    assert len(set(slots)) == len(slots)
    before = 0
    for place in places:
        assert place.in_sequence == before + place.gap + 1
        before = place.in_sequence
