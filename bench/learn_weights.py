"""Learn the shipped weights without labels: python -m bench.learn_weights OUT COUNTRY...

Each COUNTRY is a folder made by `soat simulate`; its truth is never opened. Strangers' shares and
matches' shares are learned on each by the engine's own learning steps and averaged.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from soat.backends.duckdb_backend import connect, run_stage
from soat.engine.intake.stages import people_intake, register_intake
from soat.engine.resolve.blocking import far_steps, near_steps, supported_step
from soat.engine.resolve.evidence import NUMBER_CLASSES, comparisons_of, evidence_steps
from soat.engine.resolve.households import phone_steps, sought_steps
from soat.engine.resolve.learning import learning_steps
from soat.engine.resolve.weights import Shares, load_weights
from soat.engine.standardize.register_facts import register_facts_stage
from soat.engine.standardize.stages import people_stage, register_stage
from soat.engine.verify.stages import verify_stage
from soat.model.messages import Message
from soat.model.profile import load_profile
from soat.model.stages import Stage
from soat.store.reading import read_table
from soat.store.work_tables import load_places

PROFILE = load_profile("vn")
COMPARISONS = comparisons_of(PROFILE)
Learned = tuple[Shares, dict[str, float]]
HEADER = """\
# Shares of agreement levels among pairs that are one person (m, given that the number alone did
# not settle them) and among strangers (u). Learned without labels by bench/learn_weights.py on
# {day} from {countries} (the mean of the runs).
# Levels judged by value take u from the register.
"""


def learned(country: Path) -> Learned:
    """The shares that the engine learns on one simulated country."""
    with TemporaryDirectory() as folder:
        connection = connect(Path(folder) / "spill")
        load_places(connection)
        read_table(connection, country / "register", "register", ())
        read_table(connection, country / "people", "people", ())
        stages = (
            register_intake((), 12),
            people_intake(()),
            register_stage(PROFILE),
            register_facts_stage(),
            people_stage(PROFILE),
            verify_stage(),
            _learning_stage(),
        )
        for stage in stages:
            run_stage(connection, stage)
        rows = connection.execute("SELECT field, level, m, u FROM weights").fetchall()
        absent = dict(connection.execute("FROM absent_shares").fetchall())
        connection.close()
    shares: Shares = {comparison.field: {} for comparison in COMPARISONS}
    for field, level, m, u in rows:
        shares[field][level] = {"m": m, "u": u}
    return shares, absent


def _learning_stage() -> Stage:
    steps = (
        supported_step(),
        *phone_steps(),
        *sought_steps(PROFILE),
        *far_steps(PROFILE),
        *near_steps(PROFILE),
        *evidence_steps(PROFILE, "candidate_pairs"),
        *learning_steps(PROFILE, COMPARISONS, load_weights("vn")),
    )
    gives = {"weights": ("field", "level", "m", "u"), "absent_shares": ("number_class",)}
    return Stage("learn", Message("", ""), {}, gives, steps)


def written(runs: list[Learned], countries: list[Path]) -> str:
    """The weights file: the mean of the runs."""
    names = ", ".join(country.name for country in countries)
    lines = [HEADER.format(day=datetime.now(UTC).date(), countries=names)]
    for comparison in COMPARISONS:
        lines.append(f"[fields.{comparison.field}]")
        for level in comparison.level_names:
            shares = [run[comparison.field][level] for run, _ in runs]
            m, u = (sum(share[key] for share in shares) / len(shares) for key in ("m", "u"))
            lines.append(f"{level} = {{ m = {m:.3g}, u = {u:.3g} }}")
        lines.append("")
    lines += ["# Of the people whose number is of each class, the share whom the register lacks."]
    lines += ["[absent]"]
    for kind in NUMBER_CLASSES:
        share = sum(absent[kind] for _, absent in runs) / len(runs)
        lines.append(f"{kind} = {share:.3g}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    out, countries = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    out.write_text(written([learned(country) for country in countries], countries), "utf-8")
