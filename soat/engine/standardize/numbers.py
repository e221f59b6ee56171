"""Citizen numbers: cleaning, well-formedness, and what damage shows in the text itself.

12 digits are a citizen number, 9 an identity card. There is no check digit: what a value *might*
have been is `number_mended`, and other fields must support it (that is another room's work).
The work is done once per distinct text that is not plainly twelve digits.
"""

from soat.model.closed_lists import NumberKind, NumberStatus, RepairKind, Sex
from soat.model.stages import SqlStep

PROVINCE_CODES = """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036
    037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075
    077 079 080 082 083 084 086 087 089 091 092 093 094 095 096
""".split()
"""Digits 1-3 of numbers given in Viet Nam. Source: Circular 07/2016/TT-BCA, annex 1 (63 codes)."""

_STRUCTURE = f"(?:{'|'.join(PROVINCE_CODES)})[0-3][0-9]{{8}}"
"""A known province, a century that people alive were born in, and eight digits more."""

_TWELVE_DIGITS = "[0-9]{12}"
_SEQUENCES = "123456789 987654321 123456789012 012345678901 123456789123".split()
_SAME = "|".join(f"{digit}+" for digit in range(10))
_PLACEHOLDER = f"{_SAME}|{'|'.join(_SEQUENCES)}"
_SIX_EQUAL = "|".join(f"{digit}{{6}}" for digit in range(10))

_FULL_WIDTH = "".join(chr(0xFF10 + digit) for digit in range(10))
_LABEL = r"^(?:so )?(?:cccd|cmnd|cmtnd|cmt|cc|dinh danh|so|id|no)[ :.#-]+"
_HELD = f"strip_accents(lower(translate(text, '{_FULL_WIDTH}', '0123456789')))"
_SCIENTIFIC = r"^[^0-9a-z]*(\d)(?:[.,](\d+))?e\+?0*(\d{1,2})$"
_FLOAT = r"^([^a-z]*\d)[.,]0{1,2}$"
_SURE_LOOK_ALIKES = ("oil|", "0111")
_UNSURE_LOOK_ALIKES = ("sbzgq", "58269")

DAMAGED, LOST_ZERO = RepairKind.SPREADSHEET_NUMBER, RepairKind.LEADING_ZERO_LOST


def odd_numbers_sql(table: str) -> str:
    """The distinct texts of `citizen_id` that need a closer look, as column `text`."""
    return f"""
        select distinct citizen_id as text from {table}
        where not regexp_full_match(citizen_id, '{_TWELVE_DIGITS}')
           or regexp_matches(citizen_id, '{_SIX_EQUAL}|{"|".join(_SEQUENCES)}')"""


def number_steps(prefix: str, numbers_sql: str) -> tuple[SqlStep, ...]:
    """Steps giving `{prefix}_numbers`: what stands in each distinct odd text.

    `numbers_sql` gives one column `text`, distinct and not NULL. The result has `digits` (all
    that stand), `well_formed`, `mended`, `damage`, `sign_prefix` and `passport_like`.
    """
    return (
        SqlStep(
            f"{prefix}_number_texts",
            "one distinct odd text, tidied: lower case, no label, spreadsheet float undone",
            f"""
            with held as (select text, trim({_HELD}) as held from ({numbers_sql})),
            bare as (select text, regexp_replace(held, '{_LABEL}', '') as bare from held)
            select text, regexp_matches(bare, '{_FLOAT}') as float,
                   regexp_extract(bare, '{_SCIENTIFIC}', ['lead', 'rest', 'power']) as scientific,
                   regexp_replace(regexp_replace(bare, '{_FLOAT}', '\\1'), '[^0-9a-z|]+', '', 'g')
                       as written,
                   regexp_extract(bare, '(?:^|[^0-9])([0-9]{{12}})(?:[^0-9]|$)', 1) as one_of_many
            from bare""",
        ),
        SqlStep(
            f"{prefix}_number_digits",
            "one distinct odd text with the digits that stand in it",
            f"""
            select text, float, written, one_of_many, scientific,
                   scientific.lead || scientific.rest as mantissa,
                   try_cast(scientific.power as integer) as power,
                   case when regexp_full_match(written, '[0-9{_SURE_LOOK_ALIKES[0]}]+')
                        then translate(written, '{_SURE_LOOK_ALIKES[0]}', '{_SURE_LOOK_ALIKES[1]}')
                        end as clear,
                   case when regexp_full_match(written, '[a-z]{{1,2}}[0-9]{{6,8}}') then true
                        else false end as passport_like,
                   nullif(regexp_replace(written, '[^0-9]', '', 'g'), '') as any_digits
            from {prefix}_number_texts""",
        ),
        SqlStep(f"{prefix}_numbers", "one distinct odd text, judged", _judged(prefix)),
    )


def _judged(prefix: str) -> str:
    """A text judged on its own; NULL digits mean that no digit stands in it."""
    whole = "power is not null and length(mantissa) > power"
    return f"""
        with sorted as (
            select *,
                   power is not null and length(mantissa) <= power as truncated,
                   case when power is null then coalesce(clear, any_digits)
                        when {whole} then left(mantissa, power + 1) end as digits
            from {prefix}_number_digits),
        shaped as (
            select *,
                   coalesce(regexp_full_match(digits, '{_PLACEHOLDER}'), false) as placeholder,
                   translate(written, '{"".join((_SURE_LOOK_ALIKES[0], _UNSURE_LOOK_ALIKES[0]))}',
                             '{"".join((_SURE_LOOK_ALIKES[1], _UNSURE_LOOK_ALIKES[1]))}') as guessed
            from sorted),
        proposed as (select *, {_MENDED} as proposal from shaped)
        select text, digits, passport_like,
               clear is not null and not placeholder and length(clear) in (9, 12)
                   as well_formed,
               case when not placeholder then proposal end as mended,
               case when truncated then
                    case when power in (7, 10) then '0' when power = 9 then '00' else '' end
                    || mantissa end as sign_prefix,
               {_DAMAGE} as damage
        from proposed"""


def _if_structured(digits: str) -> str:
    return f"case when regexp_full_match({digits}, '{_STRUCTURE}') then {digits} end"


_MENDED = f"""
    case when truncated then null
         when one_of_many <> '' and coalesce(length(clear), 0) not in (9, 12) then one_of_many
         when clear is null and power is null
              and regexp_full_match(guessed, '[0-9]{{9}}|[0-9]{{12}}') then guessed
         when clear is null and power is null and length(any_digits) in (9, 12) then any_digits
         when length(digits) in (10, 11) and not starts_with(digits, '0')
         then {_if_structured("lpad(digits, 12, '0')")}
         when length(digits) = 8 and not starts_with(digits, '0') then '0' || digits
         when length(digits) = 13 and starts_with(digits, '00')
         then {_if_structured("substr(digits, 2)")}
         when power is not null and length(digits) in (9, 12) then digits end"""

_DAMAGE = f"""
    case when digits is null and not truncated then '{RepairKind.MISSING}'
         when float or power is not null then '{DAMAGED}'
         when placeholder then '{RepairKind.VALUE_WRONG}'
         when regexp_matches(digits, '{_SIX_EQUAL}') then '{RepairKind.VALUE_WRONG}'
         when clear is null then '{RepairKind.VALUE_WRONG}'
         when length(digits) in (9, 12) then null
         when length(digits) in (8, 10, 11) and proposal is not null then '{LOST_ZERO}'
         when length(digits) in (8, 11) then '{RepairKind.DIGIT_MISSING}'
         when length(digits) = 13 or length(digits) = 10 and not starts_with(digits, '0')
         then '{RepairKind.DIGIT_EXTRA}'
         else '{RepairKind.VALUE_WRONG}' end"""


def number_structure_sql(number: str) -> str:
    """The three columns read out of a 12-digit number; all NULL for any other value."""
    century = f"cast(substr({number}, 4, 1) as integer) // 2"
    return f"""
        case when length({number}) = 12 then left({number}, 3) end as number_province,
        case when length({number}) = 12 then
             case when cast(substr({number}, 4, 1) as integer) % 2 = 0 then '{Sex.MALE}'
                  else '{Sex.FEMALE}' end end as number_sex,
        case when length({number}) = 12
             then cast(1900 + 100 * ({century}) + cast(substr({number}, 5, 2) as integer)
                       as smallint) end as number_year"""


_NUMBER_COLUMNS = """
    number_status number number_kind number_digits number_mended number_damage number_prefix
    number_elsewhere number_province number_sex number_year
""".split()

# A stated nationality other than Viet Nam makes a foreigner, unless a citizen number stands;
# NULL means not said, and the number is then judged as a citizen's.
_STATUS = f"""
    case when nation <> 'VN' and coalesce(length(clear), 0) <> 12
         then '{NumberStatus.FOREIGN}'
         when clear is not null then '{NumberStatus.PRESENT}'
         when digits is null and sign_prefix is null then '{NumberStatus.MISSING}'
         else '{NumberStatus.MALFORMED}' end"""
_BARE = "regexp_replace({column}, '[ .-]', '', 'g')"
_ELSEWHERE = " ".join(
    f"when regexp_full_match({_BARE.format(column=column)}, '{_STRUCTURE}') "
    f"then {_BARE.format(column=column)}"
    for column in ("phone", "insurance_id")
)


NUMBER_COLUMNS = ", ".join(_NUMBER_COLUMNS)
"""The eleven columns that say what a number is, in order."""


def numbered_sql(prefix: str, table: str, carried: dict[str, str]) -> str:
    """A query: the `carried` columns of each row of the table (name there → name here), its
    `nationality`, and NUMBER_COLUMNS.

    Needs `{prefix}_numbers` and `{prefix}_nationalities`. A query and no table of its own: so many
    rows are not written twice.
    """
    return f"""
        with joined as (
            select {_carried(carried)}, stated.nationality as nation,
                   case when odd.text is null then typed.citizen_id
                        when odd.well_formed then odd.digits end as clear,
                   case when odd.text is null then typed.citizen_id else odd.digits end as digits,
                   odd.mended, odd.sign_prefix, odd.passport_like,
                   case when typed.citizen_id is null then '{RepairKind.MISSING}'
                        else odd.damage end as damage
            from {table} as typed
            left join {prefix}_numbers as odd on odd.text = typed.citizen_id
            left join {prefix}_nationalities as stated on stated.text = typed.nationality),
        judged as (select *, {_STATUS} as number_status from joined),
        told as (
            select *, case when number_status = '{NumberStatus.PRESENT}' then clear end as number
            from judged)
        select {", ".join(carried.values())}, nation as nationality, number_status, number,
               case when number_status = '{NumberStatus.FOREIGN}' and digits is not null
                         or number is null and passport_like then '{NumberKind.PASSPORT}'
                    when length(number) = 12 then '{NumberKind.CCCD}'
                    when length(number) = 9 then '{NumberKind.CMND}'
                    when number_status = '{NumberStatus.MALFORMED}' then '{NumberKind.OTHER}'
                    end as number_kind,
               digits as number_digits,
               case when number_status = '{NumberStatus.MALFORMED}' then mended end
                   as number_mended,
               case when number_status <> '{NumberStatus.FOREIGN}' then damage end
                   as number_damage,
               sign_prefix as number_prefix,
               case when number is null then case {_ELSEWHERE} end end as number_elsewhere,
               {number_structure_sql("number")}
        from told"""


def unnumbered_sql(prefix: str, table: str, carried: dict[str, str]) -> str:
    """The same columns where the country has no number: status missing, all else NULL."""
    empty = ", ".join(
        f"cast(null as {'smallint' if name == 'number_year' else 'varchar'}) as {name}"
        for name in _NUMBER_COLUMNS[1:]
    )
    return f"""
        select {_carried(carried)}, stated.nationality,
               '{NumberStatus.MISSING}' as number_status, {empty}
        from {table} as typed
        left join {prefix}_nationalities as stated on stated.text = typed.nationality"""


def _carried(columns: dict[str, str]) -> str:
    return ", ".join(f"typed.{there} as {here}" for there, here in columns.items())
