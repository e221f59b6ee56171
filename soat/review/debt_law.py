"""When no case will be left open, at the pace of the last weeks: the engine's law of entry debt.

The engine projects doses not entered by SQL over a run (soat/engine/measure/debt.py). Cases move
between runs, so the same law stands here as a function: n is what a day settles beyond what comes
up, as the mean of the last four whole weeks; the debt is gone in open / n days; and the spread
between the four weekly means gives the 80 % interval. A test holds both against each other.

An application that has not been at work for four weeks has no interval: the pace of its whole days
is told as such.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

PACE_WEEKS = 4
# Student's t of three degrees of freedom, 90 % one-sided: 80 % between both ends.
T_QUANTILE = 1.638
# A century is never.
_NEVER_DAYS = 36525
_WEEK = 7

Flow = tuple[int, int]
"""Cases that came up on a day, and cases that were settled on it."""


@dataclass(frozen=True)
class Projection:
    """The open cases, the pace, and the days until none is left; None of days: never at that pace.

    `days_seen` whole days make up the pace; with none of them nothing is foretold. Without
    `interval`, `low` and `high` are not known.
    """

    open_now: int
    days_seen: int
    pace: float | None
    interval: bool
    likely: int | None
    low: int | None
    high: int | None


def projection(open_now: int, flows: Mapping[date, Flow], since: date, today: date) -> Projection:
    """From the flow of whole days, of which `since` is the first; today is not over and left out.

    A day without a flow is one on which nothing moved.
    """
    days_seen = min(max((today - since).days, 0), PACE_WEEKS * _WEEK)
    net = [_net(flows, today - timedelta(days=back)) for back in range(1, days_seen + 1)]
    if not net:
        return Projection(open_now, 0, None, False, None, None, None)
    if days_seen < PACE_WEEKS * _WEEK:
        pace = sum(net) / days_seen
        return Projection(open_now, days_seen, pace, False, _days(open_now, pace), None, None)
    weeks = [sum(net[first : first + _WEEK]) for first in range(0, len(net), _WEEK)]
    pace, error = sum(weeks) / len(net), _error(weeks)
    ends = (pace, pace + T_QUANTILE * error, pace - T_QUANTILE * error)
    likely, low, high = (_days(open_now, end) for end in ends)
    return Projection(open_now, days_seen, pace, True, likely, low, high)


def _net(flows: Mapping[date, Flow], day: date) -> int:
    new, cleared = flows.get(day, (0, 0))
    return cleared - new


def _error(weeks: list[int]) -> float:
    """The standard error of the mean day, of whole numbers as the engine reckons it."""
    count = len(weeks)
    squares = count * sum(net * net for net in weeks) - sum(weeks) ** 2
    return math.sqrt(squares / (count - 1)) / (_WEEK * count)


def _days(open_now: int, pace: float) -> int | None:
    if open_now <= 0:
        return 0
    if pace <= 0 or open_now / pace > _NEVER_DAYS:
        return None
    return math.ceil(open_now / pace)
