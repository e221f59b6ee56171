"""A sheet whose dose columns moved by one row: everybody carries the dose of the row before."""

from tests.dose_answers import DoseAnswers, DoseInput, settled_rows
from tests.tables import Row

PEOPLE = 12


def proper(person: int) -> Row:
    """The dose as it was given, entered on its day."""
    day = f"2021-09-{person + 1:02}"
    return {
        "dose_ref": f"t{person:02}", "person_ref": f"p{person:02}", "given_on": day,
        "product": "Pfizer", "lot": f"LOT{person // 2:03}A", "dose_kind": "basic",
        "dose_number": "1", "site_code": "0000101", "recorded_at": f"{day} 09:00",
        "source": "site",
    }  # fmt: skip


def in_sheet(person: int, facts_of: int) -> Row:
    """A row of the sheet: this person with that person's dose."""
    return {
        **proper(facts_of),
        "dose_ref": f"s{person:02}",
        "person_ref": f"p{person:02}",
        "site_code": "0000102",
        "recorded_at": f"2021-12-01 10:00:{person:02}",
        "source": "excel",
    }


def sheet(shift: int, people: int = PEOPLE) -> DoseAnswers:
    """The doses of some people, and the same people once more in a sheet moved by `shift`."""
    rows = [proper(person) for person in range(people)]
    rows += [in_sheet(person, (person - shift) % people) for person in range(people)]
    return settled_rows(DoseInput(rows))


def test_the_rows_are_set_aside_and_name_the_row_that_they_repeat():
    answers = sheet(1)
    (fault,) = answers["batch_faults"]
    assert (fault["site_code"], fault["source"]) == ("0000102", "excel")
    assert (fault["rows_in_batch"], fault["rows_shifted"]) == (PEOPLE, PEOPLE - 1)
    assert {row["dose_ref"]: row["true_dose_ref"] for row in answers["batch_fault_rows"]} == {
        f"s{person:02}": f"t{person - 1:02}" for person in range(1, PEOPLE)
    }
    aside = answers.of("doses_settled", "s05")
    assert (aside["state"], aside["kept_dose_ref"], aside["dose_kind"]) == ("set_aside", None, None)
    assert answers.of("doses_settled", "t05")["dose_number"] == 1


def test_the_columns_may_have_moved_the_other_way():
    answers = sheet(-1)
    told = {row["dose_ref"]: row["true_dose_ref"] for row in answers["batch_fault_rows"]}
    assert told["s05"] == "t06"
    assert len(told) == PEOPLE - 1


def test_a_sheet_that_repeats_everybodys_own_dose_is_entered_twice_not_shifted():
    answers = sheet(0)
    assert answers["batch_faults"] == []
    assert len(answers["dose_pairs"]) == PEOPLE


def test_a_few_rows_are_no_batch():
    assert sheet(1, people=8)["batch_faults"] == []
    assert len(sheet(1, people=9)["batch_faults"]) == 1


def test_the_site_may_answer_that_a_row_stands():
    rows = [proper(person) for person in range(PEOPLE)]
    rows += [in_sheet(person, (person - 1) % PEOPLE) for person in range(PEOPLE)]
    answer = {
        "decision": "not_a_duplicate", "dose_ref": "s05", "other_dose_ref": "t04",
        "decided_by": "site", "decided_at": "2022-01-01",
    }  # fmt: skip
    answers = settled_rows(DoseInput(rows, decisions=[answer]))
    assert answers.of("doses_settled", "s05")["state"] == "kept"
    assert answers.of("doses_settled", "s06")["state"] == "set_aside"
