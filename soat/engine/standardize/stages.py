"""The two stages: people and register, from typed rows to comparable rows."""

from soat.engine.standardize.birth_dates import ANY_YEAR, FIRST_YEAR, LAST_YEAR, birth_date_steps
from soat.engine.standardize.contacts import nationality_step, phone_step, sex_step
from soat.engine.standardize.names import folded_sql, plain_name_steps, vietnamese_name_steps
from soat.engine.standardize.numbers import (
    NUMBER_COLUMNS,
    number_steps,
    number_structure_sql,
    numbered_sql,
    odd_numbers_sql,
    unnumbered_sql,
)
from soat.engine.standardize.residences import residence_step
from soat.model.messages import Message
from soat.model.profile import Profile
from soat.model.stages import SqlStep, Stage, Step
from soat.model.tables import (
    PEOPLE,
    PEOPLE_COMPARABLE,
    PLACES,
    REGISTER,
    REGISTER_COMPARABLE,
    Table,
)


def people_stage(profile: Profile) -> Stage:
    """`people_typed` → `people_comparable`: one row for each accepted person profile.

    Gives the columns of PEOPLE_COMPARABLE and `x_<name>` for each extra column of the profile.
    """
    extras = profile.extra_names
    return Stage(
        name="standardize_people",
        purpose=Message(
            "Đưa hồ sơ tiêm chủng về dạng so sánh được", "Make the person profiles comparable"
        ),
        needs={"people_typed": _PEOPLE_READ + extras, "places": PLACES.column_names},
        gives={"people_comparable": _given(PEOPLE_COMPARABLE, extras)},
        steps=(
            *_name_steps("people", _PEOPLE_NAMES, profile),
            *_birth_steps("people", profile),
            sex_step("people", _distinct("people_typed", "sex")),
            nationality_step("people", _distinct("people_typed", "nationality")),
            phone_step("people", _distinct("people_typed", "phone", "0[35789][0-9]{8}")),
            residence_step("people", _distinct("people_typed", "residence_code"), profile),
            *_number_steps(profile),
            _people_step(profile),
        ),
    )


def register_stage(profile: Profile) -> Stage:
    """`register_typed` → `register_comparable`: one row for each person of the register.

    Gives the columns of REGISTER_COMPARABLE and `x_<name>` for each extra column of the profile.
    """
    extras = profile.extra_names
    return Stage(
        name="standardize_register",
        purpose=Message(
            "Đưa dữ liệu dân cư về dạng so sánh được", "Make the population register comparable"
        ),
        needs={"register_typed": REGISTER.column_names + extras, "places": PLACES.column_names},
        gives={"register_comparable": _given(REGISTER_COMPARABLE, extras)},
        steps=(
            *_name_steps("register", _distinct("register_typed", "full_name"), profile),
            *_birth_steps("register", profile),
            sex_step("register", _distinct("register_typed", "sex")),
            residence_step("register", _distinct("register_typed", "residence_code"), profile),
            _NAMES_COUNTED,
            _REGISTER_ORDER,
            _register_step(profile),
        ),
    )


def _given(table: Table, extras: tuple[str, ...]) -> tuple[str, ...]:
    return table.column_names + tuple(f"x_{name}" for name in extras)


def _distinct(table: str, column: str, unless: str | None = None) -> str:
    odd = f" and not regexp_full_match({column}, '{unless}')" if unless else ""
    return f"select distinct {column} as text from {table} where {column} is not null{odd}"


# The address in words and the guardian's phone are nobody's name, date or number.
_PEOPLE_READ = tuple(
    name for name in PEOPLE.column_names if name not in ("residence_text", "guardian_phone")
)
_PEOPLE_NAMES = """
    select full_name as text from people_typed where full_name is not null
    union select guardian_name from people_typed where guardian_name is not null"""


def _name_steps(prefix: str, names_sql: str, profile: Profile) -> tuple[Step, ...]:
    steps = vietnamese_name_steps if profile.name_rules == "vn" else plain_name_steps
    return steps(prefix, names_sql)


def _birth_steps(prefix: str, profile: Profile) -> tuple[SqlStep, ...]:
    years = ANY_YEAR if profile.number_scheme == "none" else (FIRST_YEAR, LAST_YEAR)
    return birth_date_steps(prefix, _distinct(f"{prefix}_typed", "birth_date"), years)


def _number_steps(profile: Profile) -> tuple[SqlStep, ...]:
    if profile.number_scheme == "none":
        return ()
    return number_steps("people", odd_numbers_sql("people_typed"))


_NAMES = """
    named.name_key, named.name_mended_key, named.name_ascii, named.name_bag, named.surname,
    named.given, named.name_damage, named.name_has_marks"""
_BIRTHS = """
    typed.birth_date as birth_text, born.birth_date, born.birth_year, born.birth_month,
    born.birth_day, born.birth_precision"""
_PLACES = "lives.residence_code, lives.district_code, lives.province_code"


def _joins(prefix: str, names: str) -> str:
    """What standardize knows of each distinct text, beside the row that holds the text.

    Unreadable texts have no row there, so their columns are NULL.
    """
    return f"""
        left join {names} as named on named.text = typed.full_name
        left join {prefix}_births as born on born.text = typed.birth_date
        left join {prefix}_sexes as sexed on sexed.text = typed.sex
        left join {prefix}_residences as lives on lives.text = typed.residence_code"""


def _extras(extras: tuple[str, ...], prefix: str = "") -> str:
    return "".join(f", {folded_sql(f'typed.{prefix}{name}')} as x_{name}" for name in extras)


def _people_step(profile: Profile) -> SqlStep:
    # A declared column may bear any name, so it is carried under one that nothing else has.
    carried = {name: name for name in _PEOPLE_READ if name != "nationality"}
    carried |= {name: f"declared_{name}" for name in profile.extra_names}
    numbered = unnumbered_sql if profile.number_scheme == "none" else numbered_sql
    phone = "case when regexp_full_match(typed.phone, '0[35789][0-9]{8}') then typed.phone"
    return SqlStep(
        "people_comparable",
        PEOPLE_COMPARABLE.row_is,
        f"""
        select typed.person_ref, typed.citizen_id as number_text,
               {NUMBER_COLUMNS}, typed.full_name, {_NAMES}, {_BIRTHS},
               sexed.sex, {_PLACES}, typed.sex as sex_text,
               {phone} else called.phone end as phone,
               nullif(upper(regexp_replace(typed.insurance_id, '[^0-9A-Za-z]', '', 'g')), '')
                   as insurance_id,
               typed.nationality, guardian.name_ascii as guardian_ascii
               {_extras(profile.extra_names, "declared_")}
        from ({numbered("people", "people_typed", carried)}) as typed
        {_joins("people", "people_names")}
        left join people_phones as called on called.text = typed.phone
        left join people_names as guardian on guardian.text = typed.guardian_name""",
        kept=True,
    )


# People are counted by the way their name is written, and then the ways by the name.
_NAMES_COUNTED = SqlStep(
    "register_names_counted",
    "one distinct name in every comparable form, with how many people of the register have it",
    """
    with written as (
        select full_name as text, count(*) as people from register_typed group by full_name),
    counted as (
        select name_ascii, cast(sum(people) as integer) as name_count
        from written join register_names as named on named.text = written.text
        where name_ascii is not null group by name_ascii)
    select named.*, counted.name_count
    from register_names as named left join counted on counted.name_ascii = named.name_ascii""",
)

_REGISTER_ORDER = SqlStep(
    "register_order",
    "one person of the register with the place in the order of citizen numbers",
    """
    select citizen_id, row_number() over (order by citizen_id) - 1 as register_row
    from register_typed""",
)


def _register_step(profile: Profile) -> SqlStep:
    former = "regexp_replace(typed.former_id, '[^0-9]', '', 'g')"
    structure = number_structure_sql("typed.citizen_id")
    if profile.number_scheme == "none":
        structure = (
            "cast(null as varchar) as number_province, cast(null as varchar) as number_sex, "
            "cast(null as smallint) as number_year"
        )
    return SqlStep(
        "register_comparable",
        REGISTER_COMPARABLE.row_is,
        f"""
        select placed.register_row, typed.citizen_id,
               case when length({former}) in (9, 12) then {former} end as former_id,
               {structure}, typed.full_name, {_NAMES}, {_BIRTHS}, sexed.sex, {_PLACES},
               try_cast(typed.deceased_on as date) as deceased_on,
               named.name_count{_extras(profile.extra_names)}
        from register_typed as typed
        join register_order as placed on placed.citizen_id = typed.citizen_id
        {_joins("register", "register_names_counted")}""",
        kept=True,
    )
