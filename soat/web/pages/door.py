"""What every page asks first: who is there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from soat.casework.models import User

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, User, Rest], HttpResponse]


def signed_in(page: Page[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Hand the page its user; who is not signed in goes to the sign-in page. What a page shows is
    kept by no browser: health stations share their computers."""

    @wraps(page)
    def opened(request: HttpRequest, *args: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            if request.headers.get("HX-Request"):
                # Part of a page cannot sign in: the page as a whole does.
                return HttpResponse(headers={"HX-Refresh": "true"})
            return redirect_to_login(request.get_full_path())
        answer = page(request, user, *args, **named)
        answer["Cache-Control"] = "no-store"
        return answer

    return cast("Callable[Concatenate[HttpRequest, Rest], HttpResponse]", opened)
