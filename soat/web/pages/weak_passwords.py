"""Why a new password is not taken, in the words of the page's language."""

from django.forms import BaseForm
from django.http import HttpRequest

from soat.model.messages import Message
from soat.web.language import said

_WEAK = {
    "password_too_short": Message(
        "Mật khẩu quá ngắn: hãy dùng ít nhất 8 ký tự.",
        "The password is too short: use 8 signs or more.",
    ),
    "password_too_common": Message(
        "Mật khẩu này quá thông dụng. Hãy dùng vài từ ghép lại mà chỉ bạn biết.",
        "The password is too common. Use a few words together that only you know.",
    ),
    "password_entirely_numeric": Message(
        "Mật khẩu không được chỉ gồm chữ số. Hãy thêm chữ.",
        "The password is nothing but digits. Add letters.",
    ),
    "password_too_similar": Message(
        "Mật khẩu quá giống tên đăng nhập. Hãy chọn mật khẩu khác.",
        "The password is too much like the user name. Choose another.",
    ),
    "password_mismatch": Message(
        "Hai lần gõ không giống nhau. Hãy gõ lại cả hai.",
        "The two are not the same. Type both again.",
    ),
}
_OTHER = Message("Hãy gõ mật khẩu mới vào cả hai ô.", "Type the new password in both fields.")


def why_weak(request: HttpRequest, form: BaseForm) -> list[str]:
    """One sentence for each fault of the form; none for a form that was not sent."""
    codes = [one.code for faults in form.errors.as_data().values() for one in faults]
    found = dict.fromkeys(_WEAK.get(code or "", _OTHER) for code in codes)
    return [said(request, message) for message in found]
