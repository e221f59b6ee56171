"""The page about the synthetic country lists every kind of corruption, word for word."""

from pathlib import Path

import pytest

from soat.simulate.corruption_kinds import CorruptionKind
from soat.simulate.dosing.fault_kinds import DoseFault, ReportFault
from soat.simulate.settings import read_scenario

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "simulation.md"


@pytest.mark.parametrize("kind", list(CorruptionKind))
def test_the_page_explains_the_kind(kind: CorruptionKind) -> None:
    row = f"| `{kind.value}` | {kind.field} | {kind.sentence.vi} | {kind.sentence.en} |"
    assert row in PAGE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("fault", [*DoseFault, *ReportFault])
def test_the_page_explains_the_fault(fault: DoseFault | ReportFault) -> None:
    row = f"| `{fault.value}` | {fault.sentence.vi} | {fault.sentence.en} |"
    assert row in PAGE.read_text(encoding="utf-8").splitlines()


def test_the_page_states_the_rates_of_the_scenario() -> None:
    text = PAGE.read_text(encoding="utf-8").split("## What is entered")[1]
    scenario = read_scenario("vn-2022-04-25")
    for rates in (scenario.entry, scenario.dose_faults, scenario.report_faults):
        for key, rate in rates.items():
            if key not in ("site_late", "site_negligent", "weeks_late", "shifted_sheets"):
                line = next(row for row in text.splitlines() if f"{key}`" in row)
                assert f"{rate:.5f}".rstrip("0") in line, key


def test_the_page_lists_no_other_kind() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## Kinds of corruption")[1]
    assert table.count("| `") == len(CorruptionKind)
