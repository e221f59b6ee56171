"""How a column's value is picked when several cells of a row may hold it. One SQL for every format.

A cell that is empty is NULL or ''. What is not picked is not lost on the file's owner: the run
says which headings were used.
"""

from collections.abc import Sequence

NAM, NU = "Nam", "Nữ"


def picked(column: str, cells: Sequence[str]) -> str:
    """The SQL of the column's value from the SQL of its cells, as HeadingRow.places names them."""
    if len(cells) == 1:
        return cells[0]
    first, second = cells[0], cells[-1]
    if column == "citizen_id":
        return _number(first, second)
    if column == "birth_date":
        return _birth_by_sex(first, second)
    if column == "sex":
        return _sex_by_column(first, second)
    parts = ", ".join(f"nullif({cell}, '')" for cell in cells)
    return f"nullif(concat_ws(' ', {parts}), '')"


def _number(new: str, old: str) -> str:
    """The number of the new card and of the old one: 12 digits win, then 9, then what is there.

    11 digits count as 12 whose leading zero a spreadsheet took.
    """
    return f"""CASE WHEN {_digits(new)} IN (11, 12) THEN {new}
        WHEN {_digits(old)} IN (9, 12) THEN {old}
        ELSE coalesce(nullif(trim({new}), ''), {old}) END"""


def _digits(cell: str) -> str:
    return f"coalesce(length(regexp_replace({cell}, '[^0-9]', '', 'g')), 0)"


def _birth_by_sex(male: str, female: str) -> str:
    """The birth year in the column of the sex. Two of them are no date that can be read."""
    both = ", ".join(
        f"CASE WHEN regexp_matches({cell}, '[0-9]{{2}}') THEN {cell} END" for cell in (male, female)
    )
    return f"nullif(concat_ws(' | ', {both}), '')"


def _sex_by_column(male: str, female: str) -> str:
    """Whichever of the two columns holds anything; NULL when both or neither does."""
    his, hers = (f"coalesce(trim({cell}), '') <> ''" for cell in (male, female))
    return f"""CASE WHEN {his} AND NOT ({hers}) THEN '{NAM}'
        WHEN {hers} AND NOT ({his}) THEN '{NU}' END"""
