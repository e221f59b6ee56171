"""The page docs/reference/measures.md, from the definitions that the report itself prints."""

from scripts.markdown import NOTE, markdown_table
from soat.engine.measure.definitions import DEFINITIONS, Definition, Dimension
from soat.engine.measure.figures import FIGURE_COLUMNS
from soat.engine.measure.stages import NEEDS
from soat.review.work_figures import WORK_FIGURES

_COLUMN_MEANINGS = {
    "definition_id": "which figure this is: one of the headings below",
    "as_of": "the day for which the figure is stated (`soat run --as-of`)",
    "place_level": "`nation`, `province`, `district` or `commune`; `province_2025` is the 63 "
    "provinces summed into the 34 of today",
    "place_epoch": "the list of places that the code belongs to: `2021` (63 provinces) or `2025` "
    "(34 provinces); empty for the nation and for an unknown place",
    "place_code": "the place's code; empty for the nation, `unknown` where no usable place "
    "is known",
    "dimension": "by what the figure is split",
    "value": "the code counted in this row",
    "numerator": "how many are counted in this row; NULL: not known, which is never zero",
    "denominator": "out of how many; NULL: not counted here",
}


def measures_page() -> str:
    """Every figure of the national table with its definition, and the columns that hold it."""
    reads = ", ".join(f"`{table}`" for table in NEEDS)
    lines = [
        "# Measures",
        NOTE,
        "",
        "Each figure is one file `measures/<id>.parquet` in a run folder, "
        f"counted from {reads}. The nation's rows are also in `report.json`.",
        "",
        "People are counted as person profiles: two profiles of one human being count twice. "
        "Rows that add up have numerators whose sum, at one place, is the denominator; the run "
        "fails rather than publish sums that disagree with the rows read.",
        "",
        "## Columns",
        "",
        *markdown_table(
            ("column", "meaning"),
            ((f"`{name}`", _COLUMN_MEANINGS[name]) for name in FIGURE_COLUMNS),
        ),
    ]
    for dimension in Dimension:
        lines += _section(dimension)
    lines += _work()
    return "\n".join(lines) + "\n"


def _work() -> list[str]:
    """What the application counts itself, as people work."""
    headings = ("figure", "counts", "split by", "numerator", "denominator", "tử số", "mẫu số")
    rows = (
        (
            *(f"`{one.id}`", one.unit.en, one.split_by.en),
            *(one.numerator.en, one.denominator.en, one.numerator.vi, one.denominator.vi),
        )
        for one in WORK_FIGURES
    )
    return [
        "",
        "## The work itself · Công việc",
        "",
        "Counted by the application, of its cases and lists as they are when a page is opened; "
        "carried on with every judgement, so that no page counts persons.",
        "",
        *markdown_table(headings, rows),
    ]


def _section(dimension: Dimension) -> list[str]:
    rows = [_row(one) for one in DEFINITIONS if one.dimension is dimension]
    title = f"## {dimension.sentence.en} · {dimension.sentence.vi}"
    headings = (
        "figure",
        "counts",
        "place",
        "numerator",
        "denominator",
        "tử số",
        "mẫu số",
        "adds up",
    )
    return ["", title, "", *markdown_table(headings, rows)]


def _row(definition: Definition) -> tuple[str, ...]:
    return (
        f"`{definition.id}`",
        definition.unit.sentence.en,
        definition.place.sentence.en,
        definition.numerator.en,
        definition.denominator.en,
        definition.numerator.vi,
        definition.denominator.vi,
        "yes" if definition.parts else "no",
    )
