"""What must hold of a file, however its columns are arranged."""

import csv
from pathlib import Path

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from soat.model.tables import PEOPLE
from soat.store.reading import read_table
from tests.engine_settings import countries_tried
from tests.generated import Country, countries

COLUMNS = ("person_ref", "full_name", "birth_date", "sex", "citizen_id", "residence_code")


@countries_tried(8)
@given(countries(), st.permutations(COLUMNS))
def test_the_order_of_columns_does_not_matter(tmp_path_factory, country, columns):
    folder = tmp_path_factory.mktemp("files")
    assert landed(folder / "a" / "people.csv", country, columns) == landed(
        folder / "b" / "people.csv", country, list(COLUMNS)
    )


def landed(file: Path, country: Country, columns: list[str]) -> list[tuple[object, ...]]:
    """The raw rows that reading the file gives."""
    file.parent.mkdir()
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(country.people)
    with duckdb.connect() as connection:
        read_table(connection, file, "people")
        names = ", ".join((*PEOPLE.column_names, "file", "row_number"))
        rows = connection.sql(f"SELECT {names} FROM raw_people ORDER BY row_number").fetchall()
    assert len(rows) == len(country.people)
    return rows
