"""The register-correction list: records that the police say are right, and the register wrong.

The police correct the register with it. It is a view of the cases that wait for that, not a copy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from soat.casework.auditing import Act, write_event
from soat.casework.judging import FIELD_COLUMNS, NotFound
from soat.casework.lists.finding import NO_LIST
from soat.casework.lists.sheet_columns import SheetColumn
from soat.casework.lists.sheet_out import may_take_out
from soat.casework.lists.workbook import Sheet, workbook_bytes
from soat.casework.models import Case, Judgement, Profile, User
from soat.casework.scopes import visible
from soat.casework.together import in_parts
from soat.model.closed_lists import ComparedField, Sex
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind
from soat.store.reporting.csv_text import csv_bytes
from soat.store.reporting.numerals import days_as_people_write_them

MOST_TAKEN_OUT = 20_000
_KINDS = (JudgementKind.CONFIRM_RECORD.value, JudgementKind.REGISTER_WRONG.value)
_WIDTHS = {"full_name": 26, "birth_date": 13, "sex": 9, "citizen_id": 16}


@dataclass(frozen=True)
class RegisterCorrection:
    """One record that stands against the register; `differing` by compared field: what the record
    says, and what the register says."""

    profile: Profile
    differing: dict[str, tuple[str, str]]
    judgement: Judgement | None


def cases_at_register(user: User) -> QuerySet[Case]:
    """The cases that wait for the register, the longest waiting first."""
    rows = visible(user, Case).filter(state=CaseState.AT_REGISTER)
    return rows.order_by("changed_at", "pk")


def corrections_of(user: User, cases: Sequence[Case]) -> list[RegisterCorrection]:
    """The cases with what differs and who judged so; a few queries however many they are."""
    found: list[RegisterCorrection] = []
    for some in in_parts(cases):
        refs = [case.pk for case in some]
        profiles = visible(user, Profile).prefetch_related("repairs").in_bulk(refs)
        judged = _judged(user, refs)
        found += [
            RegisterCorrection(profiles[ref], _differing(profiles[ref]), judged.get(ref))
            for ref in refs
            if ref in profiles
        ]
    return found


def _judged(user: User, refs: Sequence[str]) -> dict[str, Judgement]:
    """The judgement that sent each there: the latest of its kind that was not undone."""
    rows = visible(user, Judgement).filter(person_ref__in=refs, kind__in=_KINDS, undone_by=None)
    return {one.person_ref: one for one in rows.order_by("pk")}


def _differing(profile: Profile) -> dict[str, tuple[str, str]]:
    columns = {one.value: column for one, column in FIELD_COLUMNS.items()}
    return {
        repair.field: (
            _told(repair.field, getattr(profile, columns[repair.field])),
            _told(repair.field, repair.register_value),
        )
        for repair in profile.repairs.all()
        if repair.field in columns
    }


def _told(field: str, value: str) -> str:
    """A value as people say it."""
    if field == ComparedField.SEX:
        return next((one.sentence.vi for one in Sex if one.value == value), value)
    return days_as_people_write_them(value) if field == ComparedField.BIRTH_DATE else value


def taken_out_corrections(user: User, at: datetime, form: str) -> bytes:
    """The list as `xlsx` or `csv`; that it left is told in the trail. Raises NotFound."""
    if not may_take_out(user) or form not in ("xlsx", "csv"):
        raise NotFound(NO_LIST)
    rows = corrections_of(user, list(cases_at_register(user)[:MOST_TAKEN_OUT]))
    told: dict[str, object] = {"form": form, "size": len(rows)}
    actor, act = user.get_username(), "take_out_register_corrections"
    with transaction.atomic():
        write_event(Act(actor, user.place, act, user.place, at, None, told))
    cells = (_cells(one) for one in rows)
    return _csv(cells) if form == "csv" else _xlsx(cells)


def _columns() -> Iterator[SheetColumn]:
    for field, column in FIELD_COLUMNS.items():
        said = field.sentence
        width = _WIDTHS[column]
        recorded = Message(f"{said.vi}: hồ sơ ghi", f"{said.en}: recorded")
        register = Message(f"{said.vi}: dân cư ghi", f"{said.en}: register")
        yield SheetColumn(f"{field.value}_recorded", recorded, width)
        yield SheetColumn(f"{field.value}_register", register, width)
    yield SheetColumn("in_register", Message("Số trong dân cư", "Number in the register"), 16)
    yield SheetColumn("differs", Message("Cần sửa ở dân cư", "To correct in the register"), 24)
    yield SheetColumn("hamlet", Message("Thôn, ấp, địa chỉ", "Hamlet, address"), 28)
    yield SheetColumn("reason", Message("Lý do", "Reason"), 36)
    yield SheetColumn("by", Message("Người xác nhận", "Confirmed by"), 18)
    yield SheetColumn("at", Message("Lúc", "At"), 17)


def _cells(one: RegisterCorrection) -> dict[str, str]:
    names = {field.value: field.sentence.vi for field in ComparedField}
    cells = {
        f"{field.value}_recorded": _told(field.value, getattr(one.profile, column))
        for field, column in FIELD_COLUMNS.items()
    }
    cells |= {f"{field}_register": register for field, (_, register) in one.differing.items()}
    judged = one.judgement
    return {
        **cells,
        "in_register": one.profile.register_citizen_id,
        "differs": ", ".join(names[field] for field in one.differing),
        "hamlet": one.profile.residence_text,
        "reason": judged.reason if judged else "",
        "by": judged.actor if judged else "",
        "at": localtime(judged.at).strftime("%d/%m/%Y %H:%M") if judged else "",
    }


def _xlsx(rows: Iterable[dict[str, str]]) -> bytes:
    title = Message("HỒ SƠ CHỜ SỬA DÂN CƯ", "RECORDS WAITING FOR THE REGISTER")
    above = [[f"{title.vi} / {title.en}"]]
    return workbook_bytes(Sheet("Chờ sửa dân cư", above, list(_columns()), rows))


def _csv(rows: Iterable[dict[str, str]]) -> bytes:
    columns = list(_columns())
    headings = [column.said for column in columns]
    return csv_bytes([headings, *([row.get(one.code, "") for one in columns] for row in rows)])
