"""Every row of a file judged at once: whose it is, whether it can be used, what is found of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from soat.casework.judging import Sitting
from soat.casework.models import Dose, Profile, Site
from soat.casework.sites.dose_desk import Asked, DoseDesk, Judged
from soat.casework.sites.keys import HERE, key_of_row
from soat.casework.sites.known_doses import (
    Record,
    dose_record,
    doses_of,
    people_records,
    profiles_of,
    site_rows,
)
from soat.casework.sites.looking_ahead import (
    DOSE_FIELDS,
    PERSON_FIELDS,
    Ahead,
    NewDose,
    Whose,
    ahead_of,
    typed_dose,
)
from soat.casework.sites.making_profiles import Newcomer
from soat.casework.sites.own_site import today
from soat.casework.sites.uploading.matching import Read
from soat.casework.sites.uploading.people_of_rows import (
    PeopleOfRows,
    people_of_rows,
    record_of_row,
    typed_in,
)
from soat.casework.sites.uploading.reading_rows import SentFile, SentRow
from soat.casework.together import in_parts
from soat.model.closed_lists import RejectReason
from soat.model.dose_lists import DoseState
from soat.model.review_lists import RowOutcome

OTHER_SITE, ROW_KNOWN, TWICE = "other_site", "row_known", "dose_entered_twice"
_LONGEST = 500


@dataclass(frozen=True)
class JudgedRow:
    """One row: what becomes of it and why, whose it is, and what is found of its dose. `person`
    names the row's person, `first_row` the first row of the same one."""

    sent: SentRow
    outcome: RowOutcome
    reason: str = ""
    key: str = ""
    person: str = ""
    first_row: str = ""
    who: Profile | Newcomer | None = None
    mended: str = ""
    ahead: Ahead | None = None
    findings: frozenset[str] = field(default=frozenset())


def judge_rows(sitting: Sitting, desk: DoseDesk, site: Site, file: SentFile) -> list[JudgedRow]:
    """What becomes of every row, before anything is written."""
    rows = _keys_known([_looked_at(site, sent) for sent in file.rows])
    rows, reads = _read(desk, rows)
    typed = {row.person: typed_in(row.sent) for row in _open(rows)}
    people = people_of_rows(sitting, desk, site, (typed, reads))
    rows = _settled(rows, people, _judged(sitting, site, desk, _open(rows), people))
    # What stands must be judged beside what will stand, not beside rows that are left out.
    return _settled(rows, people, _judged(sitting, site, desk, _open(rows), people))


def _open(rows: Sequence[JudgedRow]) -> list[JudgedRow]:
    """Those that nothing speaks against so far."""
    return [row for row in rows if row.outcome is RowOutcome.ACCEPTED]


def _read(desk: DoseDesk, rows: Sequence[JudgedRow]) -> tuple[list[JudgedRow], dict[str, Read]]:
    """The rows' people in comparable form; a row whose name is a way of writing nothing is out."""
    reads = desk.read([record_of_row(row.person, typed_in(row.sent)) for row in _open(rows)])
    nameless = {"outcome": RowOutcome.REJECTED, "reason": RejectReason.NAME_MISSING.value}
    told = [
        replace(row, **nameless)  # type: ignore[arg-type]
        if row.outcome is RowOutcome.ACCEPTED and row.person not in reads
        else row
        for row in rows
    ]
    return told, reads


def _looked_at(site: Site, sent: SentRow) -> JudgedRow:
    """What a row by itself says: unusable, another site's, or to be judged under its key."""
    values = {**sent.person, **sent.dose}.values()
    long = any(len(value or "") > _LONGEST or "\0" in (value or "") for value in values)
    if sent.broken or long:
        broken = sent.broken or RejectReason.ROW_BROKEN.value
        return JudgedRow(sent, RowOutcome.REJECTED, broken)
    if not sent.sent:
        return JudgedRow(sent, RowOutcome.REJECTED, RejectReason.ROW_EMPTY.value)
    if not (sent.person.get("full_name") or "").strip():
        return JudgedRow(sent, RowOutcome.REJECTED, RejectReason.NAME_MISSING.value)
    if (sent.dose.get("site_code") or site.code).strip() != site.code:
        return JudgedRow(sent, RowOutcome.REJECTED, OTHER_SITE)
    facts = [sent.person.get(name) or "" for name in PERSON_FIELDS]
    facts += [sent.dose.get(name) or "" for name in DOSE_FIELDS]
    key = key_of_row(site.code, *(" ".join(value.split()) for value in facts))
    return JudgedRow(sent, RowOutcome.ACCEPTED, key=key, person=f"{HERE}row-{sent.number}")


def _keys_known(rows: Sequence[JudgedRow]) -> list[JudgedRow]:
    """The same row was taken in before, or stands earlier in this file."""
    keys = sorted({row.key for row in rows if row.key})
    known: set[str] = set()
    for some in in_parts(keys):
        known |= set(Dose.objects.filter(pk__in=some).values_list("pk", flat=True))
    told = []
    for row in rows:
        if row.key in known:
            told.append(replace(row, outcome=RowOutcome.DUPLICATE, reason=ROW_KNOWN))
        else:
            told.append(row)
            known |= {row.key} - {""}
    return told


# ── what is found ────────────────────────────────────────────────────────────────────────────


def _judged(
    sitting: Sitting, site: Site, desk: DoseDesk, rows: Sequence[JudgedRow], people: PeopleOfRows
) -> Judged:
    """All doses of all people of the file, those that are there already beside the new ones."""
    known = _known_profiles(people.who.values())
    records = people_records(known)
    histories = {one.pk: one.history_id or one.pk for one in known}
    for key, who in people.who.items():
        if isinstance(who, Newcomer):
            records.append(record_of_row(key, who.typed))
            histories[key] = who.beside[0].history_id if who.beside else key
    doses = [dose_record(row) for some in in_parts(known) for row in doses_of(some)]
    doses += [_dose(sitting, site, row, people) for row in rows]
    sites = site_rows([site.code, *(dose["site_code"] for dose in doses)])
    return desk.judge(Asked(records, histories, doses, sites), today(sitting.at))


def _known_profiles(people: Iterable[Profile | Newcomer]) -> list[Profile]:
    near = [one for who in people for one in ([who] if isinstance(who, Profile) else who.beside)]
    histories = sorted({one.history_id for one in near if one.history_id})
    found = {one.pk: one for one in near}
    for some in in_parts(histories):
        found |= {one.pk: one for one in profiles_of(some)}
    return list(found.values())


def _dose(sitting: Sitting, site: Site, row: JudgedRow, people: PeopleOfRows) -> Record:
    person = people.of_row[row.person]
    who = people.who[person]
    typed = {name: row.sent.dose.get(name) or "" for name in DOSE_FIELDS}
    made = typed_dose(site, Whose(None), NewDose(row.key, typed), sitting.at)
    return {**made, "person_ref": who.pk if isinstance(who, Profile) else person}


def _settled(rows: Sequence[JudgedRow], people: PeopleOfRows, judged: Judged) -> list[JudgedRow]:
    """What was said of each row that is still open."""
    keys = {row.key for row in _open(rows)}
    return [
        _said_of(row, people, judged, keys) if row.outcome is RowOutcome.ACCEPTED else row
        for row in rows
    ]


def _said_of(row: JudgedRow, people: PeopleOfRows, judged: Judged, keys: set[str]) -> JudgedRow:
    person, ahead = people.of_row[row.person], ahead_of(judged, row.key)
    told = replace(
        row,
        who=people.who[person],
        first_row=person,
        mended=people.mended.get(person, ""),
        ahead=ahead,
        findings=ahead.names,
    )
    if ahead.rejected is not None:
        return replace(told, outcome=RowOutcome.REJECTED, reason=ahead.rejected.value)
    if _is_there(ahead, keys):
        return replace(told, outcome=RowOutcome.DUPLICATE, reason=TWICE)
    return told


def _is_there(ahead: Ahead, keys: set[str]) -> bool:
    """Whether a row that stands is certainly the same dose, whichever of the two a run would keep;
    of two such rows of the file itself, the one that it would not."""
    if ahead.all_settled[ahead.key]["state"] == DoseState.DUPLICATE:
        return True
    twins = {
        key for one in ahead.findings if one.name == TWICE for key in (one.dose_ref, one.other)
    }
    return bool(twins - keys)
