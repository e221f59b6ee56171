"""The stages' steps as prepared queries over streams that every call refills."""

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from soat.backends.merged_joins import joins_merged
from soat.backends.one_query import Given, OneQuery, StreamTable
from soat.engine.intake.stages import people_intake
from soat.engine.resolve.stages import resolve_stages
from soat.engine.standardize.numbers import number_structure_sql
from soat.engine.standardize.stages import people_stage
from soat.engine.verify.stages import verify_stage
from soat.look_up.answers import TOLD
from soat.look_up.texts import TEXT_TABLES, KeptNames, KeptTexts
from soat.model.profile import Profile
from soat.model.stages import Step
from soat.register.look_up_rows import register_rows_sql
from soat.register.neighbours import SOUGHT_SQL, Neighbours

RUN_ID = "look_up"

# Whose verdicts come later, when only the number has been followed: nobody's so far.
_NO_VERDICTS = """SELECT NULL::VARCHAR AS person_ref, NULL::VARCHAR AS verdict,
    NULL::VARCHAR[] AS reasons, NULL::VARCHAR AS citizen_id, NULL::BIGINT AS register_row,
    NULL::VARCHAR AS rule, NULL::DOUBLE AS match_probability, NULL::VARCHAR AS tier WHERE false"""
_LATER = (Given("linked_verdicts", _NO_VERDICTS), Given("unlinked_verdicts", _NO_VERDICTS))

_FOLLOWED = """SELECT (SELECT list(verdicts) FROM verdicts),
    (SELECT list(name_ascii) FROM unsettled_people), (SELECT count(*) FROM unsettled_people)"""
_COMPARABLE = "FROM people_comparable"
_UNDAMAGED = "SELECT n.*, (SELECT count(*) FROM people_mended) AS damaged FROM people_names n"
_RESOLVED = "SELECT " + ", ".join(f"(SELECT list({name}) FROM {name})" for name in TOLD)

_INTAKE_GIVEN = tuple(
    Given(name, f"FROM stream_{name}") for name in ("raw_people", "raw_people_broken", "places")
)
_RESOLVE_GIVEN = (
    *(
        Given(name, f"FROM stream_{name}")
        for name in ("people_comparable", "register_size", "residence_people", "register_names")
    ),
    Given(
        "register_comparable",
        register_rows_sql(
            "stream_found", "stream_register_places", number_structure_sql("citizen_id")
        ),
    ),
)


# Of one record none repeats another.
_ONE_ROW = tuple(
    Given(
        name,
        "SELECT NULL::VARCHAR AS file, NULL::BIGINT AS row_number, NULL::BIGINT AS place "
        "WHERE false",
    )
    for name in ("people_repeated", "people_merged")
)

# What mending makes of a damaged name; most records have none, and then the steps are spared.
_NONE_MENDED = (
    Given(
        "people_mended_keys",
        "SELECT NULL::VARCHAR AS text, NULL::VARCHAR AS base, NULL::VARCHAR AS key, "
        "NULL::VARCHAR AS ascii WHERE false",
    ),
)

# What standardize makes of each row, when what it says of each text is at hand.
_TYPED_GIVEN = (Given("people_typed", "FROM stream_people_typed"), _INTAKE_GIVEN[-1])
_AT_HAND = tuple(Given(table.name, f"FROM stream_{table.name}") for table in TEXT_TABLES)


class Queries:
    """The legs of an answer. Streams are named `stream_<table>` on the connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        profile: Profile,
        streams: dict[str, pa.Table],
        register: Neighbours,
    ) -> None:
        self._connection, self._streams = connection, dict[str, StreamTable]()
        for name, rows in streams.items():
            self._add_stream(name, rows)
        self._prepare_standardizing(profile, register)
        self._prepare_resolving(profile)

    def _prepare_standardizing(self, profile: Profile, register: Neighbours) -> None:
        intake, standardize = people_intake().steps, people_stage(profile).steps
        both = (*intake, *standardize)
        self.rejected = self._query(
            "rejected", intake, _INTAKE_GIVEN, "SELECT row_number, reason FROM people_rejected"
        )
        self._comparable = self._query("comparable", both, _INTAKE_GIVEN, _COMPARABLE)
        self._typed = self._query("typed", intake, (*_INTAKE_GIVEN, *_ONE_ROW), "FROM people_typed")
        self._add_stream("people_typed", self._typed.table())
        kept = {
            table.name: KeptTexts(
                table, self._query(table.name, standardize, _TYPED_GIVEN, f"FROM {table.name}")
            )
            for table in TEXT_TABLES
        }
        undamaged = self._query(
            "undamaged", standardize, (*_TYPED_GIVEN, *_NONE_MENDED), _UNDAMAGED
        )
        names = KeptNames(kept.pop("people_names"), undamaged, register)
        self._kept: dict[str, KeptTexts | KeptNames] = {"people_names": names, **kept}
        for name, texts in self._kept.items():
            self._add_stream(name, texts.nothing)
        self._composed = self._query(
            "composed", standardize, (*_TYPED_GIVEN, *_AT_HAND), _COMPARABLE
        )
        self._add_stream("people_comparable", self._composed.table())

    def _prepare_resolving(self, profile: Profile) -> None:
        rest: tuple[Step, ...] = (
            *verify_stage().steps,
            *(step for stage in resolve_stages(profile, RUN_ID) for step in stage.steps),
        )
        given = (*_RESOLVE_GIVEN, *_LATER)
        self.followed = self._query("followed", rest, given, _FOLLOWED)
        self.sought = self._query("sought", rest, _RESOLVE_GIVEN, SOUGHT_SQL)
        self._resolved_many = self._query("resolved_many", rest, _RESOLVE_GIVEN, _RESOLVED)
        few = joins_merged(rest, ("sought_people", "placed_people", "displaced_people"))
        self._resolved_few = self._query("resolved_few", few, _RESOLVE_GIVEN, _RESOLVED)
        # What most records need is planned now; the rest when somebody first needs it.
        for query in (self.followed, self.sought, self._resolved_few):
            query.prepare()

    def fill(self, stream: str, rows: pa.Table) -> None:
        """What the queries read under that name from now on."""
        self._streams[stream].rows = rows

    def comparable(self, records: int) -> pa.Table:
        """people_comparable of the records that raw_people holds."""
        if records > 1:
            return self._comparable.table()
        typed = self._typed.small_table(self._schema_of("people_typed"))
        self.fill("people_typed", typed)
        for name, kept in self._kept.items():
            self.fill(name, kept.rows_for(typed))
        return self._composed.small_table(self._schema_of("people_comparable"))

    def resolved(self, records: int) -> Sequence[Any]:
        """The rows of each table of TOLD."""
        query = self._resolved_few if records == 1 else self._resolved_many
        told: Sequence[Any] = query.rows()[0]
        return told

    @property
    def stream_names(self) -> list[str]:
        """The names under which the connection knows the streams."""
        return [f"stream_{name}" for name in self._streams]

    def _schema_of(self, stream: str) -> pa.Schema:
        return self._streams[stream].rows.schema

    def _add_stream(self, name: str, rows: pa.Table) -> None:
        self._streams[name] = StreamTable(rows)
        self._connection.register(f"stream_{name}", self._streams[name])

    def _query(
        self, name: str, steps: Sequence[Step], given: Sequence[Given], answer_sql: str
    ) -> OneQuery:
        return OneQuery(self._connection, name, steps, given, answer_sql)
