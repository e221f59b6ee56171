"""What pages and files of figures show: sums that add up, words for what is not known."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from soat.casework.figures.work import today
from soat.casework.models import CaseCount, DayCount, Figure, LoadedRun, Place, WorkList
from soat.model.review_lists import CaseState, ListState, Role
from soat.review.places import COUNTRY, above
from soat.web.figures.sections import VIEWS
from tests.casework.conftest import NOW, SmallCountry
from tests.casework.test_figures_pages import commune, every_view, site_of, text_of
from tests.casework.test_pages import somebody

__all__ = ["commune"]


def figures_in(client: Client, view: str, place: str, table: str = "") -> list[dict[str, str]]:
    """The lines of a CSV file, by its headings in English."""
    client.cookies["soat_language"] = "en"
    asked = {"at": place, **({"table": table} if table else {})}
    answer = client.get(f"/figures/files/{view}/csv/", asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="soat-')
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def whole(lines: list[dict[str, str]], definition: str, value: str) -> int:
    """The sum of a figure over the lines."""
    chosen = [one for one in lines if (one["Definition"], one["Value"]) == (definition, value)]
    assert chosen
    return sum(int(one["Numerator"]) for one in chosen)


@pytest.mark.parametrize("height", [0, 2, 3])
def test_the_places_below_add_up_to_the_place(commune: str, height: int) -> None:
    place = above(commune)[height]
    client = somebody(Role.AUDITOR, COUNTRY)
    below = figures_in(client, "overview", place, "league")
    people, doses = (figures_in(client, view, place) for view in ("people", "doses"))
    for value in ("mismatch", "unidentified"):
        own = [one for one in people if one["Table"] == "From doses given to verified profiles"]
        assert whole(below, "people_by_verdict", value) == whole(own, "people_by_verdict", value)
    for value in ("reported", "never_entered"):
        own = [one for one in doses if one["Table"] == "Given, recorded, missing"]
        assert whole(below, "doses_by_entry", value) == whole(own, "doses_by_entry", value)
    counted = sum(
        CaseCount.objects.filter(place=place).exclude(state=CaseState.SETTLED)
        .values_list("cases", flat=True)
    )  # fmt: skip
    assert whole(below, "cases_by_state", "open") == counted


def test_a_file_says_what_every_figure_counts_and_of_when(commune: str) -> None:
    lines = figures_in(somebody(Role.STATION, commune), "doses", commune)
    assert len(lines) > 20
    for one in lines:
        assert one["What the numerator counts"]
        assert one["What the denominator counts"]
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", one["As of"])
        assert one["Place path"] == commune
    missing = next(one for one in lines if one["Value"] == "missing")
    stored = Figure.objects.get(place=commune, measure="doses_by_entry").cells["missing"]
    assert [int(missing["Numerator"]), int(missing["Denominator"])] == stored


FORMULA = '=HYPERLINK("https://example.org")'


def test_a_name_is_no_formula_in_a_file_and_no_markup_on_a_page(commune: str) -> None:
    Place.objects.filter(path=site_of(commune)).update(name=FORMULA)
    client = somebody(Role.STATION, commune)
    lines = figures_in(client, "overview", commune)
    assert {one["Line"] for one in lines} >= {f"'{FORMULA}"}
    workbook = client.get("/figures/files/overview/xlsx/")
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content))
    told = [sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names]
    cells = [cell for sheet in told for row in sheet for cell in row]
    assert FORMULA in cells
    Place.objects.filter(path=site_of(commune)).update(name="<script>alert(1)</script>")
    assert "<script>alert" not in text_of(client.get("/figures/"))


@pytest.mark.parametrize("view", VIEWS)
def test_a_workbook_has_every_table_of_the_page_and_every_figure(
    book: SmallCountry, view: str
) -> None:
    client = somebody(Role.AUDITOR, COUNTRY)
    titles = re.findall(r'<h2 id="t-[^"]*">([^<]*)</h2>', every_view(client, COUNTRY)[view])
    answer = client.get(f"/figures/files/{view}/xlsx/")
    assert answer.status_code == 200
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert len(sheets.sheet_names) == len(titles) + 1
    told = [sheets.get_sheet_by_name(one).to_python()[0][0] for one in sheets.sheet_names[:-1]]
    assert [one.split(" · ")[0] for one in told] == [unescape(one) for one in titles]


def test_what_is_not_known_is_said_and_is_no_zero(commune: str) -> None:
    for row in Figure.objects.filter(measure="doses_by_entry", place__in=above(commune)):
        row.cells = {
            value: [None, None] if value not in ("recorded", "counted") else [pair[0], None]
            for value, pair in row.cells.items()
        }
        row.save()
    client = somebody(Role.STATION, commune)
    told = text_of(client.get("/figures/", {"view": "doses"}))
    assert "chưa biết" in told
    assert "Không có báo cáo ngày" in told
    overview = text_of(client.get("/figures/"))
    assert "<span>Chưa nhập</span><strong>chưa biết</strong>" in overview


def test_a_place_without_figures_says_so(book: SmallCountry) -> None:
    measured = set(Figure.objects.values_list("place", flat=True))
    empty = Place.objects.filter(level="province", path__startswith="/2021/").exclude(
        path__in=measured
    )[0]
    client = somebody(Role.PROVINCE, empty.path)
    for view, text in every_view(client, empty.path).items():
        assert re.search("Chưa có|chưa dự báo|không đo chỉ tiêu nào|Chưa nạp", text), view
        assert "<strong>0</strong>" not in text
    country = text_of(somebody(Role.AUDITOR, COUNTRY).get("/figures/"))
    assert "Không có số liệu nào (" in country
    assert f"{empty.name}" in country[country.index("Không có số liệu nào (") :]


def test_without_a_run_the_page_says_what_to_do(book: SmallCountry) -> None:
    LoadedRun.objects.all().delete()
    told = text_of(somebody(Role.AUDITOR, COUNTRY).get("/figures/"))
    assert "soat load" in told


def names_in_league(client: Client, **asked: str) -> list[str]:
    text = text_of(client.get("/figures/", asked))
    body = text[text.index('id="t-league"') :]
    return [unescape(one) for one in re.findall(r'href="/figures/at/[^"]*">([^<]*)</a>', body)]


def test_the_league_is_sorted_by_what_is_asked(commune: str) -> None:
    province = above(commune)[2]
    district = above(commune)[3]
    communes = Place.objects.filter(level="commune", path__startswith=district).order_by("path")
    names = ["Xã Đông", "Xã Dương", "Xã Ân", "Xã An", "Xã 10", "Xã 2"]
    for place, name, verified in zip(communes, names, (5, 4, 3, 2, 1, 0), strict=False):
        Place.objects.filter(path=place.path).update(name=name)
        Figure.objects.filter(place=place.path, measure="people_by_verdict").delete()
        Figure.objects.create(
            run_id=LoadedRun.objects.latest().run_id, as_of="2022-04-25", place=place.path,
            measure="people_by_verdict",
            cells={"verified": [verified, 10], "mismatch": [10 - verified, 10]},
        )  # fmt: skip
    client = somebody(Role.DISTRICT, district)
    assert province != district
    shown = [one for one in names_in_league(client, by="name") if one in names]
    assert shown == ["Xã 2", "Xã 10", "Xã An", "Xã Ân", "Xã Dương", "Xã Đông"]
    worst_first = [one for one in names_in_league(client, by="verified") if one in names]
    assert worst_first == list(reversed(names))
    most_wrong = [one for one in names_in_league(client, by="wrong") if one in names]
    assert most_wrong == list(reversed(names))
    assert names_in_league(client, by="' OR 1=1") == names_in_league(client)


def test_the_map_says_in_words_what_it_shows_in_colours(book: SmallCountry) -> None:
    client = somebody(Role.AUDITOR, COUNTRY)
    for epoch, provinces in (("2021", 63), ("2025", 34)):
        told = text_of(client.get("/figures/", {"epoch": epoch, "map": "verified"}))
        tiles = re.findall(r'class="tile (?:q\d|none)"', told)
        said = re.findall(r'aria-label="([^"]*): ([^"]*)"[^>]*(?:class="tile q\d"|href)', told)
        assert len(tiles) == provinces
        assert len(said) > 1
        assert "Chú giải" in told
    assert "Bản đồ ô" not in text_of(somebody(Role.PROVINCE, "/2021/p01/").get("/figures/"))


def test_the_work_is_projected_against_the_deadline(commune: str) -> None:
    run = LoadedRun.objects.latest()
    now = datetime.now(UTC)
    run.loaded_at = now - timedelta(days=40)
    run.save()
    for back in range(1, 29):
        day = today(now) - timedelta(days=back)
        DayCount.objects.create(place=commune, day=day, new=1, cleared=11)
    left = sum(CaseCount.objects.filter(place=commune).values_list("cases", flat=True))
    due = today(now) + timedelta(days=3)
    WorkList.objects.create(
        list_id="AAAA2222", place=commune, state=ListState.ISSUED, title="Sai tên", size=3,
        due_on=due, made_by="tests", made_at=NOW, changed_at=NOW,
    )  # fmt: skip
    client = somebody(Role.STATION, commune)
    told = text_of(client.get("/figures/", {"view": "work"}))
    end = today(now) + timedelta(days=-(-left // 10))
    assert f"Ngày dự kiến hết: {end:%d/%m/%Y}." in told
    assert f"Hạn {due:%d/%m/%Y}" in told
    assert "trễ khoảng" in told
    lists = told[told.index('id="t-lists"') :]
    assert "đã giao" in lists
    days = told[told.index('id="t-days"') :]
    assert days.count('<th scope="row">') == 28
    assert '<svg viewBox="0 0 640 220"' in told


def test_no_page_has_a_script_or_a_style(commune: str) -> None:
    client = somebody(Role.AUDITOR, COUNTRY)
    pages = [*every_view(client, COUNTRY).values(), text_of(client.get("/figures/definitions/"))]
    for text in pages:
        assert re.findall(r"<script(?! src=./static/)", text) == []
        assert "style=" not in text
        assert 'scope="col"' in text or "<dl>" in text


def test_pages_speak_english_by_switch(commune: str) -> None:
    client = somebody(Role.STATION, commune)
    client.cookies["soat_language"] = "en"
    said = every_view(client, commune)
    assert "Work and progress" in said["overview"]
    assert "From doses given to verified profiles" in said["people"]
    assert "Given, recorded, missing" in said["doses"]
