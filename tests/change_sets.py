"""Random changes to a country, and the same country with the changes worked in."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from soat.model.tables import DOSES, PEOPLE

_PEOPLE = ", ".join(PEOPLE.column_names)
_DOSES = ", ".join(DOSES.column_names)


@dataclass(frozen=True)
class ChangeSet:
    """A folder of changes, and in `merged` the inputs as they are afterwards."""

    folder: Path
    merged: Path


def _share(of: str, seed: int, first: float, last: float) -> str:
    """SQL: the rows whose lot falls between the two; the same for the same key and seed."""
    return f"hash({of} || '{seed}') / 18446744073709551616.0 BETWEEN {first} AND {last}"


# One in so many of the chosen gets this column from somebody else, or loses it.
_SPOILED = {
    "citizen_id": "o.citizen_id",
    "phone": "o.phone",
    "full_name": "o.full_name",
    "residence_code": "o.residence_code",
    "birth_date": "NULL",
}


def make_changes(people: Path, doses: Path, register: Path, folder: Path, seed: int) -> ChangeSet:
    """Corrected, spoiled, new and withdrawn profiles and doses, drawn by `seed`.

    `people` and `doses` are folders, or files; `register` mends some profiles for good.
    """
    (folder / "merged").mkdir(parents=True)
    with duckdb.connect() as connection:
        for name, path in (("p", people), ("d", doses), ("r", register)):
            connection.execute(f"CREATE TABLE {name} AS FROM '{_files(path)}'")
        for statement in (*_people_statements(seed), *_dose_statements(seed)):
            connection.execute(statement)
        _write(connection, folder)
    return ChangeSet(folder, folder / "merged")


def _files(path: Path) -> str:
    return f"{path}/*.parquet" if path.is_dir() else str(path)


def _people_statements(seed: int) -> list[str]:
    spoiled = ", ".join(
        f"CASE WHEN hash(p.person_ref || '{column}{seed}') % 8 = 0 THEN {other} "
        f"ELSE p.{column} END AS {column}"
        for column, other in _SPOILED.items()
    )
    usable = "person_ref IS NOT NULL AND full_name IS NOT NULL"
    return [
        f"""CREATE TABLE usable AS SELECT *, row_number() OVER (ORDER BY person_ref) AS n
            FROM (SELECT DISTINCT ON (person_ref) * FROM p WHERE {usable} ORDER BY ALL)""",
        f"""CREATE TABLE pc AS SELECT p.* EXCLUDE (n) REPLACE ({spoiled})
            FROM usable p JOIN usable o
                ON o.n = 1 + hash(p.person_ref || 'o{seed}') % (SELECT count(*) FROM usable)
            WHERE {_share("p.person_ref", seed, 0, 0.03)}""",
        # The register's own words: verified from now on, unless the sex is another.
        f"""INSERT INTO pc SELECT p.* EXCLUDE (n) REPLACE (r.full_name AS full_name,
                r.birth_date AS birth_date) FROM usable p JOIN r ON r.citizen_id = p.citizen_id
            WHERE {_share("p.person_ref", seed, 0.1, 0.13)}""",
        f"""INSERT INTO pc SELECT * EXCLUDE (n) REPLACE ('new-' || person_ref AS person_ref)
            FROM usable WHERE {_share("person_ref", seed, 0.2, 0.215)}""",
        "DELETE FROM pc WHERE full_name IS NULL",
        f"""CREATE TABLE pw AS SELECT person_ref FROM usable
            WHERE {_share("person_ref", seed, 0.3, 0.31)}""",
        # Nobody else's dose is one of theirs.
        "CREATE TABLE stay AS FROM usable ANTI JOIN pw USING (person_ref)",
        "CREATE TABLE lots AS SELECT row_number() OVER (ORDER BY person_ref) AS n, person_ref "
        "FROM stay",
    ]


def _dose_statements(seed: int) -> list[str]:
    mine = "ANTI JOIN (SELECT dose_ref FROM d SEMI JOIN pw USING (person_ref)) x USING (dose_ref)"
    return [
        f"""CREATE TABLE dc AS SELECT d.* REPLACE (
                CASE WHEN hash(d.dose_ref || 'p{seed}') % 4 = 0 THEN l.person_ref
                    ELSE d.person_ref END AS person_ref,
                CASE WHEN hash(d.dose_ref || 's{seed}') % 6 = 0 THEN NULL
                    ELSE d.site_code END AS site_code,
                CASE WHEN hash(d.dose_ref || 'l{seed}') % 6 = 0 THEN NULL
                    ELSE d.lot END AS lot)
            FROM d {mine} JOIN lots l
                ON l.n = 1 + hash(d.dose_ref || 'o{seed}') % (SELECT count(*) FROM lots)
            WHERE {_share("d.dose_ref", seed, 0, 0.03)}""",
        f"""INSERT INTO dc SELECT * REPLACE ('new-' || dose_ref AS dose_ref) FROM d {mine}
            WHERE {_share("dose_ref", seed, 0.2, 0.22)}""",
        "DELETE FROM dc WHERE person_ref NOT IN (SELECT person_ref FROM stay)",
        f"""CREATE TABLE dw AS SELECT dose_ref FROM d SEMI JOIN pw USING (person_ref)
            UNION SELECT dose_ref FROM d WHERE {_share("dose_ref", seed, 0.3, 0.31)}""",
        "DELETE FROM dw WHERE dose_ref IN (SELECT dose_ref FROM dc)",
    ]


def _write(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    # A dose that cannot be read changes nothing: what stood before it stands.
    read = "dc WHERE TRY_CAST(given_on AS DATE) IS NOT NULL"
    tables = {
        "people": f"SELECT {_PEOPLE} FROM pc",
        "doses": f"SELECT {_DOSES} FROM {read}",
        "withdrawn": "SELECT person_ref, NULL::VARCHAR AS dose_ref, 'a clerk' AS withdrawn_by "
        "FROM pw UNION ALL SELECT NULL, dose_ref, 'a clerk' FROM dw",
        "merged/people": f"""SELECT {_PEOPLE} FROM p ANTI JOIN pc USING (person_ref)
            ANTI JOIN pw USING (person_ref) UNION ALL SELECT {_PEOPLE} FROM pc""",
        "merged/doses": f"""SELECT {_DOSES} FROM d ANTI JOIN (FROM {read}) c USING (dose_ref)
            ANTI JOIN dw USING (dose_ref) UNION ALL SELECT {_DOSES} FROM {read}""",
    }
    for name, query in tables.items():
        file = folder / f"{name}.parquet"
        connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
