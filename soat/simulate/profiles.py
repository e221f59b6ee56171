"""The platform's person profiles of a chunk: typed texts and the truth about each."""

from dataclasses import dataclass

import numpy as np

from soat.model.closed_lists import ComparedField, NumberStatus, Verdict
from soat.simulate.casting import Cast, ProfileClass
from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import KIND_NUMBER
from soat.simulate.corruption_kinds import CorruptionKind as Kind
from soat.simulate.drafting import Drafts, draft_profiles
from soat.simulate.foreigners import type_foreigners
from soat.simulate.judging import births_differ, names_differ, numbers_differ, read_numbers
from soat.simulate.planning import plan_corruptions
from soat.simulate.register_rows import NO_ERROR, RegisterRows
from soat.simulate.spoiling import another_digit, spoil_births, spoil_numbers, spoil_sexes
from soat.simulate.texts import Flags, Texts
from soat.simulate.typing_columns import (
    style_numbers,
    type_dates,
    type_guardians,
    type_insurance,
    type_phones,
    type_residences,
    type_sexes,
)
from soat.simulate.typing_names import type_names

FIELDS = tuple(ComparedField)


@dataclass(frozen=True)
class Profiles:
    """One row: one profile. `columns` are the contract's, as typed, person_ref still missing.

    `reasons[row, field]` in the contract's order; `marks[row, kind]` is what was done.
    """

    cast: Cast
    columns: dict[str, Texts]
    number_status: Texts
    verdict: Texts
    reasons: Flags
    marks: Flags


def make_profiles(
    chunk: Chunk, cast: Cast, registered: RegisterRows, generator: np.random.Generator
) -> Profiles:
    drafts = draft_profiles(chunk, cast)
    plan_corruptions(chunk, cast, drafts, registered.error, generator)
    spoil_numbers(chunk, drafts, generator)
    spoil_births(chunk, drafts, generator)
    spoil_sexes(drafts)
    columns = _type_columns(chunk, cast, drafts, generator)
    reasons = _reasons(drafts, columns, registered, chunk.absent)
    _spoil_the_spared(cast, drafts, reasons, columns, generator)
    _forget_what_did_nothing(drafts, reasons, chunk.absent)
    status = read_numbers(columns["citizen_id"]).status
    formed = (status == NumberStatus.PRESENT.value) & (cast.human >= 0)
    columns["citizen_id"] = style_numbers(
        columns["citizen_id"], formed, chunk.scenario.styles["number"], generator
    )
    type_foreigners(columns, np.flatnonzero(cast.human < 0), generator)
    status[cast.human < 0] = NumberStatus.FOREIGN.value
    verdict = _verdicts(cast, reasons, chunk.absent)
    return Profiles(cast, columns, status, verdict, reasons, drafts.marks)


def _type_columns(
    chunk: Chunk, cast: Cast, drafts: Drafts, generator: np.random.Generator
) -> dict[str, Texts]:
    styles = chunk.scenario.styles
    names = type_names(chunk, drafts, styles["name"], generator)
    guardians = type_guardians(chunk, drafts, names)
    phones, guardian_phones = type_phones(chunk, drafts, generator)
    insurance = type_insurance(chunk, drafts)
    codes, addresses = type_residences(chunk, drafts, generator)
    poorer = cast.second & (generator.random(len(cast)) < 0.6)
    phones[poorer] = insurance[poorer] = None
    swapped = drafts.marked(Kind.NUMBER_PHONE_SWAPPED)
    numbers = drafts.number
    numbers[swapped], phones[swapped] = phones[swapped], numbers[swapped]
    words = np.array([None, "Việt Nam", "VN", "VNM"], dtype=object)
    return {
        "full_name": names,
        "birth_date": type_dates(drafts, styles["birth_date"], generator),
        "sex": type_sexes(drafts, styles["sex"], generator),
        "citizen_id": numbers,
        "phone": phones,
        "insurance_id": insurance,
        "nationality": words[generator.choice(4, len(cast), p=(0.4, 0.4, 0.15, 0.05))],
        "residence_code": codes,
        "residence_text": addresses,
        "guardian_name": guardians,
        "guardian_phone": guardian_phones,
    }


def _reasons(
    drafts: Drafts, columns: dict[str, Texts], registered: RegisterRows, absent: Flags
) -> Flags:
    """Which compared fields differ from the register; nothing for whom it does not hold."""
    human = np.maximum(drafts.human, 0)
    numbers = read_numbers(columns["citizen_id"])
    reasons = np.empty((len(drafts), len(FIELDS)), dtype=bool)
    reasons[:, 0] = numbers_differ(
        numbers, registered.citizen_id[human], registered.former_id[human]
    )
    reasons[:, 1] = names_differ(columns["full_name"], registered.full_name[human])
    reasons[:, 2] = births_differ(
        (drafts.year, drafts.month, drafts.day, drafts.precision),
        tuple(
            part[human]
            for part in (registered.year, registered.month, registered.day, registered.precision)
        ),
    )
    reasons[:, 3] = drafts.sex != registered.sex[human]
    error = registered.error[human]
    for number in np.unique(error[error != NO_ERROR]):
        drafts.marks[(error == number) & (drafts.human >= 0), number] = True
    reasons[(drafts.human < 0) | absent[human]] = False
    return reasons


def _spoil_the_spared(
    cast: Cast,
    drafts: Drafts,
    reasons: Flags,
    columns: dict[str, Texts],
    generator: np.random.Generator,
) -> None:
    """A profile that was to be wrong but came out right gets one wrong digit."""
    spared = (cast.profile_class == ProfileClass.WRONG) & ~reasons.any(axis=1)
    rows = np.flatnonzero(spared)
    texts = [another_digit(text, generator) for text in columns["citizen_id"][rows]]
    columns["citizen_id"][rows] = np.array(texts, dtype=object)
    drafts.mark(Kind.NUMBER_DIGIT_WRONG, rows)
    drafts.marks[rows, KIND_NUMBER[Kind.NUMBER_FORMER_USED]] = False
    reasons[rows, 0] = True


def _forget_what_did_nothing(drafts: Drafts, reasons: Flags, absent: Flags) -> None:
    """A kind counts only if its field really differs (a name without marks loses none)."""
    known = (drafts.human >= 0) & ~absent[np.maximum(drafts.human, 0)]
    for i, field in enumerate(FIELDS):
        kinds = [KIND_NUMBER[kind] for kind in Kind if kind.field == field.value]
        kept = drafts.marks[:, KIND_NUMBER[Kind.NUMBER_FORMER_USED]].copy()
        rows = np.flatnonzero(known & ~reasons[:, i])
        for kind in kinds:
            drafts.marks[rows, kind] = False
        if field == ComparedField.NUMBER:
            drafts.marks[:, KIND_NUMBER[Kind.NUMBER_FORMER_USED]] = kept


def _verdicts(cast: Cast, reasons: Flags, absent: Flags) -> Texts:
    human = cast.human
    verdicts = np.where(reasons.any(axis=1), Verdict.MISMATCH.value, Verdict.VERIFIED.value)
    verdicts = verdicts.astype(object)
    verdicts[absent[np.maximum(human, 0)]] = Verdict.UNIDENTIFIED.value
    verdicts[human < 0] = Verdict.EXEMPT.value
    return verdicts
