"""From files to a verdict for everybody, piece by piece.

chunk by chunk   take in, standardise            → people by province
group by group   verify, support                 → who is settled by the number
group by group   seek                            → candidates anywhere in the country
the whole        reach                           → register people whom other provinces need
cut by cut       weigh                           → candidates near home, evidence
the whole        claims
cut by cut       settle                          → verdicts
the whole        ties
cut by cut       persons
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from soat.countrywide.chunks import Source, show_chunk, take_in_chunks
from soat.countrywide.cutting import NOWHERE, Cut, cuts_of, groups_of
from soat.countrywide.piece_by_piece import Bench, Country
from soat.engine.intake.stages import people_intake
from soat.engine.resolve.stages import resolve_stages
from soat.engine.standardize.stages import people_stage
from soat.engine.verify.stages import verify_stage
from soat.model.kept_tables import PLAUSIBLE_ROWS
from soat.model.stages import Stage
from soat.model.tables import REGISTER_FACTS
from soat.register.snapshot import Manifest, fact_file
from soat.store.pieces import parquet_rows
from soat.store.reading import TableCounts
from soat.store.reading.conservation import places_of
from soat.store.work_tables import load_places

# The candidates of so many people are fetched from the register at once.
_PEOPLE_REACHING = 10_000_000
_COMPARED = "number_text, full_name, birth_text, sex, residence_code"


@dataclass(frozen=True)
class Register:
    """The snapshot that a country is held against."""

    folder: Path
    manifest: Manifest

    def files(self, provinces: Iterable[str] | None = None) -> list[Path]:
        """The buckets of these provinces, or all."""
        wanted = None if provinces is None else set(provinces)
        return [
            self.folder / bucket.file
            for bucket in self.manifest.buckets
            if wanted is None or bucket.province in wanted
        ]


@dataclass
class Identity:
    """Everything that the pieces of this part share."""

    country: Country
    register: Register
    run_id: str
    people_in_a_group: int
    cuts: tuple[Cut, ...] = ()

    @cached_property
    def stages(self) -> dict[str, Stage]:
        return {stage.name: stage for stage in resolve_stages(self.country.profile, self.run_id)}


def identify(identity: Identity, people: Source, people_in_a_cut: int) -> TableCounts:
    """Run it all; the tables are then with the country's pieces."""
    counts = take_in_chunks(
        identity.country, people, 0.27, partial(_take_in_chunk, identity.country)
    )
    files = identity.country.pieces.files_of("people_comparable")
    identity.cuts = cuts_of(files, people_in_a_cut)
    _verify(identity)
    _seek(identity)
    _reach(identity)
    _weigh(identity)
    _claims(identity)
    _settle(identity)
    _persons(identity)
    return counts


# ── taking in ────────────────────────────────────────────────────────────────────────────────


def _take_in_chunk(country: Country, people: Source, number: int, bench: Bench) -> None:
    profile = country.profile
    load_places(bench.workshop)
    show_chunk(country, bench, people, number)
    bench.run(people_intake(profile.extra_names, profile.name_needed), people_stage(profile))
    bench.notes["places"] = places_of(bench.workshop, "people")
    bench.give(
        "people_typed",
        f"""SELECT t.*, coalesce(c.province_code, '{NOWHERE}') AS province FROM people_typed t
            JOIN people_comparable c ON c.person_ref = t.person_ref""",
        "province",
    )
    bench.give("people_rejected")
    bench.give(
        "people_comparable",
        f"SELECT *, coalesce(province_code, '{NOWHERE}') AS province FROM people_comparable",
        "province",
    )


# ── by the number ────────────────────────────────────────────────────────────────────────────


def _verify(identity: Identity) -> None:
    groups = list(groups_of(identity.cuts, identity.people_in_a_group))
    for number, group in enumerate(groups):

        def make(bench: Bench, group: tuple[Cut, ...] = group) -> None:
            _show_register(identity, bench)
            _show_people(identity, bench, group)
            bench.run(verify_stage(), identity.stages["support"])
            _give_by_cut(bench, "verified_people", "people_cuts")
            bench.workshop.execute(
                """CREATE TABLE unsettled_cuts AS SELECT c.* FROM people_cuts c
                SEMI JOIN unsettled_people u ON u.person_ref = c.person_ref"""
            ).fetchall()
            for table in ("unsettled_people", "number_pairs", "supported_pairs"):
                _give_by_cut(bench, table, "unsettled_cuts")
            bench.give("settled_phones")

        identity.country.piece(f"verify-{number:03d}", 0.13 / len(groups), make)


def _give_by_cut(bench: Bench, table: str, cuts: str) -> None:
    bench.give(
        table,
        f"SELECT t.*, c.cut FROM {table} t JOIN {cuts} c ON c.person_ref = t.person_ref",
        "cut",
    )


def _show_register(identity: Identity, bench: Bench) -> None:
    files = identity.register.files()
    bench.see("register_comparable", files, files[0])


def _show_people(identity: Identity, bench: Bench, group: tuple[Cut, ...]) -> None:
    files = [file for cut in group for file in cut.files]
    shape = identity.country.pieces.shape_of("people_comparable")
    bench.see("people_comparable", files, shape)
    each = " UNION ALL ".join(
        f"SELECT person_ref, {cut.number} AS cut FROM {parquet_rows(cut.files)}" for cut in group
    )
    bench.workshop.execute(f"CREATE OR REPLACE TEMP VIEW people_cuts AS {each}").fetchall()


# ── anywhere in the country ──────────────────────────────────────────────────────────────────


def _seek(identity: Identity) -> None:
    # About a third of the people are sought, and their rows are wide.
    groups = list(groups_of(identity.cuts, 2 * identity.people_in_a_group))
    for number, group in enumerate(groups):

        def make(bench: Bench, group: tuple[Cut, ...] = group) -> None:
            _show_register(identity, bench)
            for table in ("unsettled_people", "number_pairs", "supported_pairs"):
                identity.country.see(bench, table, *(cut.folder for cut in group))
            identity.country.see(bench, "settled_phones")
            _show_cuts(identity, bench, "unsettled_people", group)
            bench.run(identity.stages["seek"])
            for table in ("homes", "sought_people", "far_pairs"):
                _give_by_cut(bench, table, "unsettled_people_cuts")

        identity.country.piece(f"seek-{number:03d}", 0.15 / len(groups), make)


def _show_cuts(identity: Identity, bench: Bench, table: str, group: tuple[Cut, ...]) -> None:
    """Make the table `<table>_cuts`: in which cut each person of the table is."""
    each = " UNION ALL ".join(
        f"SELECT person_ref, {number} AS cut FROM {parquet_rows(files)}"
        for number, files in _files_by_cut(identity, table, group)
    )
    nobody = "SELECT NULL::VARCHAR AS person_ref, 0 AS cut WHERE false"
    bench.workshop.execute(f"CREATE TABLE {table}_cuts AS {each or nobody}").fetchall()


def _files_by_cut(
    identity: Identity, table: str, cuts: Iterable[Cut]
) -> Iterator[tuple[int, list[Path]]]:
    for cut in cuts:
        files = identity.country.pieces.files_of(table, cut.folder)
        if files:
            yield cut.number, files


def _reach(identity: Identity) -> None:
    """Register people of other provinces to whom a cut's pairs point."""
    groups = list(groups_of(identity.cuts, _PEOPLE_REACHING))
    for number, group in enumerate(groups):

        def make(bench: Bench, group: tuple[Cut, ...] = group) -> None:
            _show_register(identity, bench)
            # Made before it is joined: or the database may hold the register, wide as it is,
            # against it, and spill all of it.
            pairs = " UNION ALL ".join(
                f"SELECT {cut} AS cut, register_row FROM {parquet_rows(files)}"
                for table in ("far_pairs", "number_pairs")
                for cut, files in _files_by_cut(identity, table, group)
            )
            nobody = "SELECT 0 AS cut, 0::BIGINT AS register_row WHERE false"
            bench.workshop.execute(
                "CREATE TABLE reached AS SELECT DISTINCT cut, register_row "
                f"FROM ({pairs or nobody})"
            ).fetchall()
            homes = ", ".join(
                f"({cut.number}, '{province}')"
                for cut in group
                for province in sorted(cut.provinces)
            )
            bench.give(
                "register_reached",
                f"""SELECT r.*, w.cut
                FROM reached w JOIN register_comparable r ON r.register_row = w.register_row
                ANTI JOIN (SELECT * FROM (VALUES {homes}) AS h(cut, province)) h
                    ON h.cut = w.cut AND h.province = coalesce(r.province_code, '{NOWHERE}')""",
                "cut",
            )

        identity.country.piece(f"reach-{number:03d}", 0.05 / len(groups), make)


# ── near home ────────────────────────────────────────────────────────────────────────────────


def _weigh(identity: Identity) -> None:
    for cut in identity.cuts:

        def make(bench: Bench, cut: Cut = cut) -> None:
            _load_register_of(identity, bench, cut)
            for table in REGISTER_FACTS:
                file = fact_file(identity.register.folder, table)
                bench.see(table.name, [file], file)
            sees = ("unsettled_people", "number_pairs", "supported_pairs")
            for table_name in (*sees, "homes", "sought_people", "far_pairs"):
                identity.country.see(bench, table_name, cut.folder)
            bench.run(identity.stages["weigh"])
            for table_name in ("plausible_pairs", "number_classes", "first_answers"):
                bench.give_cut(table_name, cut.folder)
            bench.give_cut("absent_shares", cut.folder)
            if identity.country.keeps:
                bench.keep(PLAUSIBLE_ROWS)

        identity.country.piece(f"weigh-{cut.number:03d}", 0.2 / len(identity.cuts), make)
    identity.country.pieces.drop(("homes", "sought_people", "far_pairs"))
    if not identity.country.keeps:
        identity.country.pieces.drop(("settled_phones",))


def _load_register_of(identity: Identity, bench: Bench, cut: Cut) -> None:
    """The register people of the cut's provinces, and those it reaches elsewhere."""
    reached = identity.country.pieces.files_of("register_reached", cut.folder)
    files = [*identity.register.files(cut.provinces), *reached]
    shape = identity.country.pieces.shape_of("register_reached")
    bench.see("register_seen", files, shape)
    bench.workshop.execute("CREATE TABLE register_comparable AS FROM register_seen").fetchall()


def _claims(identity: Identity) -> None:
    def make(bench: Bench) -> None:
        for table in ("verified_people", "plausible_pairs", "first_answers"):
            identity.country.see(bench, table)
        bench.run(identity.stages["claims"])
        bench.give("claims")

    identity.country.piece("claims-000", 0.03, make)


def _settle(identity: Identity) -> None:
    for cut in identity.cuts:

        def make(bench: Bench, cut: Cut = cut) -> None:
            _load_register_of(identity, bench, cut)
            shape = identity.country.pieces.shape_of("people_comparable")
            bench.see("people_comparable", list(cut.files), shape)
            sees = ("unsettled_people", "number_pairs", "verified_people", "plausible_pairs")
            for table in (*sees, "number_classes", "absent_shares"):
                identity.country.see(bench, table, cut.folder)
            identity.country.see(bench, "claims")
            bench.run(identity.stages["settle"])
            for table, order in _GIVEN_BY_SETTLE:
                bench.give_cut(table, cut.folder, order)
            bench.workshop.execute(
                f"CREATE VIEW compared AS SELECT person_ref, {_COMPARED} FROM unsettled_people"
            ).fetchall()
            bench.give_cut("compared", cut.folder, "person_ref")

        identity.country.piece(f"settle-{cut.number:03d}", 0.1 / len(identity.cuts), make)
    if not identity.country.keeps:
        identity.country.pieces.drop(("first_answers",))
    identity.country.pieces.drop(("plausible_pairs", "number_classes", "claims"))
    identity.country.pieces.drop(("number_pairs", "supported_pairs", "unsettled_people"))
    identity.country.pieces.drop(("register_reached", "absent_shares"))


_GIVEN_BY_SETTLE = (
    ("verdicts", "person_ref"),
    ("repairs", "person_ref, field"),
    ("candidates", "person_ref, rank"),
    ("evidence_kept", "person_ref, rank"),
    ("settled_verdicts", ""),
    ("unregistered_start", ""),
)


# ── human beings ─────────────────────────────────────────────────────────────────────────────


def _persons(identity: Identity) -> None:
    def tie(bench: Bench) -> None:
        identity.country.see(bench, "unregistered_start")
        bench.run(identity.stages["ties"])
        bench.give("unregistered_humans")

    identity.country.piece("ties-000", 0.01, tie)
    for cut in identity.cuts:

        def make(bench: Bench, cut: Cut = cut) -> None:
            identity.country.see(bench, "settled_verdicts", cut.folder)
            identity.country.see(bench, "unregistered_humans")
            bench.run(identity.stages["persons"])
            bench.give_cut("persons", cut.folder, "person_ref")

        identity.country.piece(f"persons-{cut.number:03d}", 0.01 / len(identity.cuts), make)
