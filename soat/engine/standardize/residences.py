"""Commune codes: five digits that mean something only together with their epoch."""

from soat.model.profile import Profile
from soat.model.stages import SqlStep

_CODE = "^''?([0-9]{1,5})(?:[.]0)?$"


def residence_step(prefix: str, codes_sql: str, profile: Profile) -> SqlStep:
    """The step `{prefix}_residences`: text, residence_code, district_code, province_code.

    A code that the profile's epoch does not know gives no row: codes of the other epoch mean
    other places, so nothing is guessed. Without places every code stands as it was typed.
    """
    row_is = "one distinct residence code as typed, with the commune it means"
    if profile.places == "none":
        return SqlStep(
            f"{prefix}_residences",
            row_is,
            f"""
            select text, nullif(trim(text), '') as residence_code,
                   cast(null as varchar) as district_code, cast(null as varchar) as province_code
            from ({codes_sql})""",
        )
    return SqlStep(
        f"{prefix}_residences",
        row_is,
        f"""
        with padded as (
            select text,
                   lpad(regexp_extract(trim(text), '{_CODE}', 1), 5, '0') as code
            from ({codes_sql}))
        select text, commune_code as residence_code, district_code, province_code
        from padded join places
            on places.commune_code = padded.code and places.epoch = '{profile.places_epoch}'""",
    )
