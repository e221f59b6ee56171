"""Cuts: which people make one piece. They live in the same provinces, so that who may be whom by
a near key is in the same cut's part of the register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from soat.store.pieces import rows_in

NOWHERE = "none"
"""Stands for the province of those who name no commune."""


_ANYWHERE = 4
"""Those who may live anywhere are cut so many times smaller: each of them has candidates in the
whole country, and their register people are in memory with them."""


@dataclass(frozen=True)
class Cut:
    """People of one piece: their files, how many they are, and the provinces they live in."""

    number: int
    provinces: frozenset[str]
    files: tuple[Path, ...]
    people: int

    @property
    def load(self) -> int:
        """Its people, each as many times as they have candidates of others."""
        return self.people * (_ANYWHERE if self.provinces == {NOWHERE} else 1)

    @property
    def folder(self) -> str:
        """Where the files of this cut lie in the folder of a cut table."""
        return f"cut={self.number}"


@dataclass(frozen=True)
class _Share:
    """A province's files, or some of them."""

    province: str
    files: tuple[Path, ...]
    people: int


def cuts_of(people_files: Iterable[Path], people_in_a_cut: int) -> tuple[Cut, ...]:
    """Cut people by province: a large province in several cuts, small ones together in one.

    The files lie in folders `province=<code>`. The same files give the same cuts.
    """
    by_province: dict[str, list[Path]] = {}
    for file in people_files:
        by_province.setdefault(file.parent.name.partition("=")[2], []).append(file)
    shares = [
        share
        for province in sorted(by_province)
        for share in _shares(province, by_province[province], people_in_a_cut)
    ]
    return tuple(
        Cut(
            number,
            frozenset(share.province for share in together),
            tuple(file for share in together for file in share.files),
            sum(share.people for share in together),
        )
        for number, together in enumerate(_packed(shares, people_in_a_cut))
    )


def _shares(province: str, files: list[Path], most: int) -> Iterator[_Share]:
    """Files of one folder stay together: other tables of the same chunk are cut likewise."""
    held: list[Path] = []
    people = 0
    for _, together in groupby(files, key=lambda file: file.parent):
        chunk = list(together)
        rows = rows_in(chunk)
        if held and people + rows > most // (_ANYWHERE if province == NOWHERE else 1):
            yield _Share(province, tuple(held), people)
            held, people = [], 0
        held += chunk
        people += rows
    if held:
        yield _Share(province, tuple(held), people)


def _packed(shares: list[_Share], most: int) -> Iterator[list[_Share]]:
    """Neighbours in the list together, as long as they fit; those of nowhere by themselves."""
    held: list[_Share] = []
    for share in shares:
        apart = NOWHERE in (share.province, held[0].province if held else "")
        full = sum(one.people for one in held) + share.people > most
        if held and (full or apart):
            yield held
            held = []
        held.append(share)
    if held:
        yield held


def groups_of(cuts: tuple[Cut, ...], most_people: int) -> Iterator[tuple[Cut, ...]]:
    """Cuts taken together, in order, as long as their load is no more than that."""
    held: list[Cut] = []
    for cut in cuts:
        if held and sum(one.load for one in held) + cut.load > most_people:
            yield tuple(held)
            held = []
        held.append(cut)
    if held:
        yield tuple(held)
