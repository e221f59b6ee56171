"""The rules about one site on one day, as SQL over `site_day_checked`."""

from datetime import date

from soat.engine.check.condition import Condition, limit, literal
from soat.model.schedule import Schedule

_REPORTED = "report_rows > 0"
_HELD_AGAINST = "reports_given AND NOT whole AND open AND (site_listed OR NOT sites_given)"
_COMPARED = "compared > 0"


def site_day_conditions(schedule: Schedule, as_of: date) -> dict[str, Condition]:
    """Every rule about a site-day by its code; counts of NULL make no rule apply."""
    return (
        _reports_missing()
        | _reports(schedule, literal(as_of))
        | _held_against_records()
        | _entered()
        | _whole_site()
    )


def _reports_missing() -> dict[str, Condition]:
    # A site that never reported has no usual day (NULL): there a single dose is the measure.
    session = f"greatest(1, usual * {limit('A-01', 'usual_percent', 'given_on')} / 100)"
    stray = f"greatest(1, usual * {limit('A-06', 'usual_percent', 'given_on')} / 100)"
    held_against = f"{_HELD_AGAINST} AND recorded > 0"
    unreported = "report_rows IS NULL"
    return {
        "A-01": Condition(held_against, f"{unreported} AND recorded > {session}", doses="recorded"),
        "A-06": Condition(held_against, f"{unreported} AND recorded <= {stray}", doses="recorded"),
    }


def _reports(schedule: Schedule, day: str) -> dict[str, Condition]:
    first = limit("A-10", "first_day", "given_on")
    scheduled = "false" if schedule.empty else _REPORTED
    return {
        "A-02": Condition(_REPORTED, "contradictions > 0", "concat(contradictions, ' cells')"),
        "A-04": Condition(_REPORTED, "in_doubt > 0", doses="reported_sent"),
        "A-07": Condition(f"{_REPORTED} AND sites_given", "NOT site_listed", doses="reported_sent"),
        "A-08": Condition(_REPORTED, "without_product > 0", "concat(without_product, ' rows')"),
        "A-09": Condition(_REPORTED, f"given_on > {day}", doses="reported_sent"),
        "A-10": Condition(scheduled, f"given_on < {first}", doses="reported_sent"),
        "A-11": Condition(
            f"{_REPORTED} AND site_listed", "NOT open AND reported_sent > 0", doses="reported_sent"
        ),
        "A-12": Condition(_REPORTED, "without_age > 0", "concat(without_age, ' rows')"),
    }


def _held_against_records() -> dict[str, Condition]:
    # A dose entered on the day after the last report cannot be in it; NULL on either side: the
    # order is not known, and the excess stays unexplained.
    late = "coalesce(last_entered_on > last_reported_on, false)"
    excess = "excess_unexplained > 0"
    return {
        "R-01": Condition(_COMPARED, "missing > 0", doses="missing"),
        "R-02": Condition(_COMPARED, "explained > 0", doses="explained"),
        "R-03": Condition(_COMPARED, "never_entered > 0", doses="never_entered"),
        "R-04": Condition(_COMPARED, f"{excess} AND {late}", doses="excess_unexplained"),
        "R-05": Condition(_COMPARED, f"{excess} AND NOT {late}", doses="excess_unexplained"),
    }


def _entered() -> dict[str, Condition]:
    least = limit("D-T02", "least_rows", "given_on")
    most = limit("D-T02", "most_percent", "given_on")
    return {
        "D-T02": Condition(
            f"entered >= {least}",
            f"100 * entered_old > {most} * entered",
            "concat(entered_old, ' of ', entered)",
            "entered_old",
        ),
        "B-01": Condition(
            "entered > 0 OR rows_in_batch > 0",
            "rows_shifted > 0",
            "concat(rows_shifted, ' of ', rows_in_batch)",
            "rows_shifted",
        ),
    }


def _whole_site() -> dict[str, Condition]:
    # About no single day: the thresholds in force at the campaign's first day hold.
    day = literal(date(2021, 3, 8))
    days = limit("D-V10", "least_days", day)
    doses = limit("D-V10", "least_doses", day)
    most = limit("D-V10", "most_percent", day)
    return {
        "D-V10": Condition(
            f"days >= {days} AND doses >= {doses}",
            f"100 * heaped > {most} * doses",
            "concat(heaped, ' of ', doses)",
            "heaped",
        ),
        "S-01": Condition("suppressions > 0", "groundless > 0", "concat(groundless, ' decisions')"),
    }
