"""The truth is true: it follows from the rows, reproduces the published shares, misses nothing."""

from collections import Counter

import pytest

from soat.model.closed_lists import ComparedField, RejectReason
from soat.simulate.corruption_kinds import CorruptionKind
from tests.unit.simulate.reading import Country, differing_fields, read_number

SENT = 54_469_153 + 18_937_554 + 8_861_748


def bucket(truth: dict[str, str]) -> str:
    """The ministry's bucket of one profile on 25 April 2022."""
    if truth["number_status"] in ("missing", "malformed"):
        return "no_number"
    return {"verified": "correct", "mismatch": "wrong", "unidentified": "unidentified"}.get(
        truth["verdict"], "foreign"
    )


@pytest.mark.parametrize("scenario", ["vn", "hostile", "clean"])
def test_reasons_and_status_follow_from_the_rows(
    scenario: str, request: pytest.FixtureRequest
) -> None:
    country: Country = request.getfixturevalue(scenario)
    for typed, truth in country.accepted:
        kind = truth["verdict"]
        if kind in ("verified", "mismatch"):
            reasons = differing_fields(typed, country.by_citizen_id[truth["citizen_id"]])
            assert truth["reasons"] == reasons, truth
            assert (kind == "verified") == (reasons == [])
        else:
            assert truth["citizen_id"] is None
            assert truth["reasons"] == []
        if kind == "exempt":
            assert truth["number_status"] == "foreign"
        elif truth["number_status"] == "present":
            assert read_number(typed["citizen_id"])
        else:
            empty = not (typed["citizen_id"] or "").strip()
            assert truth["number_status"] == ("missing" if empty else "malformed")


@pytest.mark.parametrize("scenario", ["vn", "hostile"])
def test_every_reason_has_a_corruption_and_every_corruption_a_reason(
    scenario: str, request: pytest.FixtureRequest
) -> None:
    compared = {field.value for field in ComparedField}
    for _, truth in request.getfixturevalue(scenario).accepted:
        if truth["verdict"] not in ("verified", "mismatch"):
            continue
        done = [c for c in truth["corruptions"] if c["kind"] != CorruptionKind.NUMBER_FORMER_USED]
        assert {c["field"] for c in done} & compared == set(truth["reasons"])
        assert all(CorruptionKind(c["kind"]).field == c["field"] for c in done)


def test_shares_and_doses_are_those_published(vn: Country) -> None:
    of_person = {truth["person_ref"]: bucket(truth) for _, truth in vn.accepted}
    people = Counter(of_person.values())
    rejected = {row["dose_ref"] for row in vn.rows("truth/doses") if row["rejected"]}
    doses = Counter(
        of_person[dose["person_ref"]] for dose in vn.doses if dose["dose_ref"] not in rejected
    )
    sent = people["correct"] + people["wrong"] + people["no_number"]
    for name, published in (
        ("correct", 54_469_153),
        ("wrong", 18_937_554),
        ("no_number", 8_861_748),
    ):
        assert people[name] / sent == pytest.approx(published / SENT, abs=0.002)
    assert doses["correct"] / people["correct"] == pytest.approx(137.3 / 54.469153, abs=0.005)
    assert doses["wrong"] / people["wrong"] == pytest.approx(43.491814 / 18.937554, abs=0.005)
    assert doses["no_number"] / people["no_number"] == pytest.approx(20.68 / 8.861748, abs=0.01)
    assert doses["unidentified"] / sent == pytest.approx(3_364_726 / SENT, abs=0.001)


def test_the_absent_are_not_in_the_register(vn: Country) -> None:
    known = set(vn.by_citizen_id) | {row["former_id"] for row in vn.register}
    for typed, truth in vn.accepted:
        if truth["verdict"] == "unidentified" and truth["number_status"] == "present":
            assert read_number(typed["citizen_id"]) not in known


def test_one_human_has_at_most_two_profiles_and_some_have_two(vn: Country) -> None:
    profiles = Counter(truth["human_id"] for _, truth in vn.accepted)
    assert set(profiles.values()) == {1, 2}
    split = [t for _, t in vn.accepted if any(c["field"] == "profile" for c in t["corruptions"])]
    assert len(split) == sum(count == 2 for count in profiles.values())
    assert all(profiles[truth["human_id"]] == 2 for truth in split)


def test_register_errors_keep_the_true_value(hostile: Country) -> None:
    wrong = [row for row in hostile.rows("truth/register") if row["register_error"]]
    assert wrong
    for row in wrong:
        written = hostile.by_citizen_id[row["citizen_id"]]
        field = {"name": "full_name", "birth_date": "birth_date", "sex": "sex"}[
            row["register_error"]["field"]
        ]
        for name in ("full_name", "birth_date", "sex"):
            assert (written[name] != row[f"true_{name}"]) == (name == field)


def test_every_kind_occurs_under_hostile(hostile: Country) -> None:
    seen = {c["kind"] for _, truth in hostile.accepted for c in truth["corruptions"]}
    assert seen == {kind.value for kind in CorruptionKind}


def test_hostile_verifies_a_quarter(hostile: Country) -> None:
    verdicts = Counter(truth["verdict"] for _, truth in hostile.accepted)
    assert verdicts["verified"] / len(hostile.accepted) == pytest.approx(0.25, abs=0.01)
    several = [t for _, t in hostile.accepted if len(t["reasons"]) > 1]
    assert len(several) > 0.2 * len(hostile.accepted)


def test_clean_is_clean(clean: Country) -> None:
    assert len(clean.accepted) == len(clean.people) == pytest.approx(10_000, abs=5)
    for _, truth in clean.accepted:
        assert truth["verdict"] == "verified"
        assert truth["corruptions"] == []
    assert not any(row["rejected"] for row in clean.rows("truth/doses"))
    assert not any(row["register_error"] for row in clean.rows("truth/register"))


def test_clean_is_typed_in_many_ways(clean: Country) -> None:
    by_id = clean.by_citizen_id
    same = [
        sum(typed[column] == by_id[truth["citizen_id"]][column] for typed, truth in clean.accepted)
        for column in ("full_name", "birth_date", "sex", "citizen_id")
    ]
    assert all(0 < count < len(clean.accepted) for count in same)


def test_rows_to_reject_are_there_and_say_why(vn: Country) -> None:
    people = [(t, p) for p, t in zip(vn.people, vn.truth, strict=True) if t["rejected"]]
    reasons = Counter(truth["reject_reason"] for truth, _ in people)
    assert set(reasons) == {
        RejectReason.KEY_MISSING,
        RejectReason.KEY_DUPLICATE,
        RejectReason.NAME_MISSING,
    }
    seen: set[str] = set()
    for typed, truth in zip(vn.people, vn.truth, strict=True):
        assert typed["person_ref"] == truth["person_ref"]
        again = typed["person_ref"] in seen
        assert again == (truth["reject_reason"] == RejectReason.KEY_DUPLICATE)
        assert (typed["person_ref"] is None) == (truth["reject_reason"] == RejectReason.KEY_MISSING)
        assert (typed["full_name"] is None) == (truth["reject_reason"] == RejectReason.NAME_MISSING)
        seen.add(typed["person_ref"] or "")
    first = {typed["person_ref"]: typed for typed, _ in vn.accepted}
    repeated = [p for t, p in people if t["reject_reason"] == RejectReason.KEY_DUPLICATE]
    assert all(typed != first[typed["person_ref"]] for typed in repeated)


def test_doses_to_reject_are_there_and_say_why(vn: Country) -> None:
    accepted = {truth["person_ref"] for _, truth in vn.accepted}
    truth = {row["dose_ref"]: row["reject_reason"] for row in vn.rows("truth/doses")}
    assert {reason for reason in truth.values() if reason} == {
        RejectReason.PERSON_UNKNOWN,
        RejectReason.DATE_UNREADABLE,
    }
    for dose in vn.doses:
        unknown = dose["person_ref"] not in accepted
        assert unknown == (truth[dose["dose_ref"]] == RejectReason.PERSON_UNKNOWN)
