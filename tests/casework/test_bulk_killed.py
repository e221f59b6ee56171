"""A bulk approval, or its undoing, that is killed has happened wholly, or not at all."""

from pathlib import Path

import pytest

from tests.casework.conftest import SmallCountry
from tests.casework.installation import Installation

_HERE = "soat.casework.bulk"
# Within each act: the function at whose call the process is killed.
MOMENTS = {
    "approve": (
        (f"{_HERE}.applying", "put_states_together"),
        (f"{_HERE}.applying", "write_events"),
        (f"{_HERE}.approving", "note"),
        (f"{_HERE}.finding", "write_event"),
    ),
    "undo": (
        (f"{_HERE}.undoing_bulk", "put_states_together"),
        (f"{_HERE}.undoing_bulk", "write_events"),
        (f"{_HERE}.undoing_bulk", "note"),
    ),
}


@pytest.mark.slow
def test_an_act_that_is_killed_left_nothing_and_can_be_done_again(
    country: SmallCountry, tmp_path: Path
) -> None:
    here = Installation(tmp_path)
    here.soat("load", country.run)
    number = here.call("bulk_by_hand.prepared")
    for name, moments in MOMENTS.items():
        before = here.call("bulk_by_hand.told", number)
        for room, function in moments:
            killed = here.begin("bulk_by_hand.act_and_die", name, number, room, function)
            assert killed.code == -9, killed.err
            assert here.call("bulk_by_hand.told", number) == before
        here.call("bulk_by_hand.act", name, number)
        after = here.call("bulk_by_hand.told", number)
        moved = after["judgements"] - before["judgements"]
        assert moved > 5
        assert after["events"] == before["events"] + moved + 1
        assert after["faults"] == 0
    assert after["outcomes"].count("undone") == after["edited"] == moved
