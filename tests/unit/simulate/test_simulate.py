"""The command's promises: the same answer twice, nothing half-written, clear refusals."""

from pathlib import Path

import pytest

from soat.model.errors import ExitCode, InputUnusable, WrongUsage
from soat.simulate import country as country_module
from soat.simulate import territory
from soat.simulate.country import simulate
from soat.simulate.settings import SimulationSettings, read_scenario
from tests.unit.simulate.reading import Country


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        simulate(SimulationSettings(people=2_000, out=tmp_path / name, seed=7))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    for seed in (1, 2):
        simulate(SimulationSettings(people=500, out=tmp_path / str(seed), seed=seed))
    one, two = (Country(tmp_path / str(seed)).by_citizen_id for seed in (1, 2))
    assert len(set(one) & set(two)) < 5


def test_chunks_never_share_a_key_or_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(territory, "CHUNK_PEOPLE", 4_000)
    monkeypatch.setattr(territory, "COMMUNE_PEOPLE", 1_500)
    simulate(SimulationSettings(people=20_000, out=tmp_path / "country"))
    made = Country(tmp_path / "country")
    assert len(list((made.folder / "register").iterdir())) > 3
    assert len(made.by_citizen_id) == len(made.register)
    refs = [typed["person_ref"] for typed, _ in made.accepted]
    assert len(set(refs)) == len(refs)
    assert len({dose["dose_ref"] for dose in made.doses}) == len(made.doses)
    humans = [row["human_id"] for row in made.rows("truth/register")]
    assert len(set(humans)) == len(humans)


def test_very_few_people_are_possible(tmp_path: Path) -> None:
    simulate(SimulationSettings(people=10, out=tmp_path / "hamlet"))
    assert len(Country(tmp_path / "hamlet").register) == 12


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    simulate(
        SimulationSettings(people=100, out=tmp_path / "out"),
        lambda step, share: told.append((step, share)),
    )
    assert told[0] == ("simulate", 0.0)
    assert told[-1] == ("simulate", 1.0)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(WrongUsage) as refusal:
        simulate(SimulationSettings(people=100, out=tmp_path))
    assert refusal.value.exit_code == ExitCode.WRONG_USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    simulate(SimulationSettings(people=100, out=tmp_path / "made"))
    (tmp_path / "empty").mkdir()
    simulate(SimulationSettings(people=100, out=tmp_path / "empty"))
    assert contents(tmp_path / "empty") == contents(tmp_path / "made")


@pytest.mark.parametrize(("people", "seed"), [(9, 1), (-5, 1), (100, -1)])
def test_nonsense_is_refused(tmp_path: Path, people: int, seed: int) -> None:
    with pytest.raises(WrongUsage):
        simulate(SimulationSettings(people=people, seed=seed, out=tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    # The last effect before the rename: everything else is on disk by then.
    monkeypatch.setattr(country_module, "_write_statement", interrupted)
    with pytest.raises(KeyboardInterrupt):
        simulate(SimulationSettings(people=100, out=tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_may_be_a_file(tmp_path: Path) -> None:
    text = (Path(country_module.__file__).parent / "scenarios" / "clean.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("verified = 1\n", "verified = 1\nforeign = 1\n", 1), "utf-8")
    simulate(SimulationSettings(people=200, out=tmp_path / "out", scenario=str(own)))
    verdicts = [truth["verdict"] for _, truth in Country(tmp_path / "out").accepted]
    assert verdicts.count("exempt") == pytest.approx(100, abs=2)


def test_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        simulate(SimulationSettings(people=100, out=tmp_path / "out", scenario="nowhere"))


def test_every_fault_of_a_scenario_file_is_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(
        'as_of = "yesterday"\n[people]\nverified = -1\n[chances]\nprofile_split = 3\n'
        "[kinds.name]\nname_upside_down = 1\n",
        "utf-8",
    )
    with pytest.raises(InputUnusable) as refusal:
        read_scenario(str(broken))
    for fault in ("as_of", "people.verified", "chances.profile_split", "name_upside_down"):
        assert fault in refusal.value.remedy.en
    assert refusal.value.exit_code == ExitCode.INPUT_UNUSABLE


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("=", "utf-8")
    with pytest.raises(InputUnusable):
        read_scenario(str(tmp_path / "broken.toml"))
