"""The figures of doses counted again, in plain Python, one row at a time.

Nothing here is shared with the engine but the constants that a definition states.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from math import ceil
from statistics import mean, stdev

from soat.model.place_epochs import PROVINCE_NOW
from tests.agree.campaign import AS_OF, COMMUNES, Campaign
from tests.unit.measure.dose_rows import SettledDose

Place = tuple[str, str]
Figure = dict[tuple[str, str, str], tuple[int | None, int | None]]
CellRow = dict[str, object]
ALL = ("nation", "province", "province_2025", "district", "commune")
WIDE = ("nation", "province", "province_2025")
GROUPS = ("5-11", "12-17", "18+")


def places_of(commune: str | None, levels: Iterable[str] = ALL) -> list[Place]:
    """The places that count what happened in this commune."""
    if commune not in COMMUNES:
        found = dict.fromkeys(ALL, "unknown") | {"nation": ""}
    else:
        district, province = COMMUNES[commune]
        found = {
            "nation": "",
            "province": province,
            "province_2025": PROVINCE_NOW[province],
            "district": district,
            "commune": commune,
        }
    return [(level, found[level]) for level in levels]


def summed(
    rows: Iterable[tuple[str | None, str, int]], levels: Iterable[str] = ALL
) -> dict[tuple[Place, str], int]:
    """(commune, value, count) added up at every place."""
    total: Counter[tuple[Place, str]] = Counter()
    for commune, value, count in rows:
        for place in places_of(commune, levels):
            total[place, value] += count
    return dict(total)


def parts(counts: dict[tuple[Place, str], int]) -> Figure:
    """A figure whose values add up to its denominator."""
    totals: Counter[Place] = Counter()
    for (place, _), count in counts.items():
        totals[place] += count
    return {(*place, value): (count, totals[place]) for (place, value), count in counts.items()}


def is_counted(dose: SettledDose) -> bool:
    """Whether the row stands for a real dose."""
    return dose.state == "kept" and not dose.doubtful


def entered_on(made: Campaign, dose: SettledDose) -> date | None:
    """When the dose was first entered by any of its rows; None when that is not known."""
    rows = [
        dose,
        *(d for d in made.doses if d.state == "duplicate" and d.kept_dose_ref == dose.dose_ref),
    ]
    days = [row.entered_on for row in rows if row.entered_on is not None]
    return min(days) if days and min(days) >= dose.given_on else None


def doses_by_state(made: Campaign) -> Figure:
    """What became of each row."""
    rows = (
        (d.commune_code, "doubtful" if d.state == "kept" and d.doubtful else d.state, 1)
        for d in made.doses
    )
    return parts(summed(rows))


def recorded_by_age_and_dose(made: Campaign) -> Figure:
    """Real doses by age group and dose."""
    rows = (
        (
            d.commune_code,
            f"{d.age_group}.{d.dose_kind or 'unknown'}.{d.dose_number or 'unknown'}",
            1,
        )
        for d in made.doses
        if is_counted(d)
    )
    return parts(summed(rows))


def recorded_by_day(made: Campaign) -> Figure:
    """Real doses by day."""
    rows = ((d.commune_code, d.given_on.isoformat(), 1) for d in made.doses if is_counted(d))
    return parts(summed(rows, WIDE))


def of_cells(
    cells: list[CellRow],
    column: str,
    named: Callable[[CellRow], str],
    levels: tuple[str, ...] = ALL,
) -> Figure:
    """A figure that adds up one count of the cells."""
    rows = (
        (_text(cell["commune_code"]), named(cell), _count(cell[column]))
        for cell in cells
        if _count(cell[column]) > 0
    )
    return parts(summed(rows, levels))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _count(value: object) -> int:
    return int(str(value)) if value is not None else 0


def delays(
    made: Campaign, cells: list[CellRow]
) -> list[tuple[str | None, date, str, int | None, int]]:
    """(commune, day, outcome, days late, doses), recorded and never entered."""
    found: list[tuple[str | None, date, str, int | None, int]] = []
    for dose in made.doses:
        if is_counted(dose):
            day = entered_on(made, dose)
            late = None if day is None else (day - dose.given_on).days
            outcome = "unknown" if day is None else "entered"
            found.append((dose.commune_code, dose.given_on, outcome, late, 1))
    for cell in cells:
        count = _count(cell["never_entered"])
        if count:
            given = cell["given_on"]
            assert isinstance(given, date)
            found.append((_text(cell["commune_code"]), given, "not_entered", None, count))
    return found


def bucket(outcome: str, late: int | None) -> str:
    """The delay bucket's code."""
    if outcome != "entered" or late is None:
        return outcome
    ends = (0, 1, 3, 7, 14, 30)
    codes = ("same_day", "1", "2-3", "4-7", "8-14", "15-30", "over_30")
    return codes[bisect_left(ends, late)]


def doses_by_delay(made: Campaign, cells: list[CellRow], recent: bool) -> Figure:
    """Doses by delay bucket, of the last three days or of those before."""
    first = AS_OF - timedelta(days=2)
    rows = (
        (commune, bucket(outcome, late), count)
        for commune, given, outcome, late, count in delays(made, cells)
        if (given >= first) is recent
    )
    return parts(summed(rows))


def quantiles(days: list[float]) -> dict[str, int | None]:
    """The days at the middle and at nine tenths; infinity is None."""
    ordered = sorted(days)
    ranks = {"median": ceil(len(ordered) / 2), "p90": ceil(len(ordered) * 9 / 10)}
    values = {name: ordered[rank - 1] for name, rank in ranks.items()}
    return {name: None if day == float("inf") else int(day) for name, day in values.items()}


def days_to_entry(made: Campaign, cells: list[CellRow]) -> Figure:
    """Median and p90 of days to entry of the complete days."""
    lists: defaultdict[Place, list[float]] = defaultdict(list)
    for commune, given, outcome, late, count in delays(made, cells):
        if given < AS_OF - timedelta(days=2) and outcome != "unknown":
            for place in places_of(commune):
                lists[place] += [float("inf") if late is None else late] * count
    return {
        (*place, name): (value, len(days))
        for place, days in lists.items()
        for name, value in quantiles(days).items()
    }


def days_by_clock(made: Campaign) -> Figure:
    """Median and p90 of the days between clocks."""
    earlier = {row[0]: row for row in made.clocks_before}
    verdicts = {person.person_ref: person.verdict for person in made.people}
    lists: defaultdict[tuple[Place, str], list[float]] = defaultdict(list)
    for dose in (d for d in made.doses if is_counted(d)):
        received = dose.entered_on
        accepted = min(earlier[dose.dose_ref][2], AS_OF) if dose.dose_ref in earlier else AS_OF
        verified = AS_OF if verdicts[str(dose.person_ref)] == "verified" else None
        steps: dict[str, float | None] = {
            "received": None if received is None else (received - dose.given_on).days,
            "accepted": None if received is None else (accepted - received).days,
            "verified": float("inf") if verified is None else (verified - accepted).days,
            "signed": None if verified is None else float("inf"),
        }
        for clock, days in steps.items():
            if days is not None and days >= 0:
                for place in places_of(dose.commune_code, WIDE):
                    lists[place, clock].append(days)
    return {
        (*place, f"{clock}.{name}"): (value, len(days))
        for (place, clock), days in lists.items()
        for name, value in quantiles(days).items()
    }


def entry_debt(made: Campaign, cells: list[CellRow]) -> tuple[Figure, Figure]:
    """The flows of sixty days, and the projection."""
    given_late: defaultdict[Place, list[tuple[date, date | None]]] = defaultdict(list)
    totals: Counter[Place] = Counter()
    for commune, given, outcome, late, count in delays(made, cells):
        for place in places_of(commune, WIDE):
            totals[place] += count
            if outcome == "not_entered":
                given_late[place] += [(given, None)] * count
            elif late:
                given_late[place] += [(given, given + timedelta(days=late))] * count
    flows: Figure = {}
    projections: Figure = {}
    for place, total in totals.items():
        owed = given_late[place]
        days = [AS_OF - timedelta(days=back) for back in range(60)]
        for day in days:
            new = sum(given == day for given, _ in owed)
            cleared = sum(entered == day for _, entered in owed)
            left = sum(
                given <= day and (entered is None or entered > day) for given, entered in owed
            )
            for flow, count in (("new", new), ("cleared", cleared), ("open", left)):
                flows[(*place, f"{day.isoformat()}.{flow}")] = (count, total)
        nets = [
            flows[(*place, f"{day}.cleared")][0] - flows[(*place, f"{day}.new")][0]  # type: ignore[operator]
            for day in days[1:29]
        ]
        left = flows[(*place, f"{AS_OF}.open")][0] or 0
        for name, value in projection(nets, left).items():
            projections[(*place, name)] = (value, left)
    return flows, projections


def projection(nets: list[int], left: int) -> dict[str, int | None]:
    """Days until nothing is left: from daily net clearing, latest day first."""
    weeks = [mean(nets[start : start + 7]) for start in range(0, 28, 7)]
    pace, error = mean(weeks), stdev(weeks) / 2
    paces = {"likely": pace, "low": pace + 1.638 * error, "high": pace - 1.638 * error}
    return {name: _days(left, one) for name, one in paces.items()}


def _days(left: int, pace: float) -> int | None:
    if left <= 0:
        return 0
    return ceil(left / pace - 1e-9) if pace > 0 and left / pace <= 36525 else None
