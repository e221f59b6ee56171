"""The rules about one dose, as SQL over `dose_checked`."""

from datetime import date

from soat.engine.check.condition import Condition, blank, limit, literal
from soat.model.schedule import Schedule

_COUNTED = "counted"
# Where day and month were probably exchanged, the recorded day is known to be wrong: that is one
# finding (D-V01), and no rule about that day says it again.
_DATED = "counted AND swapped_on IS NULL"
_FOLLOWS = "in_sequence AND interval_status IN ('in_time', 'in_grace', 'too_early')"


def dose_conditions(schedule: Schedule, as_of: date) -> dict[str, Condition]:
    """Every rule about a dose by its code. Without a schedule its rules apply to no dose."""
    possible = _possible_day(schedule, literal(as_of))
    return (
        _completeness()
        | _dates(schedule, literal(as_of))
        | _product_and_lot(possible)
        | _sequence(possible)
        | _uniqueness()
        | _place_and_life(possible)
    )


def _possible_day(schedule: Schedule, day: str) -> str:
    # What the schedule or the site's days say of an impossible day is no second finding.
    first = limit("D-V04", "first_day", "given_on")
    began = "true" if schedule.empty else f"given_on >= {first}"
    used = "coalesce(given_on >= first_use, true)"
    return f"swapped_on IS NULL AND given_on <= {day} AND {began} AND {used}"


def _completeness() -> dict[str, Condition]:
    return {
        "D-C01": Condition(_COUNTED, blank("product_text")),
        "D-C06": Condition(_COUNTED, blank("site_code")),
        "D-C02": Condition(_COUNTED, "lot IS NULL"),
        "D-C03": Condition(_COUNTED, "(sent_kind IS NULL OR sent_number IS NULL)", _DERIVED),
        "D-C07": Condition(_COUNTED, "recorded_on IS NULL"),
    }


_DERIVED = "concat(dose_kind, ' ', dose_number, ' by the history')"


def _dates(schedule: Schedule, day: str) -> dict[str, Condition]:
    entered = f"{_DATED} AND recorded_on IS NOT NULL"
    first = limit("D-V04", "first_day", "given_on")
    skew = limit("D-V02", "clock_skew_days", "given_on")
    late = limit("D-T01", "most_days", "given_on")
    scheduled = "false" if schedule.empty else _DATED
    ahead = "date_diff('day', recorded_on, given_on)"
    # Where only the birth year is known, only an earlier year is surely before the birth.
    unborn = "coalesce(given_on < birth_date, year(given_on) < birth_year)"
    # A day before the whole campaign is D-V04's; saying it twice helps nobody.
    too_soon = f"given_on < first_use AND given_on >= {first}"
    return {
        "D-V01": Condition(_COUNTED, "swapped_on IS NOT NULL"),
        "D-V02": Condition(
            f"{entered} AND given_on <= {day}",
            f"{ahead} > {skew}",
            f"concat({ahead}, ' days before')",
        ),
        "D-V13": Condition(_DATED, f"given_on > {day}"),
        "D-V03": Condition(f"{_DATED} AND birth_year IS NOT NULL", unborn),
        "D-V04": Condition(scheduled, f"given_on < {first}"),
        "D-V12": Condition(f"{_DATED} AND first_use IS NOT NULL", too_soon, _FIRST_USE),
        "D-T01": Condition(entered, f"-{ahead} > {late}"),
    }


_FIRST_USE = "concat(product, ' since ', first_use)"


def _product_and_lot(possible: str) -> dict[str, Condition]:
    shortest = limit("D-V06", "least_length", "given_on")
    longest = limit("D-V06", "most_length", "given_on")
    length = "length(lot)"
    # Nearly every lot ends in a digit: the dear question is asked of the others.
    digit = """CASE WHEN right(lot, 1) BETWEEN '0' AND '9' THEN true
    ELSE regexp_matches(lot, '[0-9]') END"""
    malformed = f"{length} < {shortest} OR {length} > {longest} OR NOT {digit}"
    said = f"{_COUNTED} AND NOT {blank('product_text')}"
    return {
        "D-V05": Condition(said, "product IS NULL"),
        "D-V06": Condition(f"{_COUNTED} AND lot IS NOT NULL", f"({malformed})"),
        "D-V09": Condition(
            f"in_sequence AND {possible} AND age_allowed IS NOT NULL",
            "NOT age_allowed",
            "concat(age_years, ' years')",
        ),
    }


def _sequence(possible: str) -> dict[str, Condition]:
    days = "concat(days_since_previous, ' days, minimum ', minimum_days)"
    sent = "(sent_kind IS NOT NULL OR sent_number IS NOT NULL)"
    derived = "concat(dose_kind, ' ', dose_number)"
    was_sent = "concat_ws(' ', sent_kind, CAST(sent_number AS VARCHAR))"
    return {
        "D-S01": Condition(_FOLLOWS, "interval_status = 'too_early'", days),
        "D-S06": Condition(_FOLLOWS, "interval_status = 'in_grace'", days),
        "D-S02": Condition(
            f"in_sequence AND {possible} AND mix_allowed IS NOT NULL", "NOT mix_allowed"
        ),
        "D-S03": Condition(
            f"in_sequence AND {sent}",
            "ordinal_differs",
            f"concat({was_sent}, ' sent, ', {derived} ,' by the history')",
        ),
        "D-S04": Condition(
            f"in_sequence AND {possible} AND beyond_schedule IS NOT NULL", "beyond_schedule"
        ),
        "D-S05": Condition("in_sequence", "gap_before > 0", "concat(gap_before, ' before it')"),
    }


def _uniqueness() -> dict[str, Condition]:
    return {
        "D-U02": Condition("state <> 'set_aside'", "state = 'duplicate'"),
        "D-U03": Condition(_COUNTED, "perhaps_twice"),
        "D-U04": Condition(_COUNTED, "two_sites"),
        "D-B01": Condition("true", "state = 'set_aside'"),
    }


def _place_and_life(possible: str) -> dict[str, Condition]:
    named = f"{_COUNTED} AND NOT {blank('site_code')}"
    # An opening or closing day of NULL is no boundary.
    shut = "coalesce(given_on < opened_on, false) OR coalesce(given_on > closed_on, false)"
    return {
        "D-X01": Condition(f"{named} AND sites_given", "NOT site_listed"),
        "D-X03": Condition(f"{_COUNTED} AND {possible} AND site_listed", f"({shut})"),
        "P-T01": Condition(
            f"{_COUNTED} AND {possible} AND in_register",
            "given_on > deceased_on",
            "concat(date_diff('day', deceased_on, given_on), ' days after')",
        ),
    }
