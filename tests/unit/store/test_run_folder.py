"""A run folder appears whole or not at all."""

import os
from pathlib import Path

import pytest

from soat.model.errors import WrongUsage
from soat.store.run_folder import built_aside, digest_of


def test_the_folder_appears_when_the_block_ends_well(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with built_aside(out) as folder:
        (folder / "answer").write_text("42")
        assert not out.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert (out / "answer").read_text() == "42"


def test_nothing_is_left_when_it_fails_not_even_parents(tmp_path: Path) -> None:
    def interrupted() -> None:
        with built_aside(tmp_path / "a" / "b" / "run") as folder:
            (folder / "half").write_text("4")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "mine").write_text("keep")
    with pytest.raises(WrongUsage), built_aside(tmp_path / "run"):
        raise AssertionError("the block must not run")
    assert (tmp_path / "run" / "mine").read_text() == "keep"


def test_what_a_killed_run_left_is_swept_but_not_a_living_ones(tmp_path: Path) -> None:
    dead, living = tmp_path / ".run.partial-999999999", tmp_path / f".run.partial-{os.getppid()}"
    for folder in (dead, living):
        folder.mkdir()
    with built_aside(tmp_path / "run"):
        pass
    assert not dead.exists()
    assert living.exists()


def test_a_digest_tells_apart_where_one_text_ends() -> None:
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
