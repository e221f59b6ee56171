"""`soat update`: the rows that changed, and the run as it is now."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from soat import changes
from soat.cli.choices import (
    Language,
    LanguageOption,
    MaxRejectedOption,
    MemoryOption,
    refuse_out_among_inputs,
)
from soat.cli.outcome import print_run_outcome
from soat.cli.progress import progress_on_stderr
from soat.model.run_settings import UpdateSettings

_RunArgument = Annotated[
    Path, typer.Argument(metavar="RUN", help="A finished run · Thư mục kết quả đã có")
]
_PeopleOption = Annotated[
    Path | None,
    typer.Option(metavar="P", help="Profiles, new or corrected · Hồ sơ mới hoặc đã sửa"),
]
_DosesOption = Annotated[
    Path | None,
    typer.Option(metavar="D", help="Doses, new or corrected · Mũi tiêm mới hoặc đã sửa"),
]
_ReportsOption = Annotated[
    Path | None,
    typer.Option(metavar="A", help="Daily reports; the last word holds · Báo cáo ngày mới"),
]
_SitesOption = Annotated[
    Path | None, typer.Option(metavar="S", help="Sites, new or corrected · Cơ sở mới hoặc đã sửa")
]
_DecisionsOption = Annotated[
    Path | None, typer.Option(metavar="J", help="More human judgements · Quyết định thêm")
]
_WithdrawnOption = Annotated[
    Path | None,
    typer.Option(
        metavar="W", help="Profiles and doses that stand no more · Hồ sơ và mũi tiêm bị rút"
    ),
]
_RegisterOption = Annotated[
    Path | None,
    typer.Option(
        metavar="R", help="The register as it is now: settles everybody again · Sổ dân cư mới"
    ),
]
_AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Another day for the figures: settles everybody again · Số liệu tính đến ngày khác",
    ),
]
_OutOption = Annotated[
    Path | None,
    typer.Option(metavar="NEW", help="Leave RUN as it is and make this folder · Thư mục khác"),
]


# One parameter is one option of the command.
def update(  # noqa: PLR0913
    run: _RunArgument,
    people: _PeopleOption = None,
    doses: _DosesOption = None,
    daily_reports: _ReportsOption = None,
    sites: _SitesOption = None,
    decisions: _DecisionsOption = None,
    withdrawn: _WithdrawnOption = None,
    register: _RegisterOption = None,
    as_of: _AsOfOption = None,
    out: _OutOption = None,
    memory_limit: MemoryOption = None,
    max_rejected: MaxRejectedOption = 0.2,
    lang: LanguageOption = Language.VI,
) -> None:
    """Work what changed into a finished run · Cập nhật kết quả theo những gì thay đổi."""
    settings = UpdateSettings(
        run=run,
        people=people,
        doses=doses,
        daily_reports=daily_reports,
        sites=sites,
        decisions=decisions,
        withdrawn=withdrawn,
        register=register,
        as_of=as_of.date() if as_of else None,
        out=out,
        memory_limit=memory_limit,
        max_rejected_share=max_rejected,
    )
    inputs = (people, doses, daily_reports, sites, decisions, withdrawn, register)
    refuse_out_among_inputs(out or run, inputs)
    with progress_on_stderr() as progress:
        folder = changes.update(settings, progress)
    print_run_outcome(folder, lang)
