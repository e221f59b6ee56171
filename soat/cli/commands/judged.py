"""`soat decisions` and `soat retry`: judgements out for the next run, waiting records verified."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from soat.cli.application import application_room
from soat.cli.choices import Language, LanguageOption
from soat.model.errors import ExitCode
from soat.model.messages import Message

_EXPORTED = {
    "decisions": Message("Quyết định: {count}.", "Decisions: {count}."),
    "people": Message(
        "Hồ sơ đã sửa hoặc lập mới: {count}.", "Records corrected or made here: {count}."
    ),
    "doses": Message("Mũi tiêm nhập hoặc sửa: {count}.", "Doses entered or corrected: {count}."),
    "withdrawn": Message("Mũi tiêm bị rút: {count}.", "Doses withdrawn: {count}."),
    "daily_reports": Message("Ô báo cáo ngày: {count}.", "Cells of daily reports: {count}."),
}
_KEPT_HERE = Message(
    "Giữ trong ứng dụng, lần chạy không nhận loại này: {count} × {kind}.",
    "Kept by the application, no run takes this kind: {count} × {kind}.",
)
_RETRIED = Message(
    "Đã đối chiếu lại {told} hồ sơ, {settled} hồ sơ đã xong. Còn chờ: {waiting}.",
    "{told} records were verified again, {settled} of them are settled. Still waiting: {waiting}.",
)
_OUT_OF_REACH = Message(
    "Không mở được bản chụp sổ dân cư; {waiting} hồ sơ chờ tiếp. Hãy đặt SOAT_REGISTER, hoặc nạp "
    "lần chạy có bản chụp.",
    "The register is out of reach; {waiting} records go on waiting. Set SOAT_REGISTER, or load a "
    "run that has its snapshot.",
)


# One parameter is one option of the command.
def decisions(  # noqa: PLR0913
    out: Annotated[
        Path, typer.Option(metavar="J", help="Decisions, .parquet or .csv · Tệp quyết định")
    ],
    people: Annotated[
        Path | None, typer.Option(metavar="P", help="Records corrected or made · Hồ sơ đã sửa")
    ] = None,
    doses: Annotated[
        Path | None, typer.Option(metavar="D", help="Doses entered or corrected · Mũi tiêm")
    ] = None,
    withdrawn: Annotated[
        Path | None, typer.Option(metavar="W", help="Doses withdrawn · Mũi tiêm bị rút")
    ] = None,
    daily_reports: Annotated[
        Path | None, typer.Option(metavar="A", help="Daily reports · Báo cáo ngày")
    ] = None,
    lang: LanguageOption = Language.VI,
) -> None:
    """What people judged and corrected, as input of a run · Xuất quyết định cho lần chạy sau."""
    asked = {
        "decisions": out,
        "people": people,
        "doses": doses,
        "withdrawn": withdrawn,
        "daily_reports": daily_reports,
    }
    files = {name: file for name, file in asked.items() if file is not None}
    exported = application_room("exporting.export").export(files)
    for name, count in exported.rows.items():
        typer.echo(_EXPORTED[name].filled(count=count).said_in(lang.value))
    for kind, count in exported.kept_here.items():
        named = kind.sentence.said_in(lang.value)
        typer.echo(_KEPT_HERE.filled(count=count, kind=named).said_in(lang.value))


def retry(lang: LanguageOption = Language.VI) -> None:
    """Verify again what waits in the application · Đối chiếu lại hồ sơ đang chờ."""
    retried = application_room("retrying").retry_now(datetime.now(UTC))
    told = {"told": retried.told, "settled": retried.settled, "waiting": retried.waiting}
    if not retried.reached:
        typer.echo(_OUT_OF_REACH.filled(**told).said_in(lang.value), err=True)
        raise typer.Exit(ExitCode.INPUT_UNUSABLE)
    typer.echo(_RETRIED.filled(**told).said_in(lang.value))
