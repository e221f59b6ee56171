"""A site enters a dose in a real browser: a lost zero seen and mended, a finding looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.casework.conftest import SmallCountry
from tests.casework.served import Served, sign_in
from tests.web.axe import scrolls_sideways, violations
from tests.web.chromium import ARGUMENTS, chromium_path


@dataclass(frozen=True)
class Registered:
    """Somebody whom the register knows and no profile is of."""

    number: str
    name: str
    birth_date: str
    sex: str
    commune: str


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


@pytest.fixture
def somebody(country: SmallCountry) -> Registered:
    with duckdb.connect() as con:
        rows = con.execute(
            f"""SELECT citizen_id, full_name, birth_date, sex, residence_code
            FROM '{country.folder}/country/register/*.parquet'
            WHERE birth_date BETWEEN '1960-01-01' AND '1990-12-31' AND length(birth_date) = 10
              AND deceased_on IS NULL AND citizen_id NOT IN (
                SELECT citizen_id FROM '{country.run}/verdicts.parquet'
                WHERE citizen_id IS NOT NULL)
            ORDER BY citizen_id LIMIT 1"""
        ).fetchall()
    return Registered(*map(str, rows[0]))


def look(page: Page) -> None:
    """Nothing grave that axe finds, on neither screen, and nothing that scrolls sideways."""
    for width, height in ((390, 844), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        assert not scrolls_sideways(page)


def type_dose(page: Page, day: str, dose: str) -> None:
    page.get_by_label("Ngày tiêm").fill(day)
    page.get_by_label("Vắc xin").fill("Comirnaty (Pfizer-BioNTech)")
    page.get_by_label("Số lô").fill("FF1234")
    page.get_by_label("Mũi", exact=True).select_option(dose)


@pytest.mark.slow
def test_a_site_sees_a_lost_zero_mended_and_a_dose_too_soon(
    page: Page, served: Served, somebody: Registered
) -> None:
    sign_in(page, served, "coso")
    page.get_by_role("navigation").get_by_role("link", name="Nhập mũi tiêm").click()
    page.get_by_label("Số định danh").fill(somebody.number.lstrip("0"))
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("button", name="Lập hồ sơ mới").click()
    page.get_by_label("Họ và tên").fill(somebody.name)
    page.get_by_label("Ngày sinh").fill("/".join(reversed(somebody.birth_date.split("-"))))
    page.get_by_label("Giới tính").select_option("nam" if somebody.sex == "male" else "nữ")
    page.get_by_label("Xã thường trú").fill(somebody.commune)
    expect(page.get_by_text(f"Số được sửa thành {somebody.number}")).to_be_visible()
    expect(page.get_by_text("họ và tên: khớp")).to_be_visible()
    expect(page.get_by_text("ngày sinh: khớp")).to_be_visible()
    look(page)
    type_dose(page, "1/4/2022", "basic-1")
    page.get_by_role("button", name="Kiểm tra và lưu").click()
    told = page.get_by_role("status")
    expect(told.first).to_contain_text(f"đã được sửa thành {somebody.number}")
    expect(told.nth(1)).to_contain_text("khớp Cơ sở dữ liệu quốc gia")
    look(page)
    page.get_by_role("link", name="Nhập mũi tiếp theo").click()
    page.get_by_label("Số định danh").fill(somebody.number)
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("button", name="Nhập mũi cho người này").click()
    type_dose(page, "9/4/2022", "basic-2")
    page.get_by_role("button", name="Kiểm tra và lưu").click()
    expect(page.get_by_text("Tiêm sớm hơn khoảng cách tối thiểu")).to_be_visible()
    look(page)
    page.get_by_label("Đã xem").check()
    page.get_by_role("button", name="Lưu, đã xem").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu mũi tiêm")
    expect(page.get_by_text("09/04/2022").first).to_be_visible()
