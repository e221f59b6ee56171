"""The story of a place: its order, what is not known, and the deadline."""

from dataclasses import replace
from datetime import date

import pytest

from soat.engine.measure.headline import Figure
from soat.model.rules import BY_CODE
from soat.store.reporting.numerals import count_text, days_text, pace_text, short_text
from soat.store.reporting.story.cells import cell_text
from soat.store.reporting.story.debt_sections import deadline_verdict
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Line, Section, Shown
from soat.store.reporting.story.story import story
from tests.unit.store.reporting.country_of_figures import AS_OF, nation


def section(name: str, known: bool = True) -> Section:
    return next(one for one in story(nation(known).figures, date(2022, 6, 1)) if one.id == name)


def line(found: Section, label: str) -> Line:
    return next(one for one in found.lines if one.label.en == label)


def figure(definition: str, value: str, counted: int | None, out_of: int | None) -> Figure:
    return Figure(definition, AS_OF, "nation", "", "", "x", value, counted, out_of)


def test_sections_come_in_the_order_in_which_a_minister_asks() -> None:
    names = [one.id for one in story(nation().figures)]
    assert names[:4] == ["entry", "states", "delay", "clocks"]
    order = ("debt", "group_adult", "group_teen", "group_child", "coverage", "speed", "rules")
    assert [name for name in names if name in order] == list(order)


def test_a_run_without_new_figures_tells_only_what_it_has() -> None:
    old = [one for one in nation().figures if one.definition_id == "people_by_tier"]
    assert [one.id for one in story(old)] == ["people_by_tier"]
    assert story(()) == ()


def test_without_reports_the_gap_is_not_known_and_never_zero() -> None:
    entry = section("entry", known=False)
    lacking = line(entry, "never entered")
    assert cell_text(lacking, lacking.figures[0], Shown.COUNT, "en") == "not known"
    assert cell_text(lacking, lacking.figures[0], Shown.SHARE, "en") == ""
    assert "--daily-reports" in entry.notes[0].en
    counted = line(entry, "of these real doses")
    assert cell_text(counted, counted.figures[0], Shown.COUNT, "vi") != "chưa biết"


def test_a_debt_that_is_not_known_does_not_last_for_ever() -> None:
    debt = section("debt", known=False)
    told = [cell_text(one, one.figures[1], Shown.DAYS, "en") for one in debt.lines[1:]]
    assert told == ["not known"] * 3
    assert debt.notes == ()


def test_within_three_days_adds_up_three_buckets() -> None:
    within = line(section("delay"), "Entered within 3 days").figures[0]
    assert within is not None
    assert within.value == "same_day+1+2-3"
    assert within.numerator == 165_828_000


def test_a_part_that_no_record_has_is_zero_and_a_figure_not_counted_is_none() -> None:
    place = FiguresOfPlace([figure("doses_by_delay", "1", 5, 9)])
    zero = place.part("doses_by_delay", "2-3")
    assert zero is not None
    assert (zero.numerator, zero.denominator) == (0, 9)
    assert place.part("doses_by_state", "kept") is None
    assert place.together("doses_by_state", ("kept",)) is None


def test_what_holds_something_unknown_is_unknown_together() -> None:
    place = FiguresOfPlace([figure("x", "a", 5, 9), figure("x", "b", None, 9)])
    together = place.together("x", ("a", "b"))
    assert together is not None
    assert together.numerator is None


def test_above_all_is_marked_with_its_reason() -> None:
    coverage = section("coverage")
    assert [one.label.en for one in coverage.lines if one.mark] == ["18 and over: 1 or more doses"]
    assert any("100 %" in note.en for note in coverage.notes)


@pytest.mark.parametrize(
    ("likely", "high", "verdict"),
    [
        (30, 36, "in time, 7 days early"),
        (30, 37, "in time, 7 days early"),
        (30, 38, "likely in time, but not surely"),
        (30, None, "likely in time, but not surely"),
        (37, 50, "likely in time, but not surely"),
        (38, 50, "about 1 day late"),
        (None, None, "missed"),
    ],
)
def test_the_projection_is_held_against_the_deadline(
    likely: int | None, high: int | None, verdict: str
) -> None:
    ends = [
        figure("entry_debt_to_zero", name, days, 10) for name, days in (("l", likely), ("h", high))
    ]
    told = deadline_verdict(ends[0], ends[1], date(2022, 6, 1))
    assert verdict in told[0].en
    assert told[0].en.startswith("Deadline 2022-06-01 (37 days)")


def test_without_deadline_or_projection_nothing_is_said_of_it() -> None:
    assert deadline_verdict(None, None, date(2022, 6, 1)) == ()
    assert deadline_verdict(figure("entry_debt_to_zero", "likely", 3, 9), None, None) == ()


@pytest.mark.parametrize("as_of", [date(2020, 1, 1), AS_OF, date(2030, 1, 1)])
def test_a_rule_is_said_with_its_thresholds_whatever_the_day(as_of: date) -> None:
    broken = [
        replace(figure("failures_by_rule", code, 1, 2), dimension="rule_code", as_of=as_of)
        for code in BY_CODE
    ]
    rules = next(one for one in story(broken) if one.id == "rules")
    assert len(rules.lines) == len(BY_CODE)
    assert not [one.label for one in rules.lines if "{" in one.label.vi + one.label.en]
    assert all(one.label.en.split()[0] in BY_CODE for one in rules.lines)


def test_numbers_are_written_as_each_language_does() -> None:
    assert [short_text(7_653_600, language) for language in ("vi", "en")] == [
        "7,7 triệu",
        "7.7 million",
    ]
    assert short_text(999_999, "vi") == "999.999"
    assert [days_text(n, "en") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [pace_text(pace, "vi") for pace in (None, 3.25, 4417.2)] == ["–", "3,2", "4.417"]
    assert count_text(1234567, "en") == "1,234,567"
