"""The filter that a case was opened by, carried in the address: codes and places, nobody's data."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from soat.casework.figures.work import UNSETTLED
from soat.casework.models import Case, Place, Profile, User
from soat.casework.next_case import Beside, beside, beside_on_list
from soat.casework.scopes import visible
from soat.web.pages.cases import filtered, filters_asked, filters_kept, place_asked

_LIST_ID = re.compile(r"[A-Za-z0-9-]{1,20}")


@dataclass(frozen=True)
class CaseFilter:
    """What the list of cases was filtered by, or which work list the case was opened from."""

    asked: dict[str, str]
    place: Place | None
    work_list: str

    @property
    def query(self) -> str:
        """The filter as the end of an address."""
        told = filters_kept(self.asked)
        told |= {"place": self.place.path} if self.place else {}
        told |= {"list": self.work_list} if self.work_list else {}
        return "?" + urlencode(told)

    def beside(self, user: User, profile: Profile) -> Beside:
        """The cases before and after this one, of those that answer the filter."""
        rows = filtered(visible(user, Case), self.place, self.asked)
        if self.work_list:
            return beside_on_list(user, profile, rows, self.work_list)
        return beside(profile, rows)


def filter_of(request: HttpRequest, user: User) -> CaseFilter:
    """What the address asks for. On a work list every line that is left is meant, unless a state
    is named."""
    work_list = request.GET.get("list", "")
    work_list = work_list if _LIST_ID.fullmatch(work_list) else ""
    asked = filters_asked(request)
    if work_list and "state" not in request.GET:
        asked["state"] = UNSETTLED
    return CaseFilter(asked, place_asked(user, request.GET.get("place", "")), work_list)
