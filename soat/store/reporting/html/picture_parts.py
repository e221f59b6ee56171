"""The pieces that pictures are made of."""

from soat.model.messages import Message
from soat.store.reporting.story.lines import Tone

Picture = dict[str, object]


def said(message: Message) -> dict[str, str]:
    """A sentence as the script reads it."""
    return {"vi": message.vi, "en": message.en}


def series_of(label: Message, values: list[float | None], tone: Tone) -> Picture:
    """One row of values of a picture."""
    return {"label": said(label), "values": values, "tone": tone.value}
