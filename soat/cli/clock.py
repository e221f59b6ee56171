"""The door reads the clock, so that no room behind it has to."""

from datetime import UTC, date, datetime, timedelta, timezone

# Viet Nam keeps one time zone the whole year.
VIET_NAM = timezone(timedelta(hours=7))


def today() -> date:
    """The date in Viet Nam now."""
    return datetime.now(UTC).astimezone(VIET_NAM).date()
