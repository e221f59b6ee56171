"""The tables of a run as the rows of the application's tables, one query a table.

All values are text, numbers or NULL, as every database takes them; what may be empty is ''. A run
writes times of Viet Nam, the application's database those of UTC.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from django.conf import settings
from django.db import models

from soat.backends.duckdb_backend import connect
from soat.casework.loading.figure_shapes import FIGURES_SQL
from soat.casework.loading.place_shapes import NAMED_PLACES_SQL
from soat.casework.loading.site_figures import measure_sites
from soat.casework.loading.site_shapes import SITE_CELLS_SQL, SITES_SQL
from soat.casework.models import (
    Candidate,
    Case,
    Dose,
    DoseFinding,
    Figure,
    PersonFinding,
    Place,
    Profile,
    Repair,
    Site,
    SiteCell,
)
from soat.model.closed_lists import Verdict
from soat.model.places import EPOCH_63
from soat.model.review_lists import CaseState
from soat.store.reporting.write_report import MEASURES_FOLDER
from soat.store.run_folder import quoted
from soat.store.standing import open_standing
from soat.store.work_tables import load_places

TYPED = (
    *("full_name", "birth_date", "sex", "citizen_id", "phone", "insurance_id", "nationality"),
    *("residence_code", "residence_text", "guardian_name", "guardian_phone"),
)
"""The columns of a profile as typed."""

_ANSWERS = ("verdicts", "repairs", "evidence", "persons", "dose_rows")
_FINDINGS = ("person_findings", "dose_findings")
_STANDING = ("people_typed", "people_comparable", "doses_typed", "placed_rows", "sites_typed")
_UTC_OFFSET = "INTERVAL 7 HOUR"
_MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Shaped:
    """One table of the application, and the query over a run's tables that gives its rows; by the
    column `found_by` the merge looks rows up."""

    model: type[models.Model]
    sql: str
    found_by: str

    @property
    def staged(self) -> str:
        """The name under which the rows wait to be merged."""
        return f"loading_{self.model.__name__.lower()}"


def _texts(*columns: str, of: str) -> str:
    return ", ".join(f"coalesce({of}.{column}, '') AS {column}" for column in columns)


# What is unknown is left out from there on: such people stand in the queue of the place above.
_PLACE = f"""'/{EPOCH_63}/' || CASE WHEN c.province_code IS NULL THEN '' ELSE
    'p' || c.province_code || '/' || CASE WHEN c.district_code IS NULL THEN '' ELSE
    'd' || c.district_code || '/' || CASE WHEN c.residence_code IS NULL THEN '' ELSE
    'c' || c.residence_code || '/' END END END"""

_PROFILES = Shaped(
    Profile,
    f"""SELECT p.person_ref, {_PLACE} AS place, {_texts(*TYPED, of="p")},
        left(sha256(getvariable('page_salt') || p.person_ref), 24) AS page_id,
        coalesce(c.name_ascii, '') AS name_folded, coalesce(h.history_id, '') AS history_id,
        v.number_status, v.verdict, array_to_string(v.reasons, ',') AS reasons,
        coalesce(v.citizen_id, '') AS register_citizen_id, v.rule, v.match_probability, v.tier
    FROM people_typed p JOIN verdicts v ON v.person_ref = p.person_ref
    JOIN people_comparable c ON c.person_ref = p.person_ref
    LEFT JOIN persons h ON h.person_ref = p.person_ref""",
    "person_ref",
)
_UNSETTLED = f"('{Verdict.MISMATCH}', '{Verdict.UNIDENTIFIED}')"
_CASES = Shaped(
    Case,
    f"""SELECT v.person_ref AS profile_id, {_PLACE} AS place, '{CaseState.OPEN}' AS state, v.tier,
        array_to_string(v.reasons, ',') AS reasons, v.rule, coalesce(k.kinds, '') AS kinds
    FROM verdicts v JOIN people_comparable c ON c.person_ref = v.person_ref
    LEFT JOIN (SELECT person_ref, string_agg(DISTINCT kind, ',' ORDER BY kind) AS kinds
        FROM repairs GROUP BY person_ref) k ON k.person_ref = v.person_ref
    WHERE v.verdict IN {_UNSETTLED}""",
    "profile_id",
)
_REPAIRS = Shaped(
    Repair,
    f"""SELECT person_ref AS profile_id, field, kind, tier,
        {_texts("recorded_value", "register_value", of="r")} FROM repairs r""",
    "profile_id",
)
LEVELS = ("number", "name", "birth_date", "sex", "residence", "home")
"""The fields of which a candidate keeps agreement and bits."""

_TOLD = ", ".join(
    f"{name}: {{level: e.{name}_agreement, bits: round(e.{name}_bits, 3)}}" for name in LEVELS
)
_CANDIDATES = Shaped(
    Candidate,
    f"""SELECT e.person_ref AS profile_id, e.rank, e.citizen_id, e.match_probability,
        coalesce(e.register_full_name, '') AS full_name,
        coalesce(e.register_birth_text, '') AS birth_text, coalesce(e.register_sex, '') AS sex,
        coalesce(e.register_residence_code, '') AS residence_code,
        CAST(to_json({{{_TOLD}}}) AS VARCHAR) AS told
    FROM evidence e WHERE e.rank <= {_MOST_CANDIDATES}""",
    "profile_id",
)
_DOSES = Shaped(
    Dose,
    f"""SELECT d.dose_ref, d.person_ref AS profile_id, CAST(d.given_on AS VARCHAR) AS given_on,
        {_texts("product", "lot", "dose_kind", "site_code", of="d")}, d.dose_number,
        strftime(d.recorded_at - {_UTC_OFFSET}, '%Y-%m-%d %H:%M:%S') AS recorded_at,
        {_texts("source", of="d")}, coalesce(r.state, '') AS state,
        coalesce(r.kept_dose_ref, '') AS kept_dose_ref, 0 AS entered_here
    FROM doses_typed d LEFT JOIN dose_rows r ON r.dose_ref = d.dose_ref""",
    "dose_ref",
)
_DOSE_FINDINGS = Shaped(
    DoseFinding,
    f"""SELECT dose_ref AS dose_id, finding, severity, {_texts("other_dose_ref", of="f")}
    FROM dose_findings f WHERE NOT suppressed""",
    "dose_id",
)
_PERSON_FINDINGS = Shaped(
    PersonFinding,
    f"""SELECT person_ref AS profile_id, finding, severity, {_texts("other_person_ref", of="f")}
    FROM person_findings f WHERE NOT suppressed""",
    "profile_id",
)
_PLACES = Shaped(
    Place,
    """SELECT path, level, name, replace(strip_accents(lower(name)), 'đ', 'd') AS name_folded
    FROM named_places""",
    "path",
)
_FIGURES = Shaped(Figure, FIGURES_SQL, "place")
_SITES = Shaped(Site, SITES_SQL, "code")
_SITE_CELLS = Shaped(SiteCell, SITE_CELLS_SQL, "place")

SHAPED = (
    *(_PLACES, _PROFILES, _CASES, _REPAIRS, _CANDIDATES, _DOSES, _DOSE_FINDINGS),
    *(_PERSON_FINDINGS, _FIGURES, _SITES, _SITE_CELLS),
)
"""Every table that a load fills, those that others refer to first."""


def page_salt() -> str:
    """What the names of pages are made with: who lacks the secret key cannot try numbers out."""
    return f"page of {settings.SECRET_KEY} "


@contextmanager
def run_opened(run: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows the run's tables by their names.

    Raises InputUnusable when the folder is no finished run, or keeps nothing for updates.
    """
    standing = open_standing(run)
    with TemporaryDirectory(prefix="soat-load-") as spill, connect(Path(spill)) as connection:
        for name in _STANDING:
            connection.execute(f"CREATE VIEW {name} AS {standing.rows(name)}").fetchall()
        for name in (*_ANSWERS, *_FINDINGS):
            file = quoted(run / f"{name}.parquet")
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{file}')").fetchall()
        load_places(connection)
        _measured(connection, run)
        connection.execute("SET VARIABLE page_salt = ?", [page_salt()]).fetchall()
        yield connection


def _measured(connection: duckdb.DuckDBPyConnection, run: Path) -> None:
    """The run's figures, those of sites, and the places that they are of."""
    measures = quoted(run / MEASURES_FOLDER / "*.parquet")
    connection.execute(f"CREATE VIEW measured AS FROM read_parquet('{measures}')").fetchall()
    connection.execute(f"CREATE VIEW named_places AS {NAMED_PLACES_SQL}").fetchall()
    measure_sites(connection, run)
