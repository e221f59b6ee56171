"""The command `soat`: all commands, and the one place where failures become exit codes."""

import errno
import os
import sys
from collections.abc import Sequence

import typer

from soat.cli.commands.entries import entries
from soat.cli.commands.explain import explain
from soat.cli.commands.judged import decisions, retry
from soat.cli.commands.load import audit_app, load
from soat.cli.commands.register import register_app
from soat.cli.commands.report import report
from soat.cli.commands.run import run
from soat.cli.commands.serve import account_app, serve
from soat.cli.commands.simulate import simulate
from soat.cli.commands.update import update
from soat.cli.commands.version import version
from soat.cli.failures import (
    DISK_FULL,
    INTERRUPTED,
    tell_bug,
    tell_error,
    tell_interrupted,
    tell_usage,
)
from soat.cli.interruption import watching_for_interruption
from soat.cli.terminal import write_whatever_comes
from soat.model.errors import ExitCode, SoatError, WrongUsage
from soat.model.messages import Message

app = typer.Typer(
    name="soat",
    help="Soát: verified vaccination records, from files to a verdict for every person.\n\n"
    "Rà soát dữ liệu tiêm chủng: từ tệp dữ liệu đến kết luận cho từng người.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command(short_help="A synthetic country · Tạo dữ liệu mô phỏng")(simulate)
app.command(short_help="Files to verdicts · Đối chiếu với sổ dân cư")(run)
app.command(short_help="Only what changed · Cập nhật phần thay đổi")(update)
app.command(short_help="The national table · Bảng tổng hợp")(report)
app.command(short_help="Why this verdict · Vì sao kết luận như vậy")(explain)
app.command(short_help="A run into the application · Nạp vào ứng dụng")(load)
app.command(short_help="Judgements out of it · Xuất quyết định")(decisions)
app.command(short_help="Verify what waits · Đối chiếu lại hồ sơ chờ")(retry)
app.command(short_help="What sites entered · Xuất dữ liệu đã nhập")(entries)
app.command(short_help="The application · Chạy ứng dụng")(serve)
app.command(short_help="Which version this is · Phiên bản")(version)
app.add_typer(register_app)
app.add_typer(account_app)
app.add_typer(audit_app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with the contract's exit code."""
    write_whatever_comes()
    sys.exit(exit_code_of(sys.argv[1:] if arguments is None else arguments))


def exit_code_of(arguments: Sequence[str]) -> int:
    """Run the command; whatever happens has been told to the person when this returns."""
    with watching_for_interruption() as interruption:
        failure = _failure_of(arguments)
    if interruption.asked_by is not None:
        return tell_interrupted(interruption.asked_by)
    return _told(failure)


def _failure_of(arguments: Sequence[str]) -> BaseException | None:
    try:
        _refuse_unwritable(arguments)
        typer.main.get_command(app).main(args=list(arguments), prog_name="soat")
    except (Exception, SystemExit, KeyboardInterrupt) as failure:
        return failure
    return None


def _refuse_unwritable(arguments: Sequence[str]) -> None:
    # A byte that is no UTF-8 can stand in a path, but not in a database or a result.
    if any(0xD800 <= ord(sign) <= 0xDFFF for argument in arguments for sign in argument):
        raise WrongUsage(
            Message("Đường dẫn có ký tự không phải UTF-8.", "A path is not written in UTF-8."),
            " ".join(arguments),
            Message("Đổi tên tệp hoặc thư mục.", "Rename the file or folder."),
        )


def _told(failure: BaseException | None) -> int:
    if failure is None:
        return ExitCode.DONE
    if isinstance(failure, SoatError):
        return tell_error(failure)
    if isinstance(failure, KeyboardInterrupt):
        return tell_interrupted()
    # typer answers a closed pipe with an exit of its own.
    if isinstance(failure, BrokenPipeError) or isinstance(failure.__context__, BrokenPipeError):
        return _reader_gone()
    if isinstance(failure, SystemExit):
        return _after_exit(failure.code)
    if isinstance(failure, OSError) and failure.errno == errno.ENOSPC:
        return tell_error(DISK_FULL)
    return tell_bug(failure)


def _reader_gone() -> int:
    # `soat report RUN | head`: the reader has seen enough. What Python would still write at its end
    # goes nowhere, instead of into another complaint.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


def _after_exit(code: object) -> int:
    # typer has already shown its own message; it leaves with 2 for wrong usage, 130 for Ctrl-C.
    if code == ExitCode.WRONG_USAGE:
        return tell_usage()
    if code == INTERRUPTED:
        return tell_interrupted()
    return code if isinstance(code, int) else ExitCode.DONE


if __name__ == "__main__":
    main()
