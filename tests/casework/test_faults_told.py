"""A fault of the software: the page owns up to it, and whoever runs the application is told why."""

import io
import logging

import pytest
from django.test import Client

from soat.model.review_lists import Role
from soat.web.pages import home
from tests.casework.conftest import user_of


@pytest.mark.usefixtures("book")
def test_a_fault_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_way(*_: object) -> None:
        raise ZeroDivisionError("the floor gave way")

    (handler,) = logging.getLogger("django.request").handlers
    assert isinstance(handler, logging.StreamHandler)
    told = io.StringIO()
    monkeypatch.setattr(handler, "stream", told)
    monkeypatch.setattr(home, "place_of", gives_way)
    client = Client(raise_request_exception=False)
    client.force_login(user_of(Role.PROVINCE, "/2021/p01/"))
    answer = client.get("/", secure=True)
    assert answer.status_code == 500
    assert "Phần mềm gặp lỗi" in answer.content.decode()
    assert "the floor gave way" not in answer.content.decode()
    assert "gives_way" in told.getvalue()
    assert "the floor gave way" in told.getvalue()
