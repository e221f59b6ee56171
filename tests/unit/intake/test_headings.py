"""Which heading means which column."""

import pytest

from soat.model.tables import INPUT_TABLES
from soat.store.reading.headings import WantedTable, folded, match_headings, written_aliases


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Họ và tên", "full_name"),
        ("2. HO VA TEN (*)", "full_name"),
        ("full_name", "full_name"),
        ("Full Name", "full_name"),
        ("NGÀY THÁNG NĂM SINH", "birth_date"),
        ("Ngày sinh (dd/mm/yyyy)", "birth_date"),
        ("Nam/Nữ", "sex"),
        ("Số CCCD/CMND", "citizen_id"),
        ("so dinh danh ca nhan", "citizen_id"),
        ("SĐT", "phone"),
        ("Mã đối tượng", "person_ref"),
        ("Mã xã", "residence_code"),
        ("Địa chỉ", "residence_text"),
        ("Họ tên\nngười giám hộ", "guardian_name"),
    ],
)
def test_headings_of_people(heading: str, column: str) -> None:
    assert match_headings([heading], WantedTable("people"), "a.csv") == {column: (0,)}


@pytest.mark.parametrize("table", sorted(INPUT_TABLES))
def test_every_alias_means_one_existing_column(table: str) -> None:
    aliases = written_aliases()[table]
    assert set(aliases) <= set(INPUT_TABLES[table].column_names)
    columns = {
        column: {folded(alias) for alias in (column, *aliases.get(column, ()))}
        for column in INPUT_TABLES[table].column_names
    }
    keys = [key for several in columns.values() for key in several]
    assert "" not in keys
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
