"""The desk where records are verified: open look-ups are shared by threads, and outlive them."""

from pathlib import Path
from threading import Barrier, Thread

import pytest

from soat.casework.models import Profile
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.verdict_rows import record_of
from soat.look_up import LookUp
from tests.casework.conftest import SmallCountry


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[LookUp]:
    """Every look-up that is opened, kept so that the end of none goes unseen."""
    seen: list[LookUp] = []
    real = LookUp.open

    def noted(snapshot: Path, profile: str) -> LookUp:
        seen.append(real(snapshot, profile))
        return seen[-1]

    monkeypatch.setattr(LookUp, "open", noted)
    return seen


def in_threads(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_thread_that_ends_leaves_its_look_up_to_the_next(
    book: SmallCountry, opened: list[LookUp]
) -> None:
    desk, record = RegisterDesk(book.snapshot), record_of(Profile.objects.all()[0], {})
    told: list[object] = []
    for _ in range(3):
        in_threads([Thread(target=lambda: told.append(desk.verify(record).verdict))])
    assert told[0] is not None
    assert told == [told[0]] * 3
    assert len(opened) == 1


def test_callers_at_once_do_not_wait_for_one_another(
    book: SmallCountry, opened: list[LookUp], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, record = RegisterDesk(book.snapshot), record_of(Profile.objects.all()[0], {})
    both, real = Barrier(2, timeout=30), LookUp.verify_many

    def together(look_up: LookUp, records: list[dict[str, str | None]]) -> object:
        both.wait()
        return real(look_up, records)

    monkeypatch.setattr(LookUp, "verify_many", together)
    told: list[object] = []
    verify = lambda: told.append(desk.verify(record).verdict)  # noqa: E731
    in_threads([Thread(target=verify), Thread(target=verify)])
    assert len(told) == len(opened) == 2


def test_no_more_are_opened_than_the_machine_can_keep_busy(
    book: SmallCountry, opened: list[LookUp]
) -> None:
    desk, record = RegisterDesk(book.snapshot), record_of(Profile.objects.all()[0], {})
    told: list[object] = []
    verify = lambda: told.append(desk.verify(record).verdict)  # noqa: E731
    in_threads([Thread(target=verify) for _ in range(5)])
    assert len(told) == 5
    assert len(opened) <= 2


def test_who_opens_the_desk_beforehand_saves_the_first_caller_the_wait(
    book: SmallCountry, opened: list[LookUp], tmp_path: Path
) -> None:
    desk, record = RegisterDesk(book.snapshot), record_of(Profile.objects.all()[0], {})
    desk.open()
    assert len(opened) == 1
    assert desk.verify(record).verdict is not None
    assert len(opened) == 1
    RegisterDesk(tmp_path / "nowhere").open()


def test_a_register_that_was_away_is_opened_anew(
    book: SmallCountry, opened: list[LookUp], tmp_path: Path
) -> None:
    snapshot = tmp_path / "snapshot"
    desk, record = RegisterDesk(snapshot), record_of(Profile.objects.all()[0], {})
    with pytest.raises(RegisterOutOfReach):
        desk.verify(record)
    snapshot.symlink_to(book.snapshot)
    assert desk.verify(record).verdict is not None
    assert len(opened) == 1
