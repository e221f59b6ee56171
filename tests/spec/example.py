"""One example of the manual: rows in, the answers that must come out.

Around the register rows of an example live a thousand other people (tests/rest_of_country.py).
A spec is a test that calls `spec(...)` once. Its name is the claim, its docstring says why, and
`docs/reference/meaning.md` is written from the same call (scripts/meaning_page.py).
"""

from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from textwrap import dedent

from soat.model.profile import Profile, load_profile
from tests.answers import Answers, answers_for
from tests.rest_of_country import rest_of_country
from tests.tables import Row, rows_of, said


@dataclass(frozen=True)
class Example:
    """Text tables in (people, register) and out; a table out shows the columns that matter.

    `profile` is the text of a profile's TOML file; the shipped `vn` when it is not given.
    """

    people: str
    register: str
    profile: str | None = None
    verdicts: str | None = None
    repairs: str | None = None
    candidates: str | None = None
    persons: str | None = None
    rejects: str | None = None

    @property
    def tables_out(self) -> dict[str, str]:
        """The tables that this example shows, by name."""
        names = ("verdicts", "repairs", "candidates", "persons", "rejects")
        return {name: text for name in names if (text := getattr(self, name)) is not None}


def must_hold(example: Example) -> Answers:
    """Assert that the engine answers as the example says; all of its tables are compared."""
    assert example.tables_out, "an example shows at least one table out"
    answers = answers_for(
        rows_of(example.people),
        [*rows_of(example.register), *rest_of_country()],
        _profile(example.profile),
    )
    for name, text in example.tables_out.items():
        columns = headings_of(text)
        expected: list[Row] = said(rows_of(text), columns)
        given = said(getattr(answers, name), columns)
        assert given == expected, f"{name}\n{_lines(expected)}\nwas expected, but\n{_lines(given)}"
    return answers


def _profile(text: str | None) -> Profile:
    if text is None:
        return load_profile("vn")
    with NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file:
        file.write(dedent(text))
        file.flush()
        return load_profile(file.name)


def _lines(rows: list[Row]) -> str:
    return "\n".join("  " + " | ".join(cell or "" for cell in row.values()) for row in rows)


def headings_of(text: str) -> list[str]:
    """The first line of a text table."""
    return [cell.strip() for cell in text.strip().splitlines()[0].split("|")]
