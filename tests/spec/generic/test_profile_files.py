"""A profile's file is checked before anything runs; what is wrong is said in both languages."""

from pathlib import Path

import pytest

from soat.model.errors import InputUnusable
from soat.model.profile import Profile, load_profile
from tests.command import soat
from tests.journeys.bad_input import good_folder

GOOD = """
    number_scheme = "none"
    blocking = [["name_bag"], ["surname:3", "x_parish"]]
    extra_columns = [{ name = "parish", comparison = "text" }]
"""
FAULTS = [
    (GOOD.replace("x_parish", "parish"), "there is no column parish; known are: name_ascii"),
    (GOOD.replace("x_parish", "x_village"), "birth_day, sex, x_parish."),
    (GOOD.replace("surname:3", "surname:0"), "blocking: surname:0 must be surname:3."),
    (GOOD.replace("surname:3", "surname:"), "blocking: surname: must be surname:3."),
    (GOOD.replace('["name_bag"]', '"name_bag"'), "blocking must be"),
    (GOOD.replace('["name_bag"]', "[]"), "blocking must be"),
    ('number_scheme = "none"', "Add blocking with a key at least"),
    (GOOD.replace('"text"', '"sound"'), "parish: comparison must be text | name | code | date."),
    (GOOD.replace('"parish"', '"sex"'), "Column sex is compared already"),
    (GOOD.replace('"parish"', '"total"'), "Column total is compared already"),
    (GOOD.replace('"parish"', '"parish; drop"'), "extra_columns: name must be a-z, 0-9, _."),
    (GOOD + "accept_probability = 90", "accept_probability must be 0.5 < … < 1.0."),
    (GOOD + 'expected_present = "most"', "expected_present must be 0.0 < … < 1.0."),
    (GOOD + "colour = 1", "There is no setting colour; known are: name, number_scheme"),
    (GOOD + 'weights = "vn"', "Leave weights out"),
    (GOOD + 'many_profiles = "yes"', "many_profiles must be true | false."),
    ('number_scheme = "vn"\nmany_profiles = true', 'goes with number_scheme = "none" only'),
    ('number_scheme = "se"', "number_scheme must be vn | none."),
    ("number_scheme = ", "Mend it:"),
]


@pytest.mark.parametrize(("text", "en"), FAULTS, ids=lambda value: value.strip()[-24:])
def test_a_fault_is_said_with_what_would_be_right(text: str, en: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputUnusable) as refused:
        load_profile(str(file))
    assert en in refused.value.remedy.en
    assert refused.value.remedy.vi != refused.value.remedy.en
    assert refused.value.where == "ours.toml"


def test_a_column_declared_twice_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    column = '[[extra_columns]]\nname = "{}"\ncomparison = "text"\n'
    blocking = 'blocking = [["name_bag"]]\n'
    file.write_text(blocking + column.format("parish") + column.format("Parish"), encoding="utf-8")
    with pytest.raises(InputUnusable):
        load_profile(str(file))


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(GOOD + "many_profiles = true", encoding="utf-8")
    profile = load_profile(str(file))
    assert (profile.name, profile.extra_names) == ("ours", ("parish",))
    assert profile.blocking == (("name_bag",), ("surname:3", "x_parish"))
    assert (profile.many_profiles, profile.name_needed) == (True, False)
    assert (Profile("plain").name_needed, load_profile("vn").name_needed) == (True, True)


def test_the_command_ends_with_3_and_writes_nothing(tmp_path: Path) -> None:
    good_folder(tmp_path)
    (tmp_path / "ours.toml").write_text('blocking = [["village"]]', encoding="utf-8")
    options = ("--register", "register.csv", "--people", "people.csv", "--out", "out")
    outcome = soat(tmp_path, "run", *options, "--profile", "ours.toml")
    assert outcome.code == 3
    assert "there is no column village" in outcome.err
    assert not (tmp_path / "out").exists()


def test_a_declared_column_that_a_file_lacks_is_exit_3(tmp_path: Path) -> None:
    good_folder(tmp_path)
    (tmp_path / "ours.toml").write_text(GOOD, encoding="utf-8")
    options = ("--register", "register.csv", "--people", "people.csv", "--out", "out")
    outcome = soat(tmp_path, "run", *options, "--profile", "ours.toml")
    assert outcome.code == 3, outcome.err
    assert "parish" in outcome.err
    assert not (tmp_path / "out").exists()


def test_a_snapshot_without_a_declared_column_is_exit_3(tmp_path: Path) -> None:
    good_folder(tmp_path)
    profile = tmp_path / "ours.toml"
    profile.write_text('blocking = [["name_bag"]]', encoding="utf-8")
    options = ("--profile", "ours.toml", "--out")
    built = soat(tmp_path, "register", "build", "register.csv", *options, "snapshot")
    assert built.code == 0, built.err
    column = 'extra_columns = [{ name = "phone2", comparison = "code" }]'
    profile.write_text(f'blocking = [["name_bag"]]\n{column}', encoding="utf-8")
    people = (tmp_path / "people.csv").read_text(encoding="utf-8").replace("phone", "phone2")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    sources = ("--register", "snapshot", "--people", "people.csv")
    outcome = soat(tmp_path, "run", *sources, *options, "out")
    assert outcome.code == 3, outcome.err
    assert "The snapshot lacks declared columns: phone2." in outcome.err
    assert not (tmp_path / "out").exists()
