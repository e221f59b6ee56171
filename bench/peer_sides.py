"""The two sides that every peer is given, standardised as far as a competent user would go.

Plain SQL, timed with the rest: names folded to ASCII and split into surname, middle and given;
dates read in every common writing, with day and month also swapped; numbers stripped to digits, a
lost leading zero put back; communes with their district and province.
"""

import duckdb
import pyarrow as pa

from soat.model.places import EPOCH_63, all_places

_MACROS = """
create macro folded(x) as nullif(trim(regexp_replace(
    replace(strip_accents(lower(nfc_normalize(x))), 'đ', 'd'), '[^a-z]+', ' ', 'g')), '');
create macro as_day(x) as coalesce(
    try_strptime(x, ['%Y-%m-%d', '%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y/%m/%d',
                     '%d%m%Y', '%Y-%m-%d %H:%M:%S'])::date,
    date '1899-12-30' + try_cast(regexp_extract(x, '^[0-9]{5}$') as integer));
create macro only_digits(x) as nullif(regexp_replace(
    translate(upper(x), 'OIL０１２３４５６７８９', '0110123456789'), '[^0-9]', '', 'g'), '');
create macro as_number(x) as case
    when upper(x) like '%E+%' then null
    when length(only_digits(x)) = 11 then '0' || only_digits(x)
    when length(only_digits(x)) = 8 then '0' || only_digits(x)
    else only_digits(x) end;
create macro as_sex(x) as case
    when folded(x) in ('male', 'nam', 'm', 'trai') or x = '1' then 'male'
    when folded(x) in ('female', 'nu', 'f', 'gai') or x = '0' then 'female' end;"""

_CITIZENS = "coalesce(folded(nationality), 'vn') in ('vn', 'vnm', 'viet nam')"

_SIDE_SQL = """
create table {side} as
with typed as (
    select {key} as unique_id, folded(full_name) as name, as_day(birth_date) as day,
           coalesce(year(as_day(birth_date)),
                    try_cast(regexp_extract(birth_date, '(?:19|20)[0-9][0-9]') as integer))
               as birth_year,
           as_sex(sex) as sex, residence_code as commune, as_number(citizen_id) as number,
           {former} as former
    from {source} where {key} is not null and {kept}
    qualify row_number() over (partition by {key}) = 1)
select unique_id, name, string_split(name, ' ')[1] as surname, string_split(name, ' ')[-1] as given,
       nullif(array_to_string(string_split(name, ' ')[2:-2], ' '), '') as middle,
       array_to_string(list_sort(string_split(name, ' ')), ' ') as name_bag,
       strftime(day, '%Y-%m-%d') as dob, strftime(day, '%Y-%d-%m') as dob_swapped,
       least(strftime(day, '%Y-%m-%d'), strftime(day, '%Y-%d-%m')) as dob_either,
       birth_year, sex, commune, district, province, number, former
from typed left join places using (commune)"""


def prepare_sides(con: duckdb.DuckDBPyConnection, register: str, people: str) -> None:
    """Make `register_side` and `people_side`, standardised as far as a user would go."""
    con.execute(_MACROS)
    places = [place for place in all_places() if place.epoch == EPOCH_63]
    codes = {"commune": "commune_code", "district": "district_code", "province": "province_code"}
    rows = pa.table({name: [getattr(p, code) for p in places] for name, code in codes.items()})
    con.register("place_rows", rows)
    con.execute("create table places as from place_rows")
    sides = (
        ("register_side", "citizen_id", "as_number(former_id)", register, "true"),
        ("people_side", "person_ref", "null::varchar", people, _CITIZENS),
    )
    for side, key, former, source, kept in sides:
        sql = _SIDE_SQL.format(side=side, key=key, former=former, source=source, kept=kept)
        con.execute(sql)
