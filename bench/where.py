"""Where the bench finds its inputs and leaves its outputs."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Another disk: SOAT_BENCH_OUT=/big/disk make bench
OUT = Path(os.environ.get("SOAT_BENCH_OUT", ROOT / "bench" / "out"))
PROFILES = ROOT / "bench" / "profiles"
LINKAGE = ROOT.parent / "shared" / "data" / "linkage"


def out_folder(name: str) -> Path:
    """A folder of this name under `bench/out/`, made if it is not there."""
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
