"""The vaccination schedule as data: products, and the rule of every dose, each with its dates.

A rule is chosen by the day on which the dose was given, never by today. What a rule says is
held against a record as a fact; it never refuses one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)
OLDEST = 200
"""An age that nobody reaches: the end of an age range that has none."""

_UNSURE = "[to be confirmed]"


@dataclass(frozen=True)
class Product:
    """One vaccine. Products of one `family` may be the same vaccine under two names.

    `aliases` name the product for sure; `makers` only where no alias stands in the text.
    `additional_follows`: its basic series is followed by an additional dose before a booster.
    """

    code: str
    name: str
    family: str
    basic_doses: int
    first_use: date
    aliases: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    additional_follows: bool = False


@dataclass(frozen=True)
class DoseRule:
    """What one dose of one product may follow, and when: in force from `valid_from` to `valid_to`.

    Both days belong to it. `previous` is the product given before, None for a first dose. Ages in
    full years, `age_to` no longer allowed. Earlier than `minimum_days` less `grace_days` is too
    early; later than `maximum_days` the person has dropped out (None: no such boundary).
    """

    product: str
    kind: str
    number: int
    previous: str | None
    minimum_days: int | None
    grace_days: int
    maximum_days: int | None
    age_from: int
    age_to: int
    valid_from: date
    valid_to: date
    source: str
    jurisdiction: str

    @property
    def confirmed(self) -> bool:
        """Whether the source was read, and is not general knowledge."""
        return _UNSURE not in self.source

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to

    def of_age(self, age: int | None) -> bool:
        """Whether the rule is for this age; an unknown age is taken to be right."""
        return age is None or self.age_from <= age < self.age_to


@dataclass(frozen=True)
class DoseAsked:
    """A dose of which the schedule is asked. `previous` None: a first dose; `age` None: unknown."""

    product: str
    kind: str
    number: int
    previous: str | None
    on: date
    age: int | None


@dataclass(frozen=True)
class Schedule:
    """Products and rules of one country. The empty schedule knows nothing and forbids nothing."""

    name: str
    products: tuple[Product, ...] = ()
    rules: tuple[DoseRule, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.products

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(product.code for product in self.products)

    def product(self, code: str | None) -> Product | None:
        """The product of that code, or None."""
        return next((product for product in self.products if product.code == code), None)

    def basic_doses(self, code: str | None) -> int | None:
        """How many doses the product's basic series has; None when the product is unknown."""
        product = self.product(code)
        return product.basic_doses if product else None

    def rules_for(self, asked: DoseAsked) -> tuple[DoseRule, ...]:
        """The rules in force for this dose: one at most, unless the age is unknown."""
        return tuple(
            rule
            for rule in self.rules
            if (rule.product, rule.kind, rule.number) == (asked.product, asked.kind, asked.number)
            and rule.previous == asked.previous
            and rule.in_force(asked.on)
            and rule.of_age(asked.age)
        )

    def minimum_days(self, asked: DoseAsked) -> int | None:
        """The minimum interval in force, the smallest when the age is unknown; None: no rule."""
        said = [rule.minimum_days for rule in self.rules_for(asked)]
        return min((days for days in said if days is not None), default=None)

    def products_sql(self) -> str:
        """A query of products: code, name, family, basic_doses, first_use, additional_follows."""
        columns = (
            ("product", "VARCHAR"),
            ("product_name", "VARCHAR"),
            ("product_family", "VARCHAR"),
            ("basic_doses", "INTEGER"),
            ("first_use", "DATE"),
            ("additional_follows", "BOOLEAN"),
        )
        return values_sql(
            columns,
            (
                (p.code, p.name, p.family, p.basic_doses, p.first_use, p.additional_follows)
                for p in self.products
            ),
        )

    def rules_sql(self) -> str:
        """A query of rules, one row each; `previous_product` is '' for a first dose."""
        columns = (
            *(("product", "VARCHAR"), ("dose_kind", "VARCHAR"), ("dose_number", "INTEGER")),
            *(("previous_product", "VARCHAR"), ("minimum_days", "INTEGER")),
            *(("grace_days", "INTEGER"), ("maximum_days", "INTEGER")),
            *(("age_from", "INTEGER"), ("age_to", "INTEGER")),
            *(("valid_from", "DATE"), ("valid_to", "DATE")),
        )
        return values_sql(
            columns,
            (
                (
                    *(rule.product, rule.kind, rule.number, rule.previous or ""),
                    *(rule.minimum_days, rule.grace_days, rule.maximum_days),
                    *(rule.age_from, rule.age_to, rule.valid_from, rule.valid_to),
                )
                for rule in self.rules
            ),
        )


def values_sql(columns: Iterable[tuple[str, str]], rows: Iterable[Iterable[object]]) -> str:
    """The rows as a query with typed columns; no rows make a query without rows."""
    named = [f"CAST({_column(i)} AS {kind}) AS {name}" for i, (name, kind) in enumerate(columns)]
    lines = ["(" + ", ".join(map(_literal, row)) + ")" for row in rows]
    if not lines:
        lines, ending = ["(" + ", ".join("NULL" for _ in named) + ")"], " WHERE false"
    else:
        ending = ""
    aliases = ", ".join(_column(i) for i in range(len(named)))
    listed = ",\n".join(lines)
    return f"SELECT {', '.join(named)} FROM (VALUES {listed}) AS listed({aliases}){ending}"


def _column(index: int) -> str:
    return f"c{index}"


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"
