"""Pictures of the application for the documents: python -m scripts.application_pictures.

The people of the demo's application (`make demo`) do a morning's work in Chromium, and their
screens are kept in docs/pictures as they are then. Nobody in them exists.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.demo_application import HOME, PASSWORD
from scripts.pictures import PICTURES, RUN

SCREEN = {"width": 1366, "height": 768}
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb")
"""As in the tests; colours as on any other computer."""
_HEADINGS = 8
_TOLD = 12
_NOBODY_HOME, _UNUSABLE = 2, 4
"""Of the first lines of the sheet: how many are filled in, and which of them otherwise."""


@contextmanager
def _screen(browser: Browser, account: str) -> Iterator[Page]:
    """Somebody's browser, signed in."""
    log = (HOME / "served.log").read_text(encoding="utf-8")
    found = re.search(r"http://127\.0\.0\.1:\d+", log)
    if found is None:
        sys.exit("The demo's application does not run: make demo")
    context = browser.new_context(viewport=SCREEN, base_url=found[0])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(account)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    yield page
    context.close()


def _keep(page: Page, name: str) -> None:
    """What is on the screen."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def _case(page: Page) -> None:
    """A record that differs in name and birth date from whom the register knows."""
    page.goto("/cases/?state=open&tier=review&reason=birth_date")
    row = page.locator("tbody tr").filter(has_text="họ và tên").first
    row.get_by_role("link").click()
    page.wait_for_url("**/cases/*/*")
    _keep(page, "case")


def _list_returned(page: Page) -> None:
    """A list that went to the hamlet group and came back on a sheet, before it is applied. What is
    left then goes to the police."""
    page.goto("/lists/make/")
    page.get_by_label("Sai ở").select_option("name")
    page.get_by_label("Cách làm").select_option("review")
    page.get_by_label("Năm sinh từ").fill("1985")
    page.get_by_label("đến năm").fill("1989")
    page.get_by_role("button", name="Đếm hồ sơ").click()
    page.get_by_label("Tên danh sách").fill("Họ tên cần xem lại")
    due = datetime.now(UTC) + timedelta(days=14)
    page.get_by_label("Thời hạn").fill(f"{due:%Y-%m-%d}")
    page.get_by_role("button", name="Lập danh sách").click()
    page.get_by_role("button", name="giao danh sách").click()
    page.get_by_role("button", name="chuyển tổ Đề án 06").click()
    with TemporaryDirectory() as folder:
        _send_back(page, Path(folder) / "sheet.xlsx")
    _keep(page, "list-returned")
    page.get_by_role("button", name="Cập nhật tất cả dòng").click()
    page.get_by_role("status").wait_for()
    page.locator(".where a").click()
    page.get_by_role("button", name="chuyển công an xã").click()
    page.get_by_role("status").wait_for()


def _list(page: Page) -> None:
    """A list that lies with the police."""
    page.goto("/lists/")
    page.locator("main tbody a").first.click()
    page.get_by_role("heading", name="Việc với danh sách").evaluate("one => one.scrollIntoView()")
    _keep(page, "list")


def _send_back(page: Page, sheet: Path) -> None:
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Tải Excel để điền").click()
    awaited.value.save_as(sheet)
    _fill_in(sheet)
    page.get_by_label("Tệp Excel đã điền").set_input_files(sheet)
    page.get_by_label("Người ký bản giấy").fill("Trưởng công an xã")
    page.get_by_label("Ngày ký").fill(f"{datetime.now(UTC):%Y-%m-%d}")
    page.get_by_role("button", name="Gửi và xem trước").click()
    page.wait_for_url("**/returned/*/")


def _fill_in(sheet: Path) -> None:
    """The names that the register has, nobody at home once, and a day that no calendar has."""
    book = openpyxl.load_workbook(sheet)
    page, right = book.worksheets[0], _right_names()
    at = {str(cell.value).partition(" / ")[0]: cell.column for cell in page[_HEADINGS]}
    rows = range(_HEADINGS + 1, page.max_row + 1)
    named = {row: " ".join(str(page.cell(row, at["Họ và tên"]).value).split()) for row in rows}
    for line, row in enumerate([row for row in rows if named[row] in right][:_TOLD]):
        if line == _NOBODY_HOME:
            page.cell(row, at["KẾT QUẢ (chọn)"], "chưa gặp, hỏi lại / nobody at home, ask again")
            page.cell(row, at["GHI CHÚ"], "đi làm xa, cuối tháng về")
            continue
        page.cell(row, at["KẾT QUẢ (chọn)"], "đã sửa / corrected")
        page.cell(row, at["SỬA: họ và tên"], right[named[row]])
        if line == _UNUSABLE:
            page.cell(row, at["SỬA: ngày sinh"], "31/02/1990")
    book.save(sheet)


def _right_names() -> dict[str, str]:
    """Recorded name -> the register's, of those who are right but for it."""
    rows = duckdb.execute(
        f"""SELECT r.recorded_value, r.register_value FROM '{RUN}/repairs.parquet' r
        JOIN '{RUN}/verdicts.parquet' v ON v.person_ref = r.person_ref
        WHERE v.reasons = ['name'] AND r.recorded_value IS NOT NULL"""
    ).fetchall()
    return {" ".join(recorded.split()): right for recorded, right in rows}


def _bulk(page: Page) -> None:
    """A sample of safe repairs, before anything is approved."""
    page.goto("/bulk/")
    for kind in ("mất số 0 đầu", "thiếu dấu", "sai một chữ số"):
        page.get_by_role("checkbox", name=kind).first.check()
    page.get_by_role("button", name="Lấy mẫu ngẫu nhiên").click()
    page.get_by_role("heading", name="1. Xem mẫu ngẫu nhiên").wait_for()
    _keep(page, "bulk")


def _first_page(page: Page) -> None:
    page.goto("/")
    _keep(page, "first-page")


def _figures(page: Page) -> None:
    page.goto("/figures/")
    _keep(page, "figures")


def _site(page: Page) -> None:
    page.goto("/site/")
    _keep(page, "site")


_MORNING: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("tram", _case),
    ("tram", _list_returned),
    ("congan", _list),
    ("huyen", _bulk),
    ("huyen", _first_page),
    ("tinh", _figures),
    ("coso", _site),
)
"""Who shows what, in order: the first page tells of what was done before."""


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("Needs Chromium: make browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for account, shows in _MORNING:
            with _screen(browser, account) as page:
                shows(page)
        browser.close()


if __name__ == "__main__":
    main()
