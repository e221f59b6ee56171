"""`soat load` and `soat audit`: a run into the application's database, and its trail verified."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from soat.cli.application import application_room
from soat.cli.choices import Language, LanguageOption
from soat.cli.progress import progress_on_stderr
from soat.model.errors import ExitCode
from soat.model.messages import Message

audit_app = typer.Typer(
    name="audit",
    help="The audit trail of the application · Nhật ký của ứng dụng.",
    short_help="The audit trail · Nhật ký",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_LOADED = Message(
    "Đã nạp lần chạy {run_id}: {profiles} hồ sơ, {cases} trường hợp cần xử lý.",
    "Run {run_id} is loaded: {profiles} profiles, {cases} cases to be judged.",
)
_WHOLE = Message(
    "Nhật ký nguyên vẹn: {events} sự kiện, mã cuối {digest}. Hãy lưu mã này ở nơi khác.",
    "The trail is whole: {events} events, last digest {digest}. Keep that digest elsewhere.",
)
_BROKEN = Message(
    "Nhật ký đã bị thay đổi tại sự kiện: {numbers}. Đừng ghi thêm; so với bản sao lưu gần nhất.",
    "The trail was changed at events: {numbers}. Write nothing more; compare with a backup.",
)
_MOST_NAMED = 20


def load(
    run: Annotated[
        Path, typer.Argument(metavar="RUN", help="A finished run · Thư mục kết quả đã có")
    ],
    actor: Annotated[
        str, typer.Option(metavar="NAME", help="Who loads it, for the trail · Ai nạp")
    ] = "soat",
    lang: LanguageOption = Language.VI,
) -> None:
    """Bring a run into the application · Nạp kết quả vào ứng dụng."""
    room = application_room("loading.load")
    with progress_on_stderr() as progress:
        loaded = room.load(run, actor, datetime.now(UTC), progress)
    told = {"run_id": loaded.run_id, "profiles": loaded.profiles, "cases": loaded.cases}
    typer.echo(_LOADED.filled(**told).said_in(lang.value))


@audit_app.callback()
def _group() -> None:
    """The audit trail of the application · Nhật ký của ứng dụng."""


@audit_app.command("verify")
def verify(lang: LanguageOption = Language.VI) -> None:
    """Look for any change or gap in the trail · Tìm mọi thay đổi trong nhật ký."""
    checked = application_room("auditing").verified()
    if checked.faults:
        numbers = ", ".join(str(fault.number) for fault in checked.faults[:_MOST_NAMED])
        typer.echo(_BROKEN.filled(numbers=numbers).said_in(lang.value), err=True)
        raise typer.Exit(ExitCode.LIMIT_PASSED)
    told = {"events": checked.events, "digest": checked.last_digest}
    typer.echo(_WHOLE.filled(**told).said_in(lang.value))
