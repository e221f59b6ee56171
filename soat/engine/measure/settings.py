"""What the figures are stated for."""

from dataclasses import dataclass
from datetime import date

from soat.model.places import EPOCH_34, EPOCH_63


@dataclass(frozen=True)
class MeasureSettings:
    """The day, the list of places that codes belong to, and whether daily reports were given.

    Without daily reports nothing is known of doses given and not entered: figures read from
    reports have a numerator of NULL, which is never zero.
    """

    as_of: date
    places_epoch: str
    reports_given: bool = True

    def __post_init__(self) -> None:
        if self.places_epoch not in (EPOCH_63, EPOCH_34):
            raise ValueError(f"places_epoch must be {EPOCH_63} or {EPOCH_34}")

    @property
    def day(self) -> str:
        """The as-of day as SQL writes it."""
        return f"DATE '{self.as_of.isoformat()}'"

    def reported(self, total: str) -> str:
        """A total read from reports: none is zero, but without reports it is not known."""
        return f"coalesce({total}, 0)" if self.reports_given else "CAST(NULL AS BIGINT)"
