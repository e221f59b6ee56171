"""The fixture by which an example is told."""

from collections.abc import Callable

import pytest

from tests.answers import Answers
from tests.spec.example import Example, must_hold


@pytest.fixture
def spec() -> Callable[..., Answers]:
    """Run the engine on the people and the register; assert the tables that are shown."""

    def told(**tables: str) -> Answers:
        return must_hold(Example(**tables))

    return told
