"""The schedule file: what it answers, and what is wrong with a faulty one."""

from datetime import date

import duckdb
import pytest

from soat.model.errors import InputUnusable, WrongUsage
from soat.model.profile import load_profile
from soat.model.schedule import DoseAsked, Schedule, load_schedule

VN = load_schedule("vn")
AUTUMN = date(2021, 11, 1)


def asked(product: str, previous: str | None, **changed: object) -> DoseAsked:
    said = {"kind": "basic", "number": 2, "on": AUTUMN, "age": 30} | changed
    return DoseAsked(product=product, previous=previous, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dose", "days"),
    [
        (asked("pfizer", "pfizer"), 21),
        (asked("moderna", "moderna"), 28),
        (asked("astrazeneca", "astrazeneca"), 28),
        (asked("vero_cell", "hayat_vax"), 21),
        (asked("abdala", "abdala", number=3), 14),
        (asked("pfizer", "astrazeneca"), 28),
        (asked("pfizer", "vero_cell"), None),
        (asked("pfizer", "pfizer", kind="booster", number=1, on=date(2022, 3, 1)), 90),
        (asked("pfizer", "pfizer", kind="booster", number=1, on=date(2022, 6, 1), age=15), 150),
        (asked("pfizer", "pfizer", kind="booster", number=1, on=date(2022, 6, 1), age=None), 90),
        (asked("pfizer", "pfizer", kind="booster", number=1), None),
    ],
)
def test_the_minimum_interval_in_force(dose, days):
    assert VN.minimum_days(dose) == days


def test_every_dose_meets_one_rule_at_most():
    days = {rule.valid_from for rule in VN.rules} | {AUTUMN, date(2022, 4, 25)}
    for rule in VN.rules:
        for on in days:
            for age in (6, 15, 40):
                dose = DoseAsked(rule.product, rule.kind, rule.number, rule.previous, on, age)
                assert len(VN.rules_for(dose)) <= 1


def test_the_series_have_their_lengths():
    assert {code: VN.basic_doses(code) for code in ("abdala", "janssen", "pfizer", "x")} == {
        "abdala": 3,
        "janssen": 1,
        "pfizer": 2,
        "x": None,
    }


def test_what_is_general_knowledge_says_so():
    unsure = [rule for rule in VN.rules if not rule.confirmed]
    assert 0 < len(unsure) < len(VN.rules)


def test_it_renders_itself_as_sql():
    nothing = load_schedule("none")
    assert nothing.empty
    with duckdb.connect() as connection:
        assert len(connection.execute(VN.rules_sql()).fetchall()) == len(VN.rules)
        assert len(connection.execute(VN.products_sql()).fetchall()) == len(VN.products)
        assert connection.execute(nothing.rules_sql()).fetchall() == []


def test_there_is_no_such_schedule():
    with pytest.raises(WrongUsage, match="There is no such schedule"):
        load_schedule("atlantis")


def test_profiles_name_their_schedule(tmp_path):
    assert load_profile("vn").schedule == "vn"
    assert load_profile("generic").schedule == "none"
    odd = tmp_path / "odd.toml"
    odd.write_text('number_scheme = "vn"\nschedule = 3\n', encoding="utf-8")
    with pytest.raises(InputUnusable) as caught:
        load_profile(str(odd))
    assert "schedule must be" in caught.value.remedy.en


RULE = """
[[products]]
code = "x"
[[rules]]
products = ["x"]
kind = "basic"
number = 1
source = "somewhere"
jurisdiction = "XX"
"""


def loaded(tmp_path, text: str) -> Schedule:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return load_schedule(str(path))


def test_a_file_of_ones_own(tmp_path):
    schedule = loaded(tmp_path, RULE)
    assert (schedule.name, schedule.codes, len(schedule.rules)) == ("own", ("x",), 1)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("= = =", "Mend it"),
        ("colour = 1\n" + RULE, "There is no setting colour"),
        (RULE + "colour = 1", "There is no setting colour"),
        (RULE.replace('"basic"', '"main"'), "kind must be basic"),
        (RULE.replace('products = ["x"]', 'products = ["y"]'), "products must be x"),
        (RULE.replace("number = 1", "number = -1"), "number must be"),
        (RULE.replace('source = "somewhere"', ""), "source must be"),
        (RULE.replace('jurisdiction = "XX"', ""), "jurisdiction must be"),
        (RULE + 'previous = "same"', "minimum_days must be"),
        (RULE + 'valid_from = "yesterday"', "valid_from must be"),
        (RULE + RULE[RULE.index("[[rules]]") :], "Two rules are in force"),
        ('[[products]]\ncode = "x"\n' + RULE, "the same code"),
        ('products = "x"', "products must be"),
        (RULE.replace('code = "x"', 'code = "x"\naliases = [1]'), "aliases must be"),
    ],
)
def test_faults_are_told_in_both_languages(tmp_path, fault, told):
    with pytest.raises(InputUnusable, match=r"own\.toml") as caught:
        loaded(tmp_path, fault)
    assert told in caught.value.remedy.en
    assert caught.value.remedy.vi
