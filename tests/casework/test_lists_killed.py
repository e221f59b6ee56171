"""An apply that is killed in the middle leaves nothing; done again, all of it is there."""

from pathlib import Path

import pytest

from tests.casework.conftest import SmallCountry
from tests.casework.installation import Installation
from tests.casework.lists_by_hand import LINES

# The function of the act after whose so-many-th call the process is killed.
MOMENTS = (("written", 1), ("written", LINES - 1), ("_put_outcomes", 1), ("put_list_state", 1))


@pytest.mark.slow
def test_an_apply_that_is_killed_leaves_nothing_and_can_be_done_again(
    country: SmallCountry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOAT_REGISTER", str(country.snapshot))
    here = Installation(tmp_path)
    here.soat("load", country.run)
    here.call("lists_by_hand.prepared")
    before = here.call("lists_by_hand.told")
    for function, calls in MOMENTS:
        killed = here.begin("lists_by_hand.act_and_die", function, calls)
        assert killed.code == -9, killed.err
        assert here.call("lists_by_hand.told") == before
    assert here.call("lists_by_hand.act") == LINES
    after = here.call("lists_by_hand.told")
    assert after == before | {
        "list": ["applied", before["list"][1] + 1],
        "live": 0,
        "outcomes": LINES,
        "returned": LINES,
        "judgements": LINES,
        "events": before["events"] + LINES + 2,
        "edited": LINES,
        "named": LINES,
    }
    assert after["faults"] == 0
