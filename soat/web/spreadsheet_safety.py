"""Cells that somebody typed, in files that a spreadsheet opens: none is run as a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text; an apostrophe in front makes a spreadsheet take it as text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
