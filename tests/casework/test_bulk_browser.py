"""A district approves in bulk in a real browser: sample, verified, approved, and taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.casework.served import Served, sign_in
from tests.web.axe import scrolls_sideways, violations
from tests.web.chromium import ARGUMENTS, chromium_path


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = chromium_path()
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        # axe is a script that no page of ours allows.
        opened = browser.new_context(bypass_csp=True).new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        yield opened
        browser.close()
    assert faults == []


def look(page: Page) -> None:
    """Nothing grave that axe finds, on neither screen, and nothing that scrolls sideways."""
    for width, height in ((390, 844), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        assert not scrolls_sideways(page)


@pytest.mark.slow
def test_a_district_approves_in_bulk_and_takes_it_back(page: Page, served: Served) -> None:
    sign_in(page, served, "huyen")
    page.get_by_role("navigation").get_by_role("link", name="Duyệt cả loạt").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Lấy mẫu ngẫu nhiên").click()
    expect(page.get_by_role("heading", name="1. Xem mẫu ngẫu nhiên")).to_be_visible()
    expect(page.get_by_text("đúng (ít nhất").first).to_be_visible()
    look(page)
    page.get_by_role("button", name="Đối chiếu thử").click()
    expect(page.get_by_role("heading", name="3. Duyệt")).to_be_visible()
    look(page)
    page.get_by_label("Tôi đã xem mẫu").check()
    page.get_by_role("button", name="Duyệt và cập nhật").click()
    expect(page.get_by_role("status")).to_contain_text("tất cả đã khớp")
    look(page)
    page.get_by_label("Lý do hoàn tác").fill("nhầm huyện")
    page.get_by_role("button", name="Hoàn tác cả loạt").click()
    expect(page.get_by_role("status")).to_contain_text("về như cũ")
    page.get_by_role("link", name="Hàng chờ đối chiếu lại").click()
    expect(page.get_by_text("hồ sơ đang chờ")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Đối chiếu lại ngay").click()
    expect(page.get_by_text("Không có hồ sơ nào đang chờ")).to_be_visible()
