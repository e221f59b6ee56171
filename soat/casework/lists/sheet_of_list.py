"""A work list as its sheet tells it: every line as the record stands now."""

from datetime import datetime

from django.utils.timezone import localdate

from soat.casework.lists.sheet_out import lines_of
from soat.casework.lists.sheet_pdf import SheetLine, SheetTold
from soat.casework.lists.wrong_in_words import wrong_in_words
from soat.casework.models import Place, Profile, User, WorkList
from soat.model.review_lists import PlaceLevel
from soat.review.places import above, level_of


def sheet_of(user: User, work_list: WorkList, at: datetime, language: str) -> SheetTold:
    """What the list's sheet says now, to a user who may see its lines."""
    places = _places(work_list.place)
    return SheetTold(
        work_list.list_id,
        # A list of everybody at a place is called as the place is, which stands above it.
        "" if work_list.title in places else work_list.title,
        places,
        localdate(work_list.made_at),
        localdate(at),
        work_list.due_on,
        tuple(_line(row.number, row.profile, language) for row in lines_of(user, work_list)),
        language,
    )


def _places(path: str) -> tuple[str, ...]:
    """The names from the list's own place up to its province."""
    paths = [one for one in reversed(above(path)) if level_of(one) is not PlaceLevel.COUNTRY]
    names = dict(Place.objects.filter(path__in=paths).values_list("path", "name"))
    return tuple(names[one] for one in paths if one in names)


def _line(number: int, profile: Profile, language: str) -> SheetLine:
    return SheetLine(
        number,
        profile.full_name,
        profile.birth_date,
        profile.sex,
        profile.citizen_id,
        profile.phone,
        profile.residence_text,
        wrong_in_words(profile, language),
    )
