"""A country of eleven profiles with answers whose scores are counted by hand.

Register: a (100), b (101, twin of a), c and d (same name and birth date), e, f, g.
"""

import json
from pathlib import Path

import duckdb

_REGISTER = [
    ("100", None, "NGUYỄN VĂN AN", "1980-01-02", "male", "00001"),
    ("101", None, "NGUYỄN VĂN ANH", "1980-01-02", "male", "00001"),
    ("102", None, "LÊ THỊ HOA", "1990-05-06", "female", "00004"),
    ("103", None, "LÊ THỊ HOA", "1990-05-06", "female", "00004"),
    ("104", None, "TRẦN VĂN BA", "1970-03-04", "male", "00001"),
    ("105", None, "PHẠM THỊ TƯ", "1965-07-08", "female", "00001"),
    ("106", None, "VÕ VĂN NĂM", "1955-09-10", "male", "00001"),
]
_TRUTH_REGISTER = [
    ("100", "h100", "101", "hh1"),
    ("101", "h101", "100", "hh1"),
    ("102", "h102", None, "hh2"),
    ("103", "h103", None, "hh3"),
    ("104", "h104", None, "hh4"),
    ("105", "h105", None, "hh4"),
    ("106", "h106", None, "hh5"),
]
# ref, true citizen, verdict, number status, reasons, [(field, kind)], rejected
_TRUTH_PEOPLE = [
    ("p0", "100", "verified", "present", [], [], False),
    ("p1", "101", "mismatch", "missing", ["number"], [("number", "number_missing")], False),
    ("p2", "102", "mismatch", "missing", ["number"], [("number", "number_missing")], False),
    ("p3", "103", "mismatch", "present", ["name"], [("name", "name_telex")], False),
    ("p4", "104", "mismatch", "present", ["name"], [("name", "name_no_diacritics")], False),
    ("p5", "105", "mismatch", "present", ["sex"], [("sex", "register_sex_wrong")], False),
    ("p6", "106", "mismatch", "malformed", ["number", "birth_date"],
     [("number", "number_scientific"), ("birth_date", "birth_year_only")], False),
    ("p7", None, "unidentified", "present", [], [], False),
    ("p8", None, "unidentified", "missing", [], [], False),
    ("p9", None, "exempt", "foreign", [], [], False),
    ("px", None, None, None, [], [], True),
]  # fmt: skip
_PEOPLE = [
    ("p0", "Nguyễn Văn An", "1980-01-02", "male", "100", "00001"),
    ("p1", "Nguyễn Văn Anh", "1980-01-02", "male", None, "00001"),
    ("p2", "Lê Thị Hoa", "1990-05-06", "female", None, "00004"),
    ("p3", "Lee Thij Hoa", "1990-05-06", "female", "103", "00004"),
    ("p4", "Tran Van Ba", "1970-03-04", "male", "104", "00001"),
    ("p5", "Phạm Thị Tư", "1965-07-08", "male", "105", "00001"),
    ("p6", "Võ Văn Năm", "1955", "male", "7.9E+10", "00001"),
]
# ref, number status, verdict, reasons, citizen, rule, p, tier
_VERDICTS = [
    ("p0", "present", "verified", [], "100", "exact", 1.0, "none"),
    # wrong: the twin
    ("p1", "missing", "mismatch", ["number"], "100", "probabilistic", 0.9, "safe"),
    ("p2", "missing", "unidentified", [], None, "ambiguous", 0.5, "ask"),
    ("p3", "present", "mismatch", ["name"], "103", "number_fields_differ", 0.9, "safe"),
    # right person, one reason too many
    ("p4", "present", "mismatch", ["name", "sex"], "104", "number_fields_differ", 1.0, "safe"),
    # right person, but the safe repair overwrites what the register has wrong
    ("p5", "present", "mismatch", ["sex"], "105", "number_fields_differ", 1.0, "safe"),
    ("p6", "missing", "mismatch", ["number", "birth_date"], "106", "probabilistic", 1.0, "review"),
    # absent, falsely identified
    ("p7", "present", "mismatch", ["name"], "106", "probabilistic", 0.6, "review"),
    ("p8", "missing", "unidentified", [], None, "no_candidate", 0.0, "ask"),
    ("p9", "foreign", "exempt", [], None, "foreign_document", 1.0, "none"),
    # ought to have been rejected
    ("px", "missing", "unidentified", [], None, "no_candidate", 0.0, "ask"),
]
_REPAIRS = [
    ("p1", "number", "missing", "safe"),
    ("p3", "name", "typing_residue", "safe"),
    ("p4", "name", "typo", "safe"),
    ("p5", "sex", "value_wrong", "safe"),
    ("p6", "number", "spreadsheet_number", "review"),
    ("p6", "birth_date", "year_only", "review"),
]
_CANDIDATES = [("p2", 1, "102", 0.5), ("p2", 2, "103", 0.5)]

_TABLES = {
    "country/register": (
        "citizen_id varchar, former_id varchar, full_name varchar, birth_date varchar, "
        "sex varchar, residence_code varchar", _REGISTER),
    "country/people": (
        "person_ref varchar, full_name varchar, birth_date varchar, sex varchar, "
        "citizen_id varchar, residence_code varchar", _PEOPLE),
    "country/truth/register": (
        "citizen_id varchar, human_id varchar, twin_of varchar, household_id varchar",
        _TRUTH_REGISTER),
    "country/truth/people": (
        "person_ref varchar, citizen_id varchar, verdict varchar, number_status varchar, "
        "reasons varchar[], corruptions struct(field varchar, kind varchar)[], rejected boolean",
        _TRUTH_PEOPLE),
    "run/verdicts": (
        "person_ref varchar, number_status varchar, verdict varchar, reasons varchar[], "
        "citizen_id varchar, rule varchar, match_probability double, tier varchar", _VERDICTS),
    "run/repairs": ("person_ref varchar, field varchar, kind varchar, tier varchar", _REPAIRS),
    "run/candidates": (
        "person_ref varchar, rank integer, citizen_id varchar, match_probability double",
        _CANDIDATES),
}  # fmt: skip


def write_small_country(folder: Path) -> None:
    """Write the tables as Parquet under `folder/country` and `folder/run`."""
    with duckdb.connect() as con:
        for name, (columns, rows) in _TABLES.items():
            path = folder / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            con.execute(f"create or replace table t ({columns})")
            marks = ", ".join("?" for _ in rows[0])
            con.executemany(f"insert into t values ({marks})", [_plain(row) for row in rows])
            con.execute(f"copy t to '{path}' (format parquet)")
    counts = {"table": "people", "read": 11, "accepted": 10, "rejected": 0, "merged": 1}
    (folder / "run" / "run.json").write_text(json.dumps({"counts": [counts]}), encoding="utf-8")


def _plain(row: tuple[object, ...]) -> list[object]:
    """Corruptions as the structs that DuckDB takes."""
    return [
        [{"field": f, "kind": k} for f, k in cell]
        if isinstance(cell, list) and cell and isinstance(cell[0], tuple)
        else cell
        for cell in row
    ]
