"""The page by itself: nothing from outside, nothing broken out of, everything in two languages."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from soat.engine.measure.definitions import BY_ID
from soat.model.messages import Message
from soat.model.places import EPOCH_34
from soat.store.reporting.html.markup import element, told
from soat.store.reporting.html.page import PageFigures, html_page
from soat.store.reporting.place_columns import PLACE_DEFINITIONS
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.tile_positions import TILE_POSITIONS
from tests.unit.store.reporting.country_of_figures import AS_OF, nation, provinces

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u2028"
EMPTY = {"meta", "link", "img", "br", "input", "hr"}


class Outline(HTMLParser):
    """What a browser sees: elements, attributes, and whether every element is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


@pytest.fixture(scope="module")
def page() -> str:
    return html_page(PageFigures(nation(), provinces(), None, date(2022, 6, 1)), "vi")


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def test_every_element_is_closed_and_every_id_is_used_once(outline: Outline) -> None:
    assert outline.faults == []
    ids = outline.attributes("id")
    assert len(ids) == len(set(ids))


def test_nothing_comes_from_outside(outline: Outline) -> None:
    assert outline.attributes("src") == []
    assert {link for link in outline.attributes("href") if not link.startswith("#")} == {"data:,"}


def test_only_our_own_scripts_may_run(page: str, outline: Outline) -> None:
    policy = next(
        a["content"] for name, a in outline.elements if "http-equiv" in a and name == "meta"
    )
    assert "default-src 'none'" in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [b64encode(sha256(one.encode()).digest()).decode() for one in scripts]
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes
    assert len(scripts) == 3
    assert not any(name.startswith("on") for _, a in outline.elements for name in a)


def test_every_figure_leads_to_its_definition(outline: Outline) -> None:
    ids = {f"#{one}" for one in outline.attributes("id")}
    assert {link for link in outline.attributes("href") if link.startswith("#")} <= ids
    assert {f"#def-{one}" for one in BY_ID} <= ids
    origins = [a["title"] for name, a in outline.elements if name == "a" and "title" in a]
    assert len(origins) > 500
    assert all(AS_OF.isoformat() in origin for origin in origins)
    assert "doses_by_entry [reported] = 212600000 / 212600000 · 2022-04-25" in origins


def test_both_languages_are_there_with_their_numerals(page: str, outline: Outline) -> None:
    assert outline.elements[0] == ("html", {"lang": "vi"})
    assert '<span class="vi" lang="vi">212.600.000</span>' in page
    assert '<span class="en" lang="en">212,600,000</span>' in page


def test_the_tables_need_no_script(outline: Outline) -> None:
    tables = [a.get("class", "") for name, a in outline.elements if name == "table"]
    for section in ("entry", "people", "delay", "debt", "coverage", "rules"):
        assert f"t-{section}" in tables
    codes = [a["data-code"] for _, a in outline.elements if "data-code" in a]
    assert len(codes) == 63


def test_pictures_are_data_with_a_name_in_both_languages(outline: Outline) -> None:
    known = figures_of(outline)
    frames = [a["data-picture"] for _, a in outline.elements if "data-picture" in a]
    assert set(frames) == set(known["pictures"])
    assert all(picture["label"]["vi"] for picture in known["pictures"].values())
    bars = known["pictures"]["entry"]["bars"]
    steps = sum(bar["to"] - bar["from"] for bar in bars[1:-1])
    # The made-up shares are rounded one by one.
    assert abs(bars[0]["to"] + steps - bars[-1]["to"]) < 20
    assert known["pictures"]["debt"]["deadline"] == "2022-06-01"


def figures_of(outline: Outline) -> dict[str, dict[str, dict[str, object]]]:
    text = max((one for one in outline.texts["script"] if one.startswith("{")), key=len)
    return json.loads(text)


def test_a_hostile_value_breaks_out_of_nothing() -> None:
    whole = nation()
    spoiled = tuple(
        replace(one, value=HOSTILE) if one.definition_id == "failures_by_rule" else one
        for one in whole.figures
    )
    report = RunReport(HOSTILE, AS_OF, "nation", spoiled)
    places = provinces()
    hostile = tuple(replace(one, place_code=HOSTILE) for one in places.figures[:40])
    page = html_page(PageFigures(report, replace(places, figures=hostile)), "en")
    outline = Outline(page)
    assert outline.faults == []
    assert "alert" not in page.replace("alert(1)", "") or page.count("<script>") == 3
    assert page.count("<script>") == 3
    assert [name for name, _ in outline.elements if name == "img"] == []
    assert any(HOSTILE in text for texts in outline.texts.values() for text in texts)
    assert figures_of(outline)["pictures"]


def test_without_reports_the_page_says_so() -> None:
    page = html_page(PageFigures(nation(known=False), provinces()), "en")
    assert "not known" in page
    assert Outline(page).faults == []
    drawn = figures_of(Outline(page))["pictures"]
    assert not {"entry", "debt"} & set(drawn)
    assert "delay" in drawn


def test_an_empty_run_still_has_a_page() -> None:
    nothing = RunReport("run", AS_OF, "nation", ())
    page = html_page(PageFigures(nothing, replace(nothing, level="province")), "vi")
    assert Outline(page).faults == []


def test_of_provinces_only_what_the_columns_need_is_read(page: str) -> None:
    places = provinces()
    needed = tuple(one for one in places.figures if one.definition_id in PLACE_DEFINITIONS)
    figures = PageFigures(nation(), replace(places, figures=needed), None, date(2022, 6, 1))
    assert html_page(figures, "vi") == page


def test_a_run_about_the_63_provinces_shows_the_34_of_today_too() -> None:
    merged = tuple(
        replace(one, place_level="province_2025", place_epoch="2025" if one.place_epoch else "")
        for one in provinces().figures
        if one.place_code in {*TILE_POSITIONS[EPOCH_34], "unknown"}
    )
    both = replace(provinces(), level="province_2025", figures=merged)
    outline = Outline(html_page(PageFigures(nation(), provinces(), both), "vi"))
    assert [a["data-epoch"] for _, a in outline.elements if "data-epoch" in a] == ["2021", "2025"]
    assert len([a for _, a in outline.elements if "data-code" in a]) == 63 + 34


def test_the_same_figures_give_the_same_bytes(page: str) -> None:
    again = html_page(PageFigures(nation(), provinces(), None, date(2022, 6, 1)), "vi")
    assert again == page


def test_markup_is_escaped_where_it_is_made() -> None:
    assert element("p", told(Message("<b>", "<b>")), title='"') == '<p title="&quot;">&lt;b&gt;</p>'


def test_the_licence_travels_with_the_library() -> None:
    assets = files("soat.store.reporting") / "assets"
    for name in ("echarts.LICENSE", "echarts.LICENSE-d3", "echarts.NOTICE"):
        assert (assets / name).is_file()
