"""The SQL of a rule: to which records it applies, which of them break it, and what was seen."""

from dataclasses import dataclass

from soat.model.rules import BY_CODE, Number


@dataclass(frozen=True)
class Condition:
    """SQL over one row of a checked view, looked up by the rule's code.

    `applies` is the denominator; `breaks` is asked of these rows only. What is neither true nor
    false (NULL: not known) counts as not applying, and as not breaking. `seen` is a text without
    personal data; `doses` how many doses a finding about a site is about.
    """

    applies: str
    breaks: str
    seen: str = "NULL"
    doses: str = "NULL"


def limit(code: str, name: str, day: str) -> str:
    """The rule's threshold as SQL: the one in force on `day`, a column or a literal.

    NULL on a day on which none is in force, and then nothing breaks the rule.
    """
    ranges = [one for one in BY_CODE[code].thresholds if one.name == name]
    if len(ranges) == 1 and ranges[0].valid_from is None and ranges[0].valid_to is None:
        return literal(ranges[0].value)
    cases = []
    for one in ranges:
        since = "true" if one.valid_from is None else f"{day} >= {literal(one.valid_from)}"
        until = "true" if one.valid_to is None else f"{day} < {literal(one.valid_to)}"
        cases.append(f"WHEN {since} AND {until} THEN {literal(one.value)}")
    return f"CASE {' '.join(cases)} END"


def blank(column: str) -> str:
    """Whether nothing is said. A text that begins with anything beyond a space is something."""
    return f"CASE WHEN {column} >= '!' THEN false ELSE coalesce(trim({column}), '') = '' END"


def literal(value: Number | str) -> str:
    """A value as SQL."""
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"DATE '{value.isoformat()}'"


def one_of(code: str) -> str:
    """The texts that the rule knows, as a list for IN."""
    return "(" + ", ".join(literal(word) for word in BY_CODE[code].words) + ")"
