"""Age groups and the living, on the as-of day."""

from soat.engine.measure.settings import MeasureSettings


def age_group(settings: MeasureSettings, person: str) -> str:
    """Age group on the as-of day; of a birth date without a day, by the year alone."""
    month, day = settings.as_of.month, settings.as_of.day
    born_later = f"""({person}.birth_date IS NOT NULL AND (month({person}.birth_date) > {month}
      OR (month({person}.birth_date) = {month} AND day({person}.birth_date) > {day})))"""
    age = (
        f"({settings.as_of.year} - {person}.birth_year - CASE WHEN {born_later} THEN 1 ELSE 0 END)"
    )
    return f"""CASE WHEN {person}.birth_year IS NULL OR {age} < 0 THEN 'unknown'
    WHEN {age} < 5 THEN 'under_5' WHEN {age} < 12 THEN '5-11' WHEN {age} < 18 THEN '12-17'
    ELSE '18+' END"""


def alive(settings: MeasureSettings, person: str) -> str:
    return f"({person}.deceased_on IS NULL OR {person}.deceased_on > {settings.day})"
