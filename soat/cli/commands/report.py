"""`soat report`: the national table, as a person or a program wants it."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from soat.cli.choices import Language, LanguageOption, Level, ReportFormat
from soat.cli.commands.explain import RunArgument
from soat.cli.report_view import plain_report, print_report
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.store.reporting.csv_report import csv_bytes
from soat.store.reporting.one_file import written_whole
from soat.store.reporting.picture import svg_picture
from soat.store.reporting.read_report import read_report
from soat.store.reporting.report_json import report_document
from soat.store.reporting.xlsx_report import xlsx_bytes


def report(
    run_folder: RunArgument,
    report_format: Annotated[
        ReportFormat, typer.Option("--format", help="How to write it · Dạng kết quả")
    ] = ReportFormat.TABLE,
    level: Annotated[
        Level,
        typer.Option(help="For which places (an xlsx file holds them all) · Theo cấp địa bàn nào"),
    ] = Level.NATION,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file · Ghi ra tệp này")
    ] = None,
    lang: LanguageOption = Language.VI,
) -> None:
    """Show the national table of a run · Xem bảng tổng hợp của một lần chạy."""
    if report_format is ReportFormat.XLSX:
        _write(xlsx_bytes(run_folder, lang), _needed(out))
        return
    figures = read_report(run_folder, level)
    if report_format is ReportFormat.CSV:
        _write(csv_bytes(figures, lang), out)
    elif report_format is ReportFormat.JSON:
        document = report_document(figures.run_id, figures.as_of, figures.figures)
        _write((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(), out)
    elif report_format is ReportFormat.SVG:
        places = figures if level is not Level.NATION else read_report(run_folder, Level.PROVINCE)
        picture = svg_picture(read_report(run_folder, Level.NATION), places, lang)
        _write(picture.encode(), out)
    elif out is not None:
        _write(plain_report(figures, lang).encode(), out)
    else:
        print_report(figures, lang)


def _needed(out: Path | None) -> Path:
    if out is None:
        raise WrongUsage(
            Message("Tệp XLSX cần một tên tệp.", "A workbook needs a file to be written to."),
            "--format xlsx",
            Message("Thêm --out bao-cao.xlsx.", "Add --out report.xlsx."),
        )
    return out


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with written_whole(out) as unfinished:
        unfinished.write_bytes(content)
