"""The dose measures on a country of eight doses whose scores are counted by hand."""

from pathlib import Path

import duckdb
import pytest

from bench.dose_answers import open_dose_answers
from bench.dose_measures import dose_measures
from bench.scored import AnswerFiles

_CELL = "'S1' as site_code, date '{day}' as given_on, 'pfizer' as product, 'basic' as dose_kind, "
_CELL += "1 as dose_number, '18+' as age_group"
MONDAY, TUESDAY = _CELL.format(day="2021-08-02"), _CELL.format(day="2021-08-03")

# dose 1 was entered twice (d1, d2), dose 2 (d3) wrongly collapsed into dose 1's row, d4 of dose 3
# is proposed with d5 of the same dose, d6 is a shifted row that repeats dose 3.
FILES = {
    "truth/doses": """
        select * from (values
            ('d1', 1, null, [], false, 11), ('d2', 1, 'd1', ['entered_twice'], false, 11),
            ('d3', 2, null, [], false, 12), ('d4', 3, null, [], false, 13),
            ('d5', 3, 'd4', ['entered_twice'], false, 13),
            ('d6', 3, 'd4', ['row_shifted'], false, 13), ('d7', 4, null, [], false, 14),
            ('dx', null, null, [], true, null))
        t(dose_ref, true_dose_id, same_dose_as, faults, rejected, human_id)""",
    "truth/given": f"""
        select {MONDAY}, unnest([1, 2, 3, 4]) as true_dose_id, 0 as human_id, true as entered
        union all select {TUESDAY}, 5, 14, false""",
    "truth/cells": f"""
        select {MONDAY}, 0 as never_entered, 1 as entered_elsewhere, 4 as reported
        union all select {TUESDAY}, 2, 0, 2""",
    "run/dose_rows": """
        select * from (values ('d1', 'kept', 'd1'), ('d2', 'duplicate', 'd1'),
            ('d3', 'duplicate', 'd1'), ('d4', 'kept', 'd4'), ('d5', 'kept', 'd5'),
            ('d6', 'set_aside', null), ('d7', 'kept', 'd7')) t(dose_ref, state, kept_dose_ref)""",
    "run/dose_pairs": "select 'd4' as dose_ref, 'd5' as other_dose_ref",
    "run/histories": """
        select * from (values ('d1', 'basic', 1), ('d4', 'basic', 1), ('d7', 'booster', 1))
        t(dose_ref, dose_kind, dose_number)""",
    "run/entry_cells": f"""
        select {MONDAY}, 'compared' as status, 1 as missing, 1 as explained, 0 as never_entered
        union all select {TUESDAY}, 'compared', 1, 0, 1""",
    "run/batch_fault_rows": "select 'd6' as dose_ref",
    "run/missing_candidates": f"select {TUESDAY}, 'd7' as dose_ref",
    "run/persons": "select 'p' as person_ref",
}


@pytest.fixture
def files(tmp_path: Path) -> AnswerFiles:
    with duckdb.connect() as con:
        for name, query in FILES.items():
            file = tmp_path / f"{name}.parquet"
            file.parent.mkdir(exist_ok=True)
            con.execute(f"copy ({query}) to '{file}' (format parquet)").fetchall()
    return AnswerFiles(tmp_path, tmp_path / "run")


def test_every_dose_measure_counts_what_it_says(files: AnswerFiles) -> None:
    with open_dose_answers(files) as con:
        found = {m.name: (m.counted, m.divided_by) for m in dose_measures(con)}
    assert found == {
        "duplicates: precision": (2, 3),
        "duplicates: recall": (2, 2),
        "real doses collapsed automatically": (1, 2),
        "recorded doses with no row kept": (1, 4),
        "rows of shifted sheets: precision": (1, 1),
        "rows of shifted sheets: recall": (1, 1),
        "derived kind and number right": (2, 3),
        "the same, of doses on the right profile": (2, 3),
        "never entered: bias": (1, 2),
        "never entered: bias, days without a report too": (0, 1),
        "never entered: cells found": (1, 1),
        "never entered: cells said that are": (1, 1),
        "explained share of the missing, said": (1, 2),
        "explained share of the missing, true": (1, 3),
        "explained share: off by": (pytest.approx(1 / 6), 1),
        "persons behind missing doses named": (1, 1),
    }
