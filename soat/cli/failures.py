"""How a failure is told on the terminal: what happened, where, what to do, in both languages."""

import signal
import sys
import traceback

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from soat.cli.terminal import harmless
from soat.model.errors import ExitCode, MachineTrouble, SoatError
from soat.model.messages import Message

# What the shell itself gives a command that a signal ended: 128 and the signal's number.
ENDED_BY_SIGNAL = 128
INTERRUPTED = ENDED_BY_SIGNAL + signal.SIGINT

USAGE = Message(
    "Dùng sai lệnh. Xem cách dùng: soat --help, hoặc soat LỆNH --help.",
    "Wrong usage. See: soat --help, or soat COMMAND --help.",
)
STOPPED = Message(
    "Đã dừng theo yêu cầu. Không có kết quả dở dang nào được để lại.",
    "Stopped as asked. No unfinished result was left behind.",
)
# For what is written outside a run folder: a synthetic country, a report.
DISK_FULL = MachineTrouble(
    Message("Hết chỗ trên đĩa; không ghi kết quả nào.", "The disk is full; nothing was written."),
    "--out",
    Message("Giải phóng đĩa hoặc chọn ổ khác.", "Free some space or choose another disk."),
)
OUR_FAULT = Message(
    "Lỗi của phần mềm, không phải của bạn. Không có kết quả dở dang nào được để lại. "
    "Gửi nội dung ở trên cho người phụ trách; trong đó không có dữ liệu cá nhân.",
    "This is our fault, not yours. No unfinished result was left behind. "
    "Send the lines above to whoever looks after the software; they hold no personal data.",
)


def _console() -> Console:
    return Console(stderr=True, highlight=False)


def tell_error(error: SoatError) -> ExitCode:
    """Show a person's mistake as a panel on stderr; gives the exit code."""
    body = Group(
        Text(harmless(error.what.vi), style="bold"),
        Text(harmless(error.what.en)),
        Text(""),
        Text(f"→ {harmless(error.where)}", style="cyan", overflow="fold"),
        Text(""),
        Text(harmless(error.remedy.vi), style="bold"),
        Text(harmless(error.remedy.en)),
    )
    panel = Panel(body, title="Lỗi · Error", title_align="left", border_style="red", expand=False)
    _console().print(panel)
    return error.exit_code


def tell_usage() -> ExitCode:
    """Add what to do, in both languages, under the usage error that was just shown."""
    _tell(USAGE)
    return ExitCode.WRONG_USAGE


def tell_interrupted(by: int = signal.SIGINT) -> int:
    """Say that the command was stopped by a signal (Ctrl-C is one); gives the exit code."""
    _tell(STOPPED)
    return ENDED_BY_SIGNAL + by


def tell_bug(fault: BaseException) -> ExitCode:
    """Show where our own code failed: files and lines, never a value.

    Only our own exceptions' messages are shown: a database's message may quote personal data.
    """
    console = _console()
    for frame in traceback.extract_tb(fault.__traceback__):
        console.print(Text(f"  {frame.filename}:{frame.lineno} in {frame.name}"), soft_wrap=True)
    kind = f"{type(fault).__module__}.{type(fault).__name__}"
    told = f"{kind}: {fault}" if kind.startswith("soat.") else kind
    console.print(Text(told, style="bold red"), soft_wrap=True)
    _tell(OUR_FAULT)
    return ExitCode.OUR_FAULT


def _tell(message: Message) -> None:
    sys.stdout.flush()
    _console().print(Text(message.vi, style="bold"))
    _console().print(Text(message.en))
