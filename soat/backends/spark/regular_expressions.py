r"""Regular expressions: what RE2 (DuckDB) reads in a pattern, said so that Java reads the same.

Both take the leftmost, first alternative. They differ in `$` (Java: also before a last newline),
`.` (Java: no kind of line end), `\s` (Java: also the vertical tab), `\b` (Java: of any script's
letters) and inside brackets (Java: `[` nests, `&&` intersects). `\p{..}` follows the Unicode
version that each was made with: letters younger than Java's are none to it.
"""

import re
from collections.abc import Iterator

from soat.backends.spark.faults import TranslationFault

_WORD = "[0-9A-Za-z_]"
_WORD_EDGE = f"(?:(?<={_WORD})(?!{_WORD})|(?<!{_WORD})(?={_WORD}))"
_SPACE = r"\t\n\f\r "
_TOKEN = re.compile(r"\\[pPx]\{[^}]*\}|\\.|\(\?[^:)]*[:)]|.", re.DOTALL)
_BRACKET = re.compile(r"\[(\^?)(\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_KEPT_ESCAPES = re.compile(r"\\(?:[pPx]\{.*\}|[dDwWtnrf]|[^0-9A-Za-z])", re.DOTALL)


def java_pattern(pattern: str) -> str:
    """The pattern for Java. Raises TranslationFault for what has no counterpart here."""
    return "".join(_translated(pattern))


def java_whole(pattern: str) -> str:
    """The pattern that must fit the whole text."""
    return rf"\A(?:{java_pattern(pattern)})\z"


def java_first(pattern: str) -> str:
    """A pattern of the first find and, as its first group, of all that stands before it."""
    return rf"\A((?s:.*?))(?:{java_pattern(pattern)})"


def java_replacement(replacement: str, first_only: bool) -> str:
    r"""`\1` as `$1` (`$2` behind what stands before), every other sign for itself."""
    shift, said = (1, ["$1"]) if first_only else (0, [])
    for part in re.findall(r"\\.|[^\\]", replacement, re.DOTALL):
        if part[0] == "\\" and part[1].isdigit():
            said.append(f"${int(part[1]) + shift}")
        else:
            # Java reads a digit behind a group's number as part of it.
            special = part[-1] in "$\\" or part.isdigit()
            said.append("\\" + part[-1] if special else part[-1])
    return "".join(said)


def _translated(pattern: str) -> Iterator[str]:
    place = 0
    while place < len(pattern):
        bracket = _BRACKET.match(pattern, place)
        if bracket:
            opening, members = bracket.groups()
            yield f"[{opening}{''.join(map(_inside, _TOKEN.findall(members)))}]"
            place = bracket.end()
        else:
            token = _TOKEN.match(pattern, place)
            yield _outside(token.group() if token else "")
            place = token.end() if token else len(pattern)


def _outside(token: str) -> str:
    if token in _SAID_OTHERWISE:
        return _SAID_OTHERWISE[token]
    _refuse_unknown(token)
    return token


_SAID_OTHERWISE = {
    "$": r"\z",
    ".": r"[^\n]",
    r"\s": f"[{_SPACE}]",
    r"\S": f"[^{_SPACE}]",
    r"\b": _WORD_EDGE,
}


def _inside(token: str) -> str:
    """One token between brackets."""
    if token in ("&", "^", "[", "]"):
        return "\\" + token
    if token == r"\s":
        return _SPACE
    _refuse_unknown(token)
    return token


def _refuse_unknown(token: str) -> None:
    escape = token[0] == "\\" and not _KEPT_ESCAPES.fullmatch(token)
    group = token[:2] == "(?" and token != "(?:"
    if escape or group:
        raise TranslationFault(f"no counterpart for {token} in a pattern")
