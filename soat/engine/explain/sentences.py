"""From one person's case to sections of sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from soat.engine.explain.agreement_sentences import (
    AGREEMENT_LEVELS,
    DECLARED_LEVELS,
    SHORT_LEVELS,
    SILENT_LEVELS,
)
from soat.engine.explain.case import (
    FIELD_NAMES,
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
from soat.model.closed_lists import Rule, Sex, Verdict
from soat.model.messages import Message

_EMPTY = Message("(trống)", "(empty)")
_SEX = {sex.value: sex.sentence for sex in Sex}
_TITLES = {
    "record": Message("Hồ sơ ghi", "What the record says"),
    "found": Message("Tìm ra bằng cách nào", "How this was settled"),
    "evidence": Message("Bằng chứng", "The evidence"),
    "repairs": Message("Cần sửa", "To correct"),
    "candidates": Message("Những người có thể là", "Who it may be"),
    "nearest": Message(
        "Người gần giống nhất, nhưng không khớp", "Who comes nearest without fitting"
    ),
    "runners_up": Message("Những người khác đã xét", "Who else was considered"),
    "next": Message("Việc cần làm", "What to do"),
}
_REPAIR = Message(
    "{field}: ghi “{recorded}”, cơ sở dữ liệu dân cư ghi “{register}” ({kind}) → {tier}.",
    "{field}: recorded “{recorded}”, in the register “{register}” ({kind}) → {tier}.",
)
_EMPTY_REPAIR = Message(
    "{field}: để trống, cơ sở dữ liệu dân cư ghi “{register}” ({kind}) → {tier}.",
    "{field}: empty in the record, in the register “{register}” ({kind}) → {tier}.",
)
_NUMBER = Message(
    "Số định danh của người này: {number}.", "The number of this person in the register: {number}."
)
_SURE = Message(
    "Độ chắc chắn rằng đúng là người này: {sure}.",
    "How sure it is that this is the person: {sure}.",
)
_BITS = Message("{sentence} ({bits} bit).", "{sentence} ({bits} bits).")
# No sum is shown: the certainty also weighs the other people considered and the chance that the
# person is in no register, so nobody could reach it by adding up.
_WEIGHTS = Message(
    "Mỗi bit dương làm khả năng đúng người tăng gấp đôi, mỗi bit âm giảm một nửa. Độ chắc chắn nêu "
    "trên còn tính cả những người khác có nét giống và khả năng người này không có trong cơ sở dữ "
    "liệu dân cư.",
    "Each bit above zero doubles the odds of the same person, each below halves them. The "
    "certainty above also weighs the other people who are alike, and the chance that this person "
    "is not in the register.",
)
_CANDIDATE = Message(
    "{rank}. {who}số {number}, khả năng {sure}: {levels}.",
    "{rank}. {who}number {number}, likelihood {sure}: {levels}.",
)
# Evidence below this is none: it would be printed as zero.
_LEAST_BITS = 0.05
# Beyond these a probability is printed as "above" or "below", never as certainty.
_ALMOST_SURE, _HARDLY = 0.9999, 0.0001


@dataclass(frozen=True)
class Section:
    """A heading and the sentences under it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """What is said of one person: the verdict first, then why."""

    verdict: str
    sections: tuple[Section, ...]


def explain(case: PersonCase, language: str) -> Explanation:
    """The case in plain sentences of one language (`vi` or `en`)."""
    parts = {
        "record": tuple(_record(case, language)),
        "found": tuple(_found(case.verdict, language)),
        "evidence": tuple(_evidence(case, language)),
        "repairs": tuple(_repair(row, language) for row in case.repairs),
        _candidates_title(case): tuple(_candidates(case, language)),
        "next": (_said(TIER_SENTENCES, case.verdict.tier, language),),
    }
    sections = (
        Section(_TITLES[name].said_in(language), sentences)
        for name, sentences in parts.items()
        if sentences
    )
    return Explanation(_verdict(case.verdict, language), tuple(sections))


def _verdict(row: VerdictRow, language: str) -> str:
    fields = ", ".join(_said(FIELD_NAMES, field, language) for field in row.reasons)
    return _said(VERDICT_SENTENCES, row.verdict, language, fields=fields)


def _record(case: PersonCase, language: str) -> Iterator[str]:
    # Where a person was found, the evidence sets the record beside the register.
    if not case.evidence:
        for field, value in case.recorded.items():
            name = _capital(_said(FIELD_NAMES, field, language))
            yield f"{name}: {_value(value, language)}"


def _found(row: VerdictRow, language: str) -> Iterator[str]:
    yield _said(STATUS_SENTENCES, row.number_status, language)
    yield _said(RULE_SENTENCES, row.rule, language)
    if row.citizen_id:
        yield _NUMBER.said_in(language).format(number=row.citizen_id)
    if row.citizen_id and row.match_probability is not None:
        yield _SURE.said_in(language).format(sure=probability(row.match_probability, language))


def _evidence(case: PersonCase, language: str) -> Iterator[str]:
    for field in case.evidence:
        if (field.field, field.agreement) in SILENT_LEVELS:
            continue
        sentence = _agreement(field, language)
        if not _weighs(field):
            yield f"{sentence}."
        else:
            bits = number(field.bits or 0.0, language)
            yield _BITS.said_in(language).format(sentence=sentence, bits=bits)
    if any(map(_weighs, case.evidence)):
        yield _WEIGHTS.said_in(language)


def _weighs(field: FieldEvidence) -> bool:
    return field.bits is not None and abs(field.bits) >= _LEAST_BITS


def _agreement(field: FieldEvidence, language: str) -> str:
    levels = AGREEMENT_LEVELS.get(field.field, DECLARED_LEVELS)
    return _said(
        levels,
        field.agreement,
        language,
        field=_said(FIELD_NAMES, field.field, language),
        recorded=_value(field.recorded, language),
        register=_value(field.register, language),
    )


def _repair(row: RepairRow, language: str) -> str:
    sentence = _EMPTY_REPAIR if _is_empty(row.recorded_value) else _REPAIR
    return _capital(
        sentence.said_in(language).format(
            field=_said(FIELD_NAMES, row.field, language),
            recorded=_value(row.recorded_value, language),
            register=_value(row.register_value, language),
            kind=_said(REPAIR_SENTENCES, row.kind, language),
            tier=_said(TIER_WORDS, row.tier, language),
        )
    )


def _candidates_title(case: PersonCase) -> str:
    if case.verdict.verdict != Verdict.UNIDENTIFIED:
        return "runners_up"
    return "nearest" if case.verdict.rule == Rule.NO_CANDIDATE else "candidates"


def _candidates(case: PersonCase, language: str) -> Iterator[str]:
    for row in case.candidates:
        if row.citizen_id != case.verdict.citizen_id:
            yield _candidate(row, language)


def _candidate(row: CandidateRow, language: str) -> str:
    levels = ", ".join(
        f"{_said(FIELD_NAMES, field, language)} {_said(SHORT_LEVELS, level, language)}"
        for field, level in row.agreements.items()
        if (field, level) not in SILENT_LEVELS
    )
    return _CANDIDATE.said_in(language).format(
        rank=row.rank,
        who=f"{row.described}, " if row.described else "",
        number=row.citizen_id,
        sure=probability(row.match_probability, language),
        levels=levels,
    )


def probability(value: float | None, language: str) -> str:
    """A probability as per cent, in the language's way of writing; never a claim of certainty."""
    if value is None:
        return "?"
    if value > _ALMOST_SURE:
        return Message("trên 99,99 %", "above 99.99 %").said_in(language)
    if value < _HARDLY:
        return Message("dưới 0,01 %", "below 0.01 %").said_in(language)
    digits = f"{value * 100:.2f}"
    return (digits.replace(".", ",") if language == "vi" else digits) + " %"


def number(value: float, language: str) -> str:
    """A signed number with one decimal, in the language's way of writing."""
    digits = f"{value:+.1f}".replace("-", "−")
    return digits.replace(".", ",") if language == "vi" else digits


def _value(value: str | None, language: str) -> str:
    if value is None or _is_empty(value):
        return _EMPTY.said_in(language)
    return _SEX[value].said_in(language) if value in _SEX else value


def _is_empty(value: str | None) -> bool:
    return value is None or not value.strip()


def _said(catalogue: Mapping[str, Message], code: str, language: str, **values: str) -> str:
    # A code that no sentence is written for stands for itself.
    message = catalogue.get(code)
    return message.said_in(language).format(**values) if message else code


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
