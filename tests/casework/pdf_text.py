"""The text of a PDF as a reader copies it: enough of the format for our own sheets."""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n")
_TEXTS = re.compile(rb"\nBT (.*?)\nET", re.DOTALL)
# How a piece is read aloud, beside its glyphs.
_ALOUD = re.compile(rb"/Span<</ActualText<[0-9A-F]+>>>BDC")
# A pair of brackets within a text need not be escaped; ours are never deeper than that.
_PLAIN = rb"[^\\()]|\\."
_INNER = rb"\((?:" + _PLAIN + rb")*\)"
_NESTED = rb"\((?:" + _PLAIN + rb"|" + _INNER + rb")*\)"
_SAID = re.compile(
    rb"/(?P<font>f\d+) [\d.]+ Tf|\((?P<text>(?:"
    + (_PLAIN + rb"|" + _NESTED)
    + rb")*)\)|<(?P<hex>[0-9A-Fa-f]+)>",
    re.DOTALL,
)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, one piece of text a line."""
    objects = _objects(pdf)
    (kids,) = re.findall(rb"/Type/Pages/Count \d+/Kids\[([^\]]*)\]", pdf)
    return [_page(objects, int(number)) for number in re.findall(rb"(\d+) 0 R", kids)]


def _objects(pdf: bytes) -> dict[int, bytes]:
    starts = [(int(one[1]), one.end()) for one in _OBJECT.finditer(pdf)]
    ends = [*[one.start() for one in _OBJECT.finditer(pdf)][1:], len(pdf)]
    return {number: pdf[start:end] for (number, start), end in zip(starts, ends, strict=True)}


def _page(objects: dict[int, bytes], number: int) -> str:
    page = objects[number]
    fonts = {
        name: _letters(objects, int(font))
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", objects[_named(page, b"Resources")])
    }
    blocks = _TEXTS.findall(_stream(objects[_named(page, b"Contents")]))
    return "\n".join(_said(_ALOUD.sub(b"", block), fonts) for block in blocks)


def _said(block: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    letters, said = dict[int, str](), ""
    for token in _SAID.finditer(block):
        if token["font"]:
            letters = fonts[token["font"]]
            continue
        coded = bytes.fromhex(token["hex"].decode()) if token["hex"] else _plain(token["text"])
        codes = (int.from_bytes(coded[at : at + 2]) for at in range(0, len(coded), 2))
        said += "".join(letters[code] for code in codes)
    return said


def _named(page: bytes, what: bytes) -> int:
    found = re.search(rb"/" + what + rb" (\d+) 0 R", page)
    assert found is not None
    return int(found[1])


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """What each glyph of a font stands for."""
    told = _stream(objects[_named(objects[font], b"ToUnicode")])
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", told, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _stream(told: bytes) -> bytes:
    head, _, body = told.partition(b"stream\n")
    length = re.search(rb"/Length (\d+)", head)
    assert length is not None
    return zlib.decompress(body[: int(length[1])])


def _plain(escaped: bytes) -> bytes:
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda one: bytes([int(one[1], 8)]) if one[1][:1].isdigit() else _SIGNS.get(one[1], one[1]),
        escaped,
        flags=re.DOTALL,
    )
