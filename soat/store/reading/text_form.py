"""How a text file is written: its encoding, and whether it is text at all."""

import codecs
import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, cast

from soat.store.reading import faults

UTF_8, UTF_16, WINDOWS_1258, WINDOWS_1252 = "utf-8-sig", "utf-16", "cp1258", "cp1252"
DAMAGED = "\ufffd"
NOTHING = "\0"
HEAD_BYTES = 1 << 18
_CHUNK = 1 << 20
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_ON_VOWEL = re.compile(f"[aeiouyăâêôơư][{_TONES}]", re.IGNORECASE)
_TONE_SHARE = 0.8
# Signs that no text holds. A few, as left by a failing disk, cost their rows; many are no text.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01


@dataclass(frozen=True)
class TextForm:
    """The encoding, whether every byte fits it, and the number of lines up to the last that says
    something (counted for sound UTF-8 only, else None)."""

    encoding: str
    sound: bool
    lines: int | None


def open_bytes(path: Path) -> IO[bytes]:
    """The file's content, unpacked when it is gzip."""
    if path.name.lower().endswith(".gz"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def chunks(path: Path) -> Iterator[bytes]:
    """The content in pieces. Raises InputUnusable when the packing is broken."""
    try:
        with open_bytes(path) as opened:
            while chunk := opened.read(_CHUNK):
                yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise faults.content_unreadable(path.name, "gzip") from None


def form_of(path: Path) -> TextForm:
    """Read the whole file once and say how it is written. Raises InputUnusable for binary."""
    head = next(chunks(path), b"")
    if not head.strip(codecs.BOM_UTF8 + b" \t\r\n"):
        raise faults.file_empty(path.name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return TextForm(UTF_16, False, None)
    if b"\0" in head and len(_CONTROLS.findall(head)) > len(head) * _MOST_CONTROLS:
        raise faults.content_unreadable(path.name, "CSV")
    try:
        lines = _sound_lines(path)
        return TextForm(UTF_8, lines is not None, lines)
    except UnicodeDecodeError:
        return TextForm(_encoding_of_unsound(path), False, None)


def _sound_lines(path: Path) -> int | None:
    """The number of lines of a UTF-8 file, blank ones at the end left out; None if any is damaged.

    Raises UnicodeDecodeError when it is not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    ends, blank, whole = 0, b"", True
    for chunk in chunks(path):
        decoder.decode(chunk)
        whole = whole and b"\0" not in chunk
        text = chunk.rstrip(b"\r\n")
        if text:
            ends += blank.count(b"\n") + text.count(b"\n")
            blank = b""
        blank += chunk[len(text) :]
    decoder.decode(b"", final=True)
    return ends + 1 if whole else None


def _encoding_of_unsound(path: Path) -> str:
    """UTF-8 with some wrong bytes, or one of the Windows code pages.

    In a code page nearly no byte sequence happens to be UTF-8, so whichever kind prevails tells.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    multibyte, wrong = 0, 0
    for chunk in chunks(path):
        text = decoder.decode(chunk)
        damaged = text.count(DAMAGED)
        wrong += damaged
        multibyte += sum(1 for sign in text if sign > "\x7f") - damaged
    return UTF_8 if multibyte > wrong else _code_page(next(chunks(path)))


def _code_page(head: bytes) -> str:
    """Windows-1258 writes tones as marks after vowels; marks elsewhere are 1252's letters.

    Files in the old TCVN3 and VNI fonts come as 1252: standardize mends them from there.
    """
    text = head.decode(WINDOWS_1258, "replace").lower()
    tones = sum(text.count(tone) for tone in _TONES)
    placed = len(_TONE_ON_VOWEL.findall(text))
    return WINDOWS_1252 if placed < tones * _TONE_SHARE else WINDOWS_1258


def head_of(path: Path, form: TextForm) -> str:
    """The beginning of the file as text, cut after a whole line."""
    with open_bytes(path) as opened:
        head = opened.read(HEAD_BYTES)
    text = codecs.getincrementaldecoder(form.encoding)("replace").decode(head)
    text = unicodedata.normalize("NFC", text)
    if len(head) < HEAD_BYTES:
        return text
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text


def lines_of(path: Path, form: TextForm) -> Iterator[str]:
    """The lines without their ends, whatever ends them; letters composed; wrong bytes marked."""
    with (
        open_bytes(path) as opened,
        TextIOWrapper(opened, encoding=form.encoding, errors="replace", newline=None) as text,
    ):
        composed = form.encoding == WINDOWS_1258
        for line in text:
            bare = line.removesuffix("\n")
            yield unicodedata.normalize("NFC", bare) if composed else bare
