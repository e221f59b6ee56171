"""A whole country's answers against its truth, in columns: links, verdicts, repairs, doses.

The measures and targets are those of bench.accuracy; the comparison is made on disk. Run as
`python -m bench.national_accuracy COUNTRY RUN FOLDER`; FOLDER gets `accuracy.json`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.country import country_in
from bench.dose_answers import open_dose_answers
from bench.dose_measures import dose_measures
from bench.figures import Measure
from bench.measures import TARGETS, all_measures
from bench.scored import AnswerFiles, open_answers


def country_measures(country: Path, run: Path, folder: Path) -> list[Measure]:
    """Every measure of people, then of doses; each has a database of its own, deleted after."""
    files = AnswerFiles(country, run)
    targets = TARGETS[country_in(country).scenario]
    with open_answers(files, folder) as con:
        measures = all_measures(con, targets)
    (folder / "answers.duckdb").unlink()
    with open_dose_answers(files, folder) as con:
        measures += dose_measures(con)
    (folder / "answers.duckdb").unlink()
    return measures


def main(country: str, run: str, folder: str) -> None:
    """Compare and leave the measures."""
    measures = country_measures(Path(country), Path(run), Path(folder))
    told = [{**asdict(m), "value": m.value, "mark": m.mark} for m in measures]
    target = Path(folder) / "accuracy.json"
    target.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
