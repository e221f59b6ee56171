"""A small vaccination campaign made of a seed: people, dose rows, reports, rules and clocks."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

import duckdb

from soat.engine.doses.stages import lives_stage
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.model.dose_tables import DOSE_CLOCKS, RULES_APPLIED
from soat.model.tables import (
    DOSES_TYPED,
    PEOPLE_COMPARABLE,
    PERSONS,
    REGISTER_COMPARABLE,
    REJECTS,
    REPAIRS,
    VERDICTS,
    Table,
)
from tests.stages import run_stages
from tests.unit.measure.dose_rows import (
    ReportRow,
    SettledDose,
    load_doses,
    load_places,
    make_table,
)

AS_OF = date(2022, 4, 25)
COMMUNES = {
    "00001": ("001", "01"),
    "00004": ("001", "01"),
    "00169": ("005", "01"),
    "26734": ("760", "79"),
    "25747": ("718", "74"),
}
SITES = {f"S{number}": commune for number, commune in enumerate([*COMMUNES, *COMMUNES])}
SITES["S-lost"] = "99999"
GROUP_BIRTHS = {"5-11": 2014, "12-17": 2007, "18+": 1980}


@dataclass(frozen=True)
class Person:
    """One profile, its register row when it is linked, and its verdict."""

    person_ref: str
    history_id: str
    residence: str | None
    birth: date
    verdict: str
    register_row: int | None


@dataclass(frozen=True)
class RegisterPerson:
    """One person of the register."""

    register_row: int
    residence: str | None
    birth: date
    deceased_on: date | None


@dataclass(frozen=True)
class Region:
    """Where people live and are vaccinated; the first letter of their references."""

    letter: str = "P"
    sites: tuple[str | None, ...] = ("S0", "S1", "S5", "S7", "S-lost", None)
    communes: tuple[str | None, ...] = (*COMMUNES, None, "99999")


WHOLE = Region()
NORTH = Region("N", ("S0", "S1", "S5", None), ("00001", "00004"))
SOUTH = Region("S", ("S3", "S4", "S8", None), ("26734", "25747"))


@dataclass
class Campaign:
    """Everything that the rooms before `measure` would have handed on."""

    people: list[Person] = field(default_factory=list)
    register: list[RegisterPerson] = field(default_factory=list)
    doses: list[SettledDose] = field(default_factory=list)
    reports: list[ReportRow] = field(default_factory=list)
    rules: list[tuple[str, str | None, int, int, int]] = field(default_factory=list)
    clocks_before: list[tuple[str, date | None, date, date | None, date | None]] = field(
        default_factory=list
    )


def campaign(seed: int, people: int = 120, region: Region = WHOLE) -> Campaign:
    """The campaign of this seed: the same seed gives the same rows."""
    dice = Random(seed)
    made = Campaign()
    for number in range(people):
        _add_person(made, dice, number, region)
    made.reports = _reports(made.doses, dice)
    made.rules = [
        ("D-S01", dice.choice([*COMMUNES, None]), 5 + n, dice.randrange(4), dice.randrange(3))
        for n in range(4)
    ]
    made.clocks_before = [
        (dose.dose_ref, dose.entered_on, AS_OF - timedelta(days=dice.randrange(9)), None, None)
        for dose in made.doses
        if dice.random() < 0.3
    ]
    return made


def _add_person(made: Campaign, dice: Random, number: int, region: Region) -> None:
    group = dice.choice(list(GROUP_BIRTHS))
    birth = date(GROUP_BIRTHS[group], dice.randint(1, 12), dice.randint(1, 28))
    residence = dice.choice(region.communes)
    linked = dice.random() < 0.7
    row = len(made.register) if linked else None
    verdict = dice.choice(["verified", "mismatch"]) if linked else "unidentified"
    person = Person(
        f"{region.letter}{number:03}",
        f"H{region.letter}{number:03}",
        residence,
        birth,
        verdict,
        row,
    )
    made.people.append(person)
    dead = AS_OF - timedelta(days=dice.randint(-5, 90)) if dice.random() < 0.1 else None
    made.register.append(RegisterPerson(len(made.register), residence, birth, dead))
    given_on = AS_OF - timedelta(days=dice.randint(0, 260))
    for dose in range(dice.randint(0, 4)):
        site = dice.choice(region.sites)
        made.doses += _dose_rows(person, (group, site), dose, given_on, dice)
        given_on = min(AS_OF, given_on + timedelta(days=dice.randint(18, 100)))


def _dose_rows(
    person: Person, told: tuple[str, str | None], dose: int, given_on: date, dice: Random
) -> list[SettledDose]:
    group, site = told
    kind = ("basic", dose + 1) if dose < 2 else ("booster", dose - 1)
    late = dice.choice([0, 0, 0, 1, 2, 6, 20, 45, -1])
    row = SettledDose(
        f"{person.person_ref}-{dose}",
        given_on,
        site_code=site,
        commune_code=SITES[site] if site else None,
        product=dice.choice(["pfizer", "pfizer", "moderna", None]),
        dose_kind=kind[0] if dice.random() < 0.95 else None,
        dose_number=kind[1] if dice.random() < 0.95 else None,
        age_group=group,
        history_id=person.history_id,
        person_ref=person.person_ref,
        doubtful=dice.choice([False, False, False, None, True]),
        recorded_on=None if late == -1 else given_on + timedelta(days=late),
        entered_same_day=False,
        lot=dice.choice(["M1", "P1", "P1", None]),
    )
    if row.lot and row.product and dice.random() < 0.85:
        row = replace(row, lot="P1" if row.product == "pfizer" else "M1")
    rows = [row]
    if dice.random() < 0.15:
        copied = replace(
            row,
            dose_ref=f"{row.dose_ref}-again",
            state="duplicate",
            kept_dose_ref=row.dose_ref,
            doubtful=False,
            recorded_on=given_on + timedelta(days=dice.randrange(4)),
        )
        rows.append(copied)
    if dice.random() < 0.05:
        rows.append(replace(row, dose_ref=f"{row.dose_ref}-moved", state="set_aside"))
    return rows


def _reports(doses: list[SettledDose], dice: Random) -> list[ReportRow]:
    counts = Counter(
        dose.cell for dose in doses if dose.state == "kept" and dose.site_code is not None
    )
    reports: list[ReportRow] = []
    for cell, count in sorted(counts.items(), key=str):
        if dice.random() < 0.15:
            continue
        moved = timedelta(days=dice.choice([0, 0, 0, 0, -1, 1, 2]))
        site = str(cell[0])
        said = datetime.combine(cell[1], time(18))
        told = ReportRow(
            max(0, count + dice.choice([0, 0, 0, 1, 2, 9, -1])),
            cell[1] + moved,
            site,
            SITES[site],
            *cell[2:],
            reported_at=dice.choice([None, said]),
        )
        reports.append(told)
        if dice.random() < 0.2:
            reports.append(replace(told, doses=told.doses + 1, reported_at=said))
    return reports


def measured(
    connection: duckdb.DuckDBPyConnection, made: Campaign, reports_given: bool = True
) -> None:
    """Load the campaign and run the stages of this room."""
    _load(connection, made, made.reports if reports_given else [])
    figures = national_stages(MeasureSettings(AS_OF, "2021", reports_given))
    run_stages(connection, lives_stage(), entry_gap_stages(AS_OF, reports_given), figures)


def _load(connection: duckdb.DuckDBPyConnection, made: Campaign, reports: list[ReportRow]) -> None:
    load_doses(connection, made.doses, reports)
    load_places(connection, COMMUNES)
    make_table(connection, RULES_APPLIED, made.rules)
    make_table(connection, Table("clocks_before", "", DOSE_CLOCKS.columns), made.clocks_before)
    make_table(connection, REPAIRS, ())
    make_table(connection, REJECTS, ())
    make_table(
        connection,
        VERDICTS,
        [(p.person_ref, "present", p.verdict, [], None, "exact", 1.0, "none", "r")
         for p in made.people],
    )  # fmt: skip
    make_table(connection, PERSONS, [(p.person_ref, p.history_id) for p in made.people])
    make_table(
        connection, DOSES_TYPED, [(d.dose_ref, d.person_ref, *[None] * 8) for d in made.doses]
    )
    make_table(connection, PEOPLE_COMPARABLE, [_profile(p) for p in made.people])
    make_table(connection, REGISTER_COMPARABLE, [_register(r) for r in made.register])
    connection.execute(
        "CREATE OR REPLACE TABLE settled_verdicts (person_ref VARCHAR, register_row BIGINT)"
    )
    for person in made.people:
        connection.execute(
            "INSERT INTO settled_verdicts VALUES (?, ?)", [person.person_ref, person.register_row]
        )


def _profile(person: Person) -> tuple[object, ...]:
    district, province = COMMUNES.get(person.residence or "", (None, None))
    told = {
        "person_ref": person.person_ref,
        "residence_code": person.residence,
        "district_code": district,
        "province_code": province,
        "birth_date": person.birth,
        "birth_year": person.birth.year,
    }
    return tuple(told.get(name) for name in PEOPLE_COMPARABLE.column_names)


def _register(person: RegisterPerson) -> tuple[object, ...]:
    told = {
        "register_row": person.register_row,
        "citizen_id": str(person.register_row),
        "residence_code": person.residence,
        "birth_date": person.birth,
        "birth_year": person.birth.year,
        "deceased_on": person.deceased_on,
    }
    return tuple(told.get(name) for name in REGISTER_COMPARABLE.column_names)
