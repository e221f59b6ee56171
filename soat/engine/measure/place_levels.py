"""Communes and the places above them: every figure is summed up through this one table."""

from collections.abc import Sequence

from soat.model.place_epochs import PROVINCE_NOW
from soat.model.places import EPOCH_34, EPOCH_63
from soat.model.stages import SqlStep

UNKNOWN_PLACE = "unknown"
PLACE_COLUMNS = "place_level, place_epoch, place_code"
PROVINCE_2025 = "province_2025"


def place_steps(places_epoch: str) -> tuple[SqlStep, ...]:
    """measured_communes (one known commune, or the unknown one) and place_roll."""
    return (_communes(places_epoch), _roll(places_epoch))


def _communes(places_epoch: str) -> SqlStep:
    now = ", ".join(f"('{old}', '{new}')" for old, new in PROVINCE_NOW.items())
    return SqlStep(
        "measured_communes",
        "one commune of the run's list of places with what it lies in; and one for no known place",
        f"""SELECT p.commune_code, p.district_code, p.province_code, n.province_2025
FROM places p LEFT JOIN (VALUES {now}) n(old_code, province_2025) ON p.province_code = n.old_code
WHERE p.epoch = '{places_epoch}'
UNION ALL SELECT '{UNKNOWN_PLACE}', '{UNKNOWN_PLACE}', '{UNKNOWN_PLACE}', '{UNKNOWN_PLACE}'""",
    )


def _roll(places_epoch: str) -> SqlStep:
    columns = {"province": "province_code", "commune": "commune_code"}
    epochs = dict.fromkeys(columns, places_epoch)
    if places_epoch == EPOCH_63:
        columns |= {"district": "district_code", PROVINCE_2025: "province_2025"}
        epochs |= {"district": EPOCH_63, PROVINCE_2025: EPOCH_34}
    levels = [
        f"""SELECT commune_code, '{level}',
  CASE WHEN {column} = '{UNKNOWN_PLACE}' THEN '' ELSE '{epochs[level]}' END, {column}
FROM measured_communes"""
        for level, column in columns.items()
    ]
    nation = """SELECT commune_code, 'nation' AS place_level, '' AS place_epoch, '' AS place_code
FROM measured_communes"""
    return SqlStep(
        "place_roll",
        "one commune in one place that counts it: itself, its district, provinces, the nation",
        "\nUNION ALL ".join([nation, *levels]),
        kept=True,
    )


def known_commune(code: str) -> str:
    """A commune code of the list of places, or `unknown`: join measured_communes m first."""
    return f"coalesce({code}, '{UNKNOWN_PLACE}')"


def levels_in_sql(levels: Sequence[str]) -> str:
    """A list of levels as SQL writes it."""
    return "(" + ", ".join(f"'{level}'" for level in levels) + ")"
