"""What is shown when there is no page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what lies outside somebody's place."""
    return _told(request, _NOT_FOUND, 404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a form without its token, mostly."""
    return _told(request, _NOT_ALLOWED, 403)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500."""
    return _told(request, _OUR_FAULT, 500)


def _told(request: HttpRequest, message: Message, status: int) -> HttpResponse:
    return render(request, "fault.html", {"sentence": said(request, message)}, status=status)
