"""For authors of packs and rulesets: cases, and what they are worth · 供指标包和规则集作者自测.

An indicator stands in ``name.py`` and its cases in ``name.cases.toml`` beside it.  A pack tests
itself in three lines::

    @pytest.mark.parametrize("case", cases("acme_perfscore"), ids=str)
    def test_case(case: Case) -> None:
        case.check()

The names are loaded when first asked for: pytest imports this package wherever perfscore is installed.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfscore.testing.indicator_cases import Case, cases, check_indicator

__all__ = ["Case", "cases", "check_indicator"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from perfscore.testing import indicator_cases

        return getattr(indicator_cases, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
