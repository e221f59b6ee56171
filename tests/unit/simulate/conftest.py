"""Small countries, made once for all tests of this folder."""

from pathlib import Path

import pytest

from soat.simulate.country import simulate
from soat.simulate.settings import SimulationSettings
from tests.unit.simulate.reading import Country


def make(folder: Path, scenario: str, people: int, seed: int = 1) -> Country:
    out = folder / scenario
    simulate(SimulationSettings(people=people, out=out, seed=seed, scenario=scenario))
    return Country(out)


@pytest.fixture(scope="session")
def vn(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return make(tmp_path_factory.mktemp("vn"), "vn-2022-04-25", 20_000)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return make(tmp_path_factory.mktemp("hostile"), "hostile", 20_000)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return make(tmp_path_factory.mktemp("clean"), "clean", 10_000)
