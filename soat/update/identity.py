"""Whom a changed profile touches, and all of them settled again.

changed          the profiles sent and withdrawn
first touched    … and who shares a phone with one that tells, or told, where a household lives
second touched   … and who may be a register person whom one of these claims, or claimed
humans again     … and who is, or was, one unregistered human being with any of these
"""

from functools import partial

from soat.countrywide.piece_by_piece import Bench
from soat.model.tables import REGISTER_FACTS
from soat.register.snapshot import fact_file
from soat.store.pieces import parquet_rows
from soat.update.views import load, show
from soat.update.work import Replaced, Work, differing, not_of_people, of_people

_PHONES = "phone, person_ref, residence_code, district_code, province_code"
_COMPARED = "person_ref, number_text, full_name, birth_text, sex, residence_code"
_WEIGHED = (
    *("unsettled_people", "number_pairs", "verified_people", "plausible_pairs"),
    *("number_classes", "first_answers"),
)
_SETTLED = ("verdicts", "repairs", "candidates", "settled_verdicts", "unregistered_start")


def settle_people(work: Work) -> None:
    """From `people_changed`, `comparable_changed` and `changed_refs` to everybody's verdicts."""
    work.replaced |= {
        "people_comparable": Replaced("changed_refs", "comparable_changed"),
        "settled_phones": Replaced("changed_refs", "phones_changed"),
    }
    work.piece("verify-000", 0.05, partial(_verify, work))
    work.piece("weigh-001", 0.1, partial(_weigh, work, "first_touched"))
    work.piece("claims-000", 0.02, partial(_see_moved_claims, work))
    work.piece("weigh-002", 0.05, partial(_weigh, work, "second_touched"))
    for table in ("verified_people", "first_answers"):
        work.replaced[table] = Replaced("settled_again", table)
    work.piece("claims-001", 0.02, partial(_claims, work))
    work.piece("settle-000", 0.05, partial(_settle, work))
    for table in (*_SETTLED, "evidence", "compared", "plausible_rows"):
        work.replaced[table] = Replaced("settled_again", table)
    work.piece("ties-000", 0.02, partial(_ties, work))
    work.replaced["unregistered_humans"] = Replaced("humans_again", "unregistered_humans")
    work.piece("persons-000", 0.01, partial(_persons, work))
    work.replaced["persons"] = Replaced("humans_again", "persons")


# ── the changed, and those who share a phone with them ───────────────────────────────────────


def _verify(work: Work, bench: Bench) -> None:
    load(bench, "people_comparable", work.made("comparable_changed"))
    work.register.load_by_number(bench)
    bench.run(work.stages["verify"], work.stages["support"])
    load(bench, "changed_refs", work.made("changed_refs"))
    load(bench, "phones_before", of_people(work.before("settled_phones"), "changed_refs"))
    phones = [f"SELECT {_PHONES} FROM {table}" for table in ("phones_before", "settled_phones")]
    load(bench, "phones_moved", f"SELECT DISTINCT phone FROM ({differing(*phones)})")
    load(
        bench,
        "sharing",
        f"""SELECT c.person_ref, c.number_status FROM ({work.before("people_comparable")}) c
            SEMI JOIN phones_moved m ON m.phone = c.phone""",
    )
    others = not_of_people("FROM sharing WHERE number_status <> 'foreign'", "changed_refs")
    show(bench, "verified_before", work.before("verified_people"))
    bench.give("phones_changed", f"SELECT {_PHONES} FROM settled_phones")
    bench.give(
        "first_touched",
        f"""SELECT person_ref FROM people_comparable
            UNION ALL SELECT person_ref FROM ({not_of_people(others, "verified_before")})""",
    )


def _weigh(work: Work, refs: str, bench: Bench) -> None:
    load(bench, "refs", work.made(refs))
    load(bench, "people_comparable", of_people(work.after("people_comparable"), "refs"))
    work.register.load_by_number(bench)
    bench.run(work.stages["verify"], work.stages["support"])
    # Not only their own: whoever shares a phone with them tells where they live.
    load(
        bench,
        "settled_phones",
        f"""SELECT p.* FROM ({work.after("settled_phones")}) p
            SEMI JOIN people_comparable c ON c.phone = p.phone""",
    )
    for fact in REGISTER_FACTS:
        show(bench, fact.name, f"FROM {parquet_rows([fact_file(work.register.folder, fact)])}")
    bench.run(work.stages["seek"])
    if work.register.load_by_keys(bench):
        bench.run(work.stages["seek"])
    bench.run(work.stages["weigh"])
    for table in (*_WEIGHED, "absent_shares"):
        bench.give(table)
    bench.give("plausible_rows", "SELECT DISTINCT person_ref, register_row FROM plausible_pairs")


# ── those who hear of a claim ────────────────────────────────────────────────────────────────


def _see_moved_claims(work: Work, bench: Bench) -> None:
    load(bench, "changed_refs", work.made("changed_refs"))
    load(
        bench,
        "first_refs",
        f"{work.made('first_touched')} UNION SELECT person_ref FROM changed_refs",
    )

    def claims(verified: str, answers: str) -> str:
        return f"""SELECT register_row, person_ref, 1000.0::DOUBLE AS bits FROM ({verified})
            UNION ALL SELECT register_row, person_ref, total_bits FROM ({answers})"""

    before = claims(
        of_people(work.before("verified_people"), "changed_refs"),
        of_people(work.before("first_answers"), "first_refs"),
    )
    after = claims(work.made("verified_people"), work.made("first_answers"))
    load(bench, "claims_moved", f"SELECT DISTINCT register_row FROM ({differing(before, after)})")
    may_be = f"""SELECT p.person_ref FROM ({work.before("plausible_rows")}) p
        SEMI JOIN claims_moved m ON m.register_row = p.register_row"""
    hearing = not_of_people(may_be, "first_refs")
    load(bench, "second_touched", f"SELECT DISTINCT person_ref FROM ({hearing})")
    bench.give("second_touched")
    bench.give("settled_again", "FROM first_refs UNION ALL FROM second_touched")


def _claims(work: Work, bench: Bench) -> None:
    show(bench, "plausible_pairs", work.made("plausible_pairs"))
    show(bench, "verified_people", work.after("verified_people"))
    load(
        bench,
        "first_answers",
        f"""SELECT a.* FROM ({work.after("first_answers")}) a
            SEMI JOIN plausible_pairs p ON p.register_row = a.register_row""",
    )
    bench.run(work.stages["claims"])
    bench.give("claims")


def _settle(work: Work, bench: Bench) -> None:
    load(bench, "refs", work.made("settled_again"))
    load(bench, "people_comparable", of_people(work.after("people_comparable"), "refs"))
    for table in (*_WEIGHED, "claims"):
        show(bench, table, work.made(table))
    show(bench, "absent_shares", f"SELECT DISTINCT * FROM ({work.made('absent_shares')})")
    pointed = ("plausible_pairs", "number_pairs", "verified_people")
    rows = " UNION ".join(f"SELECT register_row FROM {table}" for table in pointed)
    work.register.load_rows(bench, rows)
    bench.run(work.stages["settle"])
    for table in _SETTLED:
        bench.give(table)
    bench.give("evidence", "FROM evidence_kept")
    bench.give("compared", f"SELECT {_COMPARED} FROM unsettled_people")


# ── human beings ─────────────────────────────────────────────────────────────────────────────


def _ties(work: Work, bench: Bench) -> None:
    """The ties of an unregistered human being are followed to their end, on both sides."""
    load(bench, "settled_again", work.made("settled_again"))
    load(bench, "starts", work.after("unregistered_start"))
    was = of_people(work.before("unregistered_start"), "settled_again")
    new = work.made("unregistered_start")
    load(
        bench,
        "keys",
        f"""SELECT unnest([phone_key, number_key]) AS key
            FROM (SELECT phone_key, number_key FROM ({was})
                UNION ALL SELECT phone_key, number_key FROM ({new}))""",
    )
    load(bench, "tied", of_people("FROM starts", "settled_again"))
    while _spread(bench):
        pass
    show(bench, "unregistered_start", "FROM tied")
    bench.run(work.stages["ties"])
    bench.give("unregistered_humans")
    bench.give(
        "humans_again",
        "SELECT person_ref FROM settled_again UNION SELECT person_ref FROM tied",
    )


def _spread(bench: Bench) -> bool:
    """Take in whoever shares a key with the tied; whether anybody was."""
    load(
        bench,
        "joining",
        """SELECT s.* FROM starts s ANTI JOIN tied t ON t.person_ref = s.person_ref
            WHERE s.phone_key IN (SELECT key FROM keys WHERE key IS NOT NULL)
                OR s.number_key IN (SELECT key FROM keys WHERE key IS NOT NULL)""",
    )
    made = bench.workshop.execute("INSERT INTO tied FROM joining").fetchall()
    bench.workshop.execute(
        "INSERT INTO keys SELECT unnest([phone_key, number_key]) FROM joining"
    ).fetchall()
    return int(made[0][0]) > 0


def _persons(work: Work, bench: Bench) -> None:
    load(bench, "refs", work.made("humans_again"))
    for table in ("settled_verdicts", "unregistered_humans"):
        show(bench, table, of_people(work.after(table), "refs"))
    bench.run(work.stages["persons"])
    bench.give("persons")
