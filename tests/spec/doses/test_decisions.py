"""What a person decided is never overturned, and can be undone by a later decision."""

from tests.dose_answers import DoseAnswers, settled

FAR = """
    dose_ref | person_ref | given_on   | product | lot | dose_kind | dose_number | site_code
    a        | p          | 2021-09-01 | Pfizer  | A1  | basic     | 1           | 0000101
    b        | p          | 2021-11-20 | Pfizer  | B2  | basic     | 2           | 0000102
    c        | p          | 2021-11-22 | Pfizer  | B2  | basic     | 2           | 0000102
"""
HEADING = "decision | dose_ref | other_dose_ref | decided_by | decided_at\n"


def decided(*lines: str, doses: str = FAR) -> DoseAnswers:
    rows = "\n".join(f"{line} | clerk | 2022-05-0{i + 1} 10:00" for i, line in enumerate(lines))
    return settled(doses, decisions=HEADING + rows)


def test_one_dose_however_far_apart():
    answers = decided("same_dose | b | a")
    assert answers.collapsed() == {"b": "a"}
    assert answers.ordinals() == {"a": "basic 1", "c": "basic 2"}


def test_two_doses_are_not_asked_about_again():
    assert settled(FAR).pairs() == {("b", "c")}
    answers = decided("not_a_duplicate | c | b")
    assert answers.pairs() == set()
    assert len(answers["histories"]) == 3


def test_the_later_decision_holds_and_undoes_the_earlier():
    undone = decided("same_dose | a | b", "not_a_duplicate | b | a")
    assert undone["dose_rows"] == settled(FAR)["dose_rows"]
    again = decided("not_a_duplicate | b | a", "same_dose | a | b")
    assert again.collapsed() == {"b": "a"}


EQUAL = """
    dose_ref | person_ref | given_on   | product | lot | site_code
    a        | p          | 2021-09-01 | Pfizer  | A1  | 0000101
    b        | p          | 2021-09-01 | Pfizer  | A1  | 0000101
    c        | p          | 2021-09-01 | Pfizer  | A1  | 0000101
"""


def test_even_equal_rows_stay_two_doses_when_somebody_says_so():
    assert settled(EQUAL).collapsed() == {"b": "a", "c": "a"}
    answers = decided("not_a_duplicate | a | b", doses=EQUAL)
    assert answers.collapsed() == {}
    assert answers.pairs() == {("a", "c"), ("b", "c")}


def test_decisions_tie_rows_one_to_the_next():
    answers = decided("same_dose | a | b", "same_dose | c | b")
    assert answers.collapsed() == {"b": "a", "c": "a"}


def test_decisions_that_contradict_each_other_are_a_persons_again():
    """a is b, b is c, but a is not c: none of the three is followed."""
    answers = decided("same_dose | a | b", "same_dose | b | c", "not_a_duplicate | a | c")
    assert answers.collapsed() == {}
    assert answers.pairs() == {("b", "c")}


def test_what_was_decided_of_a_collapsed_row_holds_for_the_row_kept():
    rows = FAR + "    d | p | 2021-11-20 | Pfizer | B2 | basic | 2 | 0000102\n"
    answers = decided("not_a_duplicate | d | c", doses=rows)
    assert answers.collapsed() == {"d": "b"}
    assert answers.pairs() == set()


def test_a_decision_about_two_human_beings_waits():
    rows = FAR.replace("b        | p", "b        | q")
    assert decided("same_dose | a | b", doses=rows).collapsed() == {}
