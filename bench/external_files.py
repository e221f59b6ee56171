"""Public linkage sets written in the contract's form.

FEBRL 4: the 5,000 originals are the register, the 5,000 corrupted copies are the people.
Historical figures: of each cluster (one human being) the record with the lowest number in its
`unique_id` is the register (in this set it is the record without errors), the rest are the people.

Only the shape is changed: the set's key becomes `citizen_id` or `person_ref`, dates get the ISO
form, `gender` becomes `sex` where it says male or female; every further column keeps its name.
Nobody's error is mended here.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.where import LINKAGE


@dataclass(frozen=True)
class ExternalSet:
    """One public set: its files, and the queries that give register, people and truth."""

    name: str
    needs: tuple[str, ...]
    prepare_sql: str
    register_sql: str
    people_sql: str
    truth_sql: str
    suffix: str

    @property
    def is_here(self) -> bool:
        return all((LINKAGE / file).is_file() for file in self.needs)


@dataclass(frozen=True)
class ExternalFiles:
    """A set after writing: the three files."""

    register: Path
    people: Path
    truth: Path


_FEBRL_READ = """
create or replace view {view} as
select {key} as record_key,
       nullif(concat_ws(' ', nullif(trim(given_name), ''), nullif(trim(surname), '')), '')
           as full_name,
       regexp_replace(nullif(trim(date_of_birth), ''), '^(....)(..)(..)$', '\\1-\\2-\\3')
           as birth_date,
       {rest}
from (
    select {columns}
    from read_csv('{{folder}}/{file}', header = false, skip = 1, all_varchar = true,
                  names = [{names}]));"""

_FEBRL_COLUMNS = (
    "rec_id given_name surname street_number address_1 address_2 suburb postcode state "
    "date_of_birth soc_sec_id"
).split()
_FEBRL_REST = [c for c in _FEBRL_COLUMNS if c not in ("rec_id", "date_of_birth")]


def _febrl_view(view: str, file: str) -> str:
    return _FEBRL_READ.format(
        view=view,
        file=file,
        key="trim(rec_id)",
        rest=", ".join(f"nullif(trim({c}), '') as {c}" for c in _FEBRL_REST),
        columns=", ".join(_FEBRL_COLUMNS),
        names=", ".join(f"'{c}'" for c in _FEBRL_COLUMNS),
    )


FEBRL4 = ExternalSet(
    name="febrl4",
    needs=("dataset4a.csv", "dataset4b.csv"),
    prepare_sql=_febrl_view("febrl_a", "dataset4a.csv") + _febrl_view("febrl_b", "dataset4b.csv"),
    register_sql="""
select record_key as citizen_id, null::varchar as former_id, full_name, birth_date,
       null::varchar as sex, null::varchar as residence_code, null::varchar as deceased_on,
       * exclude (record_key, full_name, birth_date)
from febrl_a order by citizen_id""",
    people_sql="""
select record_key as person_ref, full_name, birth_date, null::varchar as sex,
       * exclude (record_key, full_name, birth_date)
from febrl_b order by person_ref""",
    truth_sql="""
select record_key as person_ref,
       regexp_replace(record_key, '-dup-[0-9]+$', '-org') as citizen_id
from febrl_b order by person_ref""",
    suffix="csv",
)

_HISTORICAL_READ = """
create or replace table historical as
select unique_id as record_key, cluster, full_name, dob as birth_date,
       case when gender in ('male', 'female') then gender end as sex,
       first_name, surname, birth_place, postcode_fake, occupation,
       row_number() over (
           partition by cluster
           order by regexp_extract(unique_id, '-([0-9]+)$', 1)::integer) = 1 as is_register
from '{folder}/historical_figures_with_errors_50k.parquet';"""

HISTORICAL = ExternalSet(
    name="historical",
    needs=("historical_figures_with_errors_50k.parquet",),
    prepare_sql=_HISTORICAL_READ,
    register_sql="""
select record_key as citizen_id, null::varchar as former_id, full_name, birth_date, sex,
       null::varchar as residence_code, null::varchar as deceased_on,
       first_name, surname, birth_place, postcode_fake, occupation
from historical where is_register order by citizen_id""",
    people_sql="""
select record_key as person_ref, full_name, birth_date, sex,
       first_name, surname, birth_place, postcode_fake, occupation
from historical where not is_register order by person_ref""",
    truth_sql="""
select p.record_key as person_ref, r.record_key as citizen_id
from historical p join historical r on r.cluster = p.cluster and r.is_register
where not p.is_register order by person_ref""",
    suffix="parquet",
)


def write_external_set(source: ExternalSet, folder: Path) -> ExternalFiles:
    """Write the set's register, people and truth into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = source.suffix
    files = ExternalFiles(
        folder / f"register.{suffix}", folder / f"people.{suffix}", folder / "truth.parquet"
    )
    with duckdb.connect() as con:
        con.execute(source.prepare_sql.format(folder=LINKAGE))
        con.execute(f"copy ({source.register_sql}) to '{files.register}'")
        con.execute(f"copy ({source.people_sql}) to '{files.people}'")
        con.execute(f"copy ({source.truth_sql}) to '{files.truth}' (format parquet)")
    return files
