"""Which pairs stand: those whose judgement is not undone, the latest of each two keys."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from soat.casework.models import DosePair, ProfilePair
from soat.casework.together import in_parts
from soat.review.regrouping import Pair

PairModel = type[ProfilePair] | type[DosePair]


@dataclass(frozen=True)
class Standing:
    """The pairs that stand, in the order in which they were judged."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()

    @property
    def keys(self) -> set[str]:
        """Every key that one of the pairs names."""
        return {key for pair in (*self.same, *self.apart) for key in pair}

    def of(self, keys: Iterable[str]) -> "Standing":
        """The pairs of which both keys are among these."""
        known = set(keys)
        same, apart = (
            tuple(pair for pair in pairs if known.issuperset(pair))
            for pairs in (self.same, self.apart)
        )
        return Standing(same, apart)

    def but(self, pair: Pair) -> "Standing":
        """All pairs but the one of these two keys."""
        same, apart = (
            tuple(one for one in pairs if set(one) != set(pair))
            for pairs in (self.same, self.apart)
        )
        return Standing(same, apart)


def standing(model: PairModel) -> Standing:
    """Every pair that stands."""
    return _latest(model.objects.filter(judgement__undone_by=None).order_by("pk"))


def standing_around(model: PairModel, keys: Iterable[str]) -> Standing:
    """The pairs that a chain of pairs leads to from one of the keys."""
    found: dict[int, ProfilePair | DosePair] = {}
    asked: set[str] = set()
    while new := {*keys} - asked:
        asked |= new
        for some in in_parts(sorted(new)):
            rows = model.objects.filter(judgement__undone_by=None)
            about = Q(ref__in=some) | Q(other_ref__in=some)
            found |= {row.pk: row for row in rows.filter(about)}
        keys = {key for row in found.values() for key in (row.ref, row.other_ref)}
    return _latest(found[pk] for pk in sorted(found))


def last_of(model: PairModel, pair: Pair) -> ProfilePair | DosePair | None:
    """What was judged last of the two keys, and stands."""
    about = Q(ref=pair[0], other_ref=pair[1]) | Q(ref=pair[1], other_ref=pair[0])
    return model.objects.filter(about, judgement__undone_by=None).order_by("-pk").first()


def _latest(rows: Iterable[ProfilePair | DosePair]) -> Standing:
    holds = {frozenset((row.ref, row.other_ref)): row for row in rows}
    ordered = sorted(holds.values(), key=lambda row: row.pk)
    same, apart = (
        tuple((row.ref, row.other_ref) for row in ordered if row.same is wanted)
        for wanted in (True, False)
    )
    return Standing(same, apart)
