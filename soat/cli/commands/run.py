"""`soat run`: the whole journey, from files to a verdict for every person."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from soat import journey
from soat.cli.choices import (
    CutOption,
    Engine,
    Language,
    LanguageOption,
    MaxRejectedOption,
    MemoryOption,
    ProfileOption,
    refuse_out_among_inputs,
)
from soat.cli.clock import today
from soat.cli.outcome import print_run_outcome
from soat.cli.progress import progress_on_stderr
from soat.model.run_settings import PEOPLE_IN_A_CUT, RunSettings

_SOURCE = "Parquet, CSV, CSV.gz or XLSX, or a folder of them"
_RegisterOption = Annotated[
    Path,
    typer.Option(
        metavar="R",
        help="The population register: a file, a folder or a built snapshot · Sổ dân cư",
    ),
]
_PeopleOption = Annotated[
    Path, typer.Option(metavar="P", help=f"Person profiles: {_SOURCE} · Hồ sơ người")
]
_OutOption = Annotated[
    Path, typer.Option(metavar="RUN", help="Folder to make · Thư mục kết quả sẽ tạo")
]
_DosesOption = Annotated[
    Path | None, typer.Option(metavar="D", help=f"Doses: {_SOURCE} · Mũi tiêm")
]
_ReportsOption = Annotated[
    Path | None, typer.Option(metavar="A", help="Daily reports · Báo cáo ngày")
]
_SitesOption = Annotated[
    Path | None, typer.Option(metavar="S", help="Vaccination sites · Cơ sở tiêm chủng")
]
_DecisionsOption = Annotated[
    Path | None,
    typer.Option(metavar="J", help="Human judgements to obey · Quyết định của con người"),
]
_PreviousOption = Annotated[
    Path | None,
    typer.Option(
        metavar="RUN", help="The run before: its clocks go on · Lần chạy trước, nối thời gian"
    ),
]
_AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The day that figures are stated for; today if not said · Số liệu tính đến ngày",
    ),
]
_UpdatesOption = Annotated[
    bool,
    typer.Option(help="Keep what `soat update` needs · Giữ dữ liệu để cập nhật về sau"),
]
_EngineOption = Annotated[Engine, typer.Option(help="What does the work · Máy tính toán")]


# One parameter is one option of the command: this is the list that the contract gives.
def run(  # noqa: PLR0913
    register: _RegisterOption,
    people: _PeopleOption,
    out: _OutOption,
    doses: _DosesOption = None,
    daily_reports: _ReportsOption = None,
    sites: _SitesOption = None,
    decisions: _DecisionsOption = None,
    previous: _PreviousOption = None,
    as_of: _AsOfOption = None,
    engine: _EngineOption = Engine.DUCKDB,
    profile: ProfileOption = "vn",
    memory_limit: MemoryOption = None,
    people_in_a_cut: CutOption = PEOPLE_IN_A_CUT,
    max_rejected: MaxRejectedOption = 0.2,
    updates: _UpdatesOption = True,
    lang: LanguageOption = Language.VI,
) -> None:
    """Compare people with the register, check doses · Đối chiếu người, kiểm tra mũi tiêm."""
    settings = RunSettings(
        register=register,
        people=people,
        out=out,
        as_of=as_of.date() if as_of else today(),
        doses=doses,
        daily_reports=daily_reports,
        sites=sites,
        decisions=decisions,
        previous=previous,
        profile=profile,
        engine=engine.value,
        memory_limit=memory_limit,
        max_rejected_share=max_rejected,
        people_in_a_cut=people_in_a_cut,
        updates=updates,
    )
    inputs = (register, people, doses, daily_reports, sites, decisions, previous)
    refuse_out_among_inputs(out, inputs)
    with progress_on_stderr() as progress:
        folder = journey.run(settings, progress)
    print_run_outcome(folder, lang)
