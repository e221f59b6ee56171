"""The route of `soat decisions`: each table that is asked for into its file; what stays here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from soat.casework.exporting.told_rows import (
    Row,
    daily_reports,
    decisions,
    doses,
    people,
    withdrawn,
)
from soat.casework.exporting.writing import written
from soat.casework.models import Judgement
from soat.model.review_lists import JudgementKind
from soat.model.tables import DAILY_REPORTS, DECISIONS, DOSES, PEOPLE, WITHDRAWALS, Table

_K = JudgementKind
ROWS: dict[str, tuple[Table, Callable[[], Iterator[Row]]]] = {
    "decisions": (DECISIONS, decisions),
    "people": (PEOPLE, people),
    "doses": (DOSES, doses),
    "withdrawn": (WITHDRAWALS, withdrawn),
    "daily_reports": (DAILY_REPORTS, daily_reports),
}
"""The tables by the option of `soat update` that takes each."""

KEPT_HERE = frozenset({_K.MERGE_PROFILES, _K.SPLIT_PROFILES, _K.CONFIRM_RECORD, _K.REGISTER_WRONG})
"""Judgements that stand here over whatever a run says, since none takes them as input. Of the
others a run obeys those on two doses as such; what corrects a record is in it; the rest say nothing
of it: that somebody is asked, or cannot tell, or gave a second opinion."""


@dataclass(frozen=True)
class Exported:
    """How many rows of which table went out, and how many standing judgements stay here."""

    rows: dict[str, int]
    kept_here: dict[JudgementKind, int]


def export(files: Mapping[str, Path]) -> Exported:
    """Write each table that is named, as a whole or not at all. Raises WrongUsage."""
    rows = {name: written(ROWS[name][0], file, ROWS[name][1]()) for name, file in files.items()}
    return Exported(rows, _kept_here())


def _kept_here() -> dict[JudgementKind, int]:
    standing = Judgement.objects.filter(undone_by=None, kind__in=KEPT_HERE)
    counted = Counter(standing.values_list("kind", flat=True))
    return {kind: counted[kind.value] for kind in JudgementKind if counted[kind.value]}
