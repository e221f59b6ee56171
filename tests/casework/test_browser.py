"""A station's morning in a real browser: sign in, find, correct, see it verified, undo."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.casework.served import Served, sign_in
from tests.web.chromium import ARGUMENTS, chromium_path


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = chromium_path()
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        opened = browser.new_page(viewport={"width": 1366, "height": 768})
        faults: list[str] = []
        opened.on("console", lambda told: faults.append(told.text))
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        yield opened
        browser.close()
    assert faults == []


@pytest.mark.slow
def test_a_station_corrects_a_record_and_sees_it_verified(page: Page, served: Served) -> None:
    sign_in(page, served)
    page.get_by_role("navigation").get_by_role("link", name="Cần xử lý").click()
    page.get_by_label("Tìm theo tên").fill(served.name)
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name=served.name, exact=True).first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_label("Họ và tên").fill(served.right)
    page.get_by_role("button", name="Lưu và đối chiếu lại").click()
    expect(page.get_by_role("status")).to_contain_text("khớp Cơ sở dữ liệu quốc gia")
    expect(page.get_by_role("heading", level=1)).to_have_text(served.right)
    page.get_by_label("Lý do hoàn tác").fill("bấm nhầm")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(served.name)
    expect(page.get_by_text("bấm nhầm")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Save and verify again")).to_be_visible()
