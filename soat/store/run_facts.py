"""What a run and a snapshot say of themselves: a name by digests, settings, inputs, counts."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import duckdb

from soat import __version__
from soat.model.profile import Profile
from soat.model.run_settings import RunSettings
from soat.register.snapshot import is_snapshot
from soat.store.answers import file_facts
from soat.store.earlier_run import earlier_run_id
from soat.store.reading import SourceFiles, TableCounts
from soat.store.run_folder import digest_of


def name_of_run(settings: RunSettings, profile: Profile, sources: Sequence[SourceFiles]) -> str:
    """A name that the same inputs and settings give again."""
    files = [f"{fact['table']}:{fact['sha256']}" for fact in file_facts(sources)]
    if is_snapshot(settings.register):
        files.append(digest_of([(settings.register / "manifest.json").read_text("utf-8")]))
    if settings.previous is not None:
        files.append(f"previous:{earlier_run_id(settings.previous)}")
    return digest_of([__version__, repr(profile), str(settings.as_of), *sorted(files)])


def facts_of_run(
    settings: RunSettings,
    run_id: str,
    sources: Sequence[SourceFiles],
    counts: Sequence[TableCounts],
) -> dict[str, object]:
    """What stands in run.json, the stages apart."""
    return {
        "run_id": run_id,
        "soat_version": __version__,
        "duckdb_version": duckdb.__version__,
        "settings": {
            name: value.name if isinstance(value, Path) else value
            for name, value in asdict(settings).items()
        },
        "inputs": file_facts(sources),
        "counts": [asdict(count) for count in counts],
    }


def about_snapshot(
    profile: Profile, sources: Sequence[SourceFiles], counts: Sequence[TableCounts]
) -> dict[str, object]:
    """What a snapshot's manifest says of where it came from."""
    return {
        "soat_version": __version__,
        "profile": profile.name,
        "sources": tuple(file_facts(sources)),
        "rejected": sum(count.rejected for count in counts),
    }
