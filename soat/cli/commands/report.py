"""`soat report`: the national table, as a person or a program wants it."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from soat.cli.choices import DeadlineOption, Language, LanguageOption, Level, ReportFormat
from soat.cli.commands.explain import RunArgument
from soat.cli.definition_view import print_definition
from soat.cli.report_view import plain_report, print_report
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.store.reporting.csv_report import report_csv
from soat.store.reporting.html.page import PageFigures, html_page
from soat.store.reporting.one_file import written_whole
from soat.store.reporting.picture import svg_picture
from soat.store.reporting.place_columns import PLACE_DEFINITIONS
from soat.store.reporting.read_report import read_report
from soat.store.reporting.report_json import report_document
from soat.store.reporting.xlsx_report import xlsx_bytes


def report(  # noqa: PLR0913  (each is an option of the command)
    run_folder: RunArgument,
    report_format: Annotated[
        ReportFormat, typer.Option("--format", help="How to write it · Dạng kết quả")
    ] = ReportFormat.TABLE,
    level: Annotated[
        Level,
        typer.Option(help="For which places (xlsx and html hold several) · Theo cấp địa bàn nào"),
    ] = Level.NATION,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file · Ghi ra tệp này")
    ] = None,
    define: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Explain this figure · Giải thích một số liệu"),
    ] = None,
    deadline: DeadlineOption = None,
    lang: LanguageOption = Language.VI,
) -> None:
    """Show the national table of a run · Xem bảng tổng hợp của một lần chạy."""
    due = deadline.date() if deadline else None
    if define is not None:
        print_definition(run_folder, define, lang)
    elif report_format is ReportFormat.TABLE:
        _show(run_folder, level, lang, out, due)
    elif report_format in (ReportFormat.XLSX, ReportFormat.HTML):
        file = _needed(out, report_format)
        _write(_document(run_folder, report_format, lang, due), file)
    else:
        _write(_text(run_folder, report_format, level, lang), out)


def _show(
    run_folder: Path, level: Level, lang: Language, out: Path | None, due: date | None
) -> None:
    figures = read_report(run_folder, level)
    if out is not None:
        _write(plain_report(figures, lang, due).encode(), out)
    else:
        print_report(figures, lang, due)


def _document(
    run_folder: Path, report_format: ReportFormat, lang: Language, due: date | None
) -> bytes:
    if report_format is ReportFormat.XLSX:
        return xlsx_bytes(run_folder, lang)
    nation = read_report(run_folder, Level.NATION)
    provinces, merged = (
        read_report(run_folder, level, PLACE_DEFINITIONS)
        for level in (Level.PROVINCE, Level.PROVINCE_2025)
    )
    return html_page(PageFigures(nation, provinces, merged, due), lang).encode()


def _text(run_folder: Path, report_format: ReportFormat, level: Level, lang: Language) -> bytes:
    figures = read_report(run_folder, level)
    if report_format is ReportFormat.CSV:
        return report_csv(figures, lang)
    if report_format is ReportFormat.JSON:
        document = report_document(figures.run_id, figures.as_of, figures.figures)
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    places = figures if level is not Level.NATION else read_report(run_folder, Level.PROVINCE)
    return svg_picture(read_report(run_folder, Level.NATION), places, lang).encode()


def _needed(out: Path | None, report_format: ReportFormat) -> Path:
    if out is None:
        name = report_format.value
        raise WrongUsage(
            Message(f"Dạng {name} cần một tên tệp.", f"A report as {name} needs a file."),
            f"--format {name}",
            Message(f"Thêm --out bao-cao.{name}.", f"Add --out report.{name}."),
        )
    return out


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with written_whole(out) as unfinished:
        unfinished.write_bytes(content)
