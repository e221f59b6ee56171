"""The intake stage of each input table. A row is accepted, merged or rejected, never lost."""

from soat.engine.intake.cells import (
    count_sql,
    date_sql,
    dose_kind_sql,
    dose_number_sql,
    folded,
    named,
    one_of,
    register_birth_sql,
    sex_sql,
    timestamp_sql,
)
from soat.engine.intake.rows import (
    PLACE,
    as_they_are,
    cleaned_step,
    intake_gives,
    merged_step,
    raw_needs,
    refused_alone_step,
    refused_step,
    rejected_step,
    repeated_steps,
    typed_step,
    unusable_step,
)
from soat.model.closed_lists import RejectReason
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage
from soat.model.tables import (
    DAILY_REPORTS,
    DOSES,
    DOSES_TYPED,
    PEOPLE,
    REGISTER,
    SITES,
)

VIET_NAM_UTC_OFFSET = 7


def people_intake(extra_columns: tuple[str, ...] = (), name_needed: bool = True) -> Stage:
    """`raw_people` → `people_typed`: text, trimmed, one row for each `person_ref`.

    In the flat form a person stands in one row for each dose: rows that repeat a person's columns
    are merged; a row that has the key but says something else is rejected. Without `name_needed` a
    missing name is only unknown: other columns may show the person.
    """
    columns = PEOPLE.column_names + extra_columns
    said_again = " AND ".join(
        f"later.{named(column)} IS NOT DISTINCT FROM first.{named(column)}" for column in columns
    )
    merged = f"""SELECT later.file, later.row_number
        FROM people_repeated later
        JOIN people_repeated first ON later.person_ref = first.person_ref AND first.place = 1
        WHERE later.place > 1 AND {said_again}"""
    return Stage(
        "people_intake",
        Message("Nhận hồ sơ người được tiêm.", "Take in the person profiles."),
        raw_needs("people", columns),
        intake_gives("people", columns),
        (
            cleaned_step("people", columns),
            unusable_step("people", _key_and_name("person_ref", name_needed)),
            *repeated_steps("people", "person_ref", columns),
            merged_step("people", merged),
            refused_step("people"),
            typed_step("people", PEOPLE.row_is, as_they_are(columns)),
            rejected_step("people", columns),
        ),
    )


def register_intake(
    extra_columns: tuple[str, ...] = (), number_digits: int | None = 12, name_needed: bool = True
) -> Stage:
    """`raw_register` → `register_typed`: one row for each `citizen_id`.

    With `number_digits` the number must have so many digits, and a birth date or sex that is
    stated and cannot be read makes the row unusable. Without a number scheme (`None`) such a
    value only becomes NULL: unknown. A value that is not stated is NULL in both. Nor need such
    people be of our time: any year from 1000 on is a birth year. `name_needed` as in people.
    """
    columns = REGISTER.column_names + extra_columns
    reasons = [*_key_and_name("citizen_id", name_needed)]
    if number_digits is not None:
        digits = f"NOT regexp_full_match(citizen_id, '[0-9]{{{number_digits}}}')"
        unread_birth = "birth_date IN (SELECT text FROM register_births_read WHERE said IS NULL)"
        unread_sex = "sex IN (SELECT text FROM register_sexes_read WHERE said IS NULL)"
        reasons += [
            (RejectReason.NUMBER_MALFORMED, digits),
            (RejectReason.BIRTH_DATE_UNREADABLE, unread_birth),
            (RejectReason.SEX_UNREADABLE, unread_sex),
        ]
    typed = {
        **as_they_are(columns),
        "birth_date": "b.said",
        "sex": "s.said",
        "deceased_on": f"CAST({date_sql('c.deceased_on', 0)} AS VARCHAR)",
    }
    births_read = register_birth_sql("text", 1000 if number_digits is None else 1850)
    joins = """LEFT JOIN register_births_read b ON c.birth_date = b.text
        LEFT JOIN register_sexes_read s ON c.sex = s.text"""
    return Stage(
        "register_intake",
        Message("Nhận sổ dân cư.", "Take in the population register."),
        raw_needs("register", columns),
        intake_gives("register", columns),
        (
            cleaned_step("register", columns),
            _read_once("register", "birth_date", "births", births_read),
            _read_once("register", "sex", "sexes", sex_sql("text")),
            unusable_step("register", tuple(reasons)),
            *repeated_steps("register", "citizen_id", columns),
            merged_step("register"),
            refused_step("register"),
            typed_step("register", REGISTER.row_is, typed, joins),
            rejected_step("register", columns),
        ),
    )


def doses_intake(utc_offset_hours: int = VIET_NAM_UTC_OFFSET) -> Stage:
    """`raw_doses` → `doses_typed`: the doses of accepted profiles, dates read.

    A row of the flat form that carries no dose (its key is file and row number, and date,
    product, lot, kind and number are empty) is merged: the person is in people.
    """
    columns = DOSES.column_names
    no_dose = """given_on IS NULL AND product IS NULL AND lot IS NULL AND dose_kind IS NULL
        AND dose_number IS NULL AND dose_ref = file || '#' || row_number"""
    unread = (
        "given_on IS NULL OR given_on IN (SELECT text FROM doses_dates_read WHERE said IS NULL)"
    )
    reasons = (
        (RejectReason.KEY_MISSING, "(dose_ref IS NULL OR person_ref IS NULL)"),
        (RejectReason.DATE_UNREADABLE, f"({unread})"),
        (
            RejectReason.PERSON_UNKNOWN,
            "person_ref NOT IN (SELECT person_ref FROM people_typed)",
        ),
    )
    typed = {
        **as_they_are(columns),
        "given_on": "d.said",
        "dose_kind": f"coalesce(k.said, {dose_kind_sql('c.dose_number')})",
        "dose_number": "n.said",
        "recorded_at": timestamp_sql("c.recorded_at", utc_offset_hours),
    }
    return Stage(
        "doses_intake",
        Message("Nhận mũi tiêm.", "Take in the doses."),
        {**raw_needs("doses", columns), "people_typed": ("person_ref",)},
        intake_gives("doses", DOSES_TYPED.column_names),
        (
            cleaned_step("doses", columns),
            _read_once("doses", "given_on", "dates", date_sql("text", utc_offset_hours)),
            _read_once("doses", "dose_kind", "kinds", dose_kind_sql("text")),
            _read_once("doses", "dose_number", "numbers", dose_number_sql("text")),
            unusable_step("doses", reasons, unless=no_dose),
            *repeated_steps("doses", "dose_ref", columns),
            merged_step("doses", f"SELECT {PLACE} FROM doses_cleaned WHERE {no_dose}"),
            refused_step("doses"),
            typed_step(
                "doses",
                DOSES_TYPED.row_is,
                typed,
                """LEFT JOIN doses_dates_read d ON c.given_on = d.text
                LEFT JOIN doses_kinds_read k ON c.dose_kind = k.text
                LEFT JOIN doses_numbers_read n ON c.dose_number = n.text""",
            ),
            rejected_step("doses", columns),
        ),
    )


def daily_reports_intake(utc_offset_hours: int = VIET_NAM_UTC_OFFSET) -> Stage:
    """`raw_daily_reports` → `daily_reports_typed`. A cell may be reported again: both are kept."""
    columns = DAILY_REPORTS.column_names
    reasons = (
        (RejectReason.KEY_MISSING, "site_code IS NULL"),
        (
            RejectReason.DATE_UNREADABLE,
            f"{date_sql('given_on', utc_offset_hours)} IS NULL",
        ),
        (RejectReason.COUNT_UNREADABLE, f"{count_sql('doses')} IS NULL"),
    )
    typed = {
        **as_they_are(columns),
        "given_on": date_sql("c.given_on", utc_offset_hours),
        "dose_kind": f"coalesce({dose_kind_sql('c.dose_kind')}, {dose_kind_sql('c.dose_number')})",
        "dose_number": dose_number_sql("c.dose_number"),
        "age_group": _age_group("c.age_group"),
        "doses": count_sql("c.doses"),
        "reported_at": timestamp_sql("c.reported_at", utc_offset_hours),
    }
    return Stage(
        "daily_reports_intake",
        Message("Nhận báo cáo ngày.", "Take in the daily reports."),
        raw_needs("daily_reports", columns),
        intake_gives("daily_reports", columns),
        (
            cleaned_step("daily_reports", columns),
            unusable_step("daily_reports", reasons),
            merged_step("daily_reports"),
            refused_alone_step("daily_reports"),
            typed_step("daily_reports", DAILY_REPORTS.row_is, typed),
            rejected_step("daily_reports", columns),
        ),
    )


def sites_intake() -> Stage:
    """`raw_sites` → `sites_typed`: one row for each `site_code`."""
    columns = SITES.column_names
    typed = {
        **as_they_are(columns),
        "opened_on": date_sql("c.opened_on", 0),
        "closed_on": date_sql("c.closed_on", 0),
    }
    return Stage(
        "sites_intake",
        Message("Nhận danh mục cơ sở tiêm.", "Take in the vaccination sites."),
        raw_needs("sites", columns),
        intake_gives("sites", columns),
        (
            cleaned_step("sites", columns),
            unusable_step("sites", ((RejectReason.KEY_MISSING, "site_code IS NULL"),)),
            *repeated_steps("sites", "site_code", columns),
            merged_step("sites"),
            refused_step("sites"),
            typed_step("sites", SITES.row_is, typed),
            rejected_step("sites", columns),
        ),
    )


def _key_and_name(key: str, name_needed: bool) -> tuple[tuple[RejectReason, str], ...]:
    no_key = (RejectReason.KEY_MISSING, f"{key} IS NULL")
    return (no_key, (RejectReason.NAME_MISSING, "full_name IS NULL")) if name_needed else (no_key,)


def _read_once(table: str, column: str, what: str, sql: str) -> SqlStep:
    """`<table>_<what>_read`: each distinct text of a column, read once for its many rows."""
    return SqlStep(
        f"{table}_{what}_read",
        "one distinct text and what it says; NULL when it cannot be read",
        f"""SELECT text, {sql} AS said
            FROM (SELECT DISTINCT {column} AS text FROM {table}_cleaned
                WHERE {column} IS NOT NULL)""",
    )


def _age_group(text: str) -> str:
    """`5-11`, `12-17`, `18+` in their usual spellings; any other text stays as typed."""
    bare = f"regexp_replace({folded(text)}, '[^0-9<>+≥-]|tuoi', '', 'g')"
    return f"""CASE WHEN {one_of(bare, ("5-11", "5-<12", "5-12"))} THEN '5-11'
        WHEN {one_of(bare, ("12-17", "12-<18"))} THEN '12-17'
        WHEN {one_of(bare, ("18+", "≥18", ">=18", ">18", "18"))} THEN '18+' ELSE {text} END"""
