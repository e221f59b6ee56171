"""Splink 5 on a simulated country, as a competent user would set it up.

What the user does by hand first (plain SQL, timed with the rest): names folded to ASCII and split
into surname, middle and given; dates read in every common writing, with day and month also
swapped; numbers stripped to digits, a lost leading zero put back; communes with their district
and province. Then: one comparison for the whole name with term frequency, custom levels for dates
(exact, swapped, year only, one or two characters off) and numbers (exact, former, one or two
characters off), nested residence, nine blocking rules, u by random sampling, three EM sessions.
`default` takes the library's ready-made comparisons and three obvious blocking rules instead.

Run as `python -m bench.splink_peer VARIANT REGISTER PEOPLE OUT`; OUT gets `links.parquet` (every
pair scored 0.01 or more: person_ref, citizen_id, p) and `seconds.json`.
"""

import argparse
import json
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from soat.model.places import EPOCH_63, all_places

_SEED = 20220425

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


def _name_comparison() -> cl.CustomComparison:
    """The whole name at once, for its parts depend on each other."""
    jaro = "jaro_winkler_similarity(name_l, name_r)"
    return cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
            cll.ExactMatchLevel("name_bag").configure(tf_adjustment_column="name_bag"),
            cll.CustomLevel(f"{jaro} >= 0.95", "jaro-winkler 0.95"),
            cll.And(cll.ExactMatchLevel("surname"), cll.ExactMatchLevel("given")),
            cll.CustomLevel(f"{jaro} >= 0.88", "jaro-winkler 0.88"),
            cll.ExactMatchLevel("given").configure(tf_adjustment_column="given"),
            cll.ElseLevel(),
        ],
    )


def _birth_comparison() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            cll.CustomLevel("birth_year_l is null or birth_year_r is null").configure(
                is_null_level=True
            ),
            cll.ExactMatchLevel("dob"),
            cll.CustomLevel("dob_swapped_l = dob_r or dob_l = dob_swapped_r", "swapped"),
            cll.CustomLevel(
                "(dob_l is null or dob_r is null) and birth_year_l = birth_year_r", "year only"
            ),
            cll.CustomLevel("levenshtein(dob_l, dob_r) <= 1", "one character off"),
            cll.CustomLevel("levenshtein(dob_l, dob_r) <= 2", "two characters off"),
            cll.CustomLevel("birth_year_l = birth_year_r", "same year"),
            cll.CustomLevel("substr(dob_l, 6) = substr(dob_r, 6)", "same day and month"),
            cll.ElseLevel(),
        ],
    )


def _number_comparison() -> cl.CustomComparison:
    either = "coalesce(number_l, former_l) is null or coalesce(number_r, former_r) is null"
    return cl.CustomComparison(
        output_column_name="number",
        comparison_levels=[
            cll.CustomLevel(either).configure(is_null_level=True),
            cll.ExactMatchLevel("number"),
            cll.CustomLevel("number_l = former_r or former_l = number_r", "former number"),
            cll.CustomLevel("levenshtein(number_l, number_r) <= 1", "one character off"),
            cll.CustomLevel("levenshtein(number_l, number_r) <= 2", "two characters off"),
            cll.ElseLevel(),
        ],
    )


def _residence_comparison() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="commune",
        comparison_levels=[
            cll.NullLevel("commune"),
            cll.ExactMatchLevel("commune").configure(tf_adjustment_column="commune"),
            cll.ExactMatchLevel("district"),
            cll.ExactMatchLevel("province"),
            cll.ElseLevel(),
        ],
    )


def _tuned_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            {"blocking_rule": "l.number = r.former"},
            {"blocking_rule": "l.former = r.number"},
            block_on("name_bag", "birth_year"),
            block_on("name_bag", "commune"),
            block_on("dob", "given"),
            block_on("dob", "commune"),
            block_on("dob", "surname", "district"),
            block_on("dob_either", "name_bag"),
            block_on("given", "birth_year", "commune"),
        ],
        comparisons=[
            _name_comparison(),
            _birth_comparison(),
            cl.ExactMatch("sex"),
            _residence_comparison(),
            _number_comparison(),
        ],
        retain_matching_columns=False,
    )


def _default_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("name", "dob"),
            block_on("name", "commune"),
        ],
        comparisons=[
            cl.NameComparison("name"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("commune"),
            cl.DamerauLevenshteinAtThresholds("number", [1, 2]),
        ],
        retain_matching_columns=False,
    )


VARIANTS: dict[str, Callable[[], SettingsCreator]] = {
    "tuned": _tuned_settings,
    "default": _default_settings,
}
_EM_BLOCKS = {
    "tuned": (("number",), ("dob", "given"), ("name", "commune")),
    "default": (("number",), ("dob",)),
}


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


def train(con: duckdb.DuckDBPyConnection, variant: str) -> Linker:
    """Prior from sure matches, u by random sampling, m by expectation maximisation."""
    db_api = DuckDBAPI(con)
    sides = [db_api.register(side) for side in ("people_side", "register_side")]
    linker = Linker(sides, VARIANTS[variant](), log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("number", "given"), block_on("name", "dob", "commune")], recall=0.9
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=_SEED)
    for block in _EM_BLOCKS[variant]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*block), estimate_without_term_frequencies=True, max_pairs=1e6
        )
    return linker


def link(variant: str, register: str, people: str, out: Path) -> None:
    """Prepare, train and predict, each timed; write the scored pairs."""
    marks = [time.perf_counter()]
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        prepare_sides(con, register, people)
        marks.append(time.perf_counter())
        linker = train(con, variant)
        marks.append(time.perf_counter())
        pairs = linker.inference.predict(threshold_match_probability=0.01)
        con.execute(
            "copy (select unique_id_l as person_ref, unique_id_r as citizen_id, "
            f"match_probability as p from {pairs.physical_name}) "
            f"to '{out / 'links.parquet'}' (format parquet)"
        )
        marks.append(time.perf_counter())
    spans = [after - before for before, after in pairwise(marks)]
    seconds = dict(zip(("prepare", "train", "predict"), spans, strict=True))
    (out / "seconds.json").write_text(json.dumps(seconds), encoding="utf-8")


def main() -> None:
    """Link one country with one variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("variant", choices=sorted(VARIANTS))
    parser.add_argument("register", help="a Parquet file, or a pattern of several")
    parser.add_argument("people", help="a Parquet file, or a pattern of several")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    link(given.variant, f"'{given.register}'", f"'{given.people}'", given.out)


if __name__ == "__main__":
    main()
