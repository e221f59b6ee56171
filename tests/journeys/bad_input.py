"""Files to go wrong with, and the values in them that no message may repeat."""

import csv
from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.tables import Row, rows_of

REGISTER = """
    citizen_id   | full_name       | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng | 1990-05-16 | male   | 26734
    001185073926 | Trần Thị Lan    | 1985-11-22 | female | 00004
"""
PEOPLE = """
    person_ref | full_name       | birth_date | sex | citizen_id   | phone
    hoso-1     | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | 0912345678
    hoso-2     | Trần Thị Lan    | 22/11/1985 | Nữ  | 001185073926 | 0987654321
"""
SECRETS = (
    "Nguyễn Văn Hùng",
    "Trần Thị Lan",
    "079090004521",
    "001185073926",
    "16/05/1990",
    "22/11/1985",
    "1990-05-16",
    "0912345678",
    "0987654321",
)


def write_csv(file: Path, rows: list[Row]) -> Path:
    """The rows as a CSV file; the columns are those of the first row."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def good_folder(folder: Path) -> Path:
    """A folder with register.csv and people.csv that can be run."""
    write_csv(folder / "register.csv", rows_of(REGISTER))
    write_csv(folder / "people.csv", rows_of(PEOPLE))
    return folder


def crowd(folder: Path, people: int = 6000) -> Path:
    """A folder whose run takes long enough to be stopped half-way."""
    draw = Random(1)
    rows = [_person(index, draw) for index in range(people)]
    columns = ("citizen_id", "full_name", "birth_date", "sex", "residence_code")
    write_csv(folder / "register.csv", [_only(row, columns) for row in rows])
    unsure = [{**row, "citizen_id": None} for row in rows if int(row["person_ref"] or 0) % 3]
    write_csv(folder / "people.csv", unsure)
    return folder


def _person(index: int, draw: Random) -> Row:
    year = draw.randint(1930, 1999)
    name = " ".join(draw.choice(words.split()) for words in _WORDS)
    return {
        "person_ref": str(index),
        "citizen_id": f"0790{year % 100:02d}{index:06d}",
        "full_name": name,
        "birth_date": f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
        "sex": "male",
        "residence_code": draw.choice(("26734", "26737", "00001", "00004", "00006")),
    }


def _only(row: Mapping[str, str | None], columns: tuple[str, ...]) -> Row:
    return {column: row[column] for column in columns}


_WORDS = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Đặng Bùi Đỗ Hồ",
    "Văn Đức Ngọc Minh Thanh Quốc Hữu Gia Công",
    "Hùng An Bình Châu Dũng Giang Hà Khánh Linh Nam Phúc Quân Sơn Tâm Vinh",
)
