"""The catalogue as data: whole, without contradiction, and the same that the engine asks."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from soat.engine.check.condition import limit
from soat.engine.check.dose_rules import dose_conditions
from soat.engine.check.person_rules import person_conditions
from soat.engine.check.site_day_rules import site_day_conditions
from soat.engine.measure.gap.statuses import STRAYS, report_doubt
from soat.model.dose_lists import RuleGrain, Severity
from soat.model.rules import ALL_RULES, BY_CODE, BY_NAME, Rule, RuleFault, Threshold, read_rules
from tests.unit.check.small_world import AS_OF, SCHEDULE, unknown_names

EVALUATED = [rule for rule in ALL_RULES if rule.evaluated]


def code_of(rule: Rule) -> str:
    return rule.code


def test_codes_and_names_are_unique() -> None:
    assert len(BY_CODE) == len(ALL_RULES) == len(BY_NAME) > 90


@pytest.mark.parametrize("rule", EVALUATED, ids=code_of)
def test_every_evaluated_rule_has_an_example_that_keeps_and_one_that_breaks_it(rule: Rule) -> None:
    cases = {(one.case, one.breaks) for one in rule.examples}
    assert {("pass", False), ("fail", True)} <= cases
    assert {case for case, _ in cases} <= {"pass", "fail", "boundary"}


@pytest.mark.parametrize("rule", EVALUATED, ids=code_of)
def test_every_threshold_is_tried_at_its_boundary(rule: Rule) -> None:
    assert bool(rule.thresholds) == any(one.case == "boundary" for one in rule.examples)


@pytest.mark.parametrize("rule", EVALUATED, ids=code_of)
def test_everything_that_people_need_is_said_in_both_languages(rule: Rule) -> None:
    for message in (rule.sentence, rule.applies_to, rule.remedy):
        assert message.vi.strip()
        assert message.en.strip()
    assert rule.source
    assert rule.due_days > 0
    assert rule.said_on(AS_OF).en.count("{") == 0


def test_rules_that_are_not_evaluated_say_why_and_give_no_examples() -> None:
    left_out = [rule for rule in ALL_RULES if not rule.evaluated]
    assert len(left_out) > 10
    assert [rule.code for rule in left_out if rule.examples or not rule.not_evaluated] == []


def test_the_engine_asks_exactly_the_rules_that_are_evaluated() -> None:
    asked = {
        RuleGrain.PERSON: person_conditions(AS_OF),
        RuleGrain.DOSE: dose_conditions(SCHEDULE, AS_OF),
        RuleGrain.SITE_DAY: site_day_conditions(SCHEDULE, AS_OF),
    }
    for grain, conditions in asked.items():
        assert set(conditions) == {rule.code for rule in EVALUATED if rule.grain is grain}


@pytest.mark.parametrize("rule", EVALUATED, ids=code_of)
def test_an_example_names_only_what_there_is(rule: Rule) -> None:
    for example in rule.examples:
        for row in (example.row, *example.more):
            assert unknown_names(row) == set()


def test_no_dose_is_refused_by_a_rule() -> None:
    assert {member.value for member in Severity} == {"hold", "warn", "info"}


def test_thresholds_of_one_name_never_hold_at_once() -> None:
    for rule in ALL_RULES:
        for name in {one.name for one in rule.thresholds}:
            ranges = sorted(
                (one.valid_from or date.min, one.valid_to or date.max)
                for one in rule.thresholds
                if one.name == name
            )
            assert all(first <= last for first, last in ranges)
            assert all(before[1] <= after[0] for before, after in pairwise(ranges)), rule.code


def test_a_threshold_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    one = Threshold("most_days", 3, "days", "x", date(2022, 1, 1), date(2022, 2, 1))
    days = (date(2021, 12, 31), date(2022, 1, 1), date(2022, 1, 31), date(2022, 2, 1))
    assert [one.holds_on(day) for day in days] == [False, True, True, False]


def test_a_dated_threshold_is_chosen_by_the_day_of_the_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule = BY_CODE["D-T01"]
    dated = (
        Threshold("most_days", 7, "days", "x", None, date(2022, 1, 1)),
        Threshold("most_days", 3, "days", "x", date(2022, 1, 1), None),
    )
    monkeypatch.setitem(BY_CODE, "D-T01", Rule(**{**vars(rule), "thresholds": dated}))
    assert limit("D-T01", "most_days", "given_on") == (
        "CASE WHEN true AND given_on < DATE '2022-01-01' THEN 7 "
        "WHEN given_on >= DATE '2022-01-01' AND true THEN 3 END"
    )


def test_a_faulty_rule_file_says_which_rule_is_at_fault(tmp_path: Path) -> None:
    faulty = tmp_path / "rules.toml"
    faulty.write_text('[[rule]]\ncode = "D-Z01"\ndimension = "validity"\n', encoding="utf-8")
    with pytest.raises(RuleFault, match="D-Z01"):
        read_rules(faulty, RuleGrain.DOSE)


def test_a_site_may_suppress_no_rule_about_a_person() -> None:
    assert [rule.code for rule in ALL_RULES if rule.suppressible and rule.code[:2] == "P-"] == [
        "P-T01"
    ]


def test_the_rules_and_the_entry_gap_doubt_and_compare_the_same_days() -> None:
    doubt = report_doubt(AS_OF)
    for name, value in BY_CODE["A-04"].thresholds_on(AS_OF).items():
        assert getattr(doubt, name) == value
    for code in ("A-01", "A-06"):
        percent = BY_CODE[code].thresholds_on(AS_OF)["usual_percent"]
        assert percent == 100 * STRAYS.share_of_usual
