"""What a national bench needs on the disk, before it starts."""

from pathlib import Path

from bench.disk import DiskNeed, disk_need

_GB = 10**9


def test_enough_disk_is_no_refusal() -> None:
    assert DiskNeed(_GB, _GB, _GB, free=4 * _GB).refusal is None


def test_too_little_disk_is_refused_with_what_is_needed_and_what_there_is() -> None:
    refusal = DiskNeed(20 * _GB, 10 * _GB, 30 * _GB, free=50 * _GB).refusal
    assert refusal is not None
    assert "69.0 GB" in refusal
    assert "50.0 GB are free" in refusal


def test_the_largest_size_counts_and_given_countries_cost_nothing(tmp_path: Path) -> None:
    given = disk_need([1_000_000, 4_000_000], [], tmp_path)
    simulated = disk_need([1_000_000, 4_000_000], [1_000_000], tmp_path)
    largest = disk_need([4_000_000], [], tmp_path)
    assert given.countries == 0
    assert simulated.countries > 0
    assert (given.snapshot, given.run) == (largest.snapshot, largest.run)
