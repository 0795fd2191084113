"""The pack does what it says."""

import acme_perfscore
import pytest

from perfscore import Indicator
from perfscore.testing import Case, cases, check_indicator


@pytest.mark.parametrize("case", cases("acme_perfscore"), ids=str)
def test_case(case: Case) -> None:
    """Every case beside an indicator holds."""
    case.check()


@pytest.mark.parametrize("indicator", acme_perfscore.perfscore_indicators(), ids=lambda i: i.id)
def test_indicator(indicator: Indicator) -> None:
    """Every indicator is what it says it is."""
    check_indicator(indicator)
