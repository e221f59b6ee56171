"""Taking in a site's file: every row judged as one typed on screen, all in one transaction.

The same file is taken in once, the same row once whatever file it comes in. Rows that are certainly
a dose that is there already are told so; what is only in doubt is taken in with its findings, for a
dose that was given is never barred.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from django.db import IntegrityError

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import Sitting
from soat.casework.models import Profile, Site, Upload, UploadRow
from soat.casework.scopes import visible
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.entering import hold_doses_of, put_doses, tell_of_profiles
from soat.casework.sites.looking_ahead import Ahead
from soat.casework.sites.making_profiles import Newcomer, make_profiles
from soat.casework.sites.uploading.judging_rows import JudgedRow, judge_rows
from soat.casework.sites.uploading.reading_rows import SentFile, read_rows
from soat.casework.uploads import guarded, shown_name
from soat.model.review_lists import RowOutcome


@dataclass(frozen=True)
class Sent:
    """A file as somebody sent it, and when, by a clock that only counts on; its name is only
    shown."""

    name: str
    data: bytes
    came: float = field(default_factory=monotonic, compare=False)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@once_more
def take_in(sitting: Sitting, desk: DoseDesk, site: Site, sent: Sent) -> tuple[Upload, bool]:
    """The acknowledgement of the file, and whether it was taken in before. Raises Refused."""
    before = upload_of(sitting, sent.digest)
    if before is not None:
        return before, True
    file = read_rows(guarded(sent.data))
    rows = judge_rows(sitting, desk, site, file)
    try:
        with acting():
            return _written(sitting, site, sent, file, rows), False
    except IntegrityError:
        # Somebody sent the same file, or the same row, at this very moment.
        again = upload_of(sitting, sent.digest)
        if again is not None:
            return again, True
        rows = judge_rows(sitting, desk, site, file)
        with acting():
            return _written(sitting, site, sent, file, rows), False


def upload_of(sitting: Sitting, digest: str) -> Upload | None:
    """The acknowledgement of a file that the site sent before."""
    return visible(sitting.user, Upload).filter(digest=digest).first()


def _written(
    sitting: Sitting, site: Site, sent: Sent, file: SentFile, rows: Sequence[JudgedRow]
) -> Upload:
    accepted = [row for row in rows if row.outcome is RowOutcome.ACCEPTED]
    hold_doses_of(site, [row.ahead for row in accepted if row.ahead is not None])
    owners = _owners(sitting, site, accepted)
    entered: list[tuple[Profile, str, Ahead]] = []
    for row in accepted:
        assert row.ahead is not None
        entered.append((owners[row.first_row], row.key, row.ahead))
    if entered:
        put_doses(sitting, site, entered)
    outcomes = [row.outcome for row in rows]
    upload = Upload.objects.create(
        place=site.place,
        digest=sent.digest,
        file_name=shown_name(sent.name),
        encoding=file.encoding,
        rows=len(rows),
        accepted=outcomes.count(RowOutcome.ACCEPTED),
        duplicates=outcomes.count(RowOutcome.DUPLICATE),
        rejected=outcomes.count(RowOutcome.REJECTED),
        milliseconds=round((monotonic() - sent.came) * 1000),
        actor=sitting.user.get_username(),
        at=sitting.at,
    )
    UploadRow.objects.bulk_create(_row(upload, row) for row in rows)
    _tell(sitting, site, upload)
    return upload


def _owners(sitting: Sitting, site: Site, accepted: Sequence[JudgedRow]) -> Mapping[str, Profile]:
    """The profile of each person of the file; those who have none get one."""
    people = {row.first_row: row.who for row in accepted}
    new = {key: who for key, who in people.items() if isinstance(who, Newcomer)}
    made = make_profiles(site, list(new.values()), sitting.at) if new else []
    tell_of_profiles(sitting, made)
    known = {key: who for key, who in people.items() if isinstance(who, Profile)}
    return {**known, **dict(zip(new, made, strict=True))}


def _row(upload: Upload, row: JudgedRow) -> UploadRow:
    return UploadRow(
        upload=upload,
        number=row.sent.number,
        outcome=row.outcome.value,
        reason=row.reason,
        findings=sorted(row.findings),
        mended=row.mended,
        dose_ref="" if row.outcome is RowOutcome.REJECTED else row.key,
        sent=row.sent.sent,
    )


def _tell(sitting: Sitting, site: Site, upload: Upload) -> None:
    after: dict[str, object] = {
        "rows": upload.rows,
        "accepted": upload.accepted,
        "duplicates": upload.duplicates,
        "rejected": upload.rejected,
    }
    actor, subject = sitting.user.get_username(), upload.digest
    write_event(Act(actor, site.place, "file_taken_in", subject, sitting.at, None, after))
