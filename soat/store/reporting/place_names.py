"""The names of places, by level, epoch and code."""

from functools import cache

from soat.model.places import EPOCH_34, all_places


@cache
def _names() -> dict[tuple[str, str, str], str]:
    names: dict[tuple[str, str, str], str] = {}
    for place in all_places():
        names["province", place.epoch, place.province_code] = place.province_name
        if place.epoch == EPOCH_34:
            names["province_2025", place.epoch, place.province_code] = place.province_name
        if place.district_code:
            district = f"{place.district_name}, {place.province_name}"
            names["district", place.epoch, place.district_code] = district
        parts = (place.commune_name, place.district_name, place.province_name)
        names["commune", place.epoch, place.commune_code] = ", ".join(p for p in parts if p)
    return names


def place_name(level: str, epoch: str, code: str) -> str | None:
    """The place's name, or None for the nation, unknown residence and codes in no list."""
    return _names().get((level, epoch, code)) if epoch else None
