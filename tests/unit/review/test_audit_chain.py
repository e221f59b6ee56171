"""The chain of the audit trail breaks where it was changed, and nowhere before."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from soat.review.audit_chain import (
    FIRST_DIGEST,
    ChainedEvent,
    ChainFault,
    digest_of,
    faults_of,
)

_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
_TOLD = st.dictionaries(st.text(max_size=4), _VALUES | st.lists(_VALUES, max_size=2), max_size=4)
OTHER_DIGEST = "f" * 64


def chained(*tellings: dict[str, object]) -> list[ChainedEvent]:
    """The events as they would be written one after another."""
    events: list[ChainedEvent] = []
    before = FIRST_DIGEST
    for number, told in enumerate(tellings, start=1):
        events.append(ChainedEvent(number, told, before, digest_of(number, told, before)))
        before = events[-1].digest
    return events


def chains(least: int) -> st.SearchStrategy[list[ChainedEvent]]:
    """Untouched chains of so many events or more."""
    return st.lists(_TOLD, min_size=least, max_size=6).map(lambda tellings: chained(*tellings))


def places_in(events: list[ChainedEvent]) -> st.SearchStrategy[int]:
    """A place in the list."""
    return st.integers(0, len(events) - 1)


def said_by(event: ChainedEvent) -> str:
    """All that an event says, in whatever order its facts stand; 1 and true are two answers."""
    return repr(replace(event, told=dict(sorted(event.told.items()))))


def breaks_at(events: list[ChainedEvent], at: int) -> bool:
    """Whether all before that place holds, and the first fault is the event that stands there."""
    first = next(faults_of(events), None)
    return (
        list(faults_of(events[:at])) == []
        and first is not None
        and first.number == events[at].number
    )


@given(chains(0))
def test_an_untouched_chain_has_no_fault(events: list[ChainedEvent]) -> None:
    assert list(faults_of(events)) == []


@given(chains(1), st.data())
def test_a_changed_field_is_found_at_its_place(
    events: list[ChainedEvent], data: st.DataObject
) -> None:
    at = data.draw(places_in(events))
    event = events[at]
    changed = data.draw(
        st.one_of(
            st.integers().map(lambda number: replace(event, number=number)),
            _TOLD.map(lambda told: replace(event, told=told)),
            st.just(replace(event, digest_before=OTHER_DIGEST)),
            st.just(replace(event, digest=OTHER_DIGEST)),
        ).filter(lambda one: said_by(one) != said_by(event))
    )
    assert breaks_at([*events[:at], changed, *events[at + 1 :]], at)


@given(chains(2), st.data())
def test_a_lost_event_is_a_gap_at_its_place(
    events: list[ChainedEvent], data: st.DataObject
) -> None:
    at = data.draw(places_in(events[:-1]))
    left = [*events[:at], *events[at + 1 :]]
    assert breaks_at(left, at)
    assert list(faults_of(left)) == [ChainFault(at + 2, "gap")]


@given(chains(2), st.data())
def test_two_exchanged_events_are_found_at_the_first(
    events: list[ChainedEvent], data: st.DataObject
) -> None:
    first, second = sorted(
        data.draw(st.lists(places_in(events), min_size=2, max_size=2, unique=True))
    )
    exchanged = list(events)
    exchanged[first], exchanged[second] = events[second], events[first]
    assert breaks_at(exchanged, first)


@given(chains(1), _TOLD, st.data())
def test_an_inserted_event_is_found_where_the_chain_goes_on(
    events: list[ChainedEvent], told: dict[str, object], data: st.DataObject
) -> None:
    """It fits what stands before it, digest and all; the event after it has its number already."""
    at = data.draw(places_in(events))
    forged = chained(*(event.told for event in events[:at]), told)
    inserted = [*forged, *events[at:]]
    assert breaks_at(inserted, at + 1)
    assert next(faults_of(inserted)) == ChainFault(at + 1, "gap")


@given(chains(2), _TOLD, st.data())
def test_a_changed_event_with_a_new_digest_of_its_own_no_longer_holds_the_next(
    events: list[ChainedEvent], told: dict[str, object], data: st.DataObject
) -> None:
    at = data.draw(places_in(events[:-1]))
    forged = chained(*(event.told for event in events[:at]), {**told, "forged": True})
    changed = [*forged, *events[at + 1 :]]
    assert list(faults_of(changed)) == [ChainFault(at + 2, "link")]


def test_every_kind_of_fault_is_told_by_its_name() -> None:
    one, two, three = chained({"act": "a"}, {"act": "b"}, {"act": "c"})
    assert list(faults_of([one, three])) == [ChainFault(3, "gap")]
    assert list(faults_of([one, replace(two, told={"act": "x"}), three])) == [
        ChainFault(2, "content")
    ]
    assert list(faults_of([one, replace(two, digest_before=OTHER_DIGEST), three])) == [
        ChainFault(2, "link"),
        ChainFault(2, "content"),
    ]


def test_only_a_digest_kept_elsewhere_shows_that_the_end_is_another() -> None:
    """What the chain alone cannot find: an end cut off, or written anew from some place on."""
    kept = chained({"act": "a"}, {"act": "b"}, {"act": "c"})
    for shown in (kept[:-1], chained({"act": "a"}, {"act": "x"}, {"act": "c"})):
        assert list(faults_of(shown)) == []
        assert shown[-1].digest != kept[-1].digest


def test_the_order_in_which_an_event_names_its_facts_does_not_matter() -> None:
    there, back = {"a": 1, "b": "đ"}, {"b": "đ", "a": 1}
    assert digest_of(1, there, FIRST_DIGEST) == digest_of(1, back, FIRST_DIGEST)
