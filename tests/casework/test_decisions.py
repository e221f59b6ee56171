"""`soat decisions`: what people judged goes into the next run, and the next load overturns none."""

from pathlib import Path

import duckdb
import pytest

from soat.casework.exporting.export import KEPT_HERE, export
from soat.casework.exporting.told_rows import moment
from soat.casework.judging import Asked, judge
from soat.casework.models import Dose, DosePair, Judgement, Profile
from soat.casework.pairs.doses import DosesAsked, judge_doses
from soat.casework.register_desk import RegisterDesk
from soat.casework.undoing import undo
from soat.cli.main import exit_code_of
from soat.model.review_lists import JudgementKind, Role
from soat.model.tables import DECISIONS, PEOPLE
from tests.casework.conftest import NOW, SmallCountry, sitting_of
from tests.casework.day_of_judging import open_profile, two_doses
from tests.casework.installation import Installation

K = JudgementKind


def rows_of(file: Path) -> list[dict[str, object]]:
    read = "read_csv" if file.suffix == ".csv" else "read_parquet"
    options = ", all_varchar = true" if file.suffix == ".csv" else ""
    with duckdb.connect() as con:
        found = con.execute(f"FROM {read}('{file}'{options})")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_a_corrected_record_goes_out_as_it_is_typed_now(
    book: SmallCountry, desk: RegisterDesk, tmp_path: Path
) -> None:
    profile = open_profile(verdict="mismatch", reasons="name")
    judge(sitting_of(profile, desk), profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    told = export({"decisions": tmp_path / "d.csv", "people": tmp_path / "p.parquet"})
    assert told.rows == {"decisions": 0, "people": 1}
    (row,) = rows_of(tmp_path / "p.parquet")
    assert list(row) == list(PEOPLE.column_names)
    after = Profile.objects.get(pk=profile.pk)
    assert after.full_name != profile.full_name
    assert row["full_name"] == after.full_name
    assert {name: row[name] or "" for name in row} == {
        name: getattr(after, name) for name in PEOPLE.column_names
    }


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_judged_doses_go_out_by_who_judged_and_why(
    book: SmallCountry, desk: RegisterDesk, tmp_path: Path, form: str
) -> None:
    dose, other = two_doses()
    sitting = sitting_of(dose.profile, desk)
    judge_doses(sitting, DosesAsked(K.SAME_DOSE, dose.pk, other.pk, "one, by the paper"))
    export({"decisions": tmp_path / f"d.{form}"})
    (row,) = rows_of(tmp_path / f"d.{form}")
    assert list(row) == list(DECISIONS.column_names)
    assert row == {
        "decision": "same_dose",
        "dose_ref": dose.pk,
        "other_dose_ref": other.pk,
        "rule_code": None,
        "site_code": None,
        "reason": "one, by the paper",
        "decided_by": sitting.user.username,
        "decided_at": "2022-05-04T16:30:00",
    }


def test_what_is_undone_goes_out_no_more(
    book: SmallCountry, desk: RegisterDesk, tmp_path: Path
) -> None:
    dose, other = two_doses()
    sitting = sitting_of(dose.profile, desk)
    judged = judge_doses(sitting, DosesAsked(K.DIFFERENT_DOSES, dose.pk, other.pk, "two"))
    assert export({"decisions": tmp_path / "d.csv"}).rows["decisions"] == 1
    Judgement.objects.create(
        person_ref=dose.profile_id, kind=K.UNDO, reason="x", actor="x", place="/", at=NOW,
        undoes=judged,
    )  # fmt: skip
    assert DosePair.objects.count() == 1
    assert export({"decisions": tmp_path / "d.csv"}).rows["decisions"] == 0


def test_an_undone_correction_goes_out_as_it_was(
    book: SmallCountry, desk: RegisterDesk, tmp_path: Path
) -> None:
    profile = open_profile(verdict="mismatch", reasons="name")
    sitting = sitting_of(profile, desk)
    judged = judge(sitting, profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    undo(sitting, judged.pk, "the wrong one")
    export({"decisions": tmp_path / "d.csv", "people": tmp_path / "p.csv"})
    (row,) = rows_of(tmp_path / "p.csv")
    assert row["full_name"] == profile.full_name


def test_what_no_run_takes_is_counted_and_told(
    book: SmallCountry, desk: RegisterDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = open_profile()
    police = sitting_of(profile, desk, Role.POLICE)
    judge(police, profile.pk, Asked(K.REGISTER_WRONG, 0, reason="they say so"))
    judge(sitting_of(profile, desk), profile.pk, Asked(K.ASK_HOUSEHOLD, 1))
    assert export({"decisions": tmp_path / "d.csv"}).kept_here == {K.REGISTER_WRONG: 1}
    assert exit_code_of(["decisions", "--out", str(tmp_path / "e.csv"), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "Decisions: 0." in told
    assert f"1 × {K.REGISTER_WRONG.sentence.en}" in told
    assert len(KEPT_HERE) == 4


def test_doses_of_a_site_go_out_and_what_it_withdrew(book: SmallCountry, tmp_path: Path) -> None:
    entered, corrected, gone, both = Dose.objects.order_by("pk")[:4]
    Dose.objects.filter(pk=entered.pk).update(entered_here=True)
    Dose.objects.filter(pk=corrected.pk).update(edited_at=NOW, lot="ĐÚNG LÔ", recorded_at=NOW)
    Dose.objects.filter(pk=gone.pk).update(edited_at=NOW, withdrawn_at=NOW)
    Dose.objects.filter(pk=both.pk).update(entered_here=True, edited_at=NOW, withdrawn_at=NOW)
    files = {name: tmp_path / f"{name}.parquet" for name in ("doses", "withdrawn")}
    assert export(files).rows == {"doses": 2, "withdrawn": 1}
    rows = {row["dose_ref"]: row for row in rows_of(files["doses"])}
    assert set(rows) == {entered.pk, corrected.pk}
    assert rows[corrected.pk]["lot"] == "ĐÚNG LÔ"
    assert rows[corrected.pk]["recorded_at"] == moment(NOW) == "2022-05-04T16:30:00"
    assert rows[entered.pk]["given_on"] == (entered.given_on and entered.given_on.isoformat())
    (row,) = rows_of(files["withdrawn"])
    assert (row["dose_ref"], row["withdrawn_at"]) == (gone.pk, moment(NOW))


@pytest.mark.parametrize("name", ["d.xlsx", "d", "d.parquet.gz"])
def test_a_form_that_is_not_known_is_refused_and_nothing_written(
    book: SmallCountry, tmp_path: Path, name: str
) -> None:
    assert exit_code_of(["decisions", "--out", str(tmp_path / name)]) == 2
    assert list(tmp_path.iterdir()) == []


# ── the whole way round ──────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_judgement_stands_after_the_next_run(country: SmallCountry, tmp_path: Path) -> None:
    here = Installation(tmp_path)
    here.soat("load", country.run)
    judged = here.call("day_of_judging.judge_a_day")
    before = here.call("day_of_judging.stands", judged)
    out = here.soat("decisions", "--out", "d.csv", "--people", "p.parquet", "--lang", "en")
    assert "Decisions: 1." in out
    assert "Records corrected or made here: 4." in out
    here.soat(
        *("update", country.run, "--decisions", "d.csv", "--people", "p.parquet"),
        *("--register", country.snapshot, "--out", "next"),
    )
    here.soat("load", "next")
    after = here.call("day_of_judging.stands", judged)
    assert after.pop("runs") == before.pop("runs") + 1
    assert after == before
    assert after["taken"][:2] == ["verified", judged["who"]]
    assert after["named"][0] == "verified"
    assert after["named"][3] == "0912345678"
    assert after["other"][0] != "verified"
    assert sorted([after["dose"], after["same"]]) == ["duplicate", "kept"]
    assert verdict_in(tmp_path / "next", judged["taken"]) == ("verified", judged["who"])


def verdict_in(run: Path, ref: object) -> tuple[object, ...]:
    with duckdb.connect() as con:
        query = f"SELECT verdict, citizen_id FROM '{run}/verdicts.parquet' WHERE person_ref = ?"
        (row,) = con.execute(query, [ref]).fetchall()
    return tuple(row)
