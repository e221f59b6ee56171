"""Words and figures as markup: always in both languages, always escaped."""

from html import escape

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.story.cells import cell_text, origin_text
from soat.store.reporting.story.lines import Line, Shown

LANGUAGES = ("vi", "en")


def told(message: Message) -> str:
    """A sentence in both languages; the page shows one."""
    if message.vi == message.en:
        return escape(message.vi)
    return "".join(
        f'<span class="{language}" lang="{language}">{escape(message.said_in(language))}</span>'
        for language in LANGUAGES
    )


def element(name: str, content: str, **attributes: str) -> str:
    """One element; attribute values are escaped here, the content must be markup already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>"


def figure_link(line: Line, figure: Figure | None, shown: Shown) -> str:
    """A figure that leads to its definition; empty when there is none."""
    if figure is None:
        return ""
    texts = [cell_text(line, figure, shown, language) for language in LANGUAGES]
    if not any(texts):
        return ""
    return element(
        "a",
        told(Message(*texts)),
        class_="n" if figure.numerator is not None else "n unknown",
        href=f"#def-{figure.definition_id}",
        title=origin_text(figure),
    )
