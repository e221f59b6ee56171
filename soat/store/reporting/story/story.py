"""The whole story of one place, in the order in which a minister asks."""

from collections.abc import Iterable
from datetime import date

from soat.engine.measure.headline import Figure
from soat.model.dose_lists import AgeGroup
from soat.store.reporting.story.debt_sections import debt_section
from soat.store.reporting.story.dose_sections import (
    coverage_section,
    dropout_section,
    group_section,
    speed_section,
)
from soat.store.reporting.story.entry_sections import entry_section, state_section
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Section
from soat.store.reporting.story.rule_sections import rules_section, split_sections
from soat.store.reporting.story.time_sections import days_section, delay_section

# The comparison of people is no section of lines: it has people and doses side by side
# (soat/engine/measure/headline.py). It stands after this one.
BEFORE_PEOPLE = "entry"


def story(figures: Iterable[Figure], deadline: date | None = None) -> tuple[Section, ...]:
    """Every section that has anything to say."""
    place = FiguresOfPlace(figures)
    sections = (
        entry_section(place),
        state_section(place),
        delay_section(place),
        days_section(place),
        debt_section(place, deadline),
        group_section(place, AgeGroup.ADULT),
        group_section(place, AgeGroup.TEEN),
        group_section(place, AgeGroup.CHILD),
        coverage_section(place),
        dropout_section(place),
        speed_section(place),
        rules_section(place),
        *split_sections(place),
    )
    return tuple(section for section in sections if _says_something(section))


def _says_something(section: Section) -> bool:
    return any(figure is not None for line in section.lines for figure in line.figures)
