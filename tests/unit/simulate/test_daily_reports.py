"""The daily reports: the true cells, but for the faults that the truth names."""

import pytest

from soat.simulate.dosing.fault_kinds import ReportFault
from tests.unit.simulate.reading import Country

_CELL = "site_code, given_on, dose_kind, dose_number, age_group"

# What every cell is said to be in the end, and how often it stands in the reports. A product has
# several spellings, so that cells are compared without it, where a site-day has one only.
_LATEST = f"""
    SELECT {_CELL}, arg_max(doses, reported_at) AS doses, count(*) AS times
    FROM reports WHERE doses > 0 GROUP BY ALL
"""
_SINGLE = f"""
    SELECT {_CELL}, any_value(given) AS given, any_value(reported) AS reported,
           any_value(report_faults) AS report_faults
    FROM cells GROUP BY ALL HAVING count(*) = 1
"""


@pytest.mark.parametrize("scenario", ["vn", "hostile", "clean"])
def test_cells_count_the_shots(scenario: str, request: pytest.FixtureRequest) -> None:
    country: Country = request.getfixturevalue(scenario)
    assert country.ask("""
        SELECT count(*) FROM cells FULL JOIN (
            SELECT site_code, given_on, product, dose_kind, dose_number, age_group,
                   count(*) AS shots, count(*) FILTER (NOT entered) AS lost
            FROM given GROUP BY ALL) AS counted
        USING (site_code, given_on, product, dose_kind, dose_number, age_group)
        WHERE given IS DISTINCT FROM shots OR never_entered IS DISTINCT FROM lost""") == [(0,)]


@pytest.mark.parametrize("scenario", ["vn", "hostile", "clean"])
def test_a_cell_without_fault_is_reported_as_it_was(
    scenario: str, request: pytest.FixtureRequest
) -> None:
    country: Country = request.getfixturevalue(scenario)
    wrong = country.ask("SELECT count(*) FROM cells WHERE report_faults = [] AND given <> reported")
    assert wrong == [(0,)]
    missing = country.ask(f"""
        SELECT count(*) FROM ({_SINGLE}) JOIN ({_LATEST}) USING ({_CELL})
        WHERE doses <> reported AND NOT 'row_twice' IN report_faults""")
    assert missing == [(0,)]


def test_reports_tell_what_the_truth_says_they_tell(hostile: Country) -> None:
    """A corrected cell's last count is the right one; the silent ones are in no report."""
    counts = dict(
        hostile.ask("""
            SELECT fault, count(*) FROM (SELECT unnest(report_faults) AS fault FROM cells)
            GROUP BY ALL""")
    )
    assert set(counts) == {fault.value for fault in ReportFault}
    assert hostile.ask("""
        SELECT count(*) FROM cells
        WHERE ('not_reported' IN report_faults) <> (reported IS NULL)""") == [(0,)]
    assert hostile.ask("""
        SELECT count(*) FROM cells JOIN reports USING (site_code, given_on)
        WHERE 'not_reported' IN report_faults AND doses > 0""") == [(0,)]
    assert hostile.ask("""
        SELECT count(*) FROM cells WHERE 'digit_added' IN report_faults
          AND reported <> 10 * given AND NOT 'count_off' IN report_faults""") == [(0,)]
    assert hostile.ask("""
        SELECT count(*) FROM cells WHERE 'count_off' IN report_faults
          AND abs(reported - given) NOT BETWEEN 1 AND 2 AND reported > 0""") == [(0,)]


def test_a_corrected_cell_was_first_reported_wrong(hostile: Country) -> None:
    found = hostile.ask(f"""
        SELECT reported, arg_min(doses, reported_at), arg_max(doses, reported_at),
               count(DISTINCT reported_at)
        FROM ({_SINGLE}) JOIN reports USING ({_CELL})
        WHERE 'corrected_later' IN report_faults GROUP BY {_CELL}, reported""")
    assert found
    for reported, first, last, times in found:
        assert times == 2
        assert last == reported != first


def test_a_row_that_stands_twice_is_the_same_to_the_letter(hostile: Country) -> None:
    again = hostile.ask(
        "SELECT count(*) - 1, r FROM daily_reports r GROUP BY ALL HAVING count(*) > 1"
    )
    marked = hostile.ask("SELECT count(*) FROM cells WHERE 'row_twice' IN report_faults")[0][0]
    assert sum(count for count, _ in again) == marked > 0


def test_cells_without_a_report_lack_about_the_stated_share_of_doses(vn: Country) -> None:
    silent, given = vn.ask("SELECT sum(given) FILTER (reported IS NULL), sum(given) FROM cells")[0]
    assert silent / given == pytest.approx(0.005, abs=0.001)


def test_some_sessions_are_reported_empty(clean: Country) -> None:
    idle = clean.ask("SELECT site_code, given_on FROM reports WHERE doses = 0")
    busy = set(clean.ask("SELECT DISTINCT site_code, given_on FROM cells"))
    assert idle
    assert not busy & set(idle)
    assert clean.ask("""
        SELECT count(*) FROM reports JOIN sites USING (site_code)
        WHERE given_on < opened_on::DATE OR given_on > closed_on::DATE""") == [(0,)]


def test_shots_entered_in_another_cell_are_counted_by_fault(vn: Country) -> None:
    """Cells of the proper rows against the true cells: only the named faults move a dose."""
    elsewhere, by_fault = vn.ask("""
        SELECT sum(entered_elsewhere),
               sum(mis_dated + date_swapped + product_mislabelled + sister_site + site_missing)
        FROM cells""")[0]
    moved = vn.ask("""
        SELECT count(*) FROM dose_rows WHERE same_dose_as IS NULL AND list_has_any(faults, [
            'mis_dated', 'date_swapped', 'product_mislabelled', 'sister_site', 'site_missing'])""")
    assert elsewhere == by_fault == moved[0][0] > 0
    assert vn.ask("SELECT count(*) FROM cells WHERE never_entered + entered_elsewhere > given") == [
        (0,)
    ]


def test_reports_of_a_clean_country_are_its_records(clean: Country) -> None:
    reported, recorded = clean.ask(
        "SELECT (SELECT sum(doses) FROM reports), (SELECT count(*) FROM dose_rows)"
    )[0]
    assert reported == recorded
    assert clean.ask("SELECT count(*) FROM cells WHERE report_faults <> []") == [(0,)]


def test_reports_come_in_the_evening_and_never_before_the_day(vn: Country) -> None:
    same_day, rows, early = vn.ask("""
        SELECT count(*) FILTER (reported_at::DATE = given_on), count(*),
               count(*) FILTER (reported_at::DATE < given_on) FROM reports""")[0]
    assert same_day > 0.9 * rows
    assert early == 0
