"""What a finished command says: what was made, and where to look next."""

from pathlib import Path
from shlex import quote

from rich.console import Console
from rich.text import Text

from soat.cli.report_view import print_report
from soat.cli.terminal import harmless
from soat.model.messages import Message
from soat.store.reporting.read_report import read_report

_RUN_MADE = Message("Kết quả nằm ở {folder}", "The results are in {folder}")
_NEXT = Message("Xem tiếp:", "Look next:")
_NEXT_COMMANDS = (
    ("soat report {folder} --level province", Message("từng tỉnh", "each province")),
    (
        "soat report {folder} --format html --out report.html",
        Message("trang có hình và sơ đồ, mở bằng trình duyệt", "a page with pictures and a map"),
    ),
    (
        "soat report {folder} --format xlsx --out report.xlsx",
        Message("bảng tính có đủ số liệu và định nghĩa", "a workbook with all figures defined"),
    ),
    (
        "soat explain {folder} PERSON_REF",
        Message("vì sao một người có kết luận như vậy", "why one person has this verdict"),
    ),
)
_REGISTER_MADE = Message(
    "Bản chụp sổ dân cư nằm ở {folder}", "The register snapshot is in {folder}"
)
_COUNTRY_MADE = Message("Dữ liệu mô phỏng nằm ở {folder}", "The synthetic country is in {folder}")


def print_run_outcome(folder: Path, language: str) -> None:
    """The national table of a fresh run, and what can be asked of it."""
    print_report(read_report(folder, "nation"), language)
    console = _console()
    console.print()
    made = Text(_RUN_MADE.said_in(language).format(folder=harmless(str(folder))), style="bold")
    console.print(made, soft_wrap=True)
    console.print(Text(_NEXT.said_in(language)))
    typed = harmless(quote(str(folder)))
    for command, purpose in _NEXT_COMMANDS:
        line = Text.assemble(
            "  ", (command.format(folder=typed), "cyan"), f"   {purpose.said_in(language)}"
        )
        console.print(line, soft_wrap=True)


def print_register_outcome(folder: Path, language: str) -> None:
    """Where the snapshot is."""
    made = _REGISTER_MADE.said_in(language).format(folder=harmless(str(folder)))
    _console().print(Text(made), soft_wrap=True)


def print_country_outcome(folder: Path, language: str) -> None:
    """Where the synthetic country is, and its files."""
    console = _console()
    made = _COUNTRY_MADE.said_in(language).format(folder=harmless(str(folder)))
    console.print(Text(made), soft_wrap=True)
    for entry in sorted(folder.iterdir()):
        name = f"  {harmless(entry.name)}{'/' if entry.is_dir() else ''}"
        console.print(Text(name), soft_wrap=True)


def _console() -> Console:
    return Console(highlight=False)
