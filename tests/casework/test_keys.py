"""Judging by keyboard in a real browser: three cases without the mouse; and without any script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.casework.served import PASSWORD, Served, sign_in
from tests.web.chromium import ARGUMENTS, chromium_path

pytestmark = pytest.mark.any_database

# Cases that other tests in the browser leave alone: they look for one whose name alone is wrong.
OF_NUMBERS = "/cases/?state=open&tier=review&reason=number"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium_path()
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    faults: list[str] = []
    opened.on("console", lambda told: faults.append(told.text))
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    # Whatever is done here is done without the mouse.
    opened.add_init_script(
        "addEventListener('pointerdown', () => console.log('the mouse was used'), true)"
    )
    yield opened
    assert faults == []


def at_list(page: Page, served: Served) -> None:
    """Signed in by keyboard, before the list of cases."""
    page.goto(served.address)
    page.keyboard.type("tram")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.address}/")
    page.goto(served.address + OF_NUMBERS)


def goes_on(page: Page, key: str) -> str:
    """Press a key that leads to another case; whose it is."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda address: address != before and "/cases/" in address)
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.slow
def test_three_cases_are_judged_without_the_mouse(page: Page, served: Served) -> None:
    at_list(page, served)
    goes_on(page, "n")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu và đối chiếu lại")
    expect(page.locator("a[rel=next]")).to_be_focused()
    # Enter on the focused link leads on as well as its key does.
    goes_on(page, "Enter")
    page.keyboard.press("1")
    expect(page.locator("#reason-take_candidate")).to_be_focused()
    page.keyboard.type("gia đình xác nhận, nhà nằm cuối ấp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("khớp Cơ sở dữ liệu quốc gia")
    third = goes_on(page, "j")
    page.keyboard.press("c")
    page.keyboard.type("không gặp được gia đình")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("không xác định được")
    expect(page.locator(".case-head .verdict")).to_contain_text("chưa giải quyết được")
    page.keyboard.press("u")
    page.keyboard.type("gặp được rồi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("hoàn tác")
    expect(page.locator(".case-head .verdict")).to_contain_text("cần xử lý")
    assert goes_on(page, "n") != third
    assert goes_on(page, "p") == third


@pytest.mark.slow
def test_a_key_does_nothing_while_somebody_types(page: Page, served: Served) -> None:
    at_list(page, served)
    goes_on(page, "n")
    address = page.url
    page.keyboard.press("e")
    name = page.get_by_label("Họ và tên")
    expect(name).to_be_focused()
    page.keyboard.type("nap1/?")
    expect(name).to_have_value("nap1/?")
    assert page.url == address
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url == address
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm theo tên")).to_be_focused()


@pytest.mark.slow
def test_keys_can_be_switched_off(page: Page, served: Served) -> None:
    at_list(page, served)
    page.keyboard.press("?")
    page.get_by_label("Dùng phím tắt").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    address = page.url
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.url == address


@pytest.mark.slow
def test_saving_keeps_the_position_and_says_what_came_of_it(page: Page, served: Served) -> None:
    at_list(page, served)
    goes_on(page, "n")
    phone = page.get_by_label("Điện thoại", exact=True)
    phone.focus()
    phone.fill("0912345678")
    page.evaluate("scrollTo(0, 300)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu và đối chiếu lại")
    assert page.evaluate("scrollY") == 300
    expect(page.get_by_role("status")).to_be_in_viewport()


@pytest.mark.slow
def test_without_script_everything_works_by_forms_and_links(
    browser: Browser, served: Served
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, served)
    page.goto(served.address + OF_NUMBERS)
    page.locator("tbody a").first.click()
    page.get_by_role("button", name="hỏi gia đình").click()
    expect(page.get_by_role("status")).to_contain_text("hỏi gia đình")
    expect(page.locator(".case-head .verdict")).to_contain_text("đang hỏi gia đình")
    before = page.url
    page.get_by_role("link", name="Hồ sơ sau").click()
    assert page.url != before
    assert page.url.endswith("state=open&tier=review&reason=number")
