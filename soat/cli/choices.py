"""The closed choices of options, and the options that several commands share."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from soat.model.errors import WrongUsage
from soat.model.messages import Message


class Language(StrEnum):
    """In which language the answer is written."""

    VI = "vi"
    EN = "en"


class Level(StrEnum):
    """For which places figures are given."""

    NATION = "nation"
    PROVINCE = "province"
    PROVINCE_2025 = "province_2025"
    DISTRICT = "district"
    COMMUNE = "commune"


class ReportFormat(StrEnum):
    """How figures are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    SVG = "svg"
    HTML = "html"


class Engine(StrEnum):
    """What runs the stages."""

    DUCKDB = "duckdb"
    SPARK = "spark"


_SIZE = re.compile(r"[0-9]+([.][0-9]+)? ?[KMGT]i?B", re.IGNORECASE)


def size_as_given(size: str | None) -> str | None:
    """The size unchanged. Raises WrongUsage when it is no number with a unit."""
    if size is not None and not _SIZE.fullmatch(size):
        raise WrongUsage(
            Message("Không hiểu mức bộ nhớ này.", "This amount of memory cannot be understood."),
            f"--memory-limit {size}",
            Message(
                "Viết một số và đơn vị, ví dụ 4GB hoặc 500MB.",
                "Write a number and a unit, such as 4GB or 500MB.",
            ),
        )
    return size


def refuse_out_among_inputs(out: Path, inputs: Iterable[Path | None]) -> None:
    """Raise WrongUsage when results would stand in an input folder, to be read by the next run."""
    place = out.resolve()
    for source in inputs:
        if source is not None and source.is_dir() and source.resolve() in place.parents:
            raise WrongUsage(
                Message(
                    "Thư mục kết quả nằm trong thư mục đầu vào.",
                    "The output folder stands inside an input folder.",
                ),
                f"--out {out}",
                Message("Chọn một nơi khác.", "Choose another place."),
            )


LanguageOption = Annotated[
    Language,
    typer.Option(
        "--lang", envvar="SOAT_LANG", help="Language of the answer · Ngôn ngữ của câu trả lời"
    ),
]
DeadlineOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Hold the projected end of the entry debt against this day · "
        "So dự báo hết nợ nhập liệu với hạn này",
    ),
]
MemoryOption = Annotated[
    str | None,
    typer.Option(
        metavar="SIZE",
        callback=size_as_given,
        help="Most memory for the engine, such as 4GB; beyond it, work spills to disk · "
        "Bộ nhớ tối đa, ví dụ 4GB; quá mức thì ghi tạm ra đĩa",
    ),
]
CutOption = Annotated[
    int,
    typer.Option(
        "--people-in-a-cut",
        metavar="N",
        min=1000,
        help="More people than this are worked through in pieces of so many · "
        "Nhiều người hơn số này thì làm từng phần",
    ),
]
ProfileOption = Annotated[
    str,
    typer.Option(metavar="vn|generic|FILE.toml", help="The country's rules · Bộ quy tắc"),
]
MaxRejectedOption = Annotated[
    float,
    typer.Option(
        metavar="SHARE",
        min=0.0,
        max=1.0,
        help="Stop when a table rejects a larger share of its rows · Dừng khi tỷ lệ dòng bị loại "
        "của một bảng vượt mức này",
    ),
]
