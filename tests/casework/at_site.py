"""Somebody at a vaccination site, with what they have at hand: for every test of a site's work."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from soat.casework.judging import Sitting
from soat.casework.models import Dose, Profile, Site
from soat.casework.register_desk import RegisterDesk
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.entering import Entry, enter_dose
from soat.casework.sites.keys import new_key
from soat.casework.sites.looking_ahead import NewDose
from soat.casework.sites.making_profiles import newcomer
from soat.model.closed_lists import Verdict
from soat.model.review_lists import Role
from tests.casework.conftest import NOW, user_of

FIRST_DOSE = {
    "given_on": "3/5/2022",
    "product": "Pfizer",
    "lot": "FF1234",
    "dose_kind": "basic",
    "dose_number": "1",
}
SOMEBODY_NEW = {
    "full_name": "Trần Thị Bưởi",
    "birth_date": "1/2/1971",
    "sex": "Nữ",
    "citizen_id": "1171000999",
    "phone": "0912345678",
    "residence_code": "00460 Xã Thụy Lâm",
}


@cache
def dose_desk() -> DoseDesk:
    """One for all tests: its questions are planned once."""
    return DoseDesk()


@dataclass(frozen=True)
class AtSite:
    """A site, and somebody who works there."""

    site: Site
    sitting: Sitting
    desk: DoseDesk

    def enter(
        self,
        dose: Mapping[str, str],
        whose: Profile | Mapping[str, str],
        seen: frozenset[str] = frozenset(),
        key: str = "",
    ) -> Dose:
        """Enter a dose of a profile, or of somebody as typed."""
        made = NewDose(key or new_key(), dose)
        if isinstance(whose, Profile):
            entry = Entry(made, whose, seen)
        else:
            entry = Entry(made, newcomer(self.sitting, self.desk, whose, True), seen)
        return enter_dose(self.sitting, self.desk, self.site, entry)


def at_site(site: Site, register: RegisterDesk) -> AtSite:
    """Somebody at that site."""
    return AtSite(site, Sitting(user_of(Role.SITE, site.place), register, NOW), dose_desk())


def open_site() -> Site:
    return Site.objects.filter(closed_on=None).order_by("code")[0]


def verified_profile() -> Profile:
    """Somebody whose record agrees with the register, so that their facts can be typed again."""
    found = Profile.objects.filter(verdict=Verdict.VERIFIED, citizen_id__startswith="0")
    return found.filter(rule="exact", guardian_name="").order_by("pk")[0]


def typed_of(profile: Profile) -> dict[str, str]:
    """A verified person as somebody else would type them."""
    names = ("full_name", "birth_date", "sex", "citizen_id", "residence_code")
    return {name: getattr(profile, name) for name in names}
