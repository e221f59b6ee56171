"""The HTML report in a real browser: it draws, speaks, sorts, fits a phone, and calls nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.chromium import ARGUMENTS

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
PICTURES = 9


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield opened
        opened.close()


class Visit:
    """An open page, with whatever it complained of and whatever it asked the network for."""

    def __init__(self, browser: Browser, address: str, size: dict[str, int]) -> None:
        self.page: Page = browser.new_page(viewport=size)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda told: self.complaints.append(told.text))
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_selector(".chart svg")


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, page_file: Path, served: str) -> str:
    return page_file.as_uri() if request.param == "file" else served


def test_it_draws_without_complaint_and_without_a_network(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    visit = Visit(browser, address, DESKTOP)
    drawn = visit.page.evaluate(
        "[...document.querySelectorAll('.chart')].map(c => c.querySelectorAll('svg path').length)"
    )
    assert len(drawn) == PICTURES
    assert min(drawn) >= 3
    visit.page.screenshot(path=tmp_path / "desktop.png", full_page=True)
    assert (tmp_path / "desktop.png").stat().st_size > 100_000
    assert visit.complaints == []
    assert [url for url in visit.asked if not url.startswith("data:")] == [address]
    visit.page.close()


def test_language_changes_words_numbers_and_pictures(browser: Browser, page_file: Path) -> None:
    page = Visit(browser, page_file.as_uri(), DESKTOP).page
    assert page.inner_text("h1") == "Báo cáo rà soát dữ liệu tiêm chủng"
    assert "212.600.000" in page.inner_text("#entry table")
    page.click("[data-language=en]")
    assert page.inner_text("h1") == "Vaccination records: the report"
    assert "212,600,000" in page.inner_text("#entry table")
    assert "never entered" in page.text_content("[data-picture=entry] svg")
    assert page.get_attribute("[data-picture=entry]", "aria-label").startswith("From the doses")
    assert page.get_attribute("[data-language=en]", "aria-pressed") == "true"
    page.close()


def test_a_click_sorts_and_a_second_turns_round(browser: Browser, page_file: Path) -> None:
    page = Visit(browser, page_file.as_uri(), DESKTOP).page
    headings = page.eval_on_selector_all(
        ".league thead th", "hs => hs.map(h => h.innerText.trim())"
    )
    at = headings.index("Chưa nhập %")
    values = f"rs => rs.map(r => Number(r.children[{at}].dataset.sort))"
    button = page.locator(".league thead button").nth(at)
    button.click()
    first = page.eval_on_selector_all(".league tbody tr", values)
    assert first == sorted(first, reverse=True)
    button.click()
    assert page.eval_on_selector_all(".league tbody tr", values) == sorted(first)
    assert page.get_attribute(f".league thead th:nth-child({at + 1})", "aria-sort") == "ascending"
    page.close()


def test_the_map_takes_another_measure(browser: Browser, page_file: Path) -> None:
    page = Visit(browser, page_file.as_uri(), DESKTOP).page
    tile = ".tile[data-code='01']"
    before = page.inner_text(tile)
    page.click("[data-measure=never_entered_share]")
    assert page.inner_text(tile) != before
    assert "doses_by_entry [never_entered]" in page.get_attribute(tile, "title")
    shades = page.eval_on_selector_all(".tile", "ts => new Set(ts.map(t => t.className)).size")
    assert shades == 5
    page.close()


def test_a_figure_says_where_it_comes_from(browser: Browser, page_file: Path) -> None:
    page = Visit(browser, page_file.as_uri(), DESKTOP).page
    page.locator("#delay a.n").first.click()
    told = page.inner_text("dialog")
    assert "doses_by_delay" in told
    assert "2022-04-25" in told
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog")
    page.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_phone_shows_it_without_scrolling_sideways(
    browser: Browser, page_file: Path, tmp_path: Path, language: str
) -> None:
    visit = Visit(browser, page_file.as_uri(), PHONE)
    visit.page.click(f"[data-language={language}]")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = visit.page.evaluate(
        "[...document.querySelectorAll('.chart svg')].map(s => s.clientWidth > innerWidth)"
    )
    assert not any(wide)
    visit.page.screenshot(path=tmp_path / "phone.png", full_page=True)
    assert visit.complaints == []
    visit.page.close()


def test_without_script_every_table_is_still_there(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert "212.600.000" in page.inner_text("#entry table")
    assert page.locator(".tile.q4").count() > 0
    assert page.locator(".league tbody tr").count() == 64
    context.close()


def test_it_prints(browser: Browser, page_file: Path, tmp_path: Path) -> None:
    page = Visit(browser, page_file.as_uri(), DESKTOP).page
    page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    page.close()
