"""Run uv with the package source that this computer's pip is set up for.

uv does not read pip's configuration. A site behind a mirror has usually told pip about it, so
what pip knows (`pip config list`) is handed on in uv's own environment variables. What is already
set for uv wins. Nothing is printed: an index address may hold a password.
"""

import ast
import os
import ssl
import subprocess
import sys
from pathlib import Path

UV = Path(__file__).resolve().parent.parent / ".tools" / "bin" / "uv"

# pip's setting -> uv's variable, and what stands between several values there.
VARIABLES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}
# Later sections override earlier ones, as pip reads them.
SECTIONS = ("global", "install", ":env:")


def pip_settings(listing: str) -> dict[str, str]:
    """The settings in `pip config list`'s output (lines such as `global.index-url='…'`)."""
    found: dict[tuple[int, str], str] = {}
    for line in listing.splitlines():
        key, equals, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if equals and section in SECTIONS:
            found[SECTIONS.index(section), name] = str(ast.literal_eval(value))
    return {name: value for (_, name), value in sorted(found.items())}


def uv_environment(settings: dict[str, str]) -> dict[str, str]:
    """The variables that tell uv the same; every install is hash-pinned, so any source will do."""
    environment = {"UV_PYTHON_DOWNLOADS": "never", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    for name, (variable, separator) in VARIABLES.items():
        if values := settings.get(name, "").split():
            environment[variable] = separator.join(values)
    return environment


def system_certificates() -> dict[str, str]:
    """Trust whom this computer trusts, as Debian's pip does: a site's proxy may sign for others.

    Where the computer holds no certificates at all, uv's own must do.
    """
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    holds_some = paths.cafile or (folder and folder.is_dir() and any(folder.iterdir()))
    return {"UV_SYSTEM_CERTS": "true"} if holds_some else {}


def main() -> None:
    """Replace this process by uv."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    settings = uv_environment(pip_settings(listing.stdout))
    os.environ.update(system_certificates() | settings | os.environ)
    os.execv(UV, [str(UV), *sys.argv[1:]])


if __name__ == "__main__":
    main()
