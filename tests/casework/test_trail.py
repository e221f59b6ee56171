"""The trail: nothing without an actor, nothing outside its act, and any change is found."""

import os

import pytest
from django.db import DatabaseError, connection, transaction

from soat.casework.auditing import Act, verified, write_event
from soat.casework.models import AuditEvent
from soat.cli.main import exit_code_of
from soat.review.places import COUNTRY
from tests.casework.conftest import NOW, SmallCountry


def act(**other: object) -> Act:
    told = {"actor": "tests", "place": COUNTRY, "act": "test", "subject": "X", "at": NOW}
    return Act(**{**told, **other})  # type: ignore[arg-type]


@pytest.fixture
def trail(book: SmallCountry) -> None:
    for number in range(5):
        write_event(act(subject=f"X{number}", before={"a": "đ"}, after={"b": ["1", None]}))


def test_a_trail_is_whole(trail: None) -> None:
    assert verified().faults == ()
    assert verified().events == AuditEvent.objects.count()


def test_an_act_needs_an_actor(book: SmallCountry) -> None:
    with pytest.raises(ValueError, match="without an actor"):
        write_event(act(actor=""))


def test_the_database_itself_refuses_to_change_it(trail: None) -> None:
    for sql in ("UPDATE casework_auditevent SET actor = 'x'", "DELETE FROM casework_auditevent"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


# What somebody could do who owns the database, and the event at which it shows.
TAMPERING = {
    "another actor": ("UPDATE casework_auditevent SET actor = 'x' WHERE number = 3", 3),
    "another time": (
        "UPDATE casework_auditevent SET at = '2022-01-01 00:00:00' WHERE number = 2",
        2,
    ),
    "another value": ("UPDATE casework_auditevent SET before = '{}' WHERE number = 4", 4),
    "one taken out": ("DELETE FROM casework_auditevent WHERE number = 3", 4),
    "the first taken out": ("DELETE FROM casework_auditevent WHERE number = 1", 2),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_where_it_happened(trail: None, how: str) -> None:
    sql, number = TAMPERING[how]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE casework_auditevent DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER casework_auditevent_no_update")
            cursor.execute("DROP TRIGGER casework_auditevent_no_delete")
        cursor.execute(sql)
    assert verified().faults[0].number == number


def test_the_command_says_that_it_is_whole(
    loaded: SmallCountry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "soat.web.settings"
    assert exit_code_of(["audit", "verify", "--lang", "en"]) == 0
    assert "The trail is whole: 1 events" in capsys.readouterr().out


def test_the_command_loads_a_run_once(
    loaded: SmallCountry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(["load", str(loaded.run), "--lang", "en"]) == 0
    assert "is loaded: 1" in capsys.readouterr().out
    assert AuditEvent.objects.count() == 1
