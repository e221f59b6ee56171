"""The few figures that are asked for first, large at the top of a place's page and at home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from soat.casework.figures.work import UNSETTLED, Counted
from soat.model.review_lists import CaseState
from soat.review.debt_law import Flow, Projection
from soat.review.work_figures import CASE_DEBT_TO_ZERO, CASES_BY_DAY, CASES_BY_STATE
from soat.store.reporting.html.cards import all_cards
from soat.store.reporting.numerals import count_text, days_as_people_write_them, share_text
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.web.figures.work_tables import At


@dataclass(frozen=True)
class ShownCard:
    """One large figure, what it is, a line below it; the filters of the records behind it."""

    label: str
    large: str
    below: str
    definition: str
    tone: str = "plain"
    records: str = ""


def run_cards(place: FiguresOfPlace, language: str) -> list[ShownCard]:
    """What the run measured, as the report shows it. The deadlines of lists are of cases, and no
    deadline of entering doses."""
    return [
        ShownCard(
            one.label.said_in(language),
            days_as_people_write_them(one.large.said_in(language)),
            days_as_people_write_them(one.below.said_in(language)),
            one.figure.definition_id,
            one.tone,
        )
        for one in all_cards(place, deadline=None)
        if one is not None
    ]


def work_cards(
    cases: Counted, flow: Flow, ends: tuple[Projection | None, date | None], at: At
) -> list[ShownCard]:
    """Cases left, settled today, and the day on which none will be left."""
    if not cases.all:
        return []
    return [*_left_and_settled(cases, flow, at), *_end(*ends, at)]


def _left_and_settled(cases: Counted, flow: Flow, at: At) -> Iterable[ShownCard]:
    settled = cases.by_state()[CaseState.SETTLED.value]
    new, cleared = flow
    yield ShownCard(
        at.said("Hồ sơ chưa xong", "Cases still open"),
        count_text(cases.open, at.language),
        at.said("trên {n} hồ sơ", "of {n} cases").format(n=count_text(cases.all, at.language)),
        CASES_BY_STATE.id,
        "bad" if cases.open else "good",
        urlencode({"place": at.place, "state": UNSETTLED}),
    )
    yield ShownCard(
        at.said("Xong hôm nay", "Settled today"),
        count_text(cleared, at.language),
        at.said("mới phát sinh {n}", "{n} came up").format(n=count_text(new, at.language)),
        CASES_BY_DAY.id,
        "good" if cleared else "plain",
    )
    yield ShownCard(
        at.said("Đã xong", "Settled so far"),
        share_text(settled / cases.all, at.language),
        at.said("{n} hồ sơ", "{n} cases").format(n=count_text(settled, at.language)),
        CASES_BY_STATE.id,
        "good",
    )


def _end(told: Projection | None, deadline: date | None, at: At) -> Iterable[ShownCard]:
    if told is None or told.pace is None:
        return
    end = None if told.likely is None else at.day + timedelta(days=told.likely)
    due = at.said("hạn {day}", "due {day}").format(day=f"{deadline:%d/%m/%Y}") if deadline else ""
    late = end is None or (deadline is not None and end > deadline)
    yield ShownCard(
        at.said("Dự kiến hết việc", "None left by"),
        f"{end:%d/%m/%Y}" if end else at.said("không hết", "never"),
        due or at.said("với nhịp hiện nay", "at the present pace"),
        CASE_DEBT_TO_ZERO.id,
        "bad" if late else "good",
    )
