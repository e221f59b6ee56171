"""The public sets in the contract's form."""

from pathlib import Path

import duckdb
import pytest

from bench.external_files import FEBRL4, HISTORICAL, ExternalSet, write_external_set

_HERE = pytest.mark.skipif(
    not (FEBRL4.is_here and HISTORICAL.is_here),
    reason="the public linkage sets are not in ../shared/data/linkage",
)


def _rows(sql: str) -> list[tuple[object, ...]]:
    return duckdb.sql(sql).fetchall()


@_HERE
@pytest.mark.parametrize(("source", "people"), [(FEBRL4, 5000), (HISTORICAL, 45422)])
def test_every_profile_has_one_true_register_person(
    source: ExternalSet, people: int, tmp_path: Path
) -> None:
    files = write_external_set(source, tmp_path)
    found = _rows(
        f"select count(*), count(distinct t.person_ref), count(r.citizen_id) "
        f"from '{files.truth}' t left join '{files.register}' r using (citizen_id)"
    )
    assert found == [(people, people, people)]


@_HERE
def test_febrl_dates_and_names_get_the_contracts_form(tmp_path: Path) -> None:
    files = write_external_set(FEBRL4, tmp_path)
    found = _rows(
        f"select full_name, birth_date, sex, soc_sec_id from read_csv('{files.register}', "
        "all_varchar = true) where citizen_id = 'rec-1070-org'"
    )
    assert found == [("michaela neumann", "1915-11-11", None, "5304218")]


@_HERE
def test_the_register_holds_one_record_of_each_figure(tmp_path: Path) -> None:
    files = write_external_set(HISTORICAL, tmp_path)
    found = _rows(
        f"select count(*), bool_and(citizen_id like '%-1'), "
        f"list_sort(list(distinct sex) filter (sex is not null)) from '{files.register}'"
    )
    assert found == [(5156, True, ["female", "male"])]
