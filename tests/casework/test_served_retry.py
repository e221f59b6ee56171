"""`soat serve` verifies by itself what waits, as soon as the register is back."""

import socket
import time
from pathlib import Path

import pytest

from tests.casework.conftest import SmallCountry
from tests.casework.installation import Installation

PATIENCE_SECONDS = 90


@pytest.mark.slow
def test_a_record_that_waits_is_verified_when_the_register_is_back(
    country: SmallCountry, tmp_path: Path
) -> None:
    register = tmp_path / "register"
    settings = {"SOAT_REGISTER": str(register), "SOAT_RETRY_EVERY": "1"}
    here = Installation(tmp_path, settings)
    here.soat("load", country.run)
    ref = here.call("day_of_judging.save_while_away", str(register))
    with here.served(free_port()):
        time.sleep(4)
        assert here.call("day_of_judging.state_of", ref) == ["mismatch", "waiting"]
        register.symlink_to(country.snapshot)
        until = time.monotonic() + PATIENCE_SECONDS
        while here.call("day_of_judging.state_of", ref) != ["verified", "settled"]:
            assert time.monotonic() < until, "it still waits"


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])
