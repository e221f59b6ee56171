"""How right each kind of repair of tier `safe` is, into the file that the application shows.

A country is simulated for each seed and scenario, the engine runs over it, and every safe repair is
held against the truth. Who approves a kind in bulk sees these figures beside the sample
(soat/casework/bulk/measured.toml).
"""

import argparse
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bench.country import country_of, fresh_folder, run_over
from bench.printing import console
from bench.repair_kinds import SafeRow, safe_by_kind
from bench.scored import AnswerFiles, open_answers
from bench.where import ROOT, out_folder

_TARGET = ROOT / "soat" / "casework" / "bulk" / "measured.toml"
_SCENARIOS = ("vn-2022-04-25", "hostile")
_HEAD = """\
# How right the repairs of tier `safe` are, by kind: written by `python -m bench.policy_precision`,
# never by hand. `repairs` were held against the truth of simulated countries; `wrong` of them would
# have written another person's value, or an error of the register's own, over the record.
"""


def measured_in(scenario: str, people: int, seed: int) -> list[SafeRow]:
    """The safe repairs of one country, by kind."""
    country = country_of(scenario, people, seed)
    run_folder = fresh_folder(out_folder("runs"), f"{scenario}-{people}")
    run_over(country, run_folder)
    with open_answers(AnswerFiles(country.folder, run_folder)) as con:
        return safe_by_kind(con)


def measured_file(options: argparse.Namespace) -> str:
    """The file's text."""
    repairs, wrong = Counter[str](), Counter[str]()
    lines = [_HEAD + f"measured_on = {datetime.now(UTC).date().isoformat()}", ""]
    for scenario in _SCENARIOS:
        lines += ["[[country]]", f'scenario = "{scenario}"']
        lines += [f"people = {options.people}", f"seed = {options.seed}", ""]
        for row in measured_in(scenario, options.people, options.seed):
            repairs[row.kind] += row.repairs
            wrong[row.kind] += row.wrong_person + row.register_wrong
    for kind, count in repairs.most_common():
        lines += ["[[line]]", f'kind = "{kind}"', f"repairs = {count}", f"wrong = {wrong[kind]}"]
        lines += [""]
    return "\n".join(lines)


def main() -> None:
    """Measure, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, default=_TARGET)
    options = parser.parse_args()
    options.out.write_text(measured_file(options), encoding="utf-8")
    console.print(f"Written: {options.out}")


if __name__ == "__main__":
    main()
