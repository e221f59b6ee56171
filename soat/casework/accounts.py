"""Accounts: who signs in, in which role, at which place."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from soat.casework.auditing import MACHINE, Act, write_event
from soat.casework.models import Place, User
from soat.casework.people.locks import unlock
from soat.casework.people.second_factors import take_off_second_factor
from soat.casework.people.sessions import end_sessions
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.model.review_lists import PlaceLevel, Role
from soat.review.roles import refusal_of_level

_WHERE = "accounts"


def make_account(name: str, role: Role, place: str, password: str, at: datetime) -> User:
    """Make an account, from the computer that the application runs on. Raises WrongUsage."""
    _refuse_unfit(role, place)
    _refuse_password(password)
    with transaction.atomic():
        if User.objects.filter(username__iexact=name).exists():
            raise _wrong(
                Message("Tên đăng nhập này đã có.", "There is an account of this name."),
                Message("Chọn tên khác.", "Choose another name."),
            )
        made = User.objects.create_user(name, password=password, role=role.value, place=place)
        after: dict[str, object] = {"role": role.value, "place": place}
        write_event(Act(MACHINE, place, "account_made", name, at, None, after))
    return made


def reset_account(name: str, password: str, at: datetime) -> User:
    """Another password, and no second factor any more: for who has nobody above them, and lost the
    telephone. From the computer that the application runs on. Raises WrongUsage."""
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(username=name).first()
        if user is None:
            raise _wrong(
                Message("Không có tài khoản này.", "There is no such account."),
                Message("Kiểm tra tên đăng nhập.", "Check the user name."),
            )
        _refuse_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sessions(user)
        unlock(user)
        taken = take_off_second_factor(user)
        after: dict[str, object] = {"second_factor_taken_off": taken}
        write_event(Act(MACHINE, user.place, "account_reset", name, at, None, after))
    return user


def _refuse_unfit(role: Role, path: str) -> None:
    place = Place.objects.filter(path=path).first()
    if place is None:
        raise _wrong(
            Message("Không có nơi này trong cây địa bàn.", "There is no such place."),
            Message(
                "Dùng dạng /2021/p01/d001/c00004/ với mã của danh mục; nạp lần chạy trước.",
                "Use the form /2021/p01/d001/c00004/ with listed codes; load a run first.",
            ),
        )
    refused = refusal_of_level(role, PlaceLevel(place.level))
    if refused is not None:
        raise _wrong(refused, Message("Chọn nơi khác.", "Choose another place."))


def _refuse_password(password: str, user: User | None = None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise _wrong(
            Message("Mật khẩu quá yếu.", "The password is too weak."),
            Message(
                "Dùng ít nhất 8 ký tự, không chỉ chữ số, không phải từ thông dụng.",
                "Use 8 signs or more, not digits alone, and no common word.",
            ),
        ) from weak


def _wrong(what: Message, remedy: Message) -> WrongUsage:
    return WrongUsage(what, _WHERE, remedy)
