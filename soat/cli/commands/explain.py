"""`soat explain`: why this verdict, in sentences."""

from pathlib import Path
from typing import Annotated

import typer

from soat.cli.choices import Language, LanguageOption
from soat.cli.explanation_view import print_explanation
from soat.engine.explain.sentences import explain as explained
from soat.store.reporting.person_case import read_case

RunArgument = Annotated[
    Path, typer.Argument(metavar="RUN", help="A finished run folder · Thư mục kết quả")
]


def explain(
    run_folder: RunArgument,
    person_ref: Annotated[
        str,
        typer.Argument(metavar="PERSON_REF", help="The profile's reference · Mã hồ sơ người"),
    ],
    lang: LanguageOption = Language.VI,
) -> None:
    """Say why a person has this verdict · Vì sao một người có kết luận này.

    Shows personal data of that one person, on this terminal only.
    """
    case = read_case(run_folder, person_ref)
    print_explanation(case.verdict, explained(case, lang))
