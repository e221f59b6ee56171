"""Returned files, kept byte for byte as they came, each under its digest and no other name."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ArchiveDamaged(Exception):
    """What lies under a digest is not what was put there."""


def put(content: bytes) -> str:
    """Keep the bytes; their SHA-256, under which they lie. They are on the disk when this ends."""
    digest = hashlib.sha256(content).hexdigest()
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / digest).exists() and _is_whole(folder / digest, digest):
        return digest
    handle, name = tempfile.mkstemp(prefix=".", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, folder / digest)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def content_of(digest: str) -> bytes:
    """The bytes of that digest. Raises ArchiveDamaged when they are gone or changed."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    try:
        content = (_folder() / digest).read_bytes()
    except OSError as fault:
        raise ArchiveDamaged from fault
    if hashlib.sha256(content).hexdigest() != digest:
        raise ArchiveDamaged
    return content


def _is_whole(path: Path, digest: str) -> bool:
    return hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _folder() -> Path:
    return Path(settings.HOME) / "archive"
