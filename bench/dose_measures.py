"""The measures of doses and of the entry gap, each with the target from the issue that ordered it.

Every query opens with what it counts and what it divides by. Views: bench/dose_answers.py.
"""

import duckdb

from bench.figures import Measure, Target

Connection = duckdb.DuckDBPyConnection

_SAME_SQL = """
-- pairs said to be one dose; those right; those collapsed without a person; the wrong among these
select count(*), count(*) filter (is_right), count(*) filter (automatic),
       count(*) filter (automatic and not is_right)
from judged_same"""

_REPEATED_SQL = """
-- rows that tell again of a dose told before (rows of shifted sheets apart: a fault of their own);
-- those that stand in a right pair
with found as (
    select dose_ref from judged_same where is_right
    union select other_dose_ref from judged_same where is_right)
select count(*), count(f.dose_ref)
from truth_doses t left join found f using (dose_ref)
where not t.rejected and t.same_dose_as is not null
  and not list_contains(t.faults, 'row_shifted')"""

_LOST_SQL = """
-- true doses that were recorded by an accepted row; those of which no row is kept any more
select count(*), count(*) filter (kept = 0)
from (select t.true_dose_id, count(*) filter (r.state = 'kept') as kept
      from truth_doses t join dose_rows r using (dose_ref)
      where not t.rejected group by all)"""


def duplicate_measures(con: Connection) -> list[Measure]:
    """Collapsed rows and proposed pairs: are they one dose, are they all; is any dose lost."""
    said, right, automatic, wrong = con.execute(_SAME_SQL).fetchall()[0]
    repeated, found = con.execute(_REPEATED_SQL).fetchall()[0]
    recorded, lost = con.execute(_LOST_SQL).fetchall()[0]
    return [
        Measure("duplicates: precision", right, said, Target(0.999)),
        Measure("duplicates: recall", found, repeated, Target(0.98)),
        Measure("real doses collapsed automatically", wrong, automatic, Target(0.0, True), 0.0),
        Measure("recorded doses with no row kept", lost, recorded, Target(0.0, True), 0.0),
    ]


_SHIFTED_SQL = """
-- rows of shifted sheets in truth, rows said to be, both
select (select count(*) from truth_doses
        where not rejected and list_contains(faults, 'row_shifted')),
       count(*), count(*) filter (list_contains(t.faults, 'row_shifted'))
from batch_fault_rows b join truth_doses t using (dose_ref)"""


def shift_measures(con: Connection) -> list[Measure]:
    """Spreadsheet columns moved by one row: rows set aside."""
    true, said, both = con.execute(_SHIFTED_SQL).fetchall()[0]
    return [
        Measure("rows of shifted sheets: precision", both, said),
        Measure("rows of shifted sheets: recall", both, true),
    ]


_ORDINAL_SQL = """
-- doses kept, with the kind and number of the true dose; those whose derived ones are the same;
-- both again for doses on the right profile: somebody else's dose has no place in a history
with held as (
    select h.dose_kind = g.dose_kind and h.dose_number = g.dose_number as is_right,
           not list_contains(t.faults, 'wrong_profile') as own
    from histories h join truth_doses t using (dose_ref) join truth_given g using (true_dose_id))
select count(*), count(*) filter (is_right),
       count(*) filter (own), count(*) filter (own and is_right)
from held"""


def ordinal_measures(con: Connection) -> list[Measure]:
    """Kind and number derived from the history, against those of the true dose."""
    kept, right, own, own_right = con.execute(_ORDINAL_SQL).fetchall()[0]
    return [
        Measure("derived kind and number right", right, kept, Target(0.998)),
        Measure("the same, of doses on the right profile", own_right, own),
    ]


_ALL_SQL = """
-- doses never entered in truth, whether the site-day was reported or not; and as estimated
select (select count(*) from truth_given where not entered), sum(never_entered) from entry_cells"""

_GAP_SQL = """
-- doses never entered in truth and as estimated, over the cells compared; cells that lack a dose in
-- truth, those of them said to; cells said to; doses missing and explained, said and in truth
select sum(true_missing), sum(said_missing),
       count(*) filter (true_missing > 0),
       count(*) filter (true_missing > 0 and said_missing > 0),
       count(*) filter (said_missing > 0),
       sum(said_explained), sum(said_gross),
       sum(true_elsewhere), sum(true_elsewhere) + sum(true_missing)
from compared_cells"""


def gap_measures(con: Connection) -> list[Measure]:
    """Is the estimate without bias, does it point at the right cells, is the rest explained."""
    true, said, lacking, found, told, explained, gross, elsewhere, away = con.execute(
        _GAP_SQL
    ).fetchall()[0]
    every, estimate = con.execute(_ALL_SQL).fetchall()[0]
    off = abs(explained / gross - elsewhere / away) if gross and away else 0.0
    return [
        Measure("never entered: bias", abs(said - true), true, Target(0.005, True), 0.0),
        Measure("never entered: bias, days without a report too", abs(estimate - every), every),
        Measure("never entered: cells found", found, lacking, Target(0.95)),
        Measure("never entered: cells said that are", found, told),
        Measure("explained share of the missing, said", explained, gross),
        Measure("explained share of the missing, true", elsewhere, away),
        Measure("explained share: off by", off, 1, Target(0.02, True), 0.0),
    ]


_BEHIND_SQL = """
-- doses never entered, in cells compared; those whose human being is among the cell's candidates
with candidates as (
    select distinct c.site_code, c.given_on, c.product, c.dose_kind, c.dose_number, t.human_id
    from missing_candidates c join truth_doses t using (dose_ref))
select count(*), count(c.human_id)
from truth_given g
join truth_cells k using (site_code, given_on, product, dose_kind, dose_number, age_group)
left join candidates c using (site_code, given_on, product, dose_kind, dose_number, human_id)
where not g.entered and k.reported is not null"""


def behind_measures(con: Connection) -> list[Measure]:
    """How often the person behind a missing dose is named. The last dose of a history leaves no
    gap, so that not all can be."""
    missing, named = con.execute(_BEHIND_SQL).fetchall()[0]
    return [Measure("persons behind missing doses named", named, missing)]


def dose_measures(con: Connection) -> list[Measure]:
    """Every measure of doses in the order of the printed table."""
    return [
        *duplicate_measures(con),
        *shift_measures(con),
        *ordinal_measures(con),
        *gap_measures(con),
        *behind_measures(con),
    ]
