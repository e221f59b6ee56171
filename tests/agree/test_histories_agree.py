"""The engine and a small obvious oracle say the same of made-up histories."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from hypothesis import given

from soat.engine.doses.windows import windows
from soat.model.dose_lists import DoseState, IntervalStatus
from soat.model.schedule import DoseAsked, load_schedule
from tests.agree.dose_oracle import (
    collapsed_groups,
    family_of,
    full_years,
    held,
    kept_of,
    status,
)
from tests.dose_answers import DoseAnswers, DoseInput, settled_rows
from tests.dose_histories import SITES, many_histories, people_of
from tests.engine_settings import countries_tried
from tests.tables import Row

VN = load_schedule("vn")
GRACE = 4
NOT_GENERATED = {DoseState.SET_ASIDE}


def test_engine_agrees_with_oracle_and_every_answer_is_reached() -> None:
    """One test, so that what the generator reached is known when the last example is done."""
    reached: Counter[str] = Counter()

    @countries_tried(12)
    @given(many_histories())
    def every_answer_agrees(rows: tuple[Row, ...]) -> None:
        answers = settled_rows(DoseInput(rows, people_of(rows), SITES))
        collapse_agrees(rows, answers)
        selection_agrees(rows, answers)
        facts_agree(rows, answers)
        reached.update(str(row["state"]) for row in answers["doses_settled"])
        reached.update(str(row["interval_status"]) for row in answers["dose_facts"])

    every_answer_agrees()
    unreached = {code.value for code in (*DoseState, *IntervalStatus)} - reached.keys()
    assert unreached == {code.value for code in NOT_GENERATED}, reached


def by_human(rows: Sequence[Row]) -> dict[str, list[Row]]:
    humans: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        humans[(row["person_ref"] or "").rstrip("x")].append(row)
    return humans


def collapse_agrees(rows: Sequence[Row], answers: DoseAnswers) -> None:
    """The same groups, and the same row kept of each."""
    expected = {
        member: kept_of(group, own)
        for own in by_human(rows).values()
        for group in collapsed_groups(own, VN)
        for member in group
        if member != kept_of(group, own)
    }
    assert answers.collapsed() == expected


def selection_agrees(rows: Sequence[Row], answers: DoseAnswers) -> None:
    """Every pair lies in its window; what agrees in everything said within it is a pair."""
    told = {row["dose_ref"]: row for row in rows}
    gone = answers.collapsed()
    pairs = answers.pairs()
    for one, other in pairs:
        assert inside(told[str(one)], told[str(other)]), (one, other)
    for own in by_human(rows).values():
        standing = [row for row in own if row["dose_ref"] not in gone]
        for index, one_row in enumerate(standing):
            for other_row in standing[index + 1 :]:
                if alike(one_row, other_row) and inside(one_row, other_row):
                    pair = tuple(sorted((str(one_row["dose_ref"]), str(other_row["dose_ref"]))))
                    assert pair in pairs


def alike(one: Row, other: Row) -> bool:
    columns = ("product", "lot", "dose_kind", "dose_number")
    return all(one[column] and one[column] == other[column] for column in columns)


def inside(one: Row, other: Row) -> bool:
    """Within the window of the products on the later day, or exchanged day and month."""
    earlier, later = sorted((one, other), key=lambda row: str(row["given_on"]))
    days = (day_of(later) - day_of(earlier)).days
    families = {family_of(one, VN), family_of(other, VN)} - {None}
    if days == 0:
        return True
    window = [
        window
        for before, after, start, end, window in windows(VN)
        if before == (earlier["product"] or "") and after == (later["product"] or "")
        and start <= day_of(later) <= end
    ]  # fmt: skip
    exchanged = (day_of(one).month, day_of(one).day) == (day_of(other).day, day_of(other).month)
    return len(families) <= 1 and (exchanged or any(days <= most for most in window))


def day_of(row: Row) -> date:
    return date.fromisoformat(str(row["given_on"]))


def likely_day(row: Row, fact: dict[str, object]) -> date:
    """The recorded day, or the one with day and month exchanged that the engine believes in."""
    day, swapped = day_of(row), fact["swapped_on"]
    assert swapped in (None, date(day.year, day.day, day.month) if day.day <= 12 else None)
    return day if swapped is None else date.fromisoformat(str(swapped))


def facts_agree(rows: Sequence[Row], answers: DoseAnswers) -> None:
    """Order, days between, and what the schedule says of the derived dose."""
    told, facts = {row["dose_ref"]: row for row in rows}, answers["dose_facts"]
    born = {row["person_ref"]: row["birth_date"] for row in people_of(rows)}
    derived = {row["dose_ref"]: row for row in answers["histories"]}
    days_of = {fact["dose_ref"]: likely_day(told[str(fact["dose_ref"])], fact) for fact in facts}
    for fact in facts:
        row, dose = told[str(fact["dose_ref"])], derived[fact["dose_ref"]]
        previous = told.get(str(fact["previous_dose_ref"]))
        on = days_of[fact["dose_ref"]]
        age = full_years(date.fromisoformat(str(born[row["person_ref"]])), on)
        days = (on - days_of[previous["dose_ref"]]).days if previous else None
        asked = DoseAsked(
            product=row["product"] or "",
            kind=str(dose["dose_kind"]),
            number=int(str(dose["dose_number"])),
            previous=previous["product"] if previous else None,
            on=on,
            age=age,
        )
        expected = held(asked, VN)
        assert (fact["days_since_previous"], fact["age_years"]) == (days, age)
        assert fact["minimum_days"] == expected.minimum_days, fact
        assert fact["mix_allowed"] == expected.mix_allowed, fact
        assert fact["age_allowed"] == expected.age_allowed, fact
        gap = int(str(fact["gap_before"]))
        assert fact["interval_status"] == status(days, expected.minimum_days, GRACE, gap), fact
