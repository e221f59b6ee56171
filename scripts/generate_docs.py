"""Write the pages of docs/reference that can be generated; `--check` only says which are old.

Usage: python -m scripts.generate_docs [--check]
"""

import inspect
import sys
from pathlib import Path

from scripts.command_reference import commands_page
from scripts.markdown import NOTE, markdown_table
from scripts.meaning_page import meaning_page
from scripts.measures_reference import measures_page
from scripts.review_reference import review_page
from scripts.rules_reference import rules_page
from soat.model import closed_lists, dose_lists, dose_tables, review_lists, tables
from soat.model.count_tables import INTERNAL_COUNT_TABLES
from soat.model.measure_counts import LIVING_COUNTS, MEASURE_COUNT_TABLES
from soat.model.messages import ClosedList
from soat.model.tables import Table

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


def tables_page() -> str:
    """The column dictionary, from soat.model.tables."""
    lines = ["# Tables", NOTE, "", "Every table, column by column. Types are DuckDB's."]
    for heading, group in (
        ("Tables in", tables.INPUT_TABLES.values()),
        (
            "Tables between the rooms",
            (
                *(*tables.INTERNAL_TABLES, *dose_tables.INTERNAL_DOSE_TABLES),
                *(*INTERNAL_COUNT_TABLES, *MEASURE_COUNT_TABLES, LIVING_COUNTS),
            ),
        ),
        ("Tables out", tables.OUTPUT_TABLES + dose_tables.OUTPUT_DOSE_TABLES),
    ):
        lines += ["", f"## {heading}"]
        for table in group:
            lines += _table_section(table)
    return "\n".join(lines) + "\n"


def _table_section(table: Table) -> list[str]:
    rows = ((f"`{column.name}`", column.type, column.meaning) for column in table.columns)
    columns = markdown_table(("column", "type", "meaning"), rows)
    return ["", f"### {table.name}", f"One row: {table.row_is}.", "", *columns]


def closed_lists_page() -> str:
    """Every code that a table may hold, with its sentences, from the lists of soat.model."""
    lines = ["# Closed lists", NOTE, "", "Every code that a table may hold, and what it says."]
    for members in all_closed_lists():
        rows = ((f"`{code}`", code.sentence.vi, code.sentence.en) for code in members)
        purpose = inspect.getdoc(members) or ""
        lines += ["", f"## {members.__name__}", purpose, ""]
        lines += markdown_table(("code", "tiếng Việt", "English"), rows)
    return "\n".join(lines) + "\n"


def all_closed_lists() -> list[type[ClosedList]]:
    """The closed lists of the vocabulary, in the order in which they are written."""
    return [
        one
        for module in (closed_lists, dose_lists, review_lists)
        for one in vars(module).values()
        if inspect.isclass(one) and issubclass(one, ClosedList) and one is not ClosedList
    ]


PAGES = {
    "tables.md": tables_page,
    "closed-lists.md": closed_lists_page,
    "commands.md": commands_page,
    "measures.md": measures_page,
    "meaning.md": meaning_page,
    "review.md": review_page,
    "rules.md": rules_page,
}


def old_pages() -> dict[Path, str]:
    """The pages that are missing or differ from what would be written now."""
    now = {REFERENCE / name: page() for name, page in PAGES.items()}
    return {
        path: text
        for path, text in now.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def main(arguments: list[str]) -> int:
    """Write what is old, or with `--check` name it and fail."""
    old = old_pages()
    if "--check" in arguments:
        for path in old:
            print(f"{path.relative_to(ROOT)} is old: run `make docs` and commit it")
        return 1 if old else 0
    for path, text in old.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
