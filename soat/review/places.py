"""Where somebody stands in the tree of places, and what lies below them.

A place is a path that names its epoch and every place above it: `/2021/p01/d001/c00004/`. What is
unknown is left out from there on, so that a profile whose commune nobody knows stands in its
district's own queue: `/2021/p01/d001/`. The country, whatever the epoch, is `/`.
"""

import re
from urllib.parse import quote, unquote

from soat.model.review_lists import PlaceLevel

COUNTRY = "/"
_MARKS = {
    "p": PlaceLevel.PROVINCE,
    "d": PlaceLevel.DISTRICT,
    "c": PlaceLevel.COMMUNE,
    "s": PlaceLevel.SITE,
}
_SITE = r"s([A-Za-z0-9._~-]|%[0-9A-F]{2})+/"
_PATH = re.compile(rf"/([0-9]{{4}}/(p[0-9]{{2}}/(d[0-9]{{3}}/)?(c[0-9]{{5}}/)?)?({_SITE})?)?")
# What lies below a place goes on, after the place's slash, with a digit or one of the marks: all of
# them sort before this sign. Further on a path may hold it; that is too late to matter.
_LAST = "~"


def place_path(
    epoch: str,
    province: str | None = None,
    district: str | None = None,
    commune: str | None = None,
    site: str | None = None,
) -> str:
    """The path of the lowest place that is known.

    A gap above it is allowed for a district, which an epoch may not have, and above a site, whose
    commune may be unknown. Without its province a commune would stand in no supervisor's queue.
    """
    parts = [epoch]
    for mark, code in (("p", province), ("d", district), ("c", commune)):
        if code is not None:
            parts.append(mark + code)
    if site is not None:
        parts.append("s" + quote(site, safe=""))
    path = f"/{'/'.join(parts)}/"
    # A code with a slash in it would name a place of its own: the whole alone cannot tell.
    if any("/" in part for part in parts) or not _PATH.fullmatch(path):
        raise ValueError("not a path of places")
    return path


def is_path(text: str) -> bool:
    """Whether the text can be a path at all; what comes from outside is asked first."""
    return _PATH.fullmatch(text) is not None


def level_of(path: str) -> PlaceLevel:
    """The level of the place at the path's end."""
    last = path.rstrip("/").rpartition("/")[2]
    return _MARKS.get(last[:1], PlaceLevel.COUNTRY)


def site_code_of(path: str) -> str | None:
    """The code of the site whose place it is, or None when it is no site's."""
    last = path.rstrip("/").rpartition("/")[2]
    return unquote(last[1:]) if level_of(path) is PlaceLevel.SITE else None


def is_within(path: str, place: str) -> bool:
    """Whether the path is that place, or lies below it."""
    return path.startswith(place)


def bounds_of(place: str) -> tuple[str, str]:
    """The least path within the place, and a text after them all: a range for an index.

    In the order of code points: a database must compare the column by its collation "C".
    """
    return place, place + _LAST


def above(path: str) -> tuple[str, ...]:
    """Every place from the country down to the path itself."""
    parts = path.strip("/").split("/") if path != COUNTRY else []
    return (COUNTRY, *(f"/{'/'.join(parts[: upto + 1])}/" for upto in range(len(parts))))
