"""Where the bench finds its inputs and leaves its outputs."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out"
PROFILES = ROOT / "bench" / "profiles"
LINKAGE = ROOT.parent / "shared" / "data" / "linkage"


def out_folder(name: str) -> Path:
    """A folder of this name under `bench/out/`, made if it is not there."""
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
