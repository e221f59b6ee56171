"""What the people of one commune do on their screens, from a list made to a list handed back."""

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb
import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.casework.list_sheets import AT, HEADINGS

LIST_PAGE = re.compile(r"/lists/[A-Z0-9]{8}/$")
RETURNED_PAGE = re.compile(r"/lists/[A-Z0-9]{8}/returned/[0-9]+/$")
SAVED = "Đã lưu và đối chiếu lại: khớp Cơ sở dữ liệu quốc gia"
SIGNER = "Trưởng công an xã"


def busiest_commune(run: Path) -> tuple[str, str, str]:
    """Province, district and commune that have the most names to look at."""
    with duckdb.connect() as con:
        found = con.execute(
            f"""SELECT c.province_code, c.district_code, c.residence_code
            FROM '{run}/standing/0000/people_comparable/*.parquet' c
            JOIN '{run}/verdicts.parquet' v ON v.person_ref = c.person_ref
            WHERE v.reasons = ['name'] AND v.tier = 'review' AND c.residence_code IS NOT NULL
            GROUP BY ALL ORDER BY count(*) DESC, c.residence_code LIMIT 1"""
        ).fetchall()
    province, district, commune = map(str, found[0])
    return province, district, commune


def right_names(run: Path, commune: str) -> dict[str, str]:
    """Recorded name -> the register's, of those whose name alone is wrong and needs a look."""
    with duckdb.connect() as con:
        rows = con.execute(
            f"""SELECT c.full_name, r.register_value
            FROM '{run}/standing/0000/people_comparable/*.parquet' c
            JOIN '{run}/verdicts.parquet' v ON v.person_ref = c.person_ref
            JOIN '{run}/repairs.parquet' r ON r.person_ref = c.person_ref
            WHERE v.reasons = ['name'] AND v.tier = 'review' AND c.residence_code = ?""",
            [commune],
        ).fetchall()
    return {" ".join(name.split()): right for name, right in rows}


def head(page: Page, name: str) -> None:
    """Go where the head of every page leads."""
    page.get_by_role("navigation").first.get_by_role("link", name=name, exact=True).click()


def make_list(page: Page, reason: str) -> str:
    """A list of the records that are wrong in this and need a look; its id."""
    head(page, "Danh sách")
    page.get_by_role("link", name="Lập danh sách mới").click()
    page.get_by_label("Sai ở").select_option(reason)
    page.get_by_label("Cách làm").select_option("review")
    page.get_by_role("button", name="Đếm hồ sơ").click()
    page.get_by_label("Tên danh sách").fill(f"Rà soát {reason}")
    page.get_by_role("button", name="Lập danh sách").click()
    page.wait_for_url(LIST_PAGE)
    expect(state(page)).to_contain_text("đang lập")
    return page.url.rstrip("/").rpartition("/")[2]


def move(page: Page, act: str, becomes: str) -> None:
    page.get_by_role("button", name=act, exact=True).click()
    expect(state(page)).to_contain_text(becomes)


def state(page: Page) -> Locator:
    """Where the page's list or case stands."""
    return page.locator("main .verdict").first


def saved_from(page: Page, link: str, folder: Path) -> Path:
    """The file behind a link, as the browser saves it."""
    with page.expect_download() as awaited:
        page.get_by_role("link", name=link).click()
    kept = folder / awaited.value.suggested_filename
    awaited.value.save_as(kept)
    return kept


def fill_in(sheet: Path, right: Mapping[str, str], lines: int) -> dict[str, str]:
    """Correct so many names on the sheet, and find nobody at home on one line more; the names."""
    book = openpyxl.load_workbook(sheet)
    page, corrected = book.worksheets[0], dict[str, str]()
    for row in range(HEADINGS + 1, page.max_row + 1):
        name = str(page.cell(row, AT["full_name"]).value)
        if len(corrected) == lines:
            page.cell(row, AT["outcome"], "chưa gặp, hỏi lại / nobody at home, ask again")
            break
        if name in right:
            page.cell(row, AT["outcome"], "đã sửa / corrected")
            page.cell(row, AT["new_full_name"], right[name])
            corrected[name] = right[name]
    book.save(sheet)
    return corrected


def send_back(page: Page, sheet: Path) -> None:
    """The filled sheet, with who signed the paper and when."""
    page.get_by_label("Tệp Excel đã điền").set_input_files(sheet)
    page.get_by_label("Người ký bản giấy").fill(SIGNER)
    page.get_by_label("Ngày ký").fill("2022-05-03")
    page.get_by_role("button", name="Gửi và xem trước").click()
    page.wait_for_url(RETURNED_PAGE)


def open_line(page: Page, at: int) -> str:
    """The case of a line of the list that is on the screen; its address."""
    page.locator("main tbody a").nth(at).click()
    page.wait_for_url("**/cases/*/*")
    return page.url.partition("?")[0]


def judge(page: Page, act: str, reason: str = "") -> None:
    """Press the button of a judgement, with its reason."""
    form = page.locator("ul.acts form").filter(has=page.get_by_role("button", name=act))
    if reason:
        form.get_by_role("textbox").fill(reason)
    form.get_by_role("button", name=act).click()
