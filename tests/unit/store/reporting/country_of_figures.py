"""Figures such as the country's of 25 April 2022, made up to look likely: for views, not for truth.

Every province gets a share of the nation; what is wrong differs from province to province by a
fixed rule, so that pictures have something to show.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.headline import Figure
from soat.model.dose_lists import Explanation
from soat.model.places import all_places
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import report_document

AS_OF = date(2022, 4, 25)
RUN_ID = "made-up-country"
REPORTED, PEOPLE = 212_600_000, 82_268_445
_SCHEMA = pa.schema(
    [
        ("definition_id", pa.string()),
        ("as_of", pa.date32()),
        ("place_level", pa.string()),
        ("place_epoch", pa.string()),
        ("place_code", pa.string()),
        ("dimension", pa.string()),
        ("value", pa.string()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
    ]
)
_DELAYS = {"same_day": 55.0, "1": 14.0, "2-3": 9.0, "4-7": 7.0, "8-14": 5.0, "15-30": 3.4}
_DELAYS |= {"over_30": 3.0, "not_entered": 3.6}
_DOSES = {"18+.basic.1": 71_459_190, "18+.basic.2": 70_149_497, "18+.additional.1": 15_307_489}
_DOSES |= {"18+.booster.1": 37_905_594, "12-17.basic.1": 8_807_656, "12-17.basic.2": 8_302_586}
_DOSES |= {"5-11.basic.1": 667_978}
_COVERAGE = {"18+.1": 1.01, "18+.2": 0.992, "18+.3": 0.745, "12-17.1": 0.98, "12-17.2": 0.92}
_COVERAGE |= {"5-11.1": 0.056}
_POPULATION = {"18+": 70_100_000, "12-17": 8_930_000, "5-11": 11_800_000}
_RULES = ("D-C02", "D-S01", "D-S03", "D-V06", "D-U03", "D-V05", "P-V08", "P-C05", "R-03", "A-01")


@dataclass(frozen=True)
class Place:
    """A place, its share of the nation, and how much worse than usual it is."""

    level: str
    epoch: str
    code: str
    share: float
    worse: float = 1.0
    known: bool = True

    def figure(
        self, definition: str, value: str, counted: float | None, out_of: float | None
    ) -> Figure:
        dimension = _DIMENSIONS.get(definition, definition.rpartition("_by_")[2])
        rounded = None if counted is None else round(counted)
        total = None if out_of is None else round(out_of)
        place = (self.level, self.epoch, self.code)
        return Figure(definition, AS_OF, *place, dimension, value, rounded, total)


_DIMENSIONS = {"days_to_entry": "quantile", "entry_debt_to_zero": "projection"}
_DIMENSIONS |= {"entry_debt_by_day": "flow", "coverage_recorded": "coverage", "dropout": "dropout"}
_DIMENSIONS |= {
    "coverage_reported": "coverage",
    "doses_in_week": "week",
    "days_to_target": "target",
}
_DIMENSIONS |= {"doses_in_week_by_people": "week", "localities_reporting": "age_group"}
_DIMENSIONS |= {"failures_by_rule": "rule_code", "suppressed_by_rule": "rule_code"}
_DIMENSIONS |= {"doses_by_delay_recent": "delay"}


def nation(known: bool = True) -> RunReport:
    """The whole country; without reports, what is given is not known."""
    return _report("nation", [Place("nation", "", "", 1.0, known=known)])


def provinces() -> RunReport:
    """The 63 provinces and the unknown place."""
    codes = sorted({place.province_code for place in all_places() if place.epoch == "2021"})
    places = [
        Place("province", "2021", code, (1 + index % 7) / 260, 0.3 + (index * 37 % 23) / 9)
        for index, code in enumerate(codes)
    ]
    return _report("province", [*places, Place("province", "", "unknown", 0.01)])


def write_run(folder: Path, known: bool = True) -> Path:
    """The country as a run folder: every measure, empty where nothing was made up."""
    whole = nation(known)
    figures = (*whole.figures, *provinces().figures)
    (folder / "measures").mkdir(parents=True)
    for definition in DEFINITIONS:
        rows = [vars(figure) for figure in figures if figure.definition_id == definition.id]
        written = pa.Table.from_pylist(rows, schema=_SCHEMA)
        pq.write_table(written, folder / "measures" / f"{definition.id}.parquet")
    text = json.dumps(report_document(RUN_ID, AS_OF, whole.figures), ensure_ascii=False)
    (folder / "report.json").write_text(text, encoding="utf-8")
    return folder


def _report(level: str, places: Iterable[Place]) -> RunReport:
    figures = [figure for place in places for figure in figures_of(place)]
    return RunReport(RUN_ID, AS_OF, level, tuple(figures))


def figures_of(place: Place) -> list[Figure]:
    """Every figure of one place."""
    return [*_people(place), *_entry(place), *_time(place), *_by_day(place), *_doses(place)]


def _people(place: Place) -> Iterator[Figure]:
    wrong = min(0.33 * place.worse, 0.9)
    parts = {"verified": 0.955 - wrong, "mismatch": wrong, "unidentified": 0.04, "exempt": 0.005}
    for unit, total in (("people", PEOPLE * place.share), ("doses", 205e6 * place.share)):
        for verdict, part in parts.items():
            yield place.figure(f"{unit}_by_verdict", verdict, total * part, total)
        for status, part in {"present": 0.89, "missing": 0.06, "malformed": 0.045}.items():
            yield place.figure(f"{unit}_by_number_status", status, total * part, total)
        for reason, part in {"number": 0.6, "name": 0.3, "birth_date": 0.2, "sex": 0.05}.items():
            yield place.figure(f"{unit}_by_reason", reason, total * wrong * part, total * wrong)
    for tier, part in {"none": 0.66, "safe": 0.2, "review": 0.12, "ask": 0.02}.items():
        yield place.figure("people_by_tier", tier, PEOPLE * place.share * part, PEOPLE)


def _entry(place: Place) -> Iterator[Figure]:
    given = REPORTED * place.share
    lacking, explained = 0.036 * place.worse, 0.004
    parts = {"reported": 1.0, "missing": lacking + explained, "never_entered": lacking}
    parts |= {"excess": 0.005, "excess_unexplained": 0.001, "not_compared": 0.003, "in_doubt": 0.0}
    parts |= {f"explained_{one.value}": explained / len(Explanation) for one in Explanation}
    parts["counted"] = 1.0 - lacking - explained + 0.005 + 0.003
    for value, part in parts.items():
        counted = given * part if place.known or value == "counted" else None
        yield place.figure("doses_by_entry", value, counted, given if place.known else None)
    for state, part in {
        "kept": 0.98,
        "doubtful": 0.004,
        "duplicate": 0.013,
        "set_aside": 3e-3,
    }.items():
        yield place.figure("doses_by_state", state, given * 0.964 * part, given * 0.964)


def _time(place: Place) -> Iterator[Figure]:
    given = REPORTED * place.share
    slow = {bucket: part * (1 if part > 10 else place.worse) for bucket, part in _DELAYS.items()}
    for bucket, part in slow.items():
        yield place.figure("doses_by_delay", bucket, given * part / sum(slow.values()), given)
        recent = given / 200 * part / sum(slow.values())
        yield place.figure("doses_by_delay_recent", bucket, recent, given / 200)
    yield place.figure("days_to_entry", "median", 0, given)
    yield place.figure("days_to_entry", "p90", 9 if place.worse < 1.5 else None, given)
    for clock, days in {"received": 0, "accepted": 21, "verified": None, "signed": None}.items():
        for rank in ("median", "p90"):
            yield place.figure("days_by_clock", f"{clock}.{rank}", days, given)
    for end, days in {"likely": 41, "low": 30, "high": 68}.items():
        known = days if place.known and place.worse < 2 else None
        debt = given * 0.036 * place.worse if place.known else None
        yield place.figure("entry_debt_to_zero", end, known, debt)


def _by_day(place: Place) -> Iterator[Figure]:
    debt = 7_600_000 * place.share * place.worse
    for back in range(60):
        day = AS_OF - timedelta(days=back)
        given = 1_100_000 * place.share * (0.35 if day.weekday() == 6 else 1.0) * (1 - back / 90)
        new, cleared = given * 0.24, given * 0.31
        debt += cleared - new
        owed, reported = (debt, given) if place.known else (None, None)
        for flow, count in {"new": new, "cleared": cleared, "open": owed}.items():
            yield place.figure("entry_debt_by_day", f"{day.isoformat()}.{flow}", count, None)
        yield place.figure("given_by_day", day.isoformat(), reported, REPORTED * place.share)
        recorded = given * (0.96 if back > 3 else 0.55 + back * 0.1)
        yield place.figure("recorded_by_day", day.isoformat(), recorded, REPORTED * place.share)


def _doses(place: Place) -> Iterator[Figure]:
    for value, count in _DOSES.items():
        counted, total = count * place.share, REPORTED * place.share
        yield place.figure("reported_by_age_and_dose", value, counted, total)
        yield place.figure("recorded_by_age_and_dose", value, counted * 0.965, total)
    for value, part in _COVERAGE.items():
        people = _POPULATION[value.split(".")[0]] * place.share
        yield place.figure("coverage_reported", value, people * part, people)
        yield place.figure("coverage_recorded", value, people * part * 0.965, people)
        yield place.figure("doses_in_week", value, 400_000 * place.share * (1.1 - part), 7)
        lacking = people * (1 - part * 0.965)
        yield place.figure("days_to_target", value, 30 if part > 0.5 else None, lacking)
    for step, part in {"18+.1-2": 0.02, "18+.2-3": 0.21, "12-17.1-2": 0.06}.items():
        yield place.figure("dropout", step, 5e6 * place.share * part, 5e6 * place.share)
    yield place.figure("doses_in_week", "all", 3_100_000 * place.share, 7)
    yield place.figure(
        "doses_in_week_by_people", "all", 3_100_000 * place.share, 98e6 * place.share
    )
    if place.level == "nation":
        yield place.figure("localities_reporting", "5-11", 48, 63)
    for index, rule in enumerate(_RULES):
        broken = 4e6 * place.share * place.worse / (index + 1)
        yield place.figure("failures_by_rule", rule, broken, 205e6 * place.share)
        if index % 4 == 0:
            yield place.figure("suppressed_by_rule", rule, broken / 30, broken)
