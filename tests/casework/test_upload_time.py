"""How long a file takes is said before, and the page that waits for it is led on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from soat.casework.models import Upload
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import Role
from soat.web.pages import site_door
from soat.web.pages import sitting as sitting_page
from tests.casework.at_site import AtSite, at_site, dose_desk, open_site
from tests.casework.conftest import NOW, SmallCountry
from tests.casework.test_pages import somebody
from tests.casework.test_uploads import BUOI, csv_of


@pytest.fixture
def at(book: SmallCountry, desk: RegisterDesk, monkeypatch: pytest.MonkeyPatch) -> AtSite:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    monkeypatch.setattr(site_door, "dose_desk", dose_desk)
    return at_site(open_site(), desk)


def test_a_page_that_waits_for_its_file_is_led_on(at: AtSite) -> None:
    client, asks = somebody(Role.SITE, at.site.place), {"HX-Request": "true"}
    file = SimpleUploadedFile("d.csv", csv_of(BUOI))
    answer = client.post("/uploads/", {"file": file}, headers=asks)
    made = Upload.objects.latest("pk")
    assert answer["HX-Redirect"] == f"/uploads/{made.pk}/"
    assert made.milliseconds > 0
    answer = client.post("/uploads/", {}, headers=asks)
    assert answer["HX-Redirect"] == "/uploads/"
    assert 'class="told error"' in client.get("/uploads/").content.decode()


@pytest.mark.parametrize(("rows", "said"), [(10, "11 giây"), (500, "4 giây")])
def test_how_long_a_file_takes_is_said_as_the_last_ones_did(
    at: AtSite, rows: int, said: str
) -> None:
    told = {"place": at.site.place, "digest": "x", "file_name": "x", "actor": "x", "at": NOW}
    counts = {"rows": rows, "accepted": rows, "duplicates": 0, "rejected": 0}
    Upload.objects.create(**told, **counts, milliseconds=4 * rows)
    page = somebody(Role.SITE, at.site.place).get("/uploads/").content.decode()
    assert f"1.000 dòng mất khoảng {said}" in page
