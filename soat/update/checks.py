"""The rules again: what profiles share in the whole country, and everybody of whom that changed."""

from functools import partial

from soat.countrywide.piece_by_piece import Bench
from soat.model.count_tables import JUDGED_BY
from soat.model.kept_tables import GROUNDS
from soat.model.tables import DOSES_TYPED
from soat.update.histories import counts_of
from soat.update.register_rows import LINKED
from soat.update.views import load, show
from soat.update.work import Replaced, Side, Work, differing, of_people

_FOR_EVERYBODY = tuple(table.name for table in JUDGED_BY)
_OTHERS = "SELECT person_ref, rule_code, other_ref"
_CROWDS = "SELECT phone, profiles"


class TouchesEverybody(Exception):
    """A change after which every record would have to be checked again."""


def look_at_grounds(work: Work) -> None:
    """What no record knows of itself. Raises TouchesEverybody when a rule is suppressed anew, or
    the first site, report or number came."""
    work.piece("grounds-000", 0.05, partial(_grounds, work))
    work.whole |= {*GROUNDS, "daily_reports_comparable"}


def check_people(work: Work) -> None:
    """Both sides of everybody of whom a person rule may say something else than before."""
    work.piece("people_check-000", 0.01, partial(_find_checked, work))
    for number, side in enumerate(Side, start=1):
        work.piece(f"people_check-{number:03d}", 0.05, partial(_check, work, side))
    work.replaced["person_findings"] = Replaced("checked_again", "person_findings")


def _grounds(work: Work, bench: Bench) -> None:
    for table in ("sites_typed", "daily_reports_typed", "decisions_typed"):
        show(bench, table, work.after(table))
    bench.workshop.execute(f"CREATE TABLE doses_typed ({DOSES_TYPED.as_sql})").fetchall()
    bench.run(work.stages["standardize_doses"])
    for table in ("people_comparable", "persons", "settled_verdicts"):
        show(bench, table, work.after(table))
    bench.run(work.stages["check_grounds"])
    for table in _FOR_EVERYBODY:
        rows = differing(f"FROM {table}", work.before(table))
        if bench.workshop.execute(f"SELECT 1 FROM ({rows}) LIMIT 1").fetchall():
            raise TouchesEverybody(table)
    for table in (*GROUNDS, "daily_reports_comparable"):
        bench.give(table)


def _find_checked(work: Work, bench: Bench) -> None:
    sides = [f"{_OTHERS} FROM ({work.rows(side, 'person_others')})" for side in Side]
    crowds = [f"{_CROWDS} FROM ({work.rows(side, 'crowded_phones')})" for side in Side]
    load(bench, "phones", f"SELECT DISTINCT phone FROM ({differing(*crowds)})")
    bench.give(
        "checked_again",
        f"""{work.made("histories_again")}
            UNION SELECT person_ref FROM ({differing(*sides)})
            UNION SELECT c.person_ref FROM ({work.after("people_comparable")}) c
                SEMI JOIN phones p ON p.phone = c.phone""",
    )


def _check(work: Work, side: Side, bench: Bench) -> None:
    load(bench, "refs", work.made("checked_again"))
    for table in ("people_typed", "people_comparable", "settled_verdicts", "repairs"):
        load(bench, table, of_people(work.rows(side, table), "refs"))
    work.register.load_rows(bench, LINKED)
    show(
        bench,
        "lives",
        """SELECT v.person_ref, r.deceased_on FROM settled_verdicts v
            LEFT JOIN register_comparable r ON r.register_row = v.register_row""",
    )
    for table in ("person_others", "crowded_phones", *_FOR_EVERYBODY):
        show(bench, table, work.rows(side, table))
    bench.run(work.stages["check_people"])
    bench.give(counts_of(side, "person_marks"), "FROM person_marks")
    if side == Side.AFTER:
        bench.give("person_findings")
