"""Human judgements are taken in whole, or told what they lack."""

from tests.unit.intake.desk import Desk

HEADINGS = "Quyết định;Mã mũi tiêm;Mã mũi tiêm kia;Mã quy tắc;Mã cơ sở;Lý do;Người quyết định;"
TIME = "Thời điểm quyết định\n"


def taken_in(desk: Desk, *lines: str) -> int:
    text = HEADINGS + TIME + "".join(line + "\n" for line in lines)
    return desk.take_in(desk.write("j.csv", text), "decisions").accepted


def test_pairs_and_suppressed_rules_are_accepted(desk: Desk) -> None:
    accepted = taken_in(
        desk,
        "not_a_duplicate;D1;D2;;;hai mũi thật;nurse-7;05/05/2022 08:30",
        "SAME_DOSE;D3;D4;;;;nurse-7;",
        "suppress_rule;;;d-v10;S1;mùng 1 là ngày tiêm cố định;chief-2;2022-05-05",
    )
    assert accepted == 3
    assert desk.rows("SELECT decision, rule_code FROM decisions_typed ORDER BY 1") == [
        ("not_a_duplicate", None),
        ("same_dose", None),
        ("suppress_rule", "D-V10"),
    ]


def test_a_judgement_says_what_who_and_about_what(desk: Desk) -> None:
    accepted = taken_in(
        desk,
        "maybe;D1;D2;;;;nurse-7;",
        "same_dose;D1;;;;;nurse-7;",
        "same_dose;D1;D1;;;;nurse-7;",
        "suppress_rule;;;D-V10;S1;;chief-2;",
        "not_a_duplicate;D1;D2;;;;;",
    )
    assert accepted == 0
    assert desk.reasons("decisions") == [
        (1, "decision_unknown"),
        (2, "decision_incomplete"),
        (3, "decision_incomplete"),
        (4, "decision_incomplete"),
        (5, "actor_missing"),
    ]


def test_both_judgements_on_one_pair_are_kept(desk: Desk) -> None:
    lines = ("same_dose;D1;D2;;;;a;2022-05-01", "not_a_duplicate;D1;D2;;;;b;2022-05-02")
    assert taken_in(desk, *lines) == 2
