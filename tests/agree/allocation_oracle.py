"""The explanations shared out again, in plain Python: dose by dose, round by round."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Unit = tuple[int, int]


@dataclass
class GapCell:
    """One cell with doses that it lacks or has to spare."""

    cell_id: int
    site_code: str
    given_on: date
    product: str
    dose_kind: str
    dose_number: int
    age_group: str
    commune_code: str | None
    side: str
    left_over: int
    entered_after: dict[int, int]
    second_commune: str | None
    lot_product: str | None
    belied: int

    @property
    def labels(self) -> tuple[object, ...]:
        """What is given to whom."""
        return (self.product, self.dose_kind, self.dose_number, self.age_group)


BY_LOT = 99
Key = Callable[[GapCell], object]


def rounds() -> Iterator[tuple[str, Key, Key, int | None]]:
    """(explanation, key of the lacking, key of the spare, entered so many days after)."""
    near = (-1, 1, -2, 2, -3, 3)
    for days in near:
        yield "mis_dated", _own_day, _day_apart(days), days
    yield "product_mislabelled", _own_day, _by_lot, BY_LOT
    yield "date_swapped", _own_day, _swapped, None
    yield "site_missing", _commune_day, _siteless, None
    yield "site_missing", _commune_day, _second_commune, None
    yield "sister_site", _commune_day, _commune_day, None
    for days in near:
        yield "mis_dated", _own_day, _day_apart(days), None
    yield (
        "product_mislabelled",
        *2 * (lambda c: (c.site_code, c.given_on, c.labels[1:]),),
        None,
    )
    yield (
        "dose_mislabelled",
        *2 * (lambda c: (c.site_code, c.given_on, c.product, c.age_group),),
        None,
    )
    yield (
        "age_mislabelled",
        *2 * (lambda c: (c.site_code, c.given_on, c.labels[:3]),),
        None,
    )
    yield "dose_mislabelled", *2 * (lambda c: (c.site_code, c.given_on, c.product),), None
    yield "dose_mislabelled", *2 * (lambda c: (c.site_code, c.given_on),), None


def _own_day(cell: GapCell) -> object:
    return (cell.site_code, cell.given_on, cell.labels)


def _day_apart(days: int) -> Key:
    return lambda cell: (cell.site_code, cell.given_on + timedelta(days=days), cell.labels)


def _by_lot(cell: GapCell) -> object:
    return (cell.site_code, cell.given_on, (cell.lot_product, *cell.labels[1:]))


def _swapped(cell: GapCell) -> object:
    day = cell.given_on
    if day.day > 12:
        return None
    return (cell.site_code, date(day.year, day.day, day.month), cell.labels)


def _commune_day(cell: GapCell) -> object:
    known = cell.site_code and cell.commune_code
    return (cell.commune_code, cell.given_on, cell.labels) if known else None


def _siteless(cell: GapCell) -> object:
    known = not cell.site_code and cell.commune_code
    return (cell.commune_code, cell.given_on, cell.labels) if known else None


def _second_commune(cell: GapCell) -> object:
    known = cell.second_commune is not None
    return (cell.second_commune, cell.given_on, cell.labels) if known else None


def _borne_out(cell: GapCell, evidence: int | None) -> int:
    """Doses of the cell that the round's evidence speaks for; all without such."""
    if evidence is None:
        return cell.left_over
    return cell.belied if evidence == BY_LOT else cell.entered_after.get(evidence, 0)


def shared_out(cells: list[GapCell]) -> dict[tuple[int, int, str], int]:
    """Doses by (cell that lacks them, cell that has them, explanation)."""
    pairs: dict[tuple[int, int, str], int] = defaultdict(int)
    ordered = sorted(cells, key=lambda cell: cell.cell_id)
    for explanation, lacking_key, spare_key, after in rounds():
        spares: dict[object, list[tuple[GapCell, int]]] = defaultdict(list)
        for cell in ordered:
            allowed = _borne_out(cell, after)
            key = spare_key(cell)
            if cell.side == "spare" and key is not None and min(allowed, cell.left_over):
                spares[key].append((cell, min(allowed, cell.left_over)))
        for lacking in ordered:
            key = lacking_key(lacking)
            if lacking.side != "lacks" or key is None:
                continue
            for place, (spare, allowed) in enumerate(spares.get(key, [])):
                doses = min(lacking.left_over, allowed)
                if doses:
                    pairs[lacking.cell_id, spare.cell_id, explanation] += doses
                    lacking.left_over -= doses
                    spare.left_over -= doses
                    spares[key][place] = (spare, allowed - doses)
    return dict(pairs)
