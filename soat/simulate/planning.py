"""Which corruption each profile gets: fields first, then a kind possible for the person."""

from collections.abc import Callable, Mapping

import numpy as np

from soat.simulate.casting import Cast, ProfileClass
from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import KIND_NUMBER
from soat.simulate.corruption_kinds import CorruptionKind as Kind
from soat.simulate.drafting import Drafts
from soat.simulate.name_parts import NONE, PartForm, part_table
from soat.simulate.registering import DAY, NO_NUMBER, YEAR
from soat.simulate.settings import Scenario
from soat.simulate.texts import Flags, Integers

_FIELDS = ("number", "name", "birth_date", "sex")


def plan_corruptions(
    chunk: Chunk,
    cast: Cast,
    drafts: Drafts,
    register_error: Integers,
    generator: np.random.Generator,
) -> None:
    """Marks every profile with what is to be done to it; nothing where the register errs."""
    scenario = chunk.scenario
    typed_right = register_error[np.maximum(cast.human, 0)] >= 0
    spoiled = _spoiled_fields(cast, typed_right, scenario, generator)
    possible = {kind: rule(chunk, drafts) for kind, rule in _POSSIBLE.items()}
    groups = dict(zip(_FIELDS, _FIELDS, strict=True)) | {"no_number": "number"}
    no_number = cast.profile_class == ProfileClass.NO_NUMBER
    for group in groups:
        rows = no_number if group == "no_number" else spoiled[groups[group]] & _in(group, no_number)
        _mark_one_each(drafts, np.flatnonzero(rows), scenario.kinds[group], possible, generator)
    _mark_companions(chunk, cast, drafts)
    _mark_own_former(chunk, cast, drafts, generator)
    _mark_residences(drafts, scenario, generator)
    drafts.mark(Kind.PROFILE_SPLIT, np.flatnonzero(cast.second))


def _in(group: str, no_number: Flags) -> Flags:
    return ~no_number if group == "number" else np.ones_like(no_number)


def _spoiled_fields(
    cast: Cast, typed_right: Flags, scenario: Scenario, generator: np.random.Generator
) -> dict[str, Flags]:
    """One to three different fields of the wrong; sometimes one more of those without number."""
    weights = np.array([scenario.spoiled_field[field] for field in _FIELDS])
    with np.errstate(divide="ignore"):
        keys = np.log(weights) + generator.gumbel(size=(len(cast), len(_FIELDS)))
    keys[:, weights == 0] = -np.inf
    mix = np.array([scenario.errors_per_wrong_person[key] for key in ("one", "two", "three")])
    wanted = generator.choice((1, 2, 3), size=len(cast), p=mix / mix.sum())
    wanted[(cast.profile_class != ProfileClass.WRONG) | typed_right] = 0
    no_number = cast.profile_class == ProfileClass.NO_NUMBER
    other = generator.random(len(cast)) < scenario.chances["no_number_other_error"]
    wanted[no_number & other & (cast.human >= 0)] = 1
    keys[no_number, 0] = -np.inf
    place = np.argsort(np.argsort(-keys, axis=1), axis=1)
    chosen = (place < wanted[:, None]) & np.isfinite(keys)
    return {field: chosen[:, i] for i, field in enumerate(_FIELDS)}


def _mark_one_each(
    drafts: Drafts,
    rows: Integers,
    weights: Mapping[Kind, float],
    possible: Mapping[Kind, Flags],
    generator: np.random.Generator,
) -> None:
    """One kind for each row, by weight among those possible for it; none if none is."""
    kinds = [kind for kind, weight in weights.items() if weight > 0]
    if not kinds or not len(rows):
        return
    keys = np.empty((len(rows), len(kinds)))
    for i, kind in enumerate(kinds):
        allowed = possible[kind][rows] if kind in possible else np.ones(len(rows), dtype=bool)
        keys[:, i] = np.where(allowed, np.log(weights[kind]), -np.inf)
    keys += generator.gumbel(size=keys.shape)
    best = keys.argmax(axis=1)
    settled = np.isfinite(keys[np.arange(len(rows)), best])
    numbers = np.array([KIND_NUMBER[kind] for kind in kinds])
    drafts.marks[rows[settled], numbers[best[settled]]] = True


def _mark_companions(chunk: Chunk, cast: Cast, drafts: Drafts) -> None:
    """A child under a parent's name mostly stands under the parent's number as well."""
    rows = drafts.marked(Kind.NAME_PARENTS)
    rows = rows[(cast.profile_class[rows] == ProfileClass.WRONG) & (drafts.human[rows] % 10 < 7)]
    drafts.marks[np.ix_(rows, [KIND_NUMBER[k] for k in Kind if k.field == "number"])] = False
    drafts.mark(Kind.NUMBER_GUARDIANS, rows)


def _mark_own_former(
    chunk: Chunk, cast: Cast, drafts: Drafts, generator: np.random.Generator
) -> None:
    """Some type their own old number where nothing else is done to the number."""
    untouched = ~drafts.marks[:, [KIND_NUMBER[k] for k in Kind if k.field == "number"]].any(axis=1)
    known = np.isin(cast.profile_class, (ProfileClass.VERIFIED, ProfileClass.WRONG))
    has_one = chunk.identities.former[np.maximum(drafts.human, 0)] != NO_NUMBER
    lot = generator.random(len(drafts)) < chunk.scenario.chances["former_number_used"]
    drafts.mark(Kind.NUMBER_FORMER_USED, np.flatnonzero(untouched & known & has_one & lot))


def _mark_residences(drafts: Drafts, scenario: Scenario, generator: np.random.Generator) -> None:
    kinds = [kind for kind in Kind if kind.field == "residence"]
    chances = np.cumsum([scenario.chances[kind.value] for kind in kinds])
    which = np.searchsorted(chances, generator.random(len(drafts)), side="right")
    for i, kind in enumerate(kinds):
        drafts.mark(kind, np.flatnonzero((which == i) & (drafts.human >= 0)))


# ── what is possible for whom ─────────────────────────────────────────────────────────────────


def _form_tells(form: PartForm) -> Callable[[Chunk, Drafts], Flags]:
    def tells(chunk: Chunk, drafts: Drafts) -> Flags:
        names = drafts.names
        return np.asarray((part_table().differs[form][names] & (names != NONE)).any(axis=1))

    return tells


def _kin(relation: str, grown: bool | None = None) -> Callable[[Chunk, Drafts], Flags]:
    def has(chunk: Chunk, drafts: Drafts) -> Flags:
        someone = np.maximum(drafts.human, 0)
        found = getattr(chunk.kin, relation)[someone] >= 0
        if grown is False:
            found = found & (chunk.humans.ages(chunk.as_of)[someone] < 18)
        return np.asarray(found)

    return has


def _whole_date(chunk: Chunk, drafts: Drafts) -> Flags:
    return np.asarray(drafts.precision == DAY)


def _date_beyond_year(chunk: Chunk, drafts: Drafts) -> Flags:
    return np.asarray(drafts.precision != YEAR)


def _swappable(chunk: Chunk, drafts: Drafts) -> Flags:
    whole = _whole_date(chunk, drafts)
    return np.asarray(whole & (drafts.day <= 12) & (drafts.day != drafts.month))


def _not_first_january(chunk: Chunk, drafts: Drafts) -> Flags:
    whole = _whole_date(chunk, drafts)
    return np.asarray(whole & ((drafts.day != 1) | (drafts.month != 1)))


def _grown(chunk: Chunk, drafts: Drafts) -> Flags:
    return np.asarray(chunk.humans.born[np.maximum(drafts.human, 0)] < 12053)


def _former_with_zero(chunk: Chunk, drafts: Drafts) -> Flags:
    former = chunk.identities.former[np.maximum(drafts.human, 0)]
    return np.asarray((former != NO_NUMBER) & (former < 100_000_000))


def _has_middle(chunk: Chunk, drafts: Drafts) -> Flags:
    return np.asarray(drafts.names[:, 1] != NONE)


_POSSIBLE: dict[Kind, Callable[[Chunk, Drafts], Flags]] = {
    Kind.NUMBER_FORMER_ZERO_LOST: _former_with_zero,
    Kind.NUMBER_FORMER_UNKNOWN: _grown,
    Kind.NUMBER_GUARDIANS: _kin("parent", grown=False),
    Kind.NUMBER_SPOUSES: _kin("spouse"),
    Kind.NUMBER_SIBLINGS: _kin("sibling"),
    Kind.NUMBER_TWINS: _kin("twin"),
    Kind.NUMBER_UNRELATED: _kin("stranger"),
    Kind.NAME_NO_DIACRITICS: _form_tells(PartForm.NO_DIACRITICS),
    Kind.NAME_MARK_MISSING: _form_tells(PartForm.MARK_MISSING),
    Kind.NAME_TONE_WRONG: _form_tells(PartForm.TONE_WRONG),
    Kind.NAME_TELEX: _form_tells(PartForm.TELEX),
    Kind.NAME_VNI_KEYS: _form_tells(PartForm.VNI_KEYS),
    Kind.NAME_TCVN3: _form_tells(PartForm.TCVN3),
    Kind.NAME_VNI_FONT: _form_tells(PartForm.VNI_FONT),
    Kind.NAME_MOJIBAKE: _form_tells(PartForm.MOJIBAKE),
    Kind.NAME_MIDDLE_MISSING: _has_middle,
    Kind.NAME_INITIALS: _has_middle,
    Kind.NAME_GUARDIAN_SWAPPED: _kin("parent", grown=False),
    Kind.NAME_PARENTS: _kin("parent", grown=False),
    Kind.BIRTH_DAY_MONTH_SWAPPED: _swappable,
    Kind.BIRTH_YEAR_ONLY: _date_beyond_year,
    Kind.BIRTH_FIRST_JANUARY: _not_first_january,
    Kind.BIRTH_DAY_WRONG: _whole_date,
    Kind.BIRTH_MONTH_WRONG: _date_beyond_year,
}
