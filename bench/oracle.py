"""What no method could have known: missed people whom another register person fits as well.

The oracle knows the truth and is generous: where a name was spoiled in a way that can be undone
(keystrokes, fonts, titles, marks, order), it reads the right name. A rival is a register person
who agrees with the record at least as well as the right person in every one of number, name,
birth date, sex and residence. No method that prefers better agreement can then choose the right
person for sure. Rivals are sought by a few narrow keys only, so the count is a lower bound.
Not weighed: guardian, phone, and other profiles of the same household.
"""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from soat.model.places import EPOCH_63, all_places

_UNDOABLE = (
    "name_no_diacritics name_tone_wrong name_mark_missing name_telex name_vni_keys name_tcvn3 "
    "name_vni_font name_mojibake name_title name_note name_given_first name_guardian_swapped"
).split()

_MACROS = """
create or replace macro folded(x) as
    trim(regexp_replace(replace(strip_accents(lower(nfc_normalize(x))), 'đ', 'd'),
                        '[^a-z]+', ' ', 'g'));
create or replace macro bag(x) as array_to_string(list_sort(string_split(x, ' ')), ' ');
create or replace macro as_day(x) as coalesce(
    try_strptime(x, ['%Y-%m-%d', '%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y/%m/%d',
                     '%Y-%m-%d %H:%M:%S'])::date,
    date '1899-12-30' + try_cast(regexp_extract(x, '^[0-9]{5}$') as integer));
create or replace macro as_year(x) as
    coalesce(year(as_day(x)), try_cast(regexp_extract(x, '(19|20)[0-9][0-9]') as integer));
create or replace macro as_sex(x) as case
    when lower(strip_accents(x)) in ('male', 'nam', 'm', 'trai', '1') then 'male'
    when lower(strip_accents(x)) in ('female', 'nu', 'f', 'gai', '0') then 'female' end;"""

_RECORDS_SQL = """
-- one row: a missed profile of a register person, as far as it can be read at all
create or replace table missed_records as
select s.person_ref, s.true_citizen, s.kinds, s.said_citizen,
       folded(case when len(list_intersect(s.kinds, {undoable})) > 0
                   then t.full_name else p.full_name end) as name,
       as_day(p.birth_date) as birth_day, as_year(p.birth_date) as birth_year,
       as_sex(p.sex) as sex, p.residence_code as commune,
       regexp_replace(coalesce(p.citizen_id, ''), '[^0-9]', '', 'g') as digits
from scored s join people p using (person_ref) join register t on t.citizen_id = s.true_citizen
where s.present and not s.right_link"""

_FOLDED_REGISTER_SQL = """
-- one row: a register person, its name folded and its date read
create or replace table folded_register as
select r.citizen_id, r.former_id, folded(r.full_name) as name, as_day(r.birth_date) as birth_day,
       as_year(r.birth_date) as birth_year, r.sex, r.residence_code as commune
from register r"""

_RIVALS_SQL = """
-- one row: a missed record and a register person worth comparing (the right one among them)
create or replace table compared as
select m.person_ref, r.citizen_id from missed_records m join folded_register r
    on bag(r.name) = bag(m.name)
union select m.person_ref, r.citizen_id from missed_records m join folded_register r
    on r.birth_day = m.birth_day and r.commune = m.commune
union select m.person_ref, r.citizen_id from missed_records m join folded_register r
    on r.birth_day = m.birth_day
    and string_split(r.name, ' ')[-1] = string_split(m.name, ' ')[-1]
union select m.person_ref, r.citizen_id from missed_records m join folded_register r
    on r.citizen_id = m.digits
union select m.person_ref, r.citizen_id from missed_records m join folded_register r
    on r.former_id = m.digits
union select person_ref, true_citizen from missed_records"""

_AGREEMENT_SQL = """
-- one row: a compared pair with its agreement in each field, higher is better; an empty field
-- agrees with nobody and differs from nobody
create or replace table agreement as
select c.person_ref, c.citizen_id, c.citizen_id = m.true_citizen as is_right,
       greatest(jaro_winkler_similarity(m.name, r.name),
                jaro_winkler_similarity(bag(m.name), bag(r.name))) as name,
       greatest((r.birth_year = m.birth_year)::int
                    + (month(r.birth_day) = month(m.birth_day))::int
                    + (day(r.birth_day) = day(m.birth_day))::int,
                (r.birth_year = m.birth_year)::int
                    + ((month(r.birth_day) = day(m.birth_day))::int
                    + (day(r.birth_day) = month(m.birth_day))::int) * 0.9) as full_date,
       (r.birth_year = m.birth_year)::int as birth_year,
       (r.sex = m.sex)::int as sex,
       case when r.commune = m.commune then 3 when pr.district_code = pm.district_code then 2
            when pr.province_code = pm.province_code then 1 else 0 end as residence,
       greatest(0, 3 - least(levenshtein(m.digits, r.citizen_id),
                             levenshtein(m.digits, coalesce(r.former_id, '')) )) as number
from compared c join missed_records m using (person_ref)
join folded_register r using (citizen_id)
left join places pr on pr.commune_code = r.commune
left join places pm on pm.commune_code = m.commune"""

_FITS_SQL = """
-- one row: a missed record that has a rival, and whether some rival fits strictly better
create or replace table undecidable as
select a.person_ref,
       bool_or(a.name > t.name or a.number > t.number or a.residence > t.residence
               or coalesce(a.full_date > t.full_date, false)
               or coalesce(a.sex > t.sex, false)) as better
from agreement a join agreement t using (person_ref)
where t.is_right and not a.is_right and a.name >= t.name - 1e-9 and a.number >= t.number
  and a.residence >= t.residence and coalesce(a.full_date, a.birth_year, 0)
      >= coalesce(t.full_date, t.birth_year, 0)
  and coalesce(a.sex, 0) >= coalesce(t.sex, 0)
group by a.person_ref"""

_BY_KIND_SQL = """
-- one row: a kind of corruption with its missed people, and those with a rival
select kind, count(*), count(u.person_ref)
from (select person_ref, unnest(case when len(kinds) = 0 then ['(none)'] else kinds end) as kind
      from missed_records) left join undecidable u using (person_ref)
group by kind order by 2 desc, kind"""


_COUNTS_SQL = """
select (select count(*) from scored where present), (select count(*) from missed_records),
       (select count(*) from undecidable), (select count(*) from undecidable where better)"""


@dataclass(frozen=True)
class Ceiling:
    """Missed people, those with a rival, and the recall that was in the data at all."""

    present: int
    missed: int
    with_rival: int
    rival_better: int
    by_kind: tuple[tuple[str, int, int], ...]

    @property
    def recall(self) -> float:
        return 1 - self.missed / self.present if self.present else 1.0

    @property
    def recall_ceiling(self) -> float:
        """The recall if every missed person without a rival had been found."""
        return 1 - self.with_rival / self.present if self.present else 1.0


def find_ceiling(con: duckdb.DuckDBPyConnection) -> Ceiling:
    """Look for rivals of every missed person; leaves `undecidable` and `agreement` as tables."""
    con.execute(_MACROS)
    _lay_out_places(con)
    for sql in (
        _RECORDS_SQL.format(undoable=_UNDOABLE),
        _FOLDED_REGISTER_SQL,
        _RIVALS_SQL,
        _AGREEMENT_SQL,
        _FITS_SQL,
    ):
        con.execute(sql)
    return _ceiling(con)


def _lay_out_places(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `places`: the communes of the years of the campaign with their parents."""
    places = [place for place in all_places() if place.epoch == EPOCH_63]
    columns = ("commune_code", "district_code", "province_code")
    rows = pa.table({c: [getattr(place, c) for place in places] for c in columns})
    con.register("place_rows", rows)
    con.execute("create or replace table places as from place_rows")
    con.unregister("place_rows")


def _ceiling(con: duckdb.DuckDBPyConnection) -> Ceiling:
    present, missed, rivals, better = con.execute(_COUNTS_SQL).fetchall()[0]
    by_kind = con.execute(_BY_KIND_SQL).fetchall()
    return Ceiling(present, missed, rivals, better, tuple(by_kind))
