"""`{{ place.path|at_address }}` and `{% figure_cell cell %}`: places and numbers of figures.

A cell is put together here because a page of figures has a thousand of them.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from soat.web.figures.tables import Cell

register = template.Library()

_BAR = (
    '<td class="bar"><svg class="bar tone-{}" viewBox="0 0 100 8" preserveAspectRatio="none" '
    'aria-hidden="true"><rect width="{}" height="8"/></svg></td>'
)
_DEFINED = '<td class="num"><a class="n" href="{}{}/" title="{}">{}</a></td>'
_EMPTY_BAR = mark_safe('<td class="bar"></td>')  # nothing in it comes from anybody


@register.filter
def at_address(path: str) -> str:
    """A place's path as the addresses of figures carry it: without the slashes at both ends."""
    return path.strip("/")


@register.simple_tag(takes_context=True)
def figure_cell(context: dict[str, Any], cell: Cell) -> SafeString:
    """A number that leads to its definition, a bar, or a text."""
    if cell.width:
        return format_html(_BAR, cell.tone, cell.width)
    if cell.tone:
        return _EMPTY_BAR
    if cell.figure is None:
        return format_html('<td class="num">{}</td>', cell.text)
    root = context["definitions_root"]
    return format_html(_DEFINED, root, cell.definition, cell.origin, cell.text)
