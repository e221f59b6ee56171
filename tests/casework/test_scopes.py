"""What lies outside somebody's place does not exist for them: every model, every role."""

import pytest
from django.apps import apps

from soat.casework import models
from soat.casework.judging import Asked, judge
from soat.casework.register_desk import RegisterDesk
from soat.casework.scopes import _SCOPES, places_above, visible
from soat.model.review_lists import JudgementKind, Role
from soat.review.places import COUNTRY, above
from tests.casework.conftest import SmallCountry, sitting_of, user_of

RECORDS = (
    *(models.Profile, models.Case, models.Repair, models.Candidate, models.PersonFinding),
    *(models.Dose, models.DoseFinding, models.Judgement),
)
FIGURES = (models.Figure, models.CaseCount, models.DayCount)
READ_RECORDS = {Role.STATION, Role.POLICE, Role.DISTRICT, Role.PROVINCE, Role.AUDITOR}
READ_AUDIT = {Role.AUDITOR}
INVITE = {Role.DISTRICT, Role.PROVINCE, Role.MINISTRY, Role.ADMINISTRATOR}
# Figures of a run, and places, are nobody's secret.
WITHOUT_SCOPE = {models.LoadedRun, models.Turn}


def test_every_model_has_a_scope_or_a_reason() -> None:
    ours = set(apps.get_app_config("casework").get_models())
    assert ours - set(_SCOPES) == WITHOUT_SCOPE
    assert set(RECORDS) < set(_SCOPES)


@pytest.mark.parametrize("role", list(Role))
def test_roles_see_what_they_may_and_nothing_else(
    book: SmallCountry, desk: RegisterDesk, role: Role
) -> None:
    judged = models.Profile.objects.filter(case__state="open", place__contains="/c")[0]
    judge(sitting_of(judged, desk), judged.pk, Asked(JudgementKind.ASK_HOUSEHOLD, 0))
    somebody = user_of(role, COUNTRY)
    for model in RECORDS:
        assert visible(somebody, model).exists() is (role in READ_RECORDS), model
    assert visible(somebody, models.AuditEvent).exists() is (role in READ_AUDIT)
    assert visible(somebody, models.User).exists() is (role in INVITE)
    for model in (models.Place, models.Figure, models.CaseCount):
        assert visible(somebody, model).exists()


@pytest.mark.parametrize("height", [1, 2, 3, 4])
def test_a_place_sees_itself_and_below_and_no_neighbour(book: SmallCountry, height: int) -> None:
    profile = models.Profile.objects.filter(place__contains="/c").order_by("-place")[0]
    place = above(profile.place)[height]
    somebody = user_of(Role.PROVINCE, place)
    seen = set(visible(somebody, models.Profile).values_list("person_ref", flat=True))
    everybody = dict(models.Profile.objects.values_list("person_ref", "place"))
    assert seen == {ref for ref, at in everybody.items() if at.startswith(place)}
    assert profile.pk in seen
    if height == len(above(profile.place)) - 1:
        assert len(seen) < len(everybody)
    for model in (models.Dose, models.Repair, models.Candidate, models.PersonFinding):
        owners = set(visible(somebody, model).values_list("profile_id", flat=True))
        assert owners <= seen
    for counts in (models.Figure, models.CaseCount):
        places = set(visible(somebody, counts).values_list("place", flat=True))
        assert place in places or height == 1
        assert all(one.startswith(place) for one in places)


def test_somebody_disabled_sees_nothing(book: SmallCountry) -> None:
    somebody = user_of(Role.PROVINCE, COUNTRY)
    somebody.is_active = False
    assert not visible(somebody, models.Profile).exists()


def test_the_places_above_are_named(book: SmallCountry) -> None:
    profile = models.Profile.objects.filter(place__contains="/c")[0]
    named = places_above(user_of(Role.STATION, profile.place))
    assert [place.path for place in named] == list(above(profile.place))
