"""Agreement levels: how alike one field of a record and of a register person is.

A comparison is a list of levels, best first; the first whose condition holds is the level.
Conditions are SQL over `p` (the profile) and `r` (the register person).
"""

from dataclasses import dataclass

UNKNOWN = "unknown"
DIFFERS = "differs"


@dataclass(frozen=True)
class Level:
    """One degree of agreement.

    `by_value`: its chance among strangers depends on the value. `says_nothing`: it is worth a name
    of its own, but is no evidence, for or against.
    """

    name: str
    condition: str
    by_value: bool = False
    says_nothing: bool = False


@dataclass(frozen=True)
class Comparison:
    """One compared field: its levels, best first; `differs` is what remains.

    `unknown_when` holds where either side says nothing: that is no evidence, for or against.
    `stranger_share` is SQL for the share of strangers who agree by value (levels `by_value`).
    """

    field: str
    unknown_when: str
    levels: tuple[Level, ...]
    stranger_share: str = "NULL"

    @property
    def level_names(self) -> tuple[str, ...]:
        """The levels that weigh something."""
        return (*(level.name for level in self.levels if not level.says_nothing), DIFFERS)

    @property
    def silent_levels(self) -> tuple[str, ...]:
        """The levels that are no evidence."""
        return (UNKNOWN, *(level.name for level in self.levels if level.says_nothing))

    @property
    def agreement(self) -> str:
        """The name of the column that holds the level."""
        return f"{self.field}_agreement"

    def agreement_sql(self) -> str:
        """The CASE expression that gives the level's name."""
        whens = "\n".join(f"WHEN {level.condition} THEN '{level.name}'" for level in self.levels)
        return f"CASE WHEN {self.unknown_when} THEN '{UNKNOWN}'\n{whens}\nELSE '{DIFFERS}' END"

    def stranger_share_sql(self) -> str:
        """The share of strangers agreeing by value; NULL where the level's own share applies."""
        names = [level.name for level in self.levels if level.by_value]
        if not names:
            return "NULL::DOUBLE"
        # Not `IN`: DuckDB makes a join of a longer `IN` list.
        whens = " ".join(f"WHEN '{name}' THEN true" for name in names)
        by_value = f"CASE {self.agreement} {whens} ELSE false END"
        return f"CASE WHEN {by_value} THEN {self.stranger_share} END"
