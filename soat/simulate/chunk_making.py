"""One chunk of the country, from nothing to its tables."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from soat.model.tables import DOSES, PEOPLE
from soat.simulate.casting import Cast, cast_profiles, choose_absent, quota_of
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.dose_rows import DoseRows
from soat.simulate.dosing.dose_truth import cells_truth, doses_truth, given_truth
from soat.simulate.dosing.recording import dose_columns, record_shots
from soat.simulate.dosing.reporting import count_cells, report_cells, report_table
from soat.simulate.dosing.shots import Shots, make_shots
from soat.simulate.dosing.sites import Sites, plan_sites, site_table
from soat.simulate.households import make_humans
from soat.simulate.keys import references
from soat.simulate.kin import find_kin
from soat.simulate.naming import give_names
from soat.simulate.profiles import Profiles, make_profiles
from soat.simulate.register_rows import plan_register_errors, register_rows, register_table
from soat.simulate.registering import day_number, give_identities
from soat.simulate.settings import Scenario
from soat.simulate.territory import ChunkPlan
from soat.simulate.texts import Texts, column, from_column, indices, text_table
from soat.simulate.truth import people_truth, register_truth, rejected_truth
from soat.simulate.unusable_rows import unusable_doses, unusable_people


def make_chunk(
    plan: ChunkPlan, scenario: Scenario, seed: int, stream: np.random.SeedSequence
) -> dict[str, pa.Table]:
    """Folder name -> the chunk's part of it. The same arguments give the same rows."""
    generator = np.random.Generator(np.random.PCG64DXSM(stream))
    quota = quota_of(plan, scenario, generator)
    chunk = _populate(plan, scenario, seed, quota.absent, generator)
    cast = cast_profiles(chunk, quota, generator)
    error = plan_register_errors(chunk, cast, generator)
    registered = register_rows(chunk, error, generator)
    register, order = register_table(chunk, registered)
    profiles = make_profiles(chunk, cast, registered, generator)
    keys = references(chunk, "P", len(cast))
    tables = {
        "register": register,
        "truth/register": register_truth(chunk, registered, order),
    }
    tables |= _people_tables(chunk, profiles, keys, generator)
    sites = plan_sites(chunk, generator)
    shots = make_shots(chunk, cast, sites, generator)
    tables["sites"] = site_table(plan, sites)
    given = _Given(chunk, cast, sites, shots)
    return tables | _dose_tables(given, keys, generator)


def _populate(
    plan: ChunkPlan, scenario: Scenario, seed: int, absent: int, generator: np.random.Generator
) -> Chunk:
    as_of = day_number(scenario.as_of)
    humans = make_humans(plan, absent, as_of, generator)
    names = give_names(humans, plan, generator)
    identities = give_identities(humans, plan, seed, as_of, generator)
    missing = choose_absent(humans, absent, as_of, generator)
    kin = find_kin(humans, generator)
    return Chunk(plan, scenario, seed, as_of, humans, identities, names, kin, missing)


def _people_tables(
    chunk: Chunk, profiles: Profiles, keys: Texts, generator: np.random.Generator
) -> dict[str, pa.Table]:
    """The people in order of key, unusable rows last; the truth row by row beside them."""
    columns = {"person_ref": keys} | profiles.columns
    people = text_table(columns, PEOPLE.column_names)
    order = indices(np.argsort(keys.astype(str)))
    people, truth = people.take(order), people_truth(chunk, profiles, keys).take(order)
    spare = column(references(chunk, "P", len(keys), start=len(keys)))
    extra, reasons, origins = unusable_people(chunk, people, spare, generator)
    rejected = rejected_truth(truth, origins, from_column(extra["person_ref"]), reasons)
    return {
        "people": pa.concat_tables([people, extra]),
        "truth/people": pa.concat_tables([truth, rejected]),
    }


@dataclass(frozen=True)
class _Given:
    """What was really given in the chunk, by whom to whom."""

    chunk: Chunk
    cast: Cast
    sites: Sites
    shots: Shots


def _dose_tables(
    given: _Given, people: Texts, generator: np.random.Generator
) -> dict[str, pa.Table]:
    """The doses in order of key, unusable rows last; the truth row by row beside them; reports."""
    chunk, cast, shots = given.chunk, given.cast, given.shots
    rows = record_shots(chunk, cast, shots, given.sites, generator)
    keys = references(chunk, "D", len(rows))
    columns = {"dose_ref": keys} | dose_columns(chunk, rows, people, generator)
    table = text_table(columns, DOSES.column_names)
    order = indices(np.argsort(keys.astype(str)))
    table, truth = table.take(order), doses_truth(chunk, cast, shots, rows, keys).take(order)
    spare = column(references(chunk, "D", len(keys), start=len(keys)))
    extra, reasons, origins = unusable_doses(chunk, table, spare, generator)
    rejected = rejected_truth(truth, origins, from_column(extra["dose_ref"]), reasons)
    return {
        "doses": pa.concat_tables([table, extra]),
        "truth/doses": pa.concat_tables([truth, rejected]),
        "truth/given": given_truth(chunk, cast, shots, rows),
        **_report_tables(given, rows, generator),
    }


def _report_tables(
    given: _Given, rows: DoseRows, generator: np.random.Generator
) -> dict[str, pa.Table]:
    chunk, cells = given.chunk, count_cells(given.shots)
    reports = report_cells(cells, chunk.scenario.report_faults, chunk.as_of, generator)
    return {
        "daily_reports": report_table(chunk, cells, reports, given.sites, generator),
        "truth/cells": cells_truth(chunk, cells, rows),
    }
