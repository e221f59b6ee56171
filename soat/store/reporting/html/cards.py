"""The few figures that are asked for first, large at the top of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.html.markup import LANGUAGES, element, told
from soat.store.reporting.numerals import share_text, short_text
from soat.store.reporting.story.cells import origin_text
from soat.store.reporting.story.debt_sections import DEBT, deadline_verdict, debt_known, end_date
from soat.store.reporting.story.entry_sections import ENTRY
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import NOT_KNOWN, fraction_of
from soat.store.reporting.story.time_sections import DELAY, WITHIN_RULE


@dataclass(frozen=True)
class Card:
    """One large figure, what it is, and a line below it."""

    label: Message
    large: Message
    below: Message
    figure: Figure
    tone: str = "plain"


_NO_REPORTS = Message("không có báo cáo ngày", "no daily reports")


def cards(place: FiguresOfPlace, deadline: date | None) -> str:
    """The cards of what was counted, in the order of the story."""
    shown = (card for card in all_cards(place, deadline) if card is not None)
    return element("div", "".join(_card(card) for card in shown), class_="cards")


def _card(card: Card) -> str:
    inside = (
        element("span", told(card.label), class_="what")
        + element("strong", told(card.large))
        + element("span", told(card.below), class_="below")
    )
    return element(
        "a",
        inside,
        class_=f"card n {card.tone}",
        href=f"#def-{card.figure.definition_id}",
        title=origin_text(card.figure),
    )


def all_cards(place: FiguresOfPlace, deadline: date | None) -> Iterable[Card | None]:
    """What is asked for first; None in the place of what was not counted."""
    yield _counted(place, Message("Đã tiêm", "Given"), "reported", "plain")
    yield _counted(place, Message("Đã ghi từng mũi", "Recorded dose by dose"), "counted", "good")
    yield _counted(place, Message("Chưa nhập", "Never entered"), "never_entered", "bad")
    yield _share(
        place.part("people_by_verdict", "verified"),
        Message("Hồ sơ khớp sổ dân cư", "Profiles verified"),
        Message("trên {n} hồ sơ", "of {n} profiles"),
    )
    yield _share(
        place.together(DELAY, WITHIN_RULE),
        Message("Nhập trong 3 ngày", "Entered within 3 days"),
        Message("trên {n} mũi đã tiêm", "of {n} doses given"),
    )
    yield _end(place, deadline)


def _counted(place: FiguresOfPlace, label: Message, value: str, tone: str) -> Card | None:
    figure = place.figure(ENTRY, value)
    if figure is None:
        return None
    if figure.numerator is None:
        return Card(label, NOT_KNOWN, _NO_REPORTS, figure, "quiet")
    counted = figure.numerator
    large = Message(*(short_text(counted, language) for language in LANGUAGES))
    shares = [share_text(fraction_of(figure), language) for language in LANGUAGES]
    if not figure.denominator:
        return Card(label, large, Message("mũi", "doses"), figure, tone)
    below = Message(f"{shares[0]} số đã báo cáo", f"{shares[1]} of reported")
    if value == "reported":
        below = Message("mũi, theo báo cáo ngày", "doses, as reported daily")
    return Card(label, large, below, figure, tone)


def _share(figure: Figure | None, label: Message, below: Message) -> Card | None:
    fraction = fraction_of(figure)
    if figure is None or figure.denominator is None or fraction is None:
        return None
    large = Message(*(share_text(fraction, language) for language in LANGUAGES))
    totals = [short_text(figure.denominator, language) for language in LANGUAGES]
    said = Message(below.vi.format(n=totals[0]), below.en.format(n=totals[1]))
    return Card(label, large, said, figure, "good")


def _end(place: FiguresOfPlace, deadline: date | None) -> Card | None:
    likely = place.figure(DEBT, "likely")
    if likely is None:
        return None
    label = Message("Hết nợ nhập liệu", "All entered by")
    if not debt_known(likely):
        return Card(label, NOT_KNOWN, _NO_REPORTS, likely, "quiet")
    end = end_date(likely)
    never = Message("không hết", "never")
    large = Message(end.isoformat(), end.isoformat()) if end else never
    verdict = deadline_verdict(likely, place.figure(DEBT, "high"), deadline)
    below = verdict[0] if verdict else Message("với nhịp hiện nay", "at the present pace")
    return Card(label, large, below, likely)
