"""The page as a whole: its sections in order, the data for its script, and what it may load."""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files

from soat.engine.measure.headline import HeadlineRow
from soat.model.messages import Message
from soat.store.reporting.html.cards import cards
from soat.store.reporting.html.definitions_list import definitions_list
from soat.store.reporting.html.league import league_table
from soat.store.reporting.html.markup import LANGUAGES, element, told
from soat.store.reporting.html.pictures import pictures
from soat.store.reporting.html.tables import headline_table, section_table
from soat.store.reporting.html.tile_map import MAP_NOTE, tile_maps
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import headlines
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Section
from soat.store.reporting.story.story import BEFORE_PEOPLE, story

_ASSETS = files("soat.store.reporting") / "assets"
_SCRIPTS = ("echarts.common.min.js", "charts.js", "report.js")
_TITLE = Message("Báo cáo rà soát dữ liệu tiêm chủng", "Vaccination records: the report")
_PEOPLE = Message("Đối chiếu với sổ dân cư", "Compared with the population register")
_MAP = Message("Sơ đồ các tỉnh", "The provinces on a map")
_LEAGUE = Message("So sánh các tỉnh", "The provinces compared")
_BY_DAY = Message("Từng ngày: đã tiêm và đã ghi", "Day by day: given and recorded")
_DEFINITIONS = Message("Định nghĩa", "Definitions")


@dataclass(frozen=True)
class PageFigures:
    """What the page is made from; `merged` holds the 34 provinces of a run about the 63."""

    nation: RunReport
    provinces: RunReport
    merged: RunReport | None = None
    deadline: date | None = None


@dataclass(frozen=True)
class _Part:
    """One section of the page; a wide one has a picture or many columns."""

    id: str
    title: Message
    body: str
    wide: bool = True


def html_page(figures: PageFigures, language: str) -> str:
    """The whole file as text, beginning in `vi` or `en`."""
    place = FiguresOfPlace(figures.nation.figures)
    people = next(iter(headlines(figures.nation.figures).values()))
    drawn = pictures(place, people, figures.deadline)
    maps, choices = tile_maps(figures.provinces)
    if figures.merged is not None:
        more, also = tile_maps(figures.merged)
        maps += more
        choices |= also
    parts = _parts(figures, people, maps, tuple(drawn))
    known = {"pictures": drawn, "maps": choices, "as_of": figures.nation.as_of.isoformat()}
    scripts = [(_ASSETS / name).read_text(encoding="utf-8") for name in _SCRIPTS]
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{language}">',
            _head(scripts, language),
            "<body>",
            _header(figures.nation, parts),
            element("main", cards(place, figures.deadline) + _sections(parts)),
            f'<script type="application/json" id="figures">{_harmless_json(known)}</script>',
            *(f"<script>{script}</script>" for script in scripts),
            "</body></html>\n",
        )
    )


def _parts(
    figures: PageFigures, people: tuple[HeadlineRow, ...], maps: str, drawn: tuple[str, ...]
) -> list[_Part]:
    told_of = {section.id: section for section in story(figures.nation.figures, figures.deadline)}
    first = [_of_section(told_of.pop(BEFORE_PEOPLE), drawn)] if BEFORE_PEOPLE in told_of else []
    side_by_side = _pair(_frame("people"), _frame("reasons"))
    compared = side_by_side + headline_table(figures.nation, people)
    parts = [*first, _Part("people", _PEOPLE, compared)]
    parts += [_of_section(section, drawn) for section in told_of.values()]
    if "by_day" in drawn:
        parts.insert(len(first) + 1, _Part("by_day", _BY_DAY, _frame("by_day")))
    if maps:
        drawn_maps = element("div", maps, class_="maps")
        parts.append(_Part("map", _MAP, drawn_maps + element("p", told(MAP_NOTE), class_="note")))
    parts.append(_Part("league", _LEAGUE, league_table(figures.provinces)))
    return [*parts, _Part("definitions", _DEFINITIONS, definitions_list())]


def _of_section(section: Section, drawn: tuple[str, ...]) -> _Part:
    if section.id not in drawn:
        return _Part(section.id, section.title, section_table(section), wide=False)
    pair = _pair(_frame(section.id), section_table(section))
    return _Part(section.id, section.title, pair)


def _pair(left: str, right: str) -> str:
    inside = element("div", left) + element("div", right)
    return element("div", inside, class_="pair")


def _frame(name: str) -> str:
    return element("figure", "", class_="chart", data_picture=name, role="img")


def _sections(parts: list[_Part]) -> str:
    return element("div", "".join(map(_section, parts)), class_="sections")


def _section(part: _Part) -> str:
    inside = element("h2", told(part.title)) + part.body
    return element("section", inside, id=part.id, class_="wide" if part.wide else "")


def _header(nation: RunReport, parts: list[_Part]) -> str:
    about = Message(
        f"tính đến ngày {nation.as_of.isoformat()} · lần chạy {nation.run_id}",
        f"as of {nation.as_of.isoformat()} · run {nation.run_id}",
    )
    buttons = "".join(
        element("button", name, type="button", data_language=language)
        for language, name in zip(LANGUAGES, ("Tiếng Việt", "English"), strict=True)
    )
    links = "".join(element("a", told(part.title), href=f"#{part.id}") for part in parts)
    inside = element("h1", told(_TITLE)) + element("p", told(about), class_="about")
    switch = element("div", buttons, class_="languages", role="group")
    return element("header", inside + switch + element("nav", links))


def _head(scripts: list[str], language: str) -> str:
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    style = (_ASSETS / "report.css").read_text(encoding="utf-8")
    return "\n".join(
        (
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">',
            element("title", _TITLE.said_in(language)),
            f"<style>{style}</style></head>",
        )
    )


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode("utf-8")).digest()).decode()


def _harmless_json(content: object) -> str:
    """JSON that cannot end the element in which it stands, whatever the texts hold."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
