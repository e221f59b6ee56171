"""What is shown when there is no page."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soat.casework.at_once import is_at_once
from soat.model.messages import Message
from soat.web.language import said

_NOT_FOUND = Message(
    "Không có trang này, hoặc nó nằm ngoài địa bàn của bạn. Hãy quay lại danh sách.",
    "There is no such page, or it lies outside your place. Go back to the list.",
)
_NOT_ALLOWED = Message(
    "Trang đã mở quá lâu hoặc không do ứng dụng này gửi. Hãy tải lại trang rồi làm lại.",
    "The page was open for too long, or was not sent by this application. Reload it and try again.",
)
_OUR_FAULT = Message(
    "Phần mềm gặp lỗi; chưa có gì thay đổi. Hãy thử lại; nếu vẫn lỗi, báo người quản trị.",
    "The software failed; nothing was changed. Try again; if it fails again, tell whoever runs it.",
)
_AT_ONCE = Message(
    "Có người khác đang lưu cùng lúc nên lần này chưa thay đổi gì. Hãy đợi vài giây, quay lại "
    "trang trước và làm lại.",
    "Somebody else was saving at the same moment, so nothing was changed this time. Wait a few "
    "seconds, go back to the page before, and try again.",
)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what lies outside somebody's place."""
    return _told(request, _NOT_FOUND, 404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a form without its token, mostly."""
    return _told(request, _NOT_ALLOWED, 403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500; but 503 where two were only saving at the same moment, which is nobody's fault."""
    if is_at_once(sys.exception()):
        told = _told(request, _AT_ONCE, 503)
        told["Retry-After"] = "5"
        return told
    return _told(request, _OUR_FAULT, 500)


def _told(request: HttpRequest, message: Message, status: int) -> HttpResponse:
    return render(request, "fault.html", {"sentence": said(request, message)}, status=status)
