"""A small country in the application's database: SQLite, or what SOAT_TEST_DATABASE names.

Django is set up once for a process. Every test sees the loaded country and leaves it as it was: it
runs in a transaction that is taken back.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_HOME = tempfile.mkdtemp(prefix="soat-casework-")
os.environ |= {"SOAT_DEMO": "1", "SOAT_HOME": _HOME, "DJANGO_SETTINGS_MODULE": "soat.web.settings"}
os.environ["SOAT_HOSTS"] = "testserver"
os.environ["DATABASE_URL"] = os.environ.get("SOAT_TEST_DATABASE", "")

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from soat.casework.judging import Sitting  # noqa: E402
from soat.casework.loading.load import load  # noqa: E402
from soat.casework.models import Profile, User, WorkList  # noqa: E402
from soat.casework.register_desk import RegisterDesk  # noqa: E402
from soat.model.review_lists import Role  # noqa: E402
from soat.review.roles import SECOND_FACTOR_NEEDED  # noqa: E402
from tests.casework.list_sheets import busy_commune, list_at  # noqa: E402
from tests.casework.second_factor import give_second_factor  # noqa: E402
from tests.casework.served import Served, serving  # noqa: E402
from tests.command import soat  # noqa: E402
from tests.shared_country import country_folder  # noqa: E402

NOW = datetime(2022, 5, 4, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class SmallCountry:
    """The folders that a simulated country, its snapshot and its run lie in."""

    folder: Path

    @property
    def run(self) -> Path:
        return self.folder / "run"

    @property
    def snapshot(self) -> Path:
        return self.folder / "snapshot"


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> SmallCountry:
    """A country made once for all workers, or kept where SOAT_TEST_COUNTRY says."""
    folder = country_folder(tmp_path_factory)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "run").exists():
            make_country(folder)
    return SmallCountry(folder)


def make_country(folder: Path) -> None:
    """Simulate it, build its snapshot, run over it."""
    made = folder / "country"
    given = [f"--{name}={made / name}" for name in ("people", "doses", "sites")]
    commands: tuple[tuple[object, ...], ...] = (
        ("simulate", "--people", 1500, "--seed", 5, "--scenario", "hostile", "--out", made),
        ("register", "build", made / "register", "--out", folder / "snapshot"),
        *(
            (
                *("run", "--register", folder / "snapshot", *given, "--as-of", "2022-04-25"),
                *("--daily-reports", made / "daily_reports", "--out", folder / "run"),
            ),
        ),
    )
    for words in commands:
        done = soat(folder, *words)
        assert done.code == 0, done.err


@pytest.fixture(scope="session")
def loaded(country: SmallCountry) -> Iterator[SmallCountry]:
    """The country's run in the database."""
    call_command("migrate", verbosity=0)
    load(country.run, "tests", NOW, lambda stage, done: None)
    yield country
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def served(country: SmallCountry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application as its users start it, over a database of its own."""
    with serving(country.run, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def book(loaded: SmallCountry) -> Iterator[SmallCountry]:
    """The loaded country; what a test writes is taken back."""
    with transaction.atomic():
        yield loaded
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def desk(country: SmallCountry) -> RegisterDesk:
    return RegisterDesk(country.snapshot)


def user_of(role: Role, place: str) -> User:
    """Somebody in that role at that place."""
    name = f"{role.value} at {place}"
    made, _ = User.objects.get_or_create(username=name, defaults={"role": role, "place": place})
    if role in SECOND_FACTOR_NEEDED:
        give_second_factor(made)
    return made


def sitting_of(profile: Profile, desk: RegisterDesk, role: Role = Role.STATION) -> Sitting:
    """Somebody in that role at the profile's own place."""
    return Sitting(user_of(role, profile.place), desk, NOW)


@pytest.fixture
def station(book: SmallCountry) -> User:
    """The station of a commune with several open cases."""
    return user_of(Role.STATION, busy_commune())


@pytest.fixture
def police(station: User) -> User:
    """The police of the same commune."""
    return user_of(Role.POLICE, station.place)


@pytest.fixture
def made(station: User) -> WorkList:
    """The work list of all its open cases."""
    return list_at(station)
