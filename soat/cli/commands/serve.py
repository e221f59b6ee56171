"""`soat serve` and `soat account`: the application on this computer, and who may sign in."""

import getpass
import importlib
import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from soat.cli.application import application_room
from soat.cli.choices import Language, LanguageOption
from soat.model.messages import Message
from soat.model.review_lists import Role

account_app = typer.Typer(
    name="account",
    help="Who may sign in to the application · Tài khoản của ứng dụng.",
    short_help="Who may sign in · Tài khoản",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_SERVED = Message(
    "Ứng dụng chạy ở http://{address}:{port}/ (Ctrl-C để dừng).",
    "The application runs at http://{address}:{port}/ (Ctrl-C ends it).",
)
_MADE = Message("Đã tạo tài khoản {name}.", "Account {name} is made.")
_RESET = Message(
    "Đã đặt mật khẩu mới cho {name} và bỏ xác thực hai lớp; mọi phiên đăng nhập đã kết thúc.",
    "Account {name} has a new password and no second factor; all its sessions are ended.",
)
_THREADS = 4
# A page that has not come by then is given up when the application is ended.
_ENDING_SECONDS = 20
_RETRY_EVERY = "60"
_PASSWORD = "SOAT_PASSWORD"


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port · Cổng")] = 8000,
    address: Annotated[
        str, typer.Option(metavar="HOST", help="Address to listen at · Địa chỉ lắng nghe")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes · Số tiến trình")] = 1,
    lang: LanguageOption = Language.VI,
) -> None:
    """Run the application · Chạy ứng dụng."""
    application_room("apps")
    # A look-up takes and gives back thousands of small pieces of memory (docs/how-to/look-up.md).
    os.environ.setdefault("GLIBC_TUNABLES", "glibc.malloc.tcache_count=2000")
    os.environ.setdefault("SOAT_RETRY_EVERY", _RETRY_EVERY)
    typer.echo(_SERVED.filled(address=address, port=port).said_in(lang.value))
    server = importlib.import_module("granian.server").Server(
        "soat.web.wsgi:application",
        address=address,
        port=port,
        interface="wsgi",
        workers=workers,
        blocking_threads=_THREADS,
        workers_kill_timeout=_ENDING_SECONDS,
        log_access=False,
    )
    server.serve()


@account_app.callback()
def _group() -> None:
    """Who may sign in to the application · Tài khoản của ứng dụng."""


@account_app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name to sign in · Tên đăng nhập")],
    role: Annotated[Role, typer.Option(help="What they are · Vai trò")],
    place: Annotated[
        str, typer.Option(metavar="PATH", help="Such as /2021/p01/d001/c00004/ · Địa bàn")
    ],
    lang: LanguageOption = Language.VI,
) -> None:
    """Make an account; its password is asked for, or SOAT_PASSWORD · Tạo tài khoản."""
    room = application_room("accounts")
    room.make_account(name, role, place, _password(), datetime.now(UTC))
    typer.echo(_MADE.filled(name=name).said_in(lang.value))


@account_app.command("reset")
def reset(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name to sign in · Tên đăng nhập")],
    lang: LanguageOption = Language.VI,
) -> None:
    """Set another password, take the second factor off · Đặt lại tài khoản."""
    room = application_room("accounts")
    room.reset_account(name, _password(), datetime.now(UTC))
    typer.echo(_RESET.filled(name=name).said_in(lang.value))


def _password() -> str:
    return os.environ.get(_PASSWORD) or getpass.getpass("Mật khẩu · Password: ")
