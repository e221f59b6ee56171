"""What a site owes and reports: cell by cell, never netted; and what leaves for the next run."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from soat.casework.judging import Refused
from soat.casework.models import AuditEvent, DailyReport, Dose, Profile, SiteCell
from soat.casework.register_desk import RegisterDesk
from soat.casework.sites.backlog import Cell, bucket_of, cells_of, days_owed, delays_of
from soat.casework.sites.leaving import write_entries
from soat.casework.sites.own_doses import Withdrawal, own_doses, withdraw_dose
from soat.casework.sites.reporting import (
    ReportLine,
    cells_typed,
    day_typed,
    last_words,
    report_day,
)
from soat.model.dose_lists import DelayBucket
from soat.model.errors import WrongUsage
from tests.casework.at_site import FIRST_DOSE, SOMEBODY_NEW, AtSite, at_site, open_site
from tests.casework.conftest import SmallCountry
from tests.command import soat

DAY = date(2022, 5, 3)
PFIZER = (DAY, "pfizer", "basic", 1, "18+")
MODERNA = (DAY, "moderna", "basic", 1, "18+")


@pytest.fixture
def at(book: SmallCountry, desk: RegisterDesk) -> AtSite:
    return at_site(open_site(), desk)


def cells(at: AtSite, day: date = DAY) -> dict[object, Cell]:
    return {cell.key: cell for cell in cells_of(at.sitting.user, at.site, day)}


# ── what is owed ─────────────────────────────────────────────────────────────────────────────


def test_the_days_owed_are_the_runs_cells_added_up_and_never_netted(
    at: AtSite, book: SmallCountry
) -> None:
    owed = days_owed(cells_of(at.sitting.user, at.site))
    with duckdb.connect() as con:
        expected = con.execute(
            f"""SELECT given_on, sum(missing), sum(excess) FROM '{book.run}/entry_cells.parquet'
            WHERE site_code = '{at.site.code}' AND (missing > 0 OR excess > 0)
            GROUP BY ALL ORDER BY given_on DESC"""
        ).fetchall()
    assert [(one.day, one.missing, one.excess) for one in owed] == expected
    assert any(one.missing and one.excess for one in owed)


def test_a_dose_entered_here_fills_its_cell_and_no_other(at: AtSite) -> None:
    short = SiteCell.objects.filter(place=at.site.place, missing__gt=0, product="pfizer")
    cell = short.filter(dose_kind="basic", dose_number=1, age_group="18+").order_by("pk")[0]
    key = (cell.given_on, "pfizer", "basic", 1, "18+")
    before = cells(at, cell.given_on)
    at.enter(FIRST_DOSE | {"given_on": cell.given_on.isoformat()}, SOMEBODY_NEW)
    after = cells(at, cell.given_on)
    assert after[key].missing == before[key].missing - 1
    others = [(one.missing, one.excess) for k, one in before.items() if k != key]
    assert [(one.missing, one.excess) for k, one in after.items() if k != key] == others


def test_delays_are_the_runs_and_those_entered_since(at: AtSite) -> None:
    before = {one.bucket: one.doses for one in delays_of(at.sitting.user, at.site)}
    assert before[DelayBucket.SAME_DAY] > 0
    at.enter(FIRST_DOSE, SOMEBODY_NEW)
    after = {one.bucket: one.doses for one in delays_of(at.sitting.user, at.site)}
    assert after == before | {DelayBucket.DAY_1: before[DelayBucket.DAY_1] + 1}
    shares = [one.share or 0 for one in delays_of(at.sitting.user, at.site)]
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        *[(-1, "same_day"), (0, "same_day"), (1, "1"), (3, "2-3"), (7, "4-7"), (14, "8-14")],
        *[(30, "15-30"), (31, "over_30"), (400, "over_30")],
    ],
)
def test_days_fall_into_the_fields_buckets(days: int, bucket: str) -> None:
    assert bucket_of(days).value == bucket


# ── the daily report ─────────────────────────────────────────────────────────────────────────


def test_a_report_is_compared_with_what_was_entered_cell_by_cell(at: AtSite) -> None:
    at.enter(FIRST_DOSE, SOMEBODY_NEW)
    assert report_day(at.sitting, at.site, DAY, {PFIZER: 0, MODERNA: 2}) == 2
    told = cells(at)
    assert (told[PFIZER].missing, told[PFIZER].excess) == (0, 1)
    assert (told[MODERNA].missing, told[MODERNA].excess) == (2, 0)
    (day,) = [one for one in days_owed(told.values()) if one.day == DAY]
    assert (day.missing, day.excess) == (2, 1)


def test_what_is_entered_without_a_report_is_not_in_excess(at: AtSite) -> None:
    at.enter(FIRST_DOSE, SOMEBODY_NEW)
    assert (cells(at)[PFIZER].reported, cells(at)[PFIZER].excess) == (None, 0)


def test_the_last_word_on_a_cell_holds_and_the_first_stands(at: AtSite) -> None:
    report_day(at.sitting, at.site, DAY, {PFIZER: 5, MODERNA: 2})
    assert report_day(at.sitting, at.site, DAY, {PFIZER: 3, MODERNA: 2}) == 1
    assert last_words(at.sitting, at.site, DAY) == {PFIZER: 3, MODERNA: 2}
    said = DailyReport.objects.filter(place=at.site.place, product="pfizer").order_by("pk")
    assert [one.doses for one in said] == [5, 3]
    with pytest.raises(TypeError):
        said[0].delete()
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.place) == ("day_reported", at.site.place)
    assert (event.before, event.after) == (
        {"pfizer|basic|1|18+": 5},
        {"pfizer|basic|1|18+": 3},
    )


def test_the_same_report_twice_says_nothing_new(at: AtSite) -> None:
    report_day(at.sitting, at.site, DAY, {PFIZER: 5})
    with pytest.raises(Refused):
        report_day(at.sitting, at.site, DAY, {PFIZER: 5})


@pytest.mark.parametrize("day", [date(2022, 5, 5), date(2012, 1, 1)])
def test_a_day_that_was_not_yet_or_long_ago_is_not_reported(at: AtSite, day: date) -> None:
    with pytest.raises(Refused):
        report_day(at.sitting, at.site, day, {(day, *PFIZER[1:]): 5})


@pytest.mark.parametrize(
    "line",
    [
        ReportLine("pfizer", "basic-1", "18+", "-1"),
        ReportLine("pfizer", "basic-1", "18+", "1,5"),
        ReportLine("pfizer", "basic-1", "18+", "999999999"),
        ReportLine("pfizer", "basic-1", "18+", "²"),
        ReportLine("", "basic-1", "18+", "1"),
        ReportLine("=cmd", "basic-1", "18+", "1"),
        ReportLine("pfizer", "basic-9", "18+", "1"),
        ReportLine("pfizer", "basic-1", "under_5", "1"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(at: AtSite, line: ReportLine) -> None:
    with pytest.raises(Refused):
        cells_typed(at.desk.schedule, DAY, [line])


def test_two_lines_of_one_cell_are_refused_and_empty_lines_say_nothing(at: AtSite) -> None:
    one = ReportLine("pfizer", "basic-1", "18+", "1.200")
    empty = ReportLine("", "", "18+", " ")
    assert cells_typed(at.desk.schedule, DAY, [one, empty, empty]) == {PFIZER: 1200}
    with pytest.raises(Refused):
        cells_typed(at.desk.schedule, DAY, [one, one])


@pytest.mark.parametrize("text", ["3/5/2022", "03.05.2022", "2022-05-03", " 03-05-2022 "])
def test_days_are_read_as_people_type_them(text: str) -> None:
    assert day_typed(text) == DAY


@pytest.mark.parametrize("text", ["", "hôm qua", "31/2/2022", "3/5", "1/1/1/1", "²/5/2022"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        day_typed(text)


# ── what leaves ──────────────────────────────────────────────────────────────────────────────


def rows_of(file: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = pq.read_table(file).to_pylist()
    return rows


def test_what_was_entered_leaves_as_rows_of_the_contract(at: AtSite, tmp_path: Path) -> None:
    dose = at.enter(FIRST_DOSE, SOMEBODY_NEW)
    gone = own_doses(at.sitting.user).filter(entered_here=False).order_by("pk")[0]
    withdraw_dose(at.sitting, at.desk, at.site, gone, Withdrawal(0, "nhầm người"))
    report_day(at.sitting, at.site, DAY, {PFIZER: 5})
    out = tmp_path / "entries"
    counts = write_entries(out)
    assert counts == {"people": 1, "doses": 1, "daily_reports": 1, "withdrawn": 1}
    (person,) = rows_of(out / "people.parquet")
    assert (person["person_ref"], person["citizen_id"]) == (dose.profile_id, "001171000999")
    (row,) = rows_of(out / "doses.parquet")
    assert (row["dose_ref"], row["given_on"], row["site_code"]) == (
        *(dose.pk, "2022-05-03", at.site.code),
    )
    assert row["recorded_at"] == "2022-05-04 16:30:00"
    (told,) = rows_of(out / "withdrawn.parquet")
    assert (told["dose_ref"], told["reason"]) == (gone.pk, "nhầm người")
    (cell,) = rows_of(out / "daily_reports.parquet")
    assert (cell["doses"], cell["age_group"], cell["dose_number"]) == ("5", "18+", "1")
    with pytest.raises(WrongUsage):
        write_entries(out)


def test_a_withdrawn_dose_of_ones_own_leaves_nothing_behind(at: AtSite, tmp_path: Path) -> None:
    dose = at.enter(FIRST_DOSE, SOMEBODY_NEW)
    withdraw_dose(at.sitting, at.desk, at.site, dose, Withdrawal(0, "không tiêm"))
    counts = write_entries(tmp_path / "entries")
    assert (counts["doses"], counts["withdrawn"]) == (0, 0)


@pytest.mark.slow
def test_an_update_takes_what_leaves(at: AtSite, book: SmallCountry, tmp_path: Path) -> None:
    dose = at.enter(FIRST_DOSE, SOMEBODY_NEW)
    gone = own_doses(at.sitting.user).filter(entered_here=False).order_by("pk")[0]
    withdraw_dose(at.sitting, at.desk, at.site, gone, Withdrawal(0, "nhầm người"))
    report_day(at.sitting, at.site, DAY, {PFIZER: 5})
    out, run = tmp_path / "entries", tmp_path / "run"
    write_entries(out)
    given = [
        f"--{name.replace('_', '-')}={out / name}.parquet"
        for name in ("people", "doses", "daily_reports", "withdrawn")
    ]
    done = soat(tmp_path, "update", book.run, *given, "--out", run)
    assert done.code == 0, done.err
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT dose_ref FROM '{run}/dose_rows.parquet'").fetchall()
        people = con.execute(f"SELECT person_ref FROM '{run}/verdicts.parquet'").fetchall()
    assert (dose.pk,) in rows
    assert (gone.pk,) not in rows
    assert (dose.profile_id,) in people
    assert len(people) == Profile.objects.count()
    assert len(rows) == Dose.objects.filter(withdrawn_at=None).count()
