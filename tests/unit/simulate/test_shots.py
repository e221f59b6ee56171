"""The shots really given: the nation's pace, the schedule, sites that are open, products in use."""

from itertools import pairwise

import pytest

from soat.model.places import EPOCH_63, all_places
from soat.simulate.facts import fact_rows
from tests.unit.simulate.reading import Country

# Days to the next shot, by its kind and the product before it.
_INTERVALS = """
    SELECT kind_of_next, product, days FROM (
        SELECT lead(dose_kind) OVER courses AS kind_of_next,
               lead(given_on) OVER courses - given_on AS days, product
        FROM given WINDOW courses AS (PARTITION BY human_id ORDER BY dose_in_sequence))
    WHERE days IS NOT NULL
"""


def test_the_days_follow_the_national_curve(vn: Country) -> None:
    total = vn.ask("SELECT count(*) FROM given")[0][0]
    by_day = vn.ask("SELECT given_on, count(*) FROM given GROUP BY ALL")
    curve = {row["date"]: int(row["doses"]) for row in fact_rows("national_doses")}
    for date, doses in curve.items():
        so_far = sum(count for day, count in by_day if day.isoformat() <= date)
        assert so_far / total == pytest.approx(doses / curve["2022-04-25"], abs=0.03), date


def test_the_curve_ends_with_the_published_count() -> None:
    last = fact_rows("national_doses")[-1]
    assert (last["date"], last["doses"]) == ("2022-04-25", "212600099")
    for before, after in pairwise(fact_rows("national_doses")):
        for column in ("doses", "first", "second"):
            assert int(before[column]) <= int(after[column])


def test_no_product_is_given_before_its_first_day(vn: Country) -> None:
    first = {row["code"]: row["first_given"] for row in fact_rows("products")}
    seen = vn.ask("SELECT product, min(given_on) FROM given GROUP BY ALL")
    assert {product for product, _ in seen} >= set(first) - {"janssen", "hayat_vax"}
    assert all(first[product] <= day.isoformat() for product, day in seen)


def test_nothing_is_too_early_in_a_clean_country(clean: Country) -> None:
    least = {row["code"]: int(row["least_days"]) for row in fact_rows("products")}
    for kind, product, days in clean.ask(_INTERVALS):
        assert days >= {"additional": 28, "booster": 92}.get(kind, least[product])


def test_too_early_shots_are_few_and_marked(vn: Country) -> None:
    early, all_of_them = vn.ask(
        "SELECT count(*) FILTER ('given_too_early' IN faults), count(*) FROM dose_rows"
    )[0]
    assert 0 < early < 0.0015 * all_of_them


def test_age_groups_are_those_of_the_day_and_begin_with_their_campaign(vn: Country) -> None:
    starts = dict(vn.ask("SELECT age_group, min(given_on)::TEXT FROM given GROUP BY ALL"))
    assert starts["18+"] >= "2021-03-08"
    assert starts["12-17"] >= "2021-10-27"
    assert starts["5-11"] >= "2022-04-14"
    wrong = vn.ask("""
        SELECT count(*) FROM given
        JOIN register_truth USING (human_id) JOIN register USING (citizen_id)
        WHERE register_error IS NULL AND length(birth_date) = 10
          AND age_group <> CASE
              WHEN given_on >= birth_date::DATE + INTERVAL 18 YEAR THEN '18+'
              WHEN given_on >= birth_date::DATE + INTERVAL 12 YEAR THEN '12-17' ELSE '5-11' END
          AND substr(birth_date, 6) <> '02-29'""")[0][0]
    assert wrong == 0


def test_children_have_one_dose_and_live_in_provinces_that_had_begun(vn: Country) -> None:
    children = vn.ask("""
        SELECT residence_code, max(dose_in_sequence)
        FROM given JOIN register_truth USING (human_id) JOIN register USING (citizen_id)
        WHERE age_group = '5-11' GROUP BY ALL""")
    most = sorted(fact_rows("provinces"), key=lambda row: -int(row["population"]))[:48]
    assert children
    province = {p.commune_code: p.province_code for p in all_places() if p.epoch == EPOCH_63}
    assert {province[commune] for commune, _ in children} <= {row["code"] for row in most}
    assert {doses for _, doses in children} == {1}


def test_sequences_have_no_hole_and_no_day_twice(vn: Country) -> None:
    wrong = vn.ask("""
        SELECT count(*) FROM (
            SELECT human_id FROM given GROUP BY human_id
            HAVING max(dose_in_sequence) <> count(*) OR count(DISTINCT given_on) <> count(*))""")
    assert wrong == [(0,)]


def test_no_shot_is_given_at_a_closed_site(vn: Country) -> None:
    assert vn.ask("""
        SELECT count(*) FROM given JOIN sites USING (site_code)
        WHERE given_on < opened_on::DATE OR given_on > closed_on::DATE""") == [(0,)]
    opened, closed = vn.ask("SELECT count(opened_on), count(closed_on) FROM sites")[0]
    assert opened > closed > 0


def test_a_session_uses_one_or_two_lots_of_a_product(vn: Country) -> None:
    lots = vn.ask("SELECT count(DISTINCT lot) FROM given GROUP BY site_code, given_on, product")
    assert {count for (count,) in lots} == {1, 2}
    assert vn.ask("SELECT count(DISTINCT product) FROM given GROUP BY lot HAVING count(*) > 1")
    assert vn.ask("SELECT lot FROM given GROUP BY lot HAVING count(DISTINCT product) > 1") == [], (
        "a lot is of one product"
    )


def test_most_shots_are_given_in_sessions(vn: Country) -> None:
    crowded, all_of_them = vn.ask("""
        SELECT sum(n) FILTER (n >= 10), sum(n)
        FROM (SELECT count(*) AS n FROM given GROUP BY site_code, given_on)""")[0]
    assert crowded > 0.9 * all_of_them


def test_additional_and_booster_doses_stand_as_published(vn: Country) -> None:
    kinds = dict(vn.ask("SELECT dose_kind, count(*) FROM given GROUP BY ALL"))
    share = kinds["additional"] / (kinds["additional"] + kinds["booster"])
    assert share == pytest.approx(15.3 / (15.3 + 39.1), abs=0.03)
