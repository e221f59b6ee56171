"""`soat entries`: what vaccination sites entered in the application, for `soat update`."""

from pathlib import Path
from typing import Annotated

import typer

from soat.cli.application import application_room
from soat.cli.choices import Language, LanguageOption
from soat.model.messages import Message

_WRITTEN = Message(
    "Đã ghi {people} hồ sơ, {doses} mũi tiêm, {withdrawn} mũi bị rút, {daily_reports} ô báo cáo "
    "ngày. Tiếp theo: soat update RUN --people {out}/people.parquet --doses {out}/doses.parquet "
    "--daily-reports {out}/daily_reports.parquet --withdrawn {out}/withdrawn.parquet",
    "Written: {people} profiles, {doses} doses, {withdrawn} withdrawn doses, {daily_reports} cells "
    "of daily reports. Next: soat update RUN --people {out}/people.parquet "
    "--doses {out}/doses.parquet --daily-reports {out}/daily_reports.parquet "
    "--withdrawn {out}/withdrawn.parquet",
)


def entries(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="A new folder for the files · Thư mục mới")
    ],
    lang: LanguageOption = Language.VI,
) -> None:
    """Write what sites entered, for the next run · Xuất dữ liệu cơ sở đã nhập."""
    counts = application_room("sites.leaving").write_entries(out)
    typer.echo(_WRITTEN.filled(**counts, out=out).said_in(lang.value))
