"""What the platform recorded of the shots: nothing invented, every loss and fault in the truth."""

from itertools import pairwise

import pytest

from soat.simulate.dosing.fault_kinds import DoseFault
from tests.unit.simulate.reading import Country

PUBLISHED = 212_600_099 / 205_000_000

# One proper row and its shot.
_PROPER = """
    FROM dose_rows AS d JOIN given AS g USING (true_dose_id)
    WHERE d.same_dose_as IS NULL
"""


@pytest.mark.parametrize("scenario", ["vn", "hostile", "clean"])
def test_every_shot_is_recorded_once_or_never_entered(
    scenario: str, request: pytest.FixtureRequest
) -> None:
    country: Country = request.getfixturevalue(scenario)
    wrong = country.ask("""
        SELECT count(*) FROM given LEFT JOIN (
            SELECT true_dose_id, count(*) FILTER (same_dose_as IS NULL) AS proper,
            FROM dose_rows GROUP BY ALL) USING (true_dose_id)
        WHERE entered <> (coalesce(proper, 0) = 1) OR proper > 1""")
    assert wrong == [(0,)]
    assert country.ask("""
        SELECT count(*) FROM dose_rows d JOIN dose_rows o ON o.dose_ref = d.same_dose_as
        WHERE o.same_dose_as IS NOT NULL OR o.true_dose_id <> d.true_dose_id""") == [(0,)]


def test_a_row_without_fault_tells_of_its_shot_rightly(vn: Country) -> None:
    proper, different = vn.ask(f"""
        SELECT count(*), count(*) FILTER (
            d.given_on <> g.given_on OR d.site_code <> g.site_code OR d.lot <> g.lot
            OR d.dose_kind <> g.dose_kind OR d.dose_number::INTEGER <> g.dose_number
            OR d.human_id <> g.human_id OR d.dose_kind IS NULL OR d.dose_number IS NULL
            OR d.site_code IS NULL OR d.lot IS NULL OR d.recorded_at IS NULL)
        {_PROPER} AND list_filter(d.faults, lambda f: f <> 'given_too_early') = []""")[0]
    assert proper > 0.9 * len(vn.doses)
    assert different == 0


@pytest.mark.parametrize(
    ("fault", "shows"),
    [
        ("mis_dated", "abs(d.given_on - g.given_on) BETWEEN 1 AND 3"),
        (
            "date_swapped",
            "month(d.given_on) = day(g.given_on) AND day(d.given_on) = month(g.given_on)",
        ),
        ("product_mislabelled", "d.product <> g.product"),
        ("sister_site", "d.site_code[:5] = g.site_code[:5] AND d.site_code <> g.site_code"),
        ("site_missing", "d.site_code IS NULL"),
        ("lot_missing", "d.lot IS NULL"),
        ("recorded_at_missing", "d.recorded_at IS NULL"),
        ("kind_unsaid", "d.dose_kind IS NULL"),
        ("number_unsaid", "d.dose_number IS NULL"),
        (
            "counted_through",
            "d.dose_kind IS NULL AND coalesce(d.dose_number::INTEGER, 3) >= 3",
        ),
    ],
)
def test_a_fault_shows(hostile: Country, fault: str, shows: str) -> None:
    marked, shown = hostile.ask(f"""
        SELECT count(*), count(*) FILTER ({shows}) {_PROPER} AND '{fault}' IN d.faults""")[0]
    assert marked == shown > 0


def test_a_wrong_ordinal_is_not_the_true_one(hostile: Country) -> None:
    marked, wrong = hostile.ask(f"""
        SELECT count(*), count(*) FILTER (
            d.dose_kind IS DISTINCT FROM g.dose_kind
            OR d.dose_number IS DISTINCT FROM g.dose_number::TEXT)
        {_PROPER} AND 'wrong_ordinal' IN d.faults""")[0]
    assert marked == wrong > 0


def test_every_fault_occurs_under_hostile(hostile: Country) -> None:
    seen = {fault for (fault,) in hostile.ask("SELECT DISTINCT unnest(faults) FROM dose_rows")}
    assert seen == {fault.value for fault in DoseFault}


def test_faults_are_as_frequent_as_the_scenario_says(vn: Country) -> None:
    rows = vn.ask("SELECT count(*) FROM dose_rows")[0][0]
    counts = dict(
        vn.ask(
            "SELECT fault, count(*) FROM (SELECT unnest(faults) fault FROM dose_rows) GROUP BY ALL"
        )
    )
    for fault, rate in (
        ("entered_twice", 0.008),
        ("kind_unsaid", 0.03),
        ("number_unsaid", 0.02),
        ("wrong_ordinal", 0.006),
        ("mis_dated", 0.005),
        ("sister_site", 0.003),
        ("product_mislabelled", 0.002),
    ):
        assert counts[fault] / rows == pytest.approx(rate, rel=0.15), fault
    for fault in ("wrong_profile", "date_swapped", "recorded_at_missing"):
        assert 0 < counts[fault] / rows < 0.002


def test_reported_doses_exceed_the_recorded_as_published(vn: Country) -> None:
    reported, recorded = vn.ask(
        "SELECT (SELECT sum(reported) FROM cells), (SELECT count(*) FROM dose_rows)"
    )[0]
    assert reported / recorded == pytest.approx(PUBLISHED, rel=0.006)


def test_losses_cluster_at_sites_and_in_sessions(vn: Country) -> None:
    shares = vn.ask("""
        SELECT avg((NOT entered)::INTEGER) FROM given GROUP BY site_code, given_on
        HAVING count(*) >= 10""")
    whole = [share for (share,) in shares if share > 0.8]
    untouched = [share for (share,) in shares if share == 0]
    assert 0.003 < len(whole) / len(shares) < 0.05
    assert len(untouched) > 0.2 * len(shares)


def test_every_profile_keeps_a_dose(hostile: Country) -> None:
    assert hostile.ask("""
        SELECT count(*) FROM people_truth WHERE NOT rejected
            AND person_ref NOT IN (SELECT person_ref FROM dose_rows)""") == [(0,)]


def test_a_wrong_profile_is_somebody_elses_and_has_no_dose_near(hostile: Country) -> None:
    found = hostile.ask("""
        SELECT d.human_id = p.human_id AS own, min(abs(o.given_on - d.given_on))
        FROM dose_rows d JOIN profiles p USING (person_ref)
        LEFT JOIN given o ON o.human_id = p.human_id
        WHERE 'wrong_profile' IN d.faults GROUP BY d.dose_ref, own""")
    assert found
    assert not any(own for own, _ in found)
    assert all(days > 3 for _, days in found)


def test_a_dose_entered_twice_is_the_same_humans_and_few_days_off(hostile: Country) -> None:
    found = hostile.ask("""
        SELECT d.human_id = p.human_id AS own, abs(d.given_on - g.given_on) AS days,
               d.site_code = g.site_code AS same_site, d.person_ref = o.person_ref AS same_profile
        FROM dose_rows d JOIN profiles p USING (person_ref) JOIN given g USING (true_dose_id)
        JOIN dose_rows o ON o.dose_ref = d.same_dose_as
        WHERE 'entered_twice' IN d.faults""")
    assert all(own and days <= 3 for own, days, _, _ in found)
    assert {same for _, _, same, _ in found} == {True, False, None}
    assert {same for _, _, _, same in found} == {True, False}


def test_a_shifted_sheet_gives_everybody_the_dose_of_the_row_above(hostile: Country) -> None:
    """One site, one upload, seconds running: row by row somebody else's dose, recorded before."""
    rows = hostile.ask("""
        SELECT d.site_code, d.entered::DATE, d.entered, d.source, d.human_id, p.human_id,
               d.given_on = o.given_on AND d.lot = o.lot AND d.site_code = o.site_code
        FROM dose_rows d JOIN profiles p USING (person_ref)
        JOIN given o USING (true_dose_id)
        WHERE 'row_shifted' IN d.faults AND d.lot IS NOT NULL AND d.entered IS NOT NULL
        ORDER BY d.entered""")
    sheets = {(site, day) for site, day, *_ in rows}
    assert len(rows) / len(sheets) >= 13
    assert {source for _, _, _, source, *_ in rows} == {"excel"}
    assert all(true != carrier and same for *_, true, carrier, same in rows)
    for before, after in pairwise(rows):
        if before[:2] == after[:2] and (after[2] - before[2]).seconds == 1:
            assert after[4] == before[5], "the next row carries the dose of this row's person"


def test_most_rows_are_entered_within_days_and_some_after_weeks(vn: Country) -> None:
    same_day, three_days, months, rows = vn.ask("""
        SELECT count(*) FILTER (days = 0), count(*) FILTER (days <= 3),
               count(*) FILTER (days > 30), count(*)
        FROM (SELECT entered::DATE - given_on AS days FROM dose_rows WHERE entered IS NOT NULL)
    """)[0]
    assert 0.35 < same_day / rows < 0.7
    assert 0.65 < three_days / rows < 0.9
    assert 0.01 < months / rows < 0.08


def test_nothing_is_wrong_in_a_clean_country(clean: Country) -> None:
    assert clean.ask(
        "SELECT count(*) FROM dose_rows WHERE faults <> [] OR same_dose_as IS NOT NULL"
    ) == [(0,)]
    assert clean.ask("SELECT count(*) FROM given WHERE NOT entered") == [(0,)]
