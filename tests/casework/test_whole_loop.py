"""The whole cleaning loop in a real browser: a list goes out and comes back, the police judge on
screen, two people meet on one record, and who is above, who audits and who is elsewhere looks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from soat.review.places import COUNTRY, place_path
from tests.casework.conftest import SmallCountry
from tests.casework.loop_by_screen import (
    SAVED,
    SIGNER,
    busiest_commune,
    fill_in,
    head,
    judge,
    make_list,
    move,
    open_line,
    right_names,
    saved_from,
    send_back,
    state,
)
from tests.casework.pdf_text import pages_of
from tests.casework.second_factor import code_of
from tests.casework.served import Served, sign_in
from tests.web.chromium import ARGUMENTS, chromium_path

STATION, POLICE, DISTRICT, AUDITOR = "tram-dong", "cong-an-dong", "huyen-dong", "kiem-tra-dong"
ELSEWHERE = "tram"
LINES = 3
WRONG = "gia đình đưa giấy khai sinh, dân cư ghi nhầm ngày"


@dataclass
class Story:
    """The commune of the story, a browser in which everybody has a screen, and what was done."""

    served: Served
    browser: Browser
    run: Path
    codes: tuple[str, str, str]
    folder: Path
    faults: list[str] = field(default_factory=list)
    done: dict[str, str] = field(default_factory=dict)

    def screen(self, account: str) -> Page:
        """A browser of their own, signed in."""
        page = self.browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        sign_in(page, self.served, account)
        return page


@pytest.fixture
def story(served: Served, country: SmallCountry, tmp_path: Path) -> Iterator[Story]:
    busiest = busiest_commune(country.run)
    codes = ("2021", *busiest)
    for account, role, place in (
        (STATION, "station", place_path(*codes)),
        (POLICE, "police", place_path(*codes)),
        (DISTRICT, "district", place_path(*codes[:3])),
        (AUDITOR, "auditor", COUNTRY),
    ):
        served.add_account(account, role, place)
    with sync_playwright() as playwright:
        path = chromium_path()
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        told = Story(served, browser, country.run, busiest, tmp_path)
        yield told
        browser.close()
    assert told.faults == []


@pytest.mark.slow
def test_the_whole_loop(story: Story) -> None:
    supervisor = story.screen(DISTRICT)
    assert settled_today(supervisor) == 0
    station, police = story.screen(STATION), story.screen(POLICE)
    a_list_goes_out_and_comes_back(story, station)
    the_police_judge_on_screen(story, station, police)
    the_supervisor_sees_the_day(story, supervisor)
    the_auditor_finds_it_all(story)
    another_commune_sees_none_of_it(story, station)


def settled_today(page: Page) -> int:
    """As the first page says it."""
    page.goto(page.url)
    card = page.locator(".cards.figures li").filter(has_text="Xong hôm nay")
    return int(card.locator("strong").inner_text())


def a_list_goes_out_and_comes_back(story: Story, page: Page) -> None:
    made = story.done["list"] = make_list(page, "name")
    move(page, "giao danh sách", "đã giao")
    move(page, "chuyển tổ Đề án 06", "tổ Đề án 06 đang rà soát")
    sheet = saved_from(page, "Tải Excel để điền", story.folder)
    corrected = fill_in(sheet, right_names(story.run, story.codes[-1]), LINES)
    assert len(corrected) == LINES
    the_paper_opens(story, page, made)
    send_back(page, sheet)
    story.done["returned"] = page.url
    for name, right in corrected.items():
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
        expect(row).to_contain_text(f"Họ và tên: {name} → {right}")
        expect(row).to_contain_text("sẵn sàng cập nhật")
    expect(page.get_by_role("checkbox", name="Chọn dòng")).to_have_count(LINES + 1)
    page.get_by_label("Xong danh sách này").check()
    page.get_by_role("button", name="Cập nhật tất cả dòng").click()
    expect(page.get_by_role("status")).to_contain_text(f"đối chiếu lại {LINES + 1} dòng")
    for right in corrected.values():
        page.get_by_role("link", name=right, exact=True).click()
        expect(state(page)).to_contain_text("đều khớp cơ sở dữ liệu dân cư. · đã xong")
        page.go_back()
    page.get_by_role("link", name=f"({made})").click()
    expect(state(page)).to_contain_text("đã cập nhật")
    expect(page.get_by_text(SIGNER)).to_be_visible()


def the_paper_opens(story: Story, page: Page, made: str) -> None:
    printed = page.get_by_role("link", name="Bản in PDF để ký").get_attribute("href")
    paper = page.request.get(f"{story.served.address}{printed}")
    assert paper.headers["content-type"] == "application/pdf"
    assert made in "".join(pages_of(paper.body()))


def the_police_judge_on_screen(story: Story, station: Page, police: Page) -> None:
    made = story.done["second list"] = make_list(station, "birth_date")
    move(station, "giao danh sách", "đã giao")
    move(station, "chuyển công an xã", "công an đang đối chiếu")
    head(police, "Danh sách")
    police.get_by_role("link", name=made).click()
    open_line(police, 0)
    judge(police, "nhận đề xuất")
    expect(police.get_by_role("status")).to_contain_text(SAVED)
    police.get_by_role("link", name="← Danh sách rà soát").click()
    the_register_is_wrong(story, police)
    police.goto(f"{story.served.address}/lists/{made}/")
    two_meet_on_one_record(story, station, police)
    police.goto(f"{story.served.address}/lists/{made}/")
    move(police, "ký và trả về trạm", "đã trả về trạm")
    station.goto(f"{story.served.address}/lists/{made}/")
    expect(station.get_by_text("công an ký trả")).to_contain_text(POLICE)
    move(station, "khép danh sách", "đã khép lại")


def the_register_is_wrong(story: Story, police: Page) -> None:
    story.done["case"] = open_line(police, 1)
    name = story.done["name"] = police.get_by_role("heading", level=1).inner_text()
    judge(police, "cơ sở dữ liệu dân cư sai", WRONG)
    expect(state(police)).to_contain_text("chờ công an sửa cơ sở dữ liệu dân cư")
    head(police, "Chờ sửa dân cư")
    row = police.get_by_role("row").filter(has=police.get_by_role("link", name=name, exact=True))
    expect(row).to_contain_text(WRONG)
    expect(row).to_contain_text(POLICE)
    book = openpyxl.load_workbook(saved_from(police, "Tải Excel", story.folder))
    assert any(WRONG in row for row in book.worksheets[0].iter_rows(values_only=True))


def two_meet_on_one_record(story: Story, station: Page, police: Page) -> None:
    """Both opened it; the police save second."""
    address = open_line(police, 2)
    station.goto(address)
    station.get_by_label("Điện thoại", exact=True).fill("0912345678")
    station.get_by_role("button", name="Lưu và đối chiếu lại").click()
    expect(station.get_by_role("status")).to_contain_text("Đã lưu và đối chiếu lại")
    police.get_by_label("Điện thoại", exact=True).fill("0987654321")
    police.get_by_label("Địa chỉ", exact=True).fill("ấp Bến, cạnh đình")
    police.get_by_role("button", name="Lưu và đối chiếu lại").click()
    told = police.get_by_role("region", name="Đã đổi từ lúc bạn mở hồ sơ")
    expect(told).to_contain_text(f"{STATION}: sửa thông tin")
    expect(told.get_by_role("row").filter(has_text="Điện thoại")).to_contain_text("0912345678")
    expect(police.get_by_label("Điện thoại", exact=True)).to_have_value("0987654321")
    expect(police.get_by_label("Địa chỉ", exact=True)).to_have_value("ấp Bến, cạnh đình")
    station.goto(address)
    expect(station.get_by_label("Điện thoại", exact=True)).to_have_value("0912345678")
    expect(station.get_by_label("Địa chỉ", exact=True)).not_to_have_value("ấp Bến, cạnh đình")
    police.get_by_role("button", name="Lưu và đối chiếu lại").click()
    expect(police.get_by_role("status")).to_contain_text("Đã lưu và đối chiếu lại")
    station.reload()
    expect(station.get_by_label("Điện thoại", exact=True)).to_have_value("0987654321")
    expect(station.locator(".past")).to_contain_text("0912345678")


def the_supervisor_sees_the_day(story: Story, page: Page) -> None:
    assert settled_today(page) == LINES + 1
    waits = page.get_by_role("listitem").filter(has_text="chờ công an sửa cơ sở dữ liệu dân cư")
    expect(waits.locator("strong")).to_have_text("1")
    page.get_by_role("link", name="Tiến độ từng ngày").click()
    table = page.get_by_role("region", name="Danh sách")
    expect(table.get_by_role("row").filter(has_text="đã cập nhật")).to_contain_text("1")
    expect(table.get_by_role("row").filter(has_text="đã khép lại")).to_contain_text("1")


def the_auditor_finds_it_all(story: Story) -> None:
    page = story.screen(AUDITOR)
    secret = "".join(page.locator("main code").inner_text().split())
    page.get_by_label("Mã", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    page.wait_for_url("**/account/codes/")
    head(page, "Nhật ký")
    first, second = story.done["list"], story.done["second list"]
    assert acts_found(page, "Đối tượng", first) == {
        *("lập danh sách", "giao danh sách", "chuyển tổ Đề án 06", "tải danh sách"),
        *("nhận lại tờ danh sách", "cập nhật tờ danh sách trả về", "cập nhật kết quả"),
        "xem danh sách",
    }
    assert {"ký và trả về trạm", "khép danh sách"} <= acts_found(page, "Đối tượng", second)
    page.get_by_label("Đối tượng").fill("")
    judged = {"nhận đề xuất", "cơ sở dữ liệu dân cư sai", "xem hồ sơ", "tải danh sách sửa dân cư"}
    assert judged <= acts_found(page, "Người thực hiện", POLICE)


def acts_found(page: Page, field: str, value: str) -> set[str]:
    """What the trail answers, by the names of the acts."""
    page.get_by_label(field).fill(value)
    with page.expect_navigation():
        page.get_by_role("button", name="Tìm", exact=True).click()
    return set(page.locator("main tbody td:nth-child(4)").all_inner_texts())


def another_commune_sees_none_of_it(story: Story, station: Page) -> None:
    page, address = story.screen(ELSEWHERE), story.served.address
    first, returned = f"{address}/lists/{story.done['list']}/", story.done["returned"]
    place = place_path("2021", *story.codes)
    guessed = [
        *(first, f"{first}sheet.xlsx", f"{first}pdf/", returned, f"{returned}file/"),
        *(story.done["case"], f"{address}/figures/at{place}", f"{address}/cases/?place={place}"),
    ]
    assert {one: station.request.get(one).status for one in guessed} == dict.fromkeys(guessed, 200)
    assert {one: page.request.get(one).status for one in guessed} == dict.fromkeys(guessed, 404)
    head(page, "Danh sách")
    page.get_by_label("Trạng thái").select_option("")
    with page.expect_navigation():
        page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text(story.done["list"])).to_have_count(0)
    head(page, "Chờ sửa dân cư")
    expect(page.get_by_text(WRONG)).to_have_count(0)
    head(page, "Cần xử lý")
    page.get_by_label("Tìm theo tên").fill(story.done["name"])
    with page.expect_navigation():
        page.get_by_role("button", name="Tìm", exact=True).click()
    found = page.get_by_role("link", name=story.done["name"], exact=True)
    led = {str(one.get_attribute("href")).partition("?")[0] for one in found.all()}
    assert story.done["case"].removeprefix(address) not in led
