"""The route: every stage in order, from files to a verdict for every person. Read this first.

files ─ intake ─ standardize ─ verify ─ resolve ─ measure ─ run folder
register file ─ intake ─ standardize ─ snapshot ─┘
"""

from collections.abc import Callable
from contextlib import contextmanager
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from soat import __version__
from soat.backends.duckdb_backend import StageMeasure, connect, peak_memory, run_stage
from soat.engine.intake.stages import (
    daily_reports_intake,
    doses_intake,
    people_intake,
    register_intake,
    sites_intake,
)
from soat.engine.measure.stages import national_stage
from soat.engine.resolve.stages import resolve_stage
from soat.engine.standardize.stages import people_stage, register_stage
from soat.engine.verify.stages import verify_stage
from soat.model.errors import LimitPassed, WrongUsage
from soat.model.messages import Message
from soat.model.places import all_places
from soat.model.profile import Profile, load_profile
from soat.model.stages import Stage
from soat.model.tables import CANDIDATES, DOSES_TYPED, PERSONS, REJECTS, REPAIRS, VERDICTS
from soat.register.snapshot import is_snapshot, open_snapshot, write_snapshot
from soat.store.reading import SourceFiles, TableCounts, check, read_table
from soat.store.reporting.write_report import write_report
from soat.store.run_folder import built_aside, digest_of, write_json, write_query, write_table

Progress = Callable[[str, float], None]

# The share of a whole run that each leg takes, for the progress bar; measured at a million people.
_LEGS = {"intake": 0.2, "register": 0.25, "standardize": 0.15, "verify": 0.05, "resolve": 0.2}
_LEGS |= {"measure": 0.05, "write": 0.1}


@dataclass(frozen=True)
class RegisterSettings:
    """What `soat register build` is given."""

    register: Path
    out: Path
    profile: str = "vn"
    memory_limit: str | None = None
    max_rejected_share: float = 0.2


@dataclass(frozen=True)
class RunSettings:
    """What `soat run` is given. `as_of` is the day that figures are stated for."""

    register: Path
    people: Path
    out: Path
    as_of: date
    doses: Path | None = None
    daily_reports: Path | None = None
    sites: Path | None = None
    profile: str = "vn"
    engine: str = "duckdb"
    memory_limit: str | None = None
    max_rejected_share: float = 0.2


@dataclass
class Logbook:
    """What happened on the way: seconds, rows and memory by stage, files read, rows by place."""

    progress: Progress
    stages: list[StageMeasure] = field(default_factory=list)
    sources: list[SourceFiles] = field(default_factory=list)
    counts: list[TableCounts] = field(default_factory=list)
    done: float = 0.0

    def begin(self, leg: str) -> None:
        self.progress(leg, min(self.done, 0.99))

    def end(self, leg: str) -> None:
        self.done += _LEGS[leg]
        self.progress(leg, min(self.done, 1.0))


def build_register(settings: RegisterSettings, progress: Progress) -> Path:
    """Standardise a register once: a snapshot folder that every run and look-up can open."""
    profile = load_profile(settings.profile)
    logbook = Logbook(progress)
    with built_aside(settings.out) as folder, _workshop(folder, settings.memory_limit) as workshop:
        _standardized_register(
            workshop, settings.register, profile, settings.max_rejected_share, logbook
        )
        logbook.begin("write")
        write_snapshot(
            workshop,
            folder,
            {
                "soat_version": __version__,
                "profile": profile.name,
                "sources": tuple(_file_facts(logbook.sources)),
                "rejected": sum(count.rejected for count in logbook.counts),
            },
        )
        _write_rejects(workshop, folder, ("register",))
        logbook.end("write")
    return settings.out


def run(settings: RunSettings, progress: Progress) -> Path:
    """The whole journey; returns the finished run folder."""
    profile = load_profile(settings.profile)
    _refuse_engine(settings.engine)
    logbook = Logbook(progress)
    with built_aside(settings.out) as folder, _workshop(folder, settings.memory_limit) as workshop:
        _intake_records(workshop, settings, profile, logbook)
        _open_register(workshop, settings, profile, logbook)
        run_id = _run_id(settings, logbook)
        _pass(workshop, people_stage(profile), "standardize", logbook)
        _pass(workshop, verify_stage(profile), "verify", logbook)
        _pass(workshop, resolve_stage(profile, run_id), "resolve", logbook)
        _gather_rejects(workshop, _tables_read(logbook))
        _pass(workshop, national_stage(settings.as_of, run_id), "measure", logbook)
        logbook.begin("write")
        _write_results(workshop, folder, settings, run_id)
        logbook.end("write")
        write_json(folder / "run.json", _run_facts(settings, run_id, logbook))
    return settings.out


# ── legs ─────────────────────────────────────────────────────────────────────────────────────


def _pass(workshop: duckdb.DuckDBPyConnection, stage: Stage, leg: str, logbook: Logbook) -> None:
    logbook.begin(leg)
    began = logbook.done

    def on_step(done: int, steps: int) -> None:
        logbook.progress(leg, min(began + _LEGS[leg] * done / steps, 1.0))

    logbook.stages.append(run_stage(workshop, stage, on_step))
    logbook.end(leg)


def _intake_records(
    workshop: duckdb.DuckDBPyConnection, settings: RunSettings, profile: Profile, logbook: Logbook
) -> None:
    logbook.begin("intake")
    sources = {
        "people": (settings.people, people_intake(profile.extra_names)),
        "doses": (settings.doses, doses_intake()),
        "daily_reports": (settings.daily_reports, daily_reports_intake()),
        "sites": (settings.sites, sites_intake()),
    }
    for table, (path, stage) in sources.items():
        if path is not None:
            _intake(workshop, path, table, stage, profile, logbook)
    if settings.doses is None:
        columns = ", ".join(f"{column.name} {column.type}" for column in DOSES_TYPED.columns)
        workshop.execute(f"CREATE TABLE doses_typed ({columns})")
    _refuse_too_many_rejects(logbook.counts, settings.max_rejected_share)
    logbook.end("intake")


def _intake(
    workshop: duckdb.DuckDBPyConnection,
    path: Path,
    table: str,
    stage: Stage,
    profile: Profile,
    logbook: Logbook,
) -> None:
    extras = profile.extra_names if table in ("people", "register") else ()
    with peak_memory():
        source = read_table(workshop, path, table, extras)
    logbook.sources.append(source)
    logbook.stages.append(run_stage(workshop, stage))
    logbook.counts.append(check(workshop, source))


def _open_register(
    workshop: duckdb.DuckDBPyConnection, settings: RunSettings, profile: Profile, logbook: Logbook
) -> None:
    if not is_snapshot(settings.register):
        _standardized_register(
            workshop, settings.register, profile, settings.max_rejected_share, logbook
        )
        return
    logbook.begin("register")
    manifest = open_snapshot(workshop, settings.register)
    if manifest.profile != profile.name:
        raise WrongUsage(
            Message(
                f"Bản chụp sổ dân cư dùng cấu hình {manifest.profile}, lần chạy dùng {profile.name}.",
                f"The snapshot is of profile {manifest.profile}, the run of {profile.name}.",
            ),
            settings.register.name,
            Message("Dùng cùng một --profile.", "Give the same --profile to both."),
        )
    _load_places(workshop)
    logbook.end("register")


def _standardized_register(
    workshop: duckdb.DuckDBPyConnection,
    path: Path,
    profile: Profile,
    max_rejected_share: float,
    logbook: Logbook,
) -> None:
    logbook.begin("register")
    digits = 12 if profile.number_scheme == "vn" else None
    stage = register_intake(profile.extra_names, digits)
    _intake(workshop, path, "register", stage, profile, logbook)
    _refuse_too_many_rejects(logbook.counts, max_rejected_share)
    _load_places(workshop)
    logbook.stages.append(run_stage(workshop, register_stage(profile)))
    workshop.execute("DROP TABLE IF EXISTS register_typed")
    logbook.end("register")


# ── doors and walls ──────────────────────────────────────────────────────────────────────────


@contextmanager
def _workshop(folder: Path, memory_limit: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A working database beside the results, gone when the block ends."""
    with TemporaryDirectory(prefix="workshop-", dir=folder) as bench:
        connection = connect(Path(bench) / "working.duckdb", Path(bench) / "spill", memory_limit)
        try:
            yield connection
        finally:
            connection.close()


def _load_places(workshop: duckdb.DuckDBPyConnection) -> None:
    rows = [asdict(place) for place in all_places()]
    workshop.register("_places", pa.Table.from_pylist(rows))
    workshop.execute("CREATE OR REPLACE TABLE places AS FROM _places")
    workshop.unregister("_places")


def _refuse_engine(engine: str) -> None:
    if engine != "duckdb":
        raise WrongUsage(
            Message("Chưa có máy tính toán này.", "There is no such engine yet."),
            f"--engine {engine}",
            Message("Dùng --engine duckdb.", "Use --engine duckdb."),
        )


def _refuse_too_many_rejects(counts: list[TableCounts], limit: float) -> None:
    over = [count for count in counts if count.rejected_share > limit]
    if over:
        told = ", ".join(f"{count.table} {count.rejected}/{count.read}" for count in over)
        raise LimitPassed(
            Message(
                f"Quá nhiều dòng bị loại ({limit:.0%} là giới hạn).",
                f"Too many rows were rejected (the limit is {limit:.0%}).",
            ),
            told,
            Message(
                "Kiểm tra tiêu đề cột và dạng dữ liệu, hoặc nâng --max-rejected.",
                "Check headings and value forms, or raise --max-rejected.",
            ),
        )


# ── results ──────────────────────────────────────────────────────────────────────────────────


def _tables_read(logbook: Logbook) -> tuple[str, ...]:
    return tuple(source.table for source in logbook.sources)


def _gather_rejects(workshop: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> None:
    union = " UNION ALL ".join(f"FROM {table}_rejected" for table in tables)
    workshop.execute(f"CREATE OR REPLACE TABLE rejects AS {union}")


def _write_rejects(
    workshop: duckdb.DuckDBPyConnection, folder: Path, tables: tuple[str, ...]
) -> None:
    _gather_rejects(workshop, tables)
    write_table(workshop, REJECTS, folder / "rejects.parquet", '"table", file, row_number, raw')


def _write_results(
    workshop: duckdb.DuckDBPyConnection, folder: Path, settings: RunSettings, run_id: str
) -> None:
    write_table(workshop, VERDICTS, folder / "verdicts.parquet", "person_ref")
    write_table(workshop, REPAIRS, folder / "repairs.parquet", "person_ref, field")
    write_table(workshop, PERSONS, folder / "persons.parquet", "person_ref")
    write_table(workshop, REJECTS, folder / "rejects.parquet", '"table", file, row_number, raw')
    write_query(
        workshop, "FROM candidates ORDER BY person_ref, rank", folder / "candidates.parquet"
    )
    write_query(workshop, _EVIDENCE, folder / "evidence.parquet")
    write_query(workshop, _COMPARED, folder / "compared.parquet")
    write_report(workshop, folder, run_id, settings.as_of)


# What `soat explain` needs beside the contract's tables: the evidence with the register's values,
# and the record as typed, for everyone whom the exact pass did not settle.
_EVIDENCE = """SELECT e.*, r.full_name AS register_full_name, r.birth_text AS register_birth_text,
        r.sex AS register_sex, r.residence_code AS register_residence_code
    FROM evidence_kept e JOIN register_comparable r ON e.citizen_id = r.citizen_id
    ORDER BY e.person_ref, e.rank"""
_COMPARED = """SELECT u.person_ref, u.number_text, u.full_name, u.birth_text, u.sex,
        u.residence_code
    FROM unsettled_people u ORDER BY u.person_ref"""


def _run_id(settings: RunSettings, logbook: Logbook) -> str:
    """A name that the same inputs and settings give again."""
    files = [f"{fact['table']}:{fact['sha256']}" for fact in _file_facts(logbook.sources)]
    if is_snapshot(settings.register):
        files.append(digest_of([(settings.register / "manifest.json").read_text("utf-8")]))
    return digest_of([__version__, settings.profile, str(settings.as_of), *sorted(files)])


def _file_facts(sources: list[SourceFiles]) -> list[dict[str, object]]:
    return [
        {
            "table": source.table,
            "file": file.name,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "rows": file.rows,
            "encoding": file.encoding,
            "headings": file.headings,
        }
        for source in sources
        for file in source.files
    ]


def _run_facts(settings: RunSettings, run_id: str, logbook: Logbook) -> dict[str, object]:
    return {
        "run_id": run_id,
        "soat_version": __version__,
        "duckdb_version": duckdb.__version__,
        "settings": {
            name: value.name if isinstance(value, Path) else value
            for name, value in asdict(settings).items()
        },
        "inputs": _file_facts(logbook.sources),
        "counts": [asdict(count) for count in logbook.counts],
        "stages": [asdict(stage) for stage in logbook.stages],
    }
