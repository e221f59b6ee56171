"""`soat register build`: standardise the population register once."""

from pathlib import Path
from typing import Annotated

import typer

from soat import journey
from soat.cli.choices import (
    CutOption,
    Language,
    LanguageOption,
    MaxRejectedOption,
    MemoryOption,
    ProfileOption,
    refuse_out_among_inputs,
)
from soat.cli.outcome import print_register_outcome
from soat.cli.progress import progress_on_stderr
from soat.model.run_settings import PEOPLE_IN_A_CUT, RegisterSettings

register_app = typer.Typer(
    name="register",
    help="The population register · Sổ dân cư.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@register_app.callback()
def _group() -> None:
    """The population register · Sổ dân cư."""


# One parameter is one option of the command.
@register_app.command("build")
def build(  # noqa: PLR0913
    register: Annotated[
        Path,
        typer.Argument(
            metavar="REGISTER",
            help="Parquet, CSV, CSV.gz or XLSX, or a folder of them · Tệp sổ dân cư",
        ),
    ],
    out: Annotated[
        Path, typer.Option(metavar="SNAPSHOT", help="Folder to make · Thư mục bản chụp sẽ tạo")
    ],
    profile: ProfileOption = "vn",
    memory_limit: MemoryOption = None,
    people_in_a_cut: CutOption = PEOPLE_IN_A_CUT,
    max_rejected: MaxRejectedOption = 0.2,
    look_up: Annotated[
        bool,
        typer.Option(
            help="Also lay out the index for looking up one person at once · "
            "Lập cả chỉ mục để tra từng người"
        ),
    ] = True,
    lang: LanguageOption = Language.VI,
) -> None:
    """Standardise the register once, for every later run · Chuẩn hóa sổ dân cư một lần."""
    settings = RegisterSettings(
        register=register,
        out=out,
        profile=profile,
        memory_limit=memory_limit,
        max_rejected_share=max_rejected,
        people_in_a_cut=people_in_a_cut,
        look_up=look_up,
    )
    refuse_out_among_inputs(out, (register,))
    with progress_on_stderr() as progress:
        folder = journey.build_register(settings, progress)
    print_register_outcome(folder, lang)
