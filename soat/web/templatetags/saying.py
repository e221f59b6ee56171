"""What stands on every page: both wordings of a text, counts, days.

`{% say "Tiếng Việt" "English" %}`, `{% grouped 12345 %}`, `{{ profile.birth_date|days }}`.
"""

from typing import Any

from django import template

from soat.store.reporting.numerals import count_text, days_as_people_write_them

register = template.Library()
register.filter("days", days_as_people_write_them)


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], vi: str, en: str) -> str:
    """The wording of the page's language."""
    return en if context.get("language") == "en" else vi


@register.simple_tag(takes_context=True)
def grouped(context: dict[str, Any], count: int) -> str:
    """A count with its thousands apart, as the page's language writes it."""
    return count_text(count, context.get("language", "vi"))
