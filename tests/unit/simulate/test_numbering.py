"""Numbers are unique without coordination, and a country of a hundred million can be planned."""

import numpy as np
import pytest

from soat.simulate.numbering import allocate_slots, running_number, shuffled, slots_of_chunk
from soat.simulate.territory import plan_country


def test_the_shuffle_is_reversible() -> None:
    values = np.arange(20 * 50)
    once = shuffled(values, 3, 20, 50)
    assert sorted(once) == list(values)
    assert (once != values).mean() > 0.9
    assert (once != shuffled(values, 4, 20, 50)).mean() > 0.9


def test_running_number_counts_within_cells() -> None:
    assert list(running_number(np.array([5, 7, 5, 5, 7]))) == [0, 0, 1, 2, 1]


def test_chunks_get_different_slots_of_one_cell() -> None:
    taken: list[int] = []
    for chunk in range(4):
        cells = np.zeros(30, dtype=np.int64)
        at_home = np.full(30, 2 if chunk < 2 else 0)
        rank = np.full(30, chunk % 2)
        taken += list(allocate_slots(cells, 1_000, rank, at_home, (chunk, 4)))
    assert len(set(taken)) == 120
    assert max(taken) < 1_000


def test_a_cell_that_is_full_is_our_bug_and_says_so() -> None:
    nobody = np.zeros(11, dtype=np.int64)
    with pytest.raises(OverflowError):
        allocate_slots(nobody, 100, nobody, nobody, (0, 3))


def test_the_whole_country_is_planned_in_chunks() -> None:
    plans = plan_country(82_200_000, np.random.default_rng(1))
    assert sum(plan.people for plan in plans) == 98_500_000
    assert max(plan.people for plan in plans) < 300_000
    codes = [commune.place.commune_code for plan in plans for commune in plan.communes]
    assert len(set(codes)) == len(codes) > 10_000
    assert [plan.first_human for plan in plans][:2] == [0, plans[0].people]


@pytest.mark.parametrize("people", [10, 1_000, 300_000])
def test_communes_are_real_sized_where_there_are_people_enough(people: int) -> None:
    plans = plan_country(people, np.random.default_rng(1))
    assert sum(plan.people for plan in plans) == round(people * 98.5 / 82.2)
    communes = [commune for plan in plans for commune in plan.communes]
    assert len(communes) == max(3, round(people * 98.5 / 82.2 / 9_300))


def test_a_chunk_knows_how_many_numbers_of_a_cell_it_may_give_out() -> None:
    touching = np.array([0, 1, 4])
    assert slots_of_chunk(1_000, touching, 10).tolist() == [30, 700, 175]
