"""The figures of coverage, speed and rules counted again, in plain Python."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from math import ceil

from tests.agree.campaign import AS_OF, COMMUNES, Campaign, Person
from tests.agree.measure_oracle import (
    ALL,
    GROUPS,
    WIDE,
    CellRow,
    Figure,
    Place,
    _count,
    _text,
    is_counted,
    places_of,
    summed,
)


def age_group(birth: date) -> str:
    """On the as-of day."""
    years = AS_OF.year - birth.year - ((AS_OF.month, AS_OF.day) < (birth.month, birth.day))
    return "under_5" if years < 5 else "5-11" if years < 12 else "12-17" if years < 18 else "18+"


def _alive(made: Campaign, row: int) -> bool:
    died = made.register[row].deceased_on
    return died is None or died > AS_OF


def living(made: Campaign) -> Counter[tuple[Place, str]]:
    """Living people of the register by place and age group."""
    rows = (
        (person.residence, age_group(person.birth), 1)
        for person in made.register
        if _alive(made, person.register_row)
    )
    return Counter(summed(rows))


def _dosed(made: Campaign) -> list[tuple[Person, list[date]]]:
    days: defaultdict[str, list[date]] = defaultdict(list)
    for dose in made.doses:
        if is_counted(dose):
            days[str(dose.person_ref)].append(dose.given_on)
    return [
        (person, sorted(days[person.person_ref]))
        for person in made.people
        if days[person.person_ref]
        and (person.register_row is None or _alive(made, person.register_row))
    ]


def which_dose(cell: CellRow) -> int | None:
    """The dose of the whole sequence that a cell's kind and number mean."""
    kind, number = cell["dose_kind"], cell["dose_number"]
    if kind == "additional":
        return 3
    if number is None or kind is None:
        return None
    return _count(number) + (2 if kind == "booster" else 0)


def coverage(made: Campaign, cells: list[CellRow]) -> tuple[Figure, Figure]:
    """By individual records, and by reports."""
    people = living(made)
    recorded: Counter[tuple[Place, str]] = Counter()
    for person, days in _dosed(made):
        for k in range(1, min(len(days), 4) + 1):
            for place in places_of(person.residence):
                recorded[place, f"{age_group(person.birth)}.{k}"] += 1
    reported = _reported_doses(cells)
    keys = {
        (place, f"{group}.{k}") for place, group in people if group in GROUPS for k in range(1, 5)
    }
    keys |= {key for key in [*recorded, *reported] if key[1].split(".")[0] in GROUPS}
    both: list[Figure] = [
        {
            (*place, value): (counted[place, value], people[place, value.split(".")[0]])
            for place, value in keys
        }
        for counted in (recorded, reported)
    ]
    return both[0], both[1]


def _reported_doses(cells: list[CellRow], since: date | None = None) -> Counter[tuple[Place, str]]:
    total: Counter[tuple[Place, str]] = Counter()
    for cell in cells:
        dose, count, given = which_dose(cell), _count(cell["reported"]), cell["given_on"]
        assert isinstance(given, date)
        in_time = since is None or since <= given < AS_OF
        if count and dose is not None and 1 <= dose <= 4 and in_time:
            for place in places_of(_text(cell["commune_code"])):
                total[place, f"{cell['age_group']}.{dose}"] += count
    return total


def dropout(made: Campaign) -> Figure:
    """People whose next dose is overdue, of those due it."""
    due: Counter[tuple[Place, str]] = Counter()
    lacking: Counter[tuple[Place, str]] = Counter()
    for person, days in _dosed(made):
        group = age_group(person.birth)
        for had, boundary in ((1, 90), (2, 180)):
            asked = group in GROUPS and (had == 1 or group == "18+")
            if asked and len(days) >= had and days[had - 1] <= AS_OF - timedelta(days=boundary):
                for place in places_of(person.residence):
                    due[place, f"{group}.{had}-{had + 1}"] += 1
                    lacking[place, f"{group}.{had}-{had + 1}"] += len(days) == had
    return {
        (*place, value): (lacking[place, value], count) for (place, value), count in due.items()
    }


def speed(made: Campaign, cells: list[CellRow]) -> tuple[Figure, Figure, Figure]:
    """Doses in the week, those by people, and days to target."""
    since = AS_OF - timedelta(days=7)
    week = _reported_doses(cells, since)
    for cell in cells:
        given = cell["given_on"]
        assert isinstance(given, date)
        if since <= given < AS_OF:
            for place in places_of(_text(cell["commune_code"])):
                week[place, "all"] += _count(cell["reported"])
    people: Counter[Place] = Counter()
    for (place, _), count in living(made).items():
        people[place] += count
    shown = {(place, "all") for place, group in living(made) if group in GROUPS}
    covered = coverage(made, cells)[1]
    shown |= {((level, code), "all") for level, code, _ in covered} | {(("nation", ""), "all")}
    shown |= {key for key, count in week.items() if count}
    in_week: Figure = {
        (*place, value): (week[place, value], 7)
        for place, value in shown
        if place[0] in WIDE and (value == "all" or value.split(".")[0] in GROUPS)
    }
    by_people: Figure = {
        (*place, "all"): (week[place, "all"], people[place])
        for place in people.keys() | {place for (place, value), n in week.items() if n}
    }
    return in_week, by_people, _targets(covered, week)


def _targets(covered: Figure, week: Counter[tuple[Place, str]]) -> Figure:
    targets: Figure = {}
    for (level, code, value), (reported, people) in covered.items():
        if level in WIDE and people:
            lacking = people - (reported or 0)
            pace = week[(level, code), value]
            days = 0 if lacking <= 0 else ceil(lacking * 7 / pace) if pace else None
            targets[level, code, value] = (days, max(0, lacking))
    return targets


def localities_reporting(cells: list[CellRow]) -> Figure:
    """Provinces with a reported dose of each age group."""
    provinces = {
        group: {
            COMMUNES[str(cell["commune_code"])][1]
            for cell in cells
            if cell["age_group"] == group
            and _count(cell["reported"])
            and cell["commune_code"] in COMMUNES
        }
        for group in GROUPS
    }
    every = len({province for _, province in COMMUNES.values()})
    return {("nation", "", group): (len(found), every) for group, found in provinces.items()}


def rules(made: Campaign) -> tuple[Figure, Figure]:
    """Failures and suppressed failures by rule."""
    applied = summed((commune, code, n) for code, commune, n, _, _ in made.rules)
    failed = summed((commune, code, n) for code, commune, _, n, _ in made.rules)
    apart = summed((commune, code, n) for code, commune, _, _, n in made.rules)
    failures: Figure = {(*p, c): (failed[p, c], total) for (p, c), total in applied.items()}
    suppressed: Figure = {
        (*p, c): (count, count + failed[p, c]) for (p, c), count in apart.items() if count
    }
    return failures, suppressed


def doses_by_entry(made: Campaign, cells: list[CellRow], explained: list[CellRow]) -> Figure:
    """Every count of the entry gap at every place."""
    rows: list[tuple[str | None, str, int]] = []
    rows += [(dose.commune_code, "recorded", 1) for dose in made.doses]
    for cell in cells:
        commune, status = _text(cell["commune_code"]), cell["status"]
        unexplained = _count(cell["excess"]) - _count(cell["excess_explained"])
        rows += [
            (commune, "reported", _count(cell["reported"])),
            (commune, "counted", _count(cell["recorded"])),
            (commune, "missing", _count(cell["missing"])),
            (commune, "explained", _count(cell["explained"])),
            (commune, "never_entered", _count(cell["never_entered"])),
            (commune, "net", _count(cell["missing"]) - _count(cell["excess"])),
            (commune, "excess", _count(cell["excess"])),
            (commune, "excess_unexplained", unexplained if status == "compared" else 0),
            (commune, "not_compared", _count(cell["recorded"]) * (status == "not_reported")),
            (commune, "in_doubt", _count(cell["reported"]) * (status == "report_in_doubt")),
        ]
    rows += [
        (_text(one["commune_code"]), f"explained_{one['explanation']}", _count(one["doses"]))
        for one in explained
    ]
    found = Counter(summed(rows, ALL))
    return {
        (*place, value): (count, found[place, "reported"])
        for (place, value), count in found.items()
    }
