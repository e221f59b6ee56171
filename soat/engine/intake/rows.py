"""The steps that every table shares: cleaning cells, keys used twice, and the rejected rows."""

from soat.engine.intake.cells import named, quoted, trimmed, unless_nothing
from soat.model.closed_lists import RejectReason
from soat.model.stages import SqlStep
from soat.model.tables import REJECTS

PLACE = "file, row_number"


def cleaned_step(table: str, columns: tuple[str, ...]) -> SqlStep:
    """`<table>_cleaned`: every row that was read whole, its cells trimmed."""
    return SqlStep(
        f"{table}_cleaned",
        "one row read, cells trimmed, the ways of writing nothing turned into NULL",
        _cleaned(f"raw_{table}", columns),
        view=True,
    )


def _cleaned(rows: str, columns: tuple[str, ...]) -> str:
    bare = ", ".join(f"{trimmed(column)} AS {named(column)}" for column in columns)
    cells = ", ".join(f"{unless_nothing(column)} AS {named(column)}" for column in columns)
    return f"SELECT {cells}, {PLACE} FROM (SELECT {bare}, {PLACE} FROM {rows})"


def unusable_step(
    table: str, reasons: tuple[tuple[RejectReason, str], ...], unless: str = "false"
) -> SqlStep:
    """`<table>_unusable`: rows that cannot be used by themselves, with the first true reason.

    Each reason has its condition over the cleaned columns; no row for which `unless` is true is
    judged at all.
    """
    whens = " ".join(f"WHEN {condition} THEN '{reason.value}'" for reason, condition in reasons)
    return SqlStep(
        f"{table}_unusable",
        "one row that cannot be used by itself, with the first reason",
        f"""SELECT {PLACE}, reason
            FROM (SELECT {PLACE}, CASE WHEN {unless} THEN NULL {whens} END AS reason
                FROM {table}_cleaned)
            WHERE reason IS NOT NULL""",
    )


def repeated_steps(table: str, key: str, columns: tuple[str, ...]) -> tuple[SqlStep, ...]:
    """`<table>_repeated`: usable rows whose key stands in several rows, numbered from the first.

    Keys used twice are few, so they are found by grouping first; only their rows are cleaned
    whole and sorted.
    """
    few = f"(SELECT r.* FROM raw_{table} r SEMI JOIN {table}_claiming k ON {_same_row('r', 'k')})"
    return (
        SqlStep(
            f"{table}_keys_repeated",
            "one key that stands in more than one row",
            f"""SELECT {key} FROM {table}_cleaned WHERE {key} IS NOT NULL
                GROUP BY {key} HAVING count(*) > 1""",
        ),
        SqlStep(
            f"{table}_claiming",
            "one usable row whose key stands in several rows, by file and row number",
            f"""SELECT c.file, c.row_number FROM {table}_cleaned c
                SEMI JOIN {table}_keys_repeated k ON c.{key} = k.{key}
                ANTI JOIN {table}_unusable u ON {_same_row("c", "u")}""",
        ),
        SqlStep(
            f"{table}_repeated",
            "one usable row whose key stands in several rows, with its place among them",
            f"""SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {PLACE}) AS place
                FROM ({_cleaned(few, columns)})""",
        ),
    )


def _same_row(one: str, other: str) -> str:
    # The number before the file: it alone tells nearly all rows apart.
    return f"{one}.row_number = {other}.row_number AND {one}.file = {other}.file"


def merged_step(table: str, query: str | None = None) -> SqlStep:
    """`<table>_merged`: rows that say nothing new; none unless the table has a query for them."""
    nobody = "SELECT CAST(NULL AS VARCHAR) AS file, CAST(NULL AS BIGINT) AS row_number WHERE false"
    return SqlStep(f"{table}_merged", "one row that says nothing new", query or nobody, kept=True)


def refused_step(table: str) -> SqlStep:
    """`<table>_refused`: the unusable rows and the later rows of a key, merged ones left out."""
    return SqlStep(
        f"{table}_refused",
        "one row that is refused, with its reason",
        f"""SELECT {PLACE}, reason FROM {table}_unusable
            UNION ALL
            SELECT r.file, r.row_number, '{RejectReason.KEY_DUPLICATE.value}'
            FROM {table}_repeated r
            ANTI JOIN {table}_merged m ON {_same_row("r", "m")}
            WHERE r.place > 1""",
    )


def refused_alone_step(table: str) -> SqlStep:
    """`<table>_refused` of a table without a key: the unusable rows and nothing else."""
    return SqlStep(
        f"{table}_refused",
        "one row that is refused, with its reason",
        f"SELECT {PLACE}, reason FROM {table}_unusable",
    )


def accepted_from(table: str) -> str:
    """The FROM clause of the accepted rows, as `c`."""
    return f"""FROM {table}_cleaned c
        ANTI JOIN {table}_refused f ON {_same_row("c", "f")}
        ANTI JOIN {table}_merged m ON {_same_row("c", "m")}"""


def as_they_are(columns: tuple[str, ...]) -> dict[str, str]:
    """Every column as it stands in the cleaned row."""
    return {column: f"c.{named(column)}" for column in columns}


def typed_step(table: str, row_is: str, typed: dict[str, str], joins: str = "") -> SqlStep:
    """`<table>_typed`: the accepted rows, each column by its expression over `c` and the joins."""
    cells = ", ".join(f"{sql} AS {named(column)}" for column, sql in typed.items())
    return SqlStep(
        f"{table}_typed", row_is, f"SELECT {cells} {accepted_from(table)} {joins}", kept=True
    )


def rejected_step(table: str, columns: tuple[str, ...]) -> SqlStep:
    """`<table>_rejected`: refused rows and rows broken at reading, as the table `rejects`.

    Only here, among the few, do we look at every cell: a row with nothing in it is just empty.
    """
    all_cells = ", ".join(f"r.{named(column)}" for column in columns)
    reason = f"""CASE WHEN trim(concat_ws('', {all_cells})) = ''
        THEN '{RejectReason.ROW_EMPTY.value}' ELSE f.reason END"""
    cells = ", ".join(f"{quoted(column)}: r.{named(column)}" for column in columns)
    return SqlStep(
        f"{table}_rejected",
        REJECTS.row_is,
        f"""SELECT '{table}' AS "table", file, row_number, reason,
                {_remedy("reason")} AS remedy, raw
            FROM (SELECT r.file, r.row_number, {reason} AS reason,
                    CAST(to_json({{{cells}}}) AS VARCHAR) AS raw
                FROM raw_{table} r
                JOIN {table}_refused f ON {_same_row("r", "f")})
            UNION ALL
            SELECT '{table}', file, row_number, reason, {_remedy("reason")}, raw
            FROM raw_{table}_broken""",
        kept=True,
    )


def _remedy(reason: str) -> str:
    whens = " ".join(
        f"WHEN '{one.value}' THEN {quoted(f'{one.sentence.vi} / {one.sentence.en}')}"
        for one in RejectReason
    )
    return f"CASE {reason} {whens} END"


def raw_needs(table: str, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What every intake stage needs of the reading."""
    return {
        f"raw_{table}": (*columns, "file", "row_number"),
        f"raw_{table}_broken": ("file", "row_number", "raw", "reason"),
    }


def intake_gives(table: str, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What every intake stage gives."""
    return {
        f"{table}_typed": columns,
        f"{table}_merged": ("file", "row_number"),
        f"{table}_rejected": REJECTS.column_names,
    }
