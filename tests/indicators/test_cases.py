"""Every case beside every bundled indicator holds."""

from importlib import import_module
from importlib.resources import files

import pytest

from perfscore.packs.catalog import discover
from perfscore.testing import Case, cases, check_indicator

INDICATORS = {name: entry.value for name, entry in discover().indicators.items()}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_case_beside_an_indicator_holds(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_is_well_formed_and_pure(name: str) -> None:
    check_indicator(INDICATORS[name])


def test_every_indicator_has_two_cases_to_show_on_its_page() -> None:
    counted = [case.indicator.id for case in cases()]

    assert [] == [name for name in INDICATORS if counted.count(name) < 2]


def test_every_module_of_the_pack_is_listed_by_it() -> None:
    folder = files(import_module("perfscore_indicators"))
    names = (file.name for file in folder.iterdir())
    modules = {name[:-3] for name in names if name.endswith(".py") and name != "__init__.py"}

    assert modules == {name.replace("-", "_") for name in INDICATORS}
