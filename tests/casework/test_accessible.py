"""Every page, on a station's screen and on a phone: nothing grave that axe finds, nothing that
scrolls sideways."""

import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.architecture.repository import SOAT
from tests.casework.pdf_text import pages_of
from tests.casework.second_factor import code_of
from tests.casework.served import Served, sign_in
from tests.web.axe import scrolls_sideways, violations
from tests.web.chromium import ARGUMENTS, chromium_path

pytestmark = pytest.mark.any_database

TEMPLATES = SOAT / "web" / "templates"
Faults = dict[str, list[str]]
SCREENS = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium_path()
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


def opened(browser: Browser) -> Page:
    # axe is a script that no page of ours allows.
    return browser.new_context(bypass_csp=True).new_page()


def faults_of(page: Page) -> Faults:
    """What is wrong with the page as it stands, by the width of the screen."""
    found: Faults = {}
    for screen in SCREENS:
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        wrong = violations(page)
        if scrolls_sideways(page):
            wrong.append("scrolls sideways")
        if wrong:
            found[f"{page.url} at {screen['width']}"] = wrong
    return found


def led_to(page: Page) -> list[str]:
    """The addresses to which the head of every page leads."""
    links = page.get_by_role("navigation").first.get_by_role("link").all()
    return [str(link.get_attribute("href")) for link in links]


def faults_at(page: Page, served: Served, addresses: Iterable[str]) -> Faults:
    found: Faults = {}
    for address in addresses:
        answer = page.goto(f"{served.address}{address}")
        assert answer is not None
        assert answer.status == 200, address
        found |= faults_of(page)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("account", ["tram", "huyen", "coso"])
def test_every_page_that_the_head_leads_to(browser: Browser, served: Served, account: str) -> None:
    page = opened(browser)
    sign_in(page, served, account)
    addresses = led_to(page)
    assert len(addresses) > 2
    assert faults_at(page, served, addresses) == {}


@pytest.mark.slow
def test_the_door_a_case_and_a_page_that_is_not_there(browser: Browser, served: Served) -> None:
    page = opened(browser)
    page.goto(served.address)
    found = faults_of(page)
    sign_in(page, served)
    for tier in ("review", "ask"):
        page.goto(f"{served.address}/cases/?state=open&tier={tier}")
        page.locator("main table a").first.click()
        page.wait_for_url("**/cases/*/*")
        found |= faults_of(page)
    page.goto(f"{served.address}/cases/nobody/")
    found |= faults_of(page)
    assert found | faults_at(page, served, ("/account/", "/account/password/")) == {}


@pytest.mark.slow
def test_making_a_list_and_having_it_on_paper(browser: Browser, served: Served) -> None:
    page = opened(browser)
    sign_in(page, served)
    found = faults_at(page, served, ("/lists/make/",))
    page.get_by_role("button", name="Đếm hồ sơ").click()
    found |= faults_of(page)
    page.get_by_role("button", name="Lập danh sách").click()
    page.wait_for_url(re.compile(r"/lists/[A-Z0-9]{8}/$"))
    found |= faults_of(page)
    printed = page.get_by_role("link", name="Bản in PDF để ký").get_attribute("href")
    paper = page.request.get(f"{served.address}{printed}")
    assert paper.ok
    assert len(pages_of(paper.body())) >= 1
    assert found | faults_at(page, served, ("/lists/",)) == {}


@pytest.mark.slow
def test_what_a_district_decides(browser: Browser, served: Served) -> None:
    page = opened(browser)
    sign_in(page, served, "huyen")
    found = faults_at(page, served, ("/figures/definitions/", "/people/invite/", "/bulk/"))
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Lấy mẫu ngẫu nhiên").click()
    page.wait_for_url(re.compile(r"/bulk/[0-9]+/$"))
    assert found | faults_of(page) == {}


@pytest.mark.slow
def test_a_sites_day(browser: Browser, served: Served) -> None:
    page = opened(browser)
    sign_in(page, served, "coso")
    pages = ("/site/", "/site/daily-report/", "/uploads/", "/doses/person/", "/doses/")
    found = faults_at(page, served, pages)
    page.locator("main table a").first.click()
    page.wait_for_url(re.compile(r"/doses/[^/]+/[^/]+/$"))
    found |= faults_of(page)
    page.goto(f"{served.address}/doses/person/")
    page.get_by_label("Họ và tên").fill("Trần Thị Bưởi")
    page.get_by_role("main").get_by_role("button", name="Tìm").click()
    found |= faults_of(page)
    assert found == {}


@pytest.mark.slow
def test_an_auditor_sets_up_the_second_factor_and_reads_the_trail(
    browser: Browser, served: Served
) -> None:
    page = opened(browser)
    sign_in(page, served, "kiemtra")
    assert page.url.endswith("/account/second-factor/")
    found = faults_of(page)
    secret = "".join(page.locator("main code").inner_text().split())
    page.get_by_label("Mã", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    page.wait_for_url("**/account/codes/")
    found |= faults_of(page)
    page.goto(served.address)
    assert "/audit/" in led_to(page)
    assert found | faults_at(page, served, led_to(page)) == {}


def test_every_table_scrolls_in_a_box_that_a_keyboard_reaches() -> None:
    boxed = re.compile(
        r'<div class="wide" tabindex="0" role="region" aria-label(ledby)?="[^"]+">\s*<table'
    )
    bare = {
        path.name
        for path in TEMPLATES.rglob("*.html")
        if (text := path.read_text(encoding="utf-8")).count("<table") != len(boxed.findall(text))
    }
    assert bare == set()
