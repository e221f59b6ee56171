"""Whose doses a change touches, and their histories settled again, on both sides of the change.

What the run knew of them is settled once more as it was, so that their old counts can be taken off:
that costs as much as their new ones, and nothing of everybody's has to be kept for it.
"""

from functools import partial

from soat.countrywide.piece_by_piece import Bench
from soat.model.count_tables import JUDGED_BY
from soat.model.kept_tables import ADDED_UP, COUNTED_DOSES, PLACED_ROWS, RARE_ROWS
from soat.model.tables import DAILY_REPORTS_TYPED, DOSES_TYPED
from soat.update.register_rows import LINKED
from soat.update.views import load, show
from soat.update.work import Replaced, Side, Work, differing, not_of_people, of_people

_SITE = "nullif(trim(site_code), '')"
_ENTRY_DAY = "site_code, source, recorded_on"
# Only rows that say where, how and when they came in can be of a batch.
_ENTERED = "fact_bits IS NOT NULL"
_JUDGED_BY = tuple(table.name for table in JUDGED_BY)
_SIDE_STAGES = ("settle_doses", "gap_counts", "check_doses", "measure_counts")
_BY_DOSE = ("histories", "dose_rows", "dose_pairs", "dose_findings", "dose_clocks")


def find_histories(work: Work) -> None:
    """From changed doses, sites and decisions, and the people settled again, to `histories_again`,
    and the batch faults of the country."""
    work.piece("shared-000", 0.02, partial(_touched, work))
    work.piece("batches-000", 0.1, partial(_batches, work))
    work.whole |= {"batch_faults", "batch_fault_rows", "likely_batch_days"}


def settle_histories(work: Work) -> None:
    """Both sides of every touched history."""
    for number, side in enumerate(Side):
        work.piece(f"history-{number:03d}", 0.15, partial(_settle, work, side))
    for kept in (PLACED_ROWS, COUNTED_DOSES):
        work.replaced[kept.name] = Replaced("histories_again", kept.name)
    for table in _BY_DOSE:
        work.replaced[table] = Replaced("doses_again", table, "dose_ref")


def counts_of(side: Side, table: str) -> str:
    """Under which name a leg gives the counts of one side."""
    return f"{table}_{side.value}"


def _touched(work: Work, bench: Bench) -> None:
    for table in ("doses_gone", "sites_changed", "decisions_changed"):
        show(bench, table, work.made(table))
    load(
        bench,
        "doses_asked",
        """SELECT dose_ref FROM doses_gone
            UNION SELECT dose_ref FROM decisions_changed WHERE dose_ref IS NOT NULL
            UNION SELECT other_dose_ref FROM decisions_changed WHERE other_dose_ref IS NOT NULL""",
    )
    sites = "SELECT site_code FROM sites_changed"
    seeds = [work.made("humans_again"), f"SELECT person_ref {work.made('doses_changed')}"]
    for side in Side:
        doses = work.rows(side, "doses_typed")
        seeds.append(
            f"""SELECT d.person_ref FROM ({doses}) d
            SEMI JOIN doses_asked a ON a.dose_ref = d.dose_ref"""
        )
        seeds.append(f"SELECT person_ref FROM ({doses}) WHERE {_SITE} IN ({sites})")
    load(bench, "seeds", " UNION ".join(seeds))
    _give_whole_humans(work, bench, "seeds", "touched")


def _give_whole_humans(work: Work, bench: Bench, seeds: str, name: str) -> None:
    """Those people, and all profiles of the human beings that they are or were."""
    sides = [work.rows(side, "persons") for side in Side]
    histories = " UNION ".join(
        f"SELECT history_id FROM ({of_people(persons, seeds)})" for persons in sides
    )
    load(bench, "histories_of_seeds", histories)
    whole = " UNION ".join(
        f"""SELECT p.person_ref FROM ({persons}) p
            SEMI JOIN histories_of_seeds h ON h.history_id = p.history_id"""
        for persons in sides
    )
    bench.give(name, whole)


def _place(work: Work, bench: Bench, side: Side) -> None:
    """`lives`, `placed_doses` and `dose_entries` of the people in the table `refs`."""
    for table in ("persons", "people_comparable", "settled_verdicts", "doses_typed"):
        load(bench, table, of_people(work.rows(side, table), "refs"))
    work.register.load_rows(bench, LINKED)
    show(bench, "sites_typed", work.rows(side, "sites_typed"))
    reports = f"CREATE TABLE daily_reports_typed ({DAILY_REPORTS_TYPED.as_sql})"
    bench.workshop.execute(reports).fetchall()
    bench.run(*(work.stages[name] for name in ("lives", "standardize_doses", "place_doses")))


# ── sheets that moved by a row ───────────────────────────────────────────────────────────────


def _batches(work: Work, bench: Bench) -> None:
    load(bench, "refs", work.made("touched"))
    _place(work, bench, Side.AFTER)
    load(bench, "placed_new", PLACED_ROWS.query)
    placed = work.before(PLACED_ROWS.name)
    load(bench, "placed_was", of_people(placed, "refs"))
    load(
        bench,
        "days_again",
        f"""SELECT {_ENTRY_DAY} FROM placed_was WHERE {_ENTERED}
            UNION SELECT {_ENTRY_DAY} FROM placed_new WHERE {_ENTERED}""",
    )
    placed_now = f"{not_of_people(placed, 'refs')} UNION ALL BY NAME FROM placed_new"
    load(
        bench,
        "dose_entries",
        f"""SELECT e.* FROM ({placed_now}) e SEMI JOIN days_again d ON d.site_code = e.site_code
            AND d.source = e.source AND d.recorded_on = e.recorded_on WHERE {_ENTERED}""",
    )
    bench.run(work.stages["likely_batch_days"])
    bench.workshop.execute(
        f"""INSERT INTO likely_batch_days SELECT b.*
            FROM ({work.before("likely_batch_days")}) b
            ANTI JOIN days_again d ON d.site_code = b.site_code AND d.source = b.source
                AND d.recorded_on = b.recorded_on"""
    ).fetchall()
    bench.workshop.execute("DROP TABLE placed_doses").fetchall()
    show(bench, "placed_doses", placed_now)
    show(bench, "decisions_typed", work.after("decisions_typed"))
    bench.run(work.stages["batch_faults"])
    for table in ("likely_batch_days", "batch_faults", "batch_fault_rows"):
        bench.give(table)
    _give_histories_again(work, bench)


def _give_histories_again(work: Work, bench: Bench) -> None:
    """The touched, and those with a row that came into, or out of, a spoiled batch."""
    rows = "SELECT batch_id, dose_ref, true_dose_ref"
    before = f"{rows} {work.before('batch_fault_rows')}"
    load(bench, "moved", differing(before, f"{rows} FROM batch_fault_rows"))
    load(
        bench,
        "all_seeds",
        """SELECT d.person_ref FROM placed_doses d SEMI JOIN moved m ON m.dose_ref = d.dose_ref
            UNION FROM refs""",
    )
    _give_whole_humans(work, bench, "all_seeds", "histories_again")


# ── both sides ───────────────────────────────────────────────────────────────────────────────


def _settle(work: Work, side: Side, bench: Bench) -> None:
    load(bench, "refs", work.made("histories_again"))
    _place(work, bench, side)
    for table in ("verdicts", "repairs"):
        load(bench, table, of_people(work.rows(side, table), "refs"))
    for table in ("batch_fault_rows", "decisions_typed", *_JUDGED_BY):
        show(bench, table, work.rows(side, table))
    load(
        bench,
        "clocks_before",
        f"""SELECT c.* FROM ({work.before("dose_clocks")}) c
            SEMI JOIN doses_typed d ON d.dose_ref = c.dose_ref""",
    )
    bench.run(*(work.stages[name] for name in _SIDE_STAGES))
    counted = {table for name in _SIDE_STAGES for table in work.stages[name].gives}
    for table in sorted(counted & {*ADDED_UP, *RARE_ROWS}):
        bench.give(counts_of(side, table), f"FROM {table}")
    if side == Side.BEFORE:
        bench.give("doses_again", f"SELECT dose_ref FROM {DOSES_TYPED.name}")
        return
    bench.keep(PLACED_ROWS, COUNTED_DOSES)
    for table in _BY_DOSE:
        bench.give(table)
