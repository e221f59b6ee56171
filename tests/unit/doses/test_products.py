"""Which vaccine a typed text names."""

import pytest

from soat.engine.standardize.products import products_step
from soat.model.schedule import load_schedule


def read(text: str, schedule: str = "vn") -> tuple[object, ...]:
    (answer,) = products_step("names", load_schedule(schedule), "").answers([text])
    return tuple(answer)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("AstraZeneca", "astrazeneca"),
        ("ASTRA  ZENECA", "astrazeneca"),
        ("AZD1222", "astrazeneca"),
        ("astrazenca", "astrazeneca"),
        ("Vắc xin COVID-19 AstraZeneca lô ABX123", "astrazeneca"),
        ("Comirnaty (Pfizer)", "pfizer"),
        ("Pfizer-BioNTech mũi 2", "pfizer"),
        ("spikevax (moderna)", "moderna"),
        ("vero", "vero_cell"),
        ("Vero-Cell (Sinopharm)", "vero_cell"),
        ("Sinopharm", "vero_cell"),
        ("Hayat - Vax", "hayat_vax"),
        ("Hayat-Vax (Sinopharm)", "hayat_vax"),
        ("Sputnik V", "sputnik_v"),
        ("Abdala (Cu Ba)", "abdala"),
        ("Johnson & Johnson", "janssen"),
        ("Pfizer / Moderna", None),
        ("viêm gan B", None),
        ("vắc xin", None),
        ("", None),
    ],
)
def test_the_product_that_is_meant(text, product):
    assert read(text)[0] == product


def test_products_of_one_family():
    assert read("Hayat-Vax")[1] == read("Vero Cell")[1] == "sinopharm"


def test_without_a_schedule_a_product_is_its_own_text():
    assert read("  Vắc-xin  Đậu mùa ", "none") == ("vac xin dau mua", "vac xin dau mua")
    assert read("Không", "none") == (None, None)
