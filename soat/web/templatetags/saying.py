"""`{% say "Tiếng Việt" "English" %}`: both wordings stand beside each other in the template."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], vi: str, en: str) -> str:
    """The wording of the page's language."""
    return en if context.get("language") == "en" else vi
