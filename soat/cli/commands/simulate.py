"""`soat simulate`: a synthetic country with the truth kept apart."""

from pathlib import Path
from typing import Annotated

import typer

from soat.cli.choices import Language, LanguageOption
from soat.cli.outcome import print_country_outcome
from soat.cli.progress import progress_on_stderr
from soat.simulate.country import simulate as simulate_country
from soat.simulate.settings import SimulationSettings


def simulate(
    people: Annotated[
        int, typer.Option(metavar="N", min=1, help="Person profiles to make · Số hồ sơ người")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to make · Thư mục sẽ tạo")],
    seed: Annotated[
        int,
        typer.Option(
            metavar="S", min=0, help="The same seed gives the same country · Hạt giống ngẫu nhiên"
        ),
    ] = 1,
    scenario: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="vn-2022-04-25, clean, hostile, or a TOML file · Kịch bản",
        ),
    ] = "vn-2022-04-25",
    lang: LanguageOption = Language.VI,
) -> None:
    """Make a synthetic country, and keep the truth apart · Tạo dữ liệu mô phỏng."""
    settings = SimulationSettings(people=people, out=out, seed=seed, scenario=scenario)
    with progress_on_stderr() as progress:
        simulate_country(settings, progress)
    print_country_outcome(out, lang)
