"""In which language a page speaks: Vietnamese first, English by switch."""

from django.http import HttpRequest

from soat.model.messages import ClosedList, Message

COOKIE = "soat_language"


def language_of(request: HttpRequest) -> str:
    """`vi` or `en`."""
    return "en" if request.COOKIES.get(COOKIE) == "en" else "vi"


def said(request: HttpRequest, message: Message) -> str:
    """The sentence in the request's language."""
    return message.said_in(language_of(request))


def word(request: HttpRequest, members: type[ClosedList], code: str) -> str:
    """A code of a closed list as people say it; the code itself when it is another version's."""
    found = next((one for one in members if one.value == code), None)
    return said(request, found.sentence) if found else code


def language(request: HttpRequest) -> dict[str, str]:
    """What every template knows."""
    return {"language": language_of(request)}
