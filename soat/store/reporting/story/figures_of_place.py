"""The figures of one place, looked up by definition and value."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from soat.engine.measure.headline import Figure


class FiguresOfPlace:
    """What was counted for one place. What was not counted is None, never zero."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._found: dict[str, dict[str, Figure]] = defaultdict(dict)
        for figure in figures:
            self._found[figure.definition_id][figure.value] = figure

    def all_of(self, definition_id: str) -> list[Figure]:
        """Every figure under this definition, by value."""
        found = self._found.get(definition_id, {})
        return [found[value] for value in sorted(found)]

    def figure(self, definition_id: str, value: str) -> Figure | None:
        """The figure as it was written."""
        return self._found.get(definition_id, {}).get(value)

    def part(self, definition_id: str, value: str) -> Figure | None:
        """The figure; a value that no record has is zero where others of its kind are counted."""
        found = self._found.get(definition_id, {})
        if value in found or not found:
            return found.get(value)
        other = next(iter(found.values()))
        return replace(other, value=value, numerator=0)

    def together(self, definition_id: str, values: Iterable[str]) -> Figure | None:
        """Several parts of one whole as one figure; not known when one of them is not."""
        parts = [self.part(definition_id, value) for value in values]
        known = [part for part in parts if part is not None]
        if not known:
            return None
        counts = [part.numerator for part in known if part.numerator is not None]
        total = sum(counts) if len(counts) == len(known) else None
        return replace(known[0], value="+".join(p.value for p in known), numerator=total)
