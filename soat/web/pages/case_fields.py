"""The fields of a case: as typed and as the register has them, side by side."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from soat.casework.field_names import FIELD_NAMES
from soat.casework.judging import FIELD_COLUMNS, one_line
from soat.casework.loading.shaping import TYPED
from soat.casework.models import Candidate, Profile
from soat.engine.explain.sentences import probability
from soat.model.closed_lists import RepairKind, Sex
from soat.store.reporting.numerals import days_as_people_write_them
from soat.web.language import language_of, said, word
from soat.web.letters import Stretch, marked

# Agreement levels of a candidate that no letter tells apart.
_AGREES = ("exact", "exact_first_january", "equal")


def fields_told(
    request: HttpRequest, profile: Profile, typed: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each field as typed and as the register has it, the letters that differ marked where the
    engine calls them different: another way of writing a date or sex is none. `typed` is what
    somebody had typed into the form and could not save."""
    repairs = {repair.field: repair for repair in profile.repairs.all()}
    columns = {column: field.value for field, column in FIELD_COLUMNS.items()}
    person = profile.candidates.filter(citizen_id=profile.register_citizen_id).first()
    registered = person.as_typed if person else {}
    rows = []
    for column in TYPED:
        repair = repairs.get(columns.get(column, ""))
        recorded = getattr(profile, column)
        other = repair.register_value if repair else registered.get(column, "")
        value, other = (value_told(request, column, one) for one in (recorded, other))
        rows.append(
            {
                "column": column,
                "name": said(request, FIELD_NAMES[column]),
                "value": typed.get(column, one_line(recorded)),
                "kept": column in typed,
                "recorded": marked(value, other if repair else ""),
                "register": marked(other, value if repair else ""),
                "kind": word(request, RepairKind, repair.kind) if repair else "",
            }
        )
    return rows


def value_told(request: HttpRequest, column: str, value: str) -> str:
    """A value of a field as people say it: a sex in words, days as they are written here."""
    if column == "sex":
        return word(request, Sex, value)
    return days_as_people_write_them(value) if column == "birth_date" else value


def candidates_told(request: HttpRequest, profile: Profile, blind: bool) -> list[dict[str, Any]]:
    """The register people who may be this profile, each by the number that the form sends, with the
    letters marked that differ from the record; how likely each is only where it may be seen."""
    return [
        {
            "number": number,
            "name": _differing(row, "name", row.full_name, profile.full_name),
            "birth": _differing(
                row,
                "birth_date",
                value_told(request, "birth_date", row.birth_text),
                value_told(request, "birth_date", profile.birth_date),
            ),
            "sex": word(request, Sex, row.sex) if row.sex else "",
            "citizen_id": _differing(row, "number", row.citizen_id, profile.citizen_id),
            "residence": row.residence_code,
            "likely": None if blind else probability(row.match_probability, language_of(request)),
        }
        for number, row in enumerate(candidates_in_order(profile, blind), start=1)
    ]


def _differing(row: Candidate, field: str, value: str, typed: str) -> tuple[Stretch, ...]:
    level = row.told.get(field, {}).get("level")
    return marked(value, "" if level in _AGREES else typed)


def candidates_in_order(profile: Profile, blind: bool) -> list[Candidate]:
    """The likeliest first; for who must not see how likely they are, in the order of numbers."""
    return list(profile.candidates.order_by("citizen_id" if blind else "rank"))
