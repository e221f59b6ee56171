"""Every code has a sentence in both languages, and a case reads as a person would say it."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from soat.engine.explain.agreement_sentences import (
    AGREEMENT_LEVELS,
    DECLARED_LEVELS,
    SHORT_LEVELS,
)
from soat.engine.explain.case import (
    CandidateRow,
    FieldEvidence,
    PersonCase,
    RepairRow,
    VerdictRow,
)
from soat.engine.explain.rule_sentences import (
    REPAIR_SENTENCES,
    RULE_SENTENCES,
    STATUS_SENTENCES,
    TIER_SENTENCES,
    TIER_WORDS,
    VERDICT_SENTENCES,
)
from soat.engine.explain.sentences import Explanation, explain, probability
from soat.engine.resolve.declared import comparison_of
from soat.engine.resolve.fields import VIETNAM
from soat.model.closed_lists import NumberStatus, RepairKind, Rule, Tier, Verdict
from soat.model.messages import ClosedList, Message
from soat.model.profile import ExtraColumn

CATALOGUES: list[tuple[Mapping[str, Message], type[ClosedList]]] = [
    (VERDICT_SENTENCES, Verdict),
    (STATUS_SENTENCES, NumberStatus),
    (RULE_SENTENCES, Rule),
    (REPAIR_SENTENCES, RepairKind),
    (TIER_SENTENCES, Tier),
    (TIER_WORDS, Tier),
]
SETTLED = VerdictRow(
    "P1", "present", "mismatch", ("name",), "079099000001", "number_fields_differ", 0.99995, "safe"
)
OPEN = VerdictRow("P2", "missing", "unidentified", (), None, "ambiguous", 0.5, "ask")


@pytest.mark.parametrize(("catalogue", "closed"), CATALOGUES)
def test_every_member_of_a_closed_list_has_a_sentence(
    catalogue: Mapping[str, Message], closed: type[ClosedList]
) -> None:
    assert set(catalogue) == {member.value for member in closed}


def test_every_agreement_level_of_the_engine_has_a_sentence_and_a_word() -> None:
    for comparison in VIETNAM:
        levels = {*comparison.level_names, *comparison.silent_levels}
        assert levels <= set(AGREEMENT_LEVELS[comparison.field])
        assert levels <= set(SHORT_LEVELS)


@pytest.mark.parametrize("kind", ["text", "name", "code", "date"])
def test_every_level_of_a_declared_column_has_a_sentence_and_a_word(kind: str) -> None:
    levels = {*comparison_of(ExtraColumn("street", kind)).level_names, "unknown"}
    assert levels <= set(DECLARED_LEVELS)
    assert levels <= set(SHORT_LEVELS)


def test_both_languages_say_the_same_places_and_differ() -> None:
    catalogues = [catalogue for catalogue, _ in CATALOGUES]
    catalogues += [*AGREEMENT_LEVELS.values(), DECLARED_LEVELS, SHORT_LEVELS]
    for catalogue in catalogues:
        for message in catalogue.values():
            assert message.vi != message.en
            assert re.findall(r"{\w+}", message.vi) == re.findall(r"{\w+}", message.en)


def everything(explanation: Explanation) -> str:
    lines = [explanation.verdict]
    for section in explanation.sections:
        lines += [f"[{section.title}]", *section.sentences]
    return "\n".join(lines)


def test_a_settled_person_is_told_in_vietnamese() -> None:
    case = PersonCase(
        SETTLED,
        repairs=(RepairRow("name", "Nguyen Van A", "Nguyễn Văn A", "diacritics_missing", "safe"),),
        evidence=(
            FieldEvidence("number", "exact", 20.0, "079099000001", "079099000001"),
            FieldEvidence("name", "unmarked", 7.5, "Nguyen Van A", "Nguyễn Văn A"),
        ),
        candidates=(CandidateRow(1, "079099000001", 0.99995, {"number": "exact"}),),
    )
    assert everything(explain(case, "vi")) == (
        "SAI: đã tìm ra người này trong cơ sở dữ liệu dân cư, nhưng có trường chưa đúng: "
        "họ và tên.\n"
        "[Tìm ra bằng cách nào]\n"
        "Hồ sơ có số đúng dạng.\n"
        "Tìm theo số định danh: có trường khác, nhưng các trường còn lại đủ chứng tỏ đúng người.\n"
        "Số định danh của người này: 079099000001.\n"
        "Độ chắc chắn rằng đúng là người này: trên 99,99 %.\n"
        "[Bằng chứng]\n"
        "Số định danh đúng là của người này: 079099000001 (+20,0 bit).\n"
        "Họ tên khớp nhưng ghi không dấu: ghi “Nguyen Van A”, cơ sở dữ liệu dân cư ghi "
        "“Nguyễn Văn A” (+7,5 bit).\n"
        "Mỗi bit dương làm khả năng đúng người tăng gấp đôi, mỗi bit âm giảm một nửa. Độ chắc "
        "chắn nêu trên còn tính cả những người khác có nét giống và khả năng người này không có "
        "trong cơ sở dữ liệu dân cư.\n"
        "[Cần sửa]\n"
        "Họ và tên: ghi “Nguyen Van A”, cơ sở dữ liệu dân cư ghi “Nguyễn Văn A” (họ tên thiếu "
        "dấu) → sửa an toàn hàng loạt.\n"
        "[Việc cần làm]\n"
        "Sửa an toàn: được sửa hàng loạt sau một lần duyệt."
    )


def test_an_open_case_names_who_it_may_be() -> None:
    levels = {"name": "exact", "residence": "district"}
    case = PersonCase(
        OPEN,
        candidates=(
            CandidateRow(1, "079099000002", 0.5, levels, "Lê Thị B, 1980-02-03"),
            CandidateRow(2, "079099000003", 0.49, levels),
        ),
        recorded={"name": "Lê Thị B", "sex": "female"},
    )
    told = everything(explain(case, "en"))
    assert "[What the record says]\nName: Lê Thị B\nSex: female\n" in told
    assert "[Who it may be]" in told
    assert (
        "1. Lê Thị B, 1980-02-03, number 079099000002, likelihood 50.00 %: "
        "name same, residence same district." in told
    )
    assert "2. number 079099000003, likelihood 49.00 %" in told
    assert "The software does not guess" in told


def test_nobody_fits_though_somebody_comes_near() -> None:
    nobody = replace(OPEN, rule="no_candidate")
    nearest = CandidateRow(1, "079099000002", 0.0003, {"name": "exact"})
    told = everything(explain(PersonCase(nobody, candidates=(nearest,)), "en"))
    assert "[Who comes nearest without fitting]" in told
    assert "Who it may be" not in told


def test_an_empty_field_is_said_to_be_empty_and_no_evidence_has_no_weight() -> None:
    case = PersonCase(
        SETTLED,
        repairs=(RepairRow("number", None, "079099000001", "missing", "safe"),),
        evidence=(FieldEvidence("number", "prefix", 0.0, "7.9E+10", "079099000001"),),
    )
    told = everything(explain(case, "en"))
    assert "Number: empty in the record, in the register “079099000001”" in told
    assert "which says little: recorded “7.9E+10”, in the register “079099000001”.\n" in told
    assert "bits" not in told


def test_the_person_found_is_no_runner_up() -> None:
    found = CandidateRow(1, "079099000001", 0.99, {})
    other = CandidateRow(2, "079099000009", 0.001, {})
    told = everything(explain(PersonCase(SETTLED, candidates=(found, other)), "en"))
    assert "Who else was considered" in told
    assert "079099000009" in told
    assert "1. number" not in told


def test_without_evidence_the_verdict_alone_is_told() -> None:
    sections = explain(PersonCase(SETTLED), "en").sections
    assert [section.title for section in sections] == ["How this was settled", "What to do"]


def test_an_unknown_code_is_shown_as_it_is() -> None:
    case = PersonCase(
        replace(SETTLED, rule="a_new_rule", tier="a_new_tier", verdict="a_new_verdict"),
        repairs=(RepairRow("street", "X", None, "a_new_kind", "safe"),),
        evidence=(FieldEvidence("name", "a_new_level", None, None, None),),
    )
    told = everything(explain(case, "en"))
    for code in ("a_new_rule", "a_new_tier", "a_new_verdict", "a_new_kind", "a_new_level"):
        assert code in told
    assert "Street: recorded “X”, in the register “(empty)”" in told


def test_a_question_that_did_not_arise_is_not_mentioned() -> None:
    evidence = (FieldEvidence("home", "not_needed", 0.0, None, None),)
    candidates = (CandidateRow(1, "079099000009", 0.2, {"home": "unknown", "sex": "equal"}),)
    told = everything(explain(PersonCase(SETTLED, (), evidence, candidates), "en"))
    assert "The evidence" not in told
    assert "likelihood 20.00 %: sex same." in told


def test_braces_in_a_typed_name_do_no_harm() -> None:
    evidence = (FieldEvidence("name", "near", None, "{register} {0}", "Lê"),)
    told = everything(explain(PersonCase(SETTLED, evidence=evidence), "en"))
    assert "recorded “{register} {0}”, in the register “Lê”" in told


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0.5, "50,00 %", "50.00 %"),
        (0.99990, "99,99 %", "99.99 %"),
        (0.99995, "trên 99,99 %", "above 99.99 %"),
        (1.0, "trên 99,99 %", "above 99.99 %"),
        (0.00001, "dưới 0,01 %", "below 0.01 %"),
        (None, "?", "?"),
    ],
)
def test_a_probability_never_claims_certainty(value: float | None, vi: str, en: str) -> None:
    assert (probability(value, "vi"), probability(value, "en")) == (vi, en)
