"""How a person of the look-up index becomes a row of register_comparable again, in SQL."""

from soat.model.tables import REGISTER_COMPARABLE
from soat.register.look_up_files import FORMER_OF_NINE, NO_DAY

_FROM_NAMES = (
    "full_name name_key name_mended_key name_ascii name_bag surname given name_damage "
    "name_has_marks name_count"
).split()

_PRECISION = """CASE WHEN f.day > 0 THEN 'day' WHEN f.month > 0 THEN 'month'
    WHEN f.year > 0 THEN 'year' END"""
_BIRTH_TEXT = """CASE WHEN f.day > 0
        THEN printf('%04d-%02d-%02d', f.year::INTEGER, f.month::INTEGER, f.day::INTEGER)
    WHEN f.month > 0 THEN printf('%04d-%02d', f.year::INTEGER, f.month::INTEGER)
    WHEN f.year > 0 THEN printf('%04d', f.year::INTEGER) END"""

_COLUMNS = {
    "register_row": "f.row::BIGINT",
    "citizen_id": "lpad(f.number::VARCHAR, 12, '0')",
    "former_id": f"""CASE WHEN f.former >= {FORMER_OF_NINE}
            THEN lpad((f.former - {FORMER_OF_NINE})::VARCHAR, 9, '0')
        WHEN f.former >= 0 THEN lpad(f.former::VARCHAR, 12, '0') END""",
    **{name: f"f.{name}" for name in _FROM_NAMES},
    "birth_text": _BIRTH_TEXT,
    "birth_date": "CASE WHEN f.day > 0 THEN make_date(f.year, f.month, f.day) END",
    "birth_year": "nullif(f.year, 0)::SMALLINT",
    "birth_month": "nullif(f.month, 0)::SMALLINT",
    "birth_day": "nullif(f.day, 0)::SMALLINT",
    "birth_precision": _PRECISION,
    "sex": "CASE f.sex WHEN 1 THEN 'male' WHEN 2 THEN 'female' END",
    "residence_code": "l.residence_code",
    "district_code": "l.district_code",
    "province_code": "l.province_code",
    "deceased_on": f"CASE WHEN f.deceased <> {NO_DAY} "
    "THEN DATE '1970-01-01' + f.deceased::INTEGER END",
}


def register_rows_sql(found: str, places: str, structure: str) -> str:
    """The query of register_comparable over the tables `found` and `places`.

    `structure` gives the columns number_province, number_sex and number_year over a column
    `citizen_id`: what digits mean is the engine's to say.
    """
    cells = ", ".join(f"{sql} AS {name}" for name, sql in _COLUMNS.items())
    ordered = ", ".join(REGISTER_COMPARABLE.column_names)
    return f"""SELECT {ordered} FROM (SELECT *, {structure} FROM (
        SELECT {cells} FROM {found} f JOIN {places} l ON l.place = f.place))"""
