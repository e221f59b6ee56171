"""Parquet, folders, and sources that cannot be used."""

import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from soat.model.errors import InputUnusable
from tests.unit.intake.desk import Desk

HEAD = "person_ref,full_name\n"


def parquet(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_typed_parquet_columns_become_text_as_people_type_it(desk: Desk) -> None:
    local = datetime.datetime.fromisoformat("2021-08-05T18:30")
    path = parquet(
        desk.folder / "p.parquet",
        person_ref=[1, 2],
        full_name=pa.array(["A", "B"]).dictionary_encode(),
        birth_date=[datetime.date(1990, 2, 1), None],
        citizen_id=[79099012345.0, 1.5],
        phone=[Decimal("912345678.00"), None],
        residence_text=[datetime.datetime.fromisoformat("1990-02-01"), local],
        residence_code=pa.array([b"00001", b"\xff"], pa.binary()),
        insurance_id=pa.array([local, None], pa.timestamp("us", tz="Asia/Ho_Chi_Minh")),
    )
    desk.read(path, "people")
    assert desk.rows(
        "SELECT person_ref, full_name, birth_date, citizen_id, phone, residence_text, "
        "residence_code, insurance_id, row_number FROM raw_people ORDER BY row_number"
    ) == [
        ("1", "A", "1990-02-01", "79099012345", "912345678", "1990-02-01", "00001",
         "2021-08-05T18:30:00Z", 1),
        ("2", "B", None, "1.5", None, "2021-08-05 18:30:00", None, None, 2),
    ]  # fmt: skip


def test_a_folder_is_read_by_name_and_formats_may_mix(desk: Desk) -> None:
    desk.write("b.csv", HEAD + "P2,B\nP3,C\n")
    parquet(desk.folder / "a.parquet", person_ref=["P1"], full_name=["A"])
    parquet(desk.folder / "c.parquet", full_name=["D"], person_ref=["P4"], phone=[912345678])
    desk.write("_SUCCESS", "")
    files = desk.read(desk.folder, "people")
    assert [(file.name, file.rows) for file in files.files] == [
        ("a.parquet", 1),
        ("b.csv", 2),
        ("c.parquet", 1),
    ]
    assert desk.rows("SELECT file, row_number, person_ref FROM raw_people ORDER BY ALL") == [
        ("a.parquet", 1, "P1"),
        ("b.csv", 1, "P2"),
        ("b.csv", 2, "P3"),
        ("c.parquet", 1, "P4"),
    ]
    assert all(len(file.sha256) == 64 and file.bytes for file in files.files)


def test_the_columns_of_a_profile_are_kept_under_their_names(desk: Desk) -> None:
    path = desk.write("a.csv", "person_ref,full_name,birth_place\nP1,A,Huế\n")
    desk.read(path, "people", ("birth_place",))
    assert desk.rows("SELECT birth_place FROM raw_people") == [("Huế",)]
    with pytest.raises(InputUnusable, match="occupation"):
        desk.read(path, "people", ("occupation",))


def test_a_columns_own_name_beats_an_alias(desk: Desk) -> None:
    desk.read(desk.write("a.csv", "name,full_name,person_ref\nx,A,P1\n"), "people")
    assert desk.rows("SELECT full_name FROM raw_people") == [("A",)]


def test_people_may_be_nobody_but_the_register_may_not(desk: Desk) -> None:
    counts = desk.take_in(desk.write("p.csv", HEAD), "people")
    assert (counts.read, counts.accepted) == (0, 0)
    empty = desk.write("r.csv", "citizen_id,full_name,birth_date,sex\n")
    with pytest.raises(InputUnusable, match="no rows"):
        desk.read(empty, "register")


def test_sources_that_are_not_there_or_of_no_known_kind(desk: Desk) -> None:
    (desk.folder / "void").mkdir()
    (desk.folder / "nested" / "inner").mkdir(parents=True)
    desk.write("a.docx", "x")
    desk.write("junk.parquet", b"PAR1" + b"\0" * 50 + b"PAR1")
    for name in ("absent.csv", "void", "nested", "a.docx", "junk.parquet"):
        with pytest.raises(InputUnusable) as told:
            desk.read(desk.folder / name, "people")
        assert told.value.where in (name, "inner")
        assert str(desk.folder) not in str(told.value)


def test_a_file_that_may_not_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read everything, so the refusal is played."""
    path = desk.write("a.csv", HEAD + "P1,A\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputUnusable, match="may not be read"):
        desk.read(path, "people")


def test_a_name_that_is_not_utf_8_or_leads_nowhere_is_said(desk: Desk) -> None:
    strange = desk.folder / "t\udce9p.csv"
    strange.write_bytes(b"person_ref,full_name\nP1,A\n")
    with pytest.raises(InputUnusable) as caught:
        desk.read(desk.folder, "people")
    assert "not written in UTF-8" in caught.value.what.en
    strange.unlink()
    (desk.folder / "link.csv").symlink_to(desk.folder / "gone.csv")
    with pytest.raises(InputUnusable) as caught:
        desk.read(desk.folder, "people")
    assert "There is no such file" in caught.value.what.en
