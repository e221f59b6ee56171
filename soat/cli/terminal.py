"""Text for a terminal: no cell of a file may command it, and no letter may stop the writing."""

import codecs
import sys
import unicodedata
from io import TextIOWrapper

_LIKE = {"đ": "d", "Đ": "D", "“": '"', "”": '"', "…": "...", "–": "-", "−": "-", "→": "->"}
_LIKE |= {"·": "-", "▪": "-", "█": "#", "▒": "=", "░": "."}
_LIKE |= dict.fromkeys("▏▎▍▌", "") | dict.fromkeys("▋▊▉", "#")
_FOLD = "soat-fold"


def harmless(text: str) -> str:
    """The text with control and direction characters written out, as `\\x1b`.

    Names and references come from files: printed as they are, they could move the cursor, hide
    what stands before them or rename the window.
    """
    return "".join(_written_out(sign) if _commands(sign) else sign for sign in text)


def _commands(sign: str) -> bool:
    # Cs: the bytes of a file name that are no UTF-8. Cf: what turns the direction of writing.
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _written_out(sign: str) -> str:
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def write_whatever_comes() -> None:
    """Let stdout and stderr write every letter: what their encoding lacks is folded to ASCII."""
    codecs.register_error(_FOLD, _folded)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_FOLD)


def _folded(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    signs = fault.object[fault.start : fault.end]
    return "".join(map(_in_ascii, signs)), fault.end


def _in_ascii(sign: str) -> str:
    if sign in _LIKE:
        return _LIKE[sign]
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain or ("" if unicodedata.combining(sign) else "?")
