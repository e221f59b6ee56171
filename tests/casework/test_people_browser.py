"""Somebody invited, from the supervisor's screen to their own telephone, and out again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.casework.second_factor import code_of
from tests.casework.served import PASSWORD, Served, sign_in
from tests.web.chromium import ARGUMENTS, chromium_path

TELEPHONE = {"width": 390, "height": 780}
SCREEN = {"width": 1366, "height": 768}


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium_path()
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def pages(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """The supervisor's screen, and the invited user's telephone: nothing in common."""
    faults: list[str] = []
    opened = []
    for size in (SCREEN, TELEPHONE):
        page = browser.new_context(viewport=size).new_page()  # type: ignore[arg-type]
        page.on("console", lambda told: faults.append(told.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        opened.append(page)
    yield opened[0], opened[1]
    assert faults == []


@pytest.mark.slow
def test_somebody_is_invited_sets_up_a_second_factor_and_is_disabled(
    pages: tuple[Page, Page], served: Served
) -> None:
    supervisor, invited = pages
    sign_in(supervisor, served, "huyen")
    link = invite(supervisor, "cong-an-moi")
    set_password(invited, link, "cong-an-moi")
    sign_in(invited, served, "cong-an-moi")
    set_up_second_factor(invited, served)
    supervisor.get_by_role("link", name="Đã gửi xong").click()
    expect(supervisor.get_by_text("đã bật")).to_be_visible()
    supervisor.get_by_role("button", name="Khóa tài khoản").click()
    expect(supervisor.get_by_role("status")).to_contain_text("bị đăng xuất ngay")
    invited.goto(f"{served.address}/cases/")
    expect(invited).to_have_url(re.compile("/sign-in/"))


def invite(page: Page, name: str) -> str:
    """Invite a policeman at the first commune found while typing; give the link that is shown."""
    page.get_by_role("navigation").get_by_role("link", name="Tài khoản").click()
    page.get_by_role("link", name="Mời người mới").click()
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Vai trò").select_option(label="công an xã")
    commune = page.get_by_role("radio").first
    expect(commune).to_be_visible()
    page.get_by_label("Địa bàn").press_sequentially("không có nơi này", delay=10)
    expect(page.get_by_text("không có nơi nào như vậy")).to_be_visible()
    page.get_by_label("Địa bàn").fill("")
    page.get_by_label("Địa bàn").press_sequentially("xa", delay=50)
    commune.check()
    page.get_by_role("button", name="Mời và tạo liên kết").click()
    return page.get_by_label("Liên kết").input_value()


def set_password(page: Page, link: str, name: str) -> None:
    page.goto(link)
    expect(page).to_have_url(re.compile("/invitation/$"))
    expect(page.get_by_text(name, exact=True)).to_be_visible()
    page.get_by_label("Mật khẩu mới, ít nhất").fill(PASSWORD)
    page.get_by_label("Gõ lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("status")).to_contain_text(f"đăng nhập bằng tên {name}")


def set_up_second_factor(page: Page, served: Served) -> None:
    """As a telephone does it; then the way in asks for the code."""
    page.get_by_role("link", name="cong-an-moi").click()
    page.get_by_role("link", name="Bật xác thực hai lớp").click()
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Mã", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    assert page.locator(".codes code").count() == 10
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_label("Tên đăng nhập").fill("cong-an-moi")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác thực")
    page.get_by_label("Mã", exact=True).fill(code_of(secret, periods_on=1))
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page).to_have_url(f"{served.address}/")
