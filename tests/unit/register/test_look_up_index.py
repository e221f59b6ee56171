"""The look-up index gives back the register's rows, and finds whom each key could mean."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from soat.engine.standardize.numbers import number_structure_sql
from soat.model.errors import InputUnusable
from soat.model.tables import REGISTER_COMPARABLE
from soat.register.look_up_build import build_look_up_index
from soat.register.look_up_files import FOLDER, LAYOUT_FILE, LookUpFiles
from soat.register.look_up_rows import register_rows_sql
from soat.register.neighbours import Neighbours, bag_of, digest
from tests.answers import finished_run
from tests.tables import Row, rows_of

REGISTER = rows_of("""
    citizen_id   | former_id    | full_name          | birth_date | sex    | residence_code
    001090000001 | 012345670    | Nguyễn Văn Hùng    | 1990-05-06 | male   | 00001
    001090000002 | 012345670    | NGUYỄN VĂN HÙNG    | 1990-06-05 | male   | 00004
    001090000003 | 000123456789 | Trần Thị Hoà       | 1990-05    | female | 26734
    001190777777 |              | Lê Anh             | 1990-05-05 | female | 26734
    079190777777 |              | Hùng Nguyễn Văn    | 1954       | female |
    079213000009 |              | Phạm Ngọc Quỳnh Lê | 2013-01-01 | male   | 26737
""")


@pytest.fixture
def workshop() -> Iterator[duckdb.DuckDBPyConnection]:
    with finished_run([], REGISTER) as connection:
        yield connection


@pytest.fixture
def snapshot(workshop: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:
    build_look_up_index(workshop, tmp_path)
    return tmp_path


@pytest.fixture
def neighbours(snapshot: Path) -> Neighbours:
    return Neighbours(LookUpFiles(snapshot / FOLDER))


def sought(**said: object) -> dict[str, Any]:
    """A sought profile of which only this is known."""
    columns = """name_bag name_ascii surname given birth_year birth_month birth_day birth_precision
        residence_code district_code province_code number_digits number_mended number_elsewhere
        guardian_ascii home_codes""".split()
    return dict.fromkeys(columns) | said


def found(neighbours: Neighbours, **said: object) -> list[int]:
    return list(neighbours.rows_of(neighbours.of_sought(sought(**said))))


def test_every_row_comes_back_as_it_was(
    workshop: duckdb.DuckDBPyConnection, snapshot: Path, neighbours: Neighbours
) -> None:
    files = LookUpFiles(snapshot / FOLDER)
    places = [{"place": at, **place} for at, place in enumerate(files.places)]
    workshop.register("places_found", pa.Table.from_pylist(places))
    workshop.register("found", neighbours.people(neighbours.rows_of([np.arange(len(REGISTER))])))
    query = register_rows_sql("found", "places_found", number_structure_sql("citizen_id"))
    columns = ", ".join(REGISTER_COMPARABLE.column_names)
    came_back = workshop.execute(f"FROM ({query}) ORDER BY register_row").fetchall()
    was = f"SELECT {columns} FROM register_comparable ORDER BY register_row"
    assert came_back == workshop.execute(was).fetchall()
    workshop.unregister("found")
    workshop.unregister("places_found")


@pytest.mark.parametrize("text", ["", "nguyen van hung", "Trần Thị Hoà"])
def test_a_digest_is_the_databases(workshop: duckdb.DuckDBPyConnection, text: str) -> None:
    told = workshop.execute("SELECT md5_number_lower(?)", [text]).fetchall()
    assert told == [(digest(text),)]


def test_a_number_shows_who_has_it_and_who_had_it(neighbours: Neighbours) -> None:
    def owners(number: str) -> list[int]:
        return list(neighbours.rows_of(neighbours.of_number(number)))

    assert owners("001090000002") == [1]
    assert owners("012345670") == [0, 1]
    assert owners("000123456789") == [2]
    assert owners("000012345670") == []
    assert owners("123456789") == []


@pytest.mark.parametrize(
    "digits",
    ["079190777776", "079190777787", "07919077777", "0791907777777", "079910777777"],
)
def test_a_slip_of_the_number_leaves_a_part_that_shows_its_owner(
    neighbours: Neighbours, digits: str
) -> None:
    assert 4 in found(neighbours, number_digits=digits, birth_year=1954)


def test_the_end_of_a_number_needs_the_year_or_the_name_beside_it(neighbours: Neighbours) -> None:
    assert found(neighbours, number_digits="555555777777") == []
    assert found(neighbours, number_digits="555555777777", given="anh") == [3]
    assert found(neighbours, number_digits="555555777777", birth_year=1954) == [4]


def test_namesakes_are_found_by_a_date_with_day_and_month_swapped(neighbours: Neighbours) -> None:
    born = {"birth_year": 1990, "birth_month": 6, "birth_day": 5, "birth_precision": "day"}
    name = {"name_ascii": "van hung nguyen", "name_bag": bag_of("van hung nguyen")}
    assert found(neighbours, **name, **born, residence_code="99999") == [0, 1]


def test_a_rare_name_is_a_key_by_itself(neighbours: Neighbours) -> None:
    name = {"name_ascii": "hung nguyen van", "name_bag": bag_of("hung nguyen van")}
    assert found(neighbours, **name, birth_year=2001, residence_code="99999") == [4]


def test_a_month_without_a_day_is_the_month_twice(neighbours: Neighbours) -> None:
    """The engine's least and greatest pass over what is missing."""
    born = {"birth_year": 1990, "birth_month": 5, "birth_day": 5, "birth_precision": "day"}
    assert found(neighbours, **born, residence_code="26734") == [2, 3]
    month = {"birth_year": 1990, "birth_month": 5, "birth_precision": "month"}
    assert found(neighbours, **month, residence_code="26734") == [2, 3]


def test_an_index_that_is_missing_or_cut_short_is_refused(snapshot: Path) -> None:
    people = snapshot / FOLDER / "people.bin"
    people.write_bytes(people.read_bytes()[:24])
    with pytest.raises(InputUnusable, match="look-up index"):
        LookUpFiles(snapshot / FOLDER)
    (snapshot / FOLDER / LAYOUT_FILE).unlink()
    with pytest.raises(InputUnusable, match="register build"):
        LookUpFiles(snapshot / FOLDER)


def test_an_empty_register_has_an_index_too(tmp_path: Path) -> None:
    nobody: list[Row] = []
    with finished_run([], nobody) as connection:
        build_look_up_index(connection, tmp_path)
    empty = Neighbours(LookUpFiles(tmp_path / FOLDER))
    said = {"number_digits": "079190777776", "birth_year": 1954, "birth_month": 1}
    assert found(empty, **said, name_bag="a", name_ascii="a", guardian_ascii="a") == []
