"""Many people at once: no fault but a refusal, and everything whole afterwards."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from soat.casework.at_once import JoinedMeanwhile, is_at_once, once_more
from soat.model.review_lists import Role
from soat.review.places import COUNTRY
from soat.web.pages import waiting
from tests.casework.conftest import SmallCountry
from tests.casework.installation import Installation
from tests.casework.test_pages import somebody
from tests.command import ROOT

SECONDS = 3
# Whether something is left to be undone is for chance to say.
DONE = {
    *("judged", "paired", "unpaired", "doses judged", "entered"),
    *("applied", "approved", "retried"),
}


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a database of its own: on the server that is tried, or a file (empty)."""
    server = os.environ.get("SOAT_TEST_DATABASE", "")
    if not server:
        yield ""
        return
    name = "soat_at_once"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
        yield server.rpartition("/")[0] + f"/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
def test_many_people_act_at_once_and_everything_is_whole(
    country: SmallCountry, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOAT_REGISTER", str(country.snapshot))
    policy = tmp_path / "policy.toml"
    policy.write_text("", encoding="utf-8")
    settings = {"SOAT_SECOND_REVIEW": str(policy), "DATABASE_URL": database}
    here = Installation(tmp_path, settings)
    here.soat("load", country.run)
    played = here.call("at_once_by_hand.play", SECONDS, sorted(DONE), str(country.run))
    assert played["faults"] == {}
    assert played["done"].keys() >= DONE
    whole = here.call("at_once_by_hand.told")
    assert whole.pop("vendor") == connection.vendor
    assert whole == dict.fromkeys(whole, 0) != {}


# ── what is done with a clash ────────────────────────────────────────────────────────────────


def locked_sqlite(folder: Path) -> sqlite3.Error:
    """What SQLite says to the second of two writers."""
    first, second = (sqlite3.connect(folder / "two.sqlite3", timeout=0) for _ in range(2))
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as told:
        second.execute("BEGIN IMMEDIATE")
    first.close()
    second.close()
    return told.value


def as_django_says(cause: Exception) -> OperationalError:
    """The fault with its cause, as Django raises it."""
    fault = OperationalError(str(cause))
    fault.__cause__ = cause
    return fault


def failing(fault: Exception, times: int) -> Callable[[], int]:
    """An act that fails so often; then it says how often it was tried."""
    tried: list[int] = []

    def act() -> int:
        tried.append(1)
        if len(tried) <= times:
            raise fault
        return len(tried)

    return act


CLASHES = (
    as_django_says(psycopg.errors.DeadlockDetected("two")),
    as_django_says(psycopg.errors.SerializationFailure("two")),
    JoinedMeanwhile(),
)


@pytest.mark.parametrize("clash", CLASHES)
def test_an_act_that_clashed_is_done_again(clash: Exception) -> None:
    assert once_more(failing(clash, 2))() == 3
    assert is_at_once(clash)
    with pytest.raises(type(clash)):
        once_more(failing(clash, 100))()


@pytest.mark.parametrize("clash", CLASHES)
def test_within_a_larger_transaction_it_is_not(book: SmallCountry, clash: Exception) -> None:
    with pytest.raises(type(clash)):
        once_more(failing(clash, 1))()


def test_what_has_waited_already_is_not_tried_again_but_told(tmp_path: Path) -> None:
    for cause in (locked_sqlite(tmp_path), psycopg.errors.LockNotAvailable("waited")):
        fault = as_django_says(cause)
        assert is_at_once(fault)
        with pytest.raises(OperationalError):
            once_more(failing(fault, 1))()


def test_another_fault_is_our_own() -> None:
    for fault in (as_django_says(psycopg.errors.DiskFull("full")), OperationalError("no table")):
        assert not is_at_once(fault)
        with pytest.raises(OperationalError):
            once_more(failing(fault, 1))()
    assert not is_at_once(None)
    assert not is_at_once(ValueError("database is locked"))


@pytest.mark.parametrize(
    ("fault", "status"), [(CLASHES[0], 503), (CLASHES[2], 503), (OperationalError("no table"), 500)]
)
def test_the_page_says_that_nothing_was_changed_and_to_try_again(
    book: SmallCountry, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    monkeypatch.setattr(waiting, "retry_asked", lambda *told: failing(fault, 1)())
    client: Client = somebody(Role.PROVINCE, COUNTRY)
    client.raise_request_exception = False
    answer = client.post("/waiting/retry/")
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)
    text = answer.content.decode()
    assert ("Có người khác đang lưu cùng lúc" in text) is (status == 503)
    client.post("/language/", {"language": "en", "back": "/"})
    text = client.post("/waiting/retry/").content.decode()
    assert ("Somebody else was saving at the same moment" in text) is (status == 503)


def test_whatever_is_held_is_held_without_its_key() -> None:
    """A look at a foreign key, made while the chain is held, must not wait (at_once.py)."""
    holding = {
        path.name: path.read_text(encoding="utf-8")
        for path in (ROOT / "soat/casework").rglob("*.py")
    }
    calls = [
        (name, told.partition(")")[0] if "of=" not in told[:4] else told[:40])
        for name, text in holding.items()
        for told in text.split("select_for_update(")[1:]
    ]
    assert len(calls) > 5
    assert [name for name, told in calls if "no_key=True" not in told] == []
