"""When each shot of a course falls due: the nation's days dealt out by rank, intervals kept."""

import numpy as np
from numpy.typing import NDArray

from soat.simulate.dosing.campaign import (
    ADDITIONAL_START,
    BOOSTER_START,
    CHILD_START,
    SECOND_BOOSTER_START,
    TEEN_START,
    days_of,
)
from soat.simulate.dosing.courses import Course
from soat.simulate.dosing.products import (
    ABDALA,
    ASTRAZENECA,
    FIRST_GIVEN,
    HAYAT_VAX,
    JANSSEN,
    LEAST_DAYS,
    MODERNA,
    PFIZER,
    SPUTNIK_V,
    USUAL_DAYS,
    VERO_CELL,
    first_products,
)
from soat.simulate.texts import Flags, Integers

BASIC, ADDITIONAL, BOOSTER = 0, 1, 2
ADDITIONAL_AFTER, BOOSTER_AFTER, SECOND_BOOSTER_AFTER = 28, 92, 123
_AZ_AFTER = 56  # eight weeks, as the country had it; the maker's least is four
_MIXED_FROM = int(np.datetime64("2021-08-15").astype(np.int64))
_ROOM = np.array([0, 0, 85, 180, 245])  # days that a course of so many shots needs after the first
_ROOM_AFTER_SECOND = np.array([0, 0, 0, 106, 150])
_ROOM_AFTER_THIRD = 106
_SPREAD = 40
_BOOSTERS = (PFIZER, ASTRAZENECA, MODERNA)
_OFTEN_ADDITIONAL = (VERO_CELL, SPUTNIK_V, HAYAT_VAX)


def dealt(days: Integers, keys: NDArray[np.float64]) -> Integers:
    """The days in order, each to the row of the same rank by key."""
    given = np.empty(len(keys), dtype=np.int64)
    given[np.argsort(keys, kind="stable")] = days
    return given


def not_after(days: Integers, latest: Integers, generator: np.random.Generator) -> Integers:
    """Days that leave too little time for what must follow are moved to the weeks before."""
    before = latest - generator.integers(0, _SPREAD, len(days))
    return np.where(days > latest, before, days)


def due_first(course: Course, generator: np.random.Generator) -> Integers:
    """Those with many shots come first; teens and children not before their own campaigns."""
    rows = course.has(0)
    earliest, child = course.reach.earliest[rows], course.reach.child[rows]
    teen = ~child & (earliest >= TEEN_START)
    slots = days_of(0, int((~child).sum()), course.as_of)
    order = np.argsort(np.where(slots >= TEEN_START, generator.random(len(slots)), 2.0))
    for_teens = np.zeros(len(slots), dtype=bool)
    for_teens[order[: int(teen.sum())]] = True
    keys = generator.random(len(rows)) + np.array([0.0, 0.75, 0.75, 0.0, -0.3])[course.total[rows]]
    due = earliest + np.asarray(
        generator.random(len(rows)) * (course.as_of + 1 - np.maximum(earliest, CHILD_START)),
        dtype=np.int64,
    )
    due[teen] = dealt(slots[for_teens], keys[teen])
    due[~teen & ~child] = dealt(slots[~for_teens], keys[~teen & ~child])
    due = np.maximum(not_after(due, course.as_of - _ROOM[course.total[rows]], generator), earliest)
    course.product[rows, 0] = _first_product(course, rows, due, generator)
    course.number[rows, 0] = 1
    return np.asarray(due)


def _first_product(
    course: Course, rows: Integers, due: Integers, generator: np.random.Generator
) -> Integers:
    """Janssen only where one basic shot is all there is time for, or a booster fits after it."""
    grown = course.reach.grown_from[rows] <= due
    product = first_products(due, grown, generator)
    many = (course.total[rows] > 2) | (due > course.as_of - BOOSTER_AFTER - 30)
    product[(product == JANSSEN) & many & (course.total[rows] > 1)] = PFIZER
    six_from = course.reach.teen_from[rows] - 6 * 365  # a day or two late
    child = course.reach.child[rows] & (due >= six_from)
    product[child & (generator.random(len(rows)) < 0.4)] = MODERNA
    return product


def due_second(course: Course, generator: np.random.Generator) -> Integers:
    rows = course.has(1)
    first = course.product[rows, 0]
    least = LEAST_DAYS[first].copy()
    usual = course.given[rows, 0] + USUAL_DAYS[first] + generator.normal(0, 6, len(rows))
    slots = dealt(days_of(1, len(rows), course.as_of), usual)
    single = first == JANSSEN
    least[single] = BOOSTER_AFTER
    kept = np.where(first == ASTRAZENECA, _AZ_AFTER - least, 0)
    after = course.follows(rows, 1, least, kept)
    slots[single] = np.maximum(after[single], BOOSTER_START)
    latest = course.as_of - _ROOM_AFTER_SECOND[course.total[rows]]
    due = np.minimum(np.maximum(not_after(slots, latest, generator), after), course.as_of)
    course.product[rows, 1] = np.where(
        single, generator.choice(_BOOSTERS, len(rows)), _mixed(first, due, generator)
    )
    course.kind[rows, 1] = np.where(single, BOOSTER, BASIC)
    course.number[rows, 1] = np.where(single, 1, 2)
    return np.asarray(due)


def _mixed(first: Integers, due: Integers, generator: np.random.Generator) -> Integers:
    """The same product again; some who began with AstraZeneca go on with another."""
    lot = generator.random(len(first))
    may = (first == ASTRAZENECA) & (due >= _MIXED_FROM)
    second = np.where(may & (lot < 0.12), PFIZER, first)
    return np.where(may & (lot >= 0.12) & (lot < 0.15), MODERNA, second)


def due_third(course: Course, generator: np.random.Generator) -> Integers:
    """Additional after certain products mostly, else a booster; Abdala's third is basic."""
    rows = course.has(2)
    first, fourth = course.product[rows, 0], course.total[rows] > 3
    days = days_of(2, len(rows) + int(fourth.sum()), course.as_of)
    late = generator.permutation(np.flatnonzero(days > course.as_of - 60))[: int(fourth.sum())]
    course.fourth_days = days[np.sort(late)]
    kind = _third_kind(first, fourth, generator)
    least = np.array([LEAST_DAYS[ABDALA], ADDITIONAL_AFTER, BOOSTER_AFTER])[kind]
    start = np.array([FIRST_GIVEN[ABDALA], ADDITIONAL_START, BOOSTER_START])[kind]
    after = np.maximum(course.follows(rows, 2, least, np.zeros_like(least)), start)
    after = np.maximum(after, course.reach.grown_from[rows])
    usual = after + generator.exponential(12.0, len(rows))
    slots = dealt(np.delete(days, late)[: len(rows)], usual)
    latest = course.as_of - _ROOM_AFTER_THIRD * fourth
    due = np.minimum(np.maximum(not_after(slots, latest, generator), after), course.as_of)
    second = fourth & (kind == ADDITIONAL) & (course.as_of >= SECOND_BOOSTER_START + 30)
    second &= due <= course.as_of - SECOND_BOOSTER_AFTER - 2
    second &= (due >= BOOSTER_START) & (due >= course.given[rows, 1] + BOOSTER_AFTER)
    kind[second & (generator.random(len(rows)) < 0.5)] = BOOSTER
    course.kind[rows, 2], course.number[rows, 2] = kind, np.where(kind == BASIC, 3, 1)
    course.product[rows, 2] = _third_product(first, kind, generator)
    return np.asarray(due)


def _third_kind(first: Integers, fourth: Flags, generator: np.random.Generator) -> Integers:
    often = np.isin(first, _OFTEN_ADDITIONAL)
    additional = generator.random(len(first)) < np.where(often, 0.65, 0.14)
    kind = np.where(additional | fourth, ADDITIONAL, BOOSTER)
    kind[first == ABDALA] = BASIC
    return kind


def _third_product(first: Integers, kind: Integers, generator: np.random.Generator) -> Integers:
    other = generator.choice(_BOOSTERS, len(first), p=(0.6, 0.25, 0.15))
    again = (kind == BASIC) | ((kind == ADDITIONAL) & (generator.random(len(first)) < 0.4))
    return np.where(again, first, other)


def due_fourth(course: Course, generator: np.random.Generator) -> Integers:
    """A booster after the additional or Abdala's third shot; few have a second booster."""
    rows = course.has(3)
    again = course.kind[rows, 2] == BOOSTER
    least = np.where(again, SECOND_BOOSTER_AFTER, BOOSTER_AFTER)
    after = course.follows(rows, 3, least, np.zeros_like(least))
    keys = course.given[rows, 2] + generator.exponential(10.0, len(rows))
    slots = np.full(len(rows), course.as_of)
    dealt_out = np.argsort(keys, kind="stable")[: len(course.fourth_days)]
    slots[dealt_out] = course.fourth_days
    course.kind[rows, 3], course.number[rows, 3] = BOOSTER, np.where(again, 2, 1)
    course.product[rows, 3] = generator.choice(_BOOSTERS, len(rows), p=(0.6, 0.25, 0.15))
    start = np.where(again, SECOND_BOOSTER_START, BOOSTER_START)
    due = np.maximum(np.maximum(slots, after), start)
    return np.asarray(np.minimum(due, course.as_of))


DUE = (due_first, due_second, due_third, due_fourth)
