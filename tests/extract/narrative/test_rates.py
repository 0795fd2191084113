"""Whose rate a rate is: behind a list it may be that of any figure.

It is called wrong only where it fits none of them.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import Catalog, Finding, Plan, audit, discover, make_plan, read_ruleset
from tests.extract.narrative.keys import read_text

HEAD = "清溪县档案馆2024年度部门整体支出绩效自评报告\n一、支出情况\n本单位在职人员28人。"
BUDGET = "“三公”经费预算12.00万元，实际支出9.87万元，"
LIST = "其中公务接待费1.02万元，公务用车运行维护费8.85万元，"
SHOWN = BUDGET + LIST

FITS = {
    "the whole": SHOWN + "比上年减少1.50万元，下降13.19%。",
    "the whole, to a whole per cent": SHOWN + "比上年减少0.63万元，下降6%。",
    "the last part": SHOWN + "比上年减少1.50万元，下降14.49%。",
    "the first part": SHOWN + "比上年减少1.50万元，下降59.52%。",
    "the whole of a list by semicolons": BUDGET
    + "其中：公务接待费1.02万元；公务用车运行维护费8.85万元，比上年减少1.50万元，下降13.19%。",
    "the whole, which the last part cannot be": BUDGET
    + "其中公务用车运行维护费8.85万元，公务接待费1.02万元，比上年增加1.50万元，增长17.92%。",
    "the whole, beside the year before": SHOWN + "比上年的11.37万元下降13.19%。",
    "the whole's share of the plan": SHOWN + "占预算的82.25%。",
    "a part's share of the plan": SHOWN + "占预算的73.75%。",
    "the whole's execution": BUDGET + "其中公务接待费预算2.00万元，实际支出1.02万元，执行率82.25%。",
    "the part's execution": BUDGET + "其中公务接待费预算2.00万元，实际支出1.02万元，执行率51%。",
}
FITS_NONE = {
    "a change": (SHOWN + "比上年减少1.50万元，下降23.19%。", "23.19"),
    "a rise": (BUDGET + "其中公务接待费1.02万元，比上年增加0.50万元，增长63.19%。", "63.19"),
    "a share": (SHOWN + "占预算的62.25%。", "62.25"),
    "an execution": (
        BUDGET + "其中公务接待费预算2.00万元，实际支出1.02万元，执行率61%。",
        "61",
    ),
    "of one figure": ("公务接待费1.02万元，比上年减少1.50万元，下降13.19%。", "13.19"),
}


@cache
def catalog() -> Catalog:
    return discover()


@cache
def card() -> Plan:
    return make_plan(read_ruleset("cn-mof-2020", catalog()), catalog())


def told_of_rates(sentence: str) -> list[Finding]:
    """Return what an auditor is told of the rates of a sentence."""
    result = audit(read_text(HEAD + sentence, catalog()).report, card())
    return [one for one in result.findings if one.code in ("ratio-differs", "ratio-cut")]


@pytest.mark.parametrize("sentence", FITS.values(), ids=FITS)
def test_nothing_is_said_of_a_rate_that_fits_a_figure_it_may_be_of(sentence: str) -> None:
    assert [] == told_of_rates(sentence)


@pytest.mark.parametrize(("sentence", "rate"), FITS_NONE.values(), ids=FITS_NONE)
def test_a_rate_that_fits_no_figure_is_told_once(sentence: str, rate: str) -> None:
    (finding,) = told_of_rates(sentence)

    assert "ratio-differs" == finding.code
    assert rate in {item.fact.raw for item in finding.evidence if item.fact is not None}


def test_an_auditor_is_told_that_other_figures_were_tried() -> None:
    several = read_text(HEAD + FITS_NONE["a change"][0], catalog()).toml
    single = read_text(HEAD + FITS_NONE["of one figure"][0], catalog()).toml

    assert "换用同处其他数字也不符" in several
    assert "换用同处其他数字也不符" not in single


@dataclass(frozen=True)
class Told:
    """A total with its parts in hundredths, and a change of one of these figures."""

    budget: int
    parts: tuple[int, ...]
    of: int
    change: int
    rises: bool
    mark: str

    @property
    def figures(self) -> tuple[int, ...]:
        return (self.budget, sum(self.parts), *self.parts)

    def rate_of(self, figure: int) -> Fraction | None:
        before = figure - self.change if self.rises else figure + self.change
        return Fraction(self.change * 100, before) if before > 0 else None

    def sentence(self, rate: Decimal) -> str:
        items = self.mark.join(
            f"{name}经费{_amount(part)}" for name, part in zip("甲乙丙丁", self.parts, strict=False)
        )
        opener = "其中：" if self.mark == "；" else "其中"
        up, grew = ("增加", "增长") if self.rises else ("减少", "下降")
        return (
            f"公用经费预算{_amount(self.budget)}，实际支出{_amount(sum(self.parts))}，{opener}{items}，"
            f"比上年{up}{_amount(self.change)}，{grew}{rate}%。"
        )


def _amount(hundredths: int) -> str:
    return f"{Decimal(hundredths) / 100:.2f}万元"


def rounded(rate: Fraction) -> Decimal:
    exact = Decimal(rate.numerator) / Decimal(rate.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


amounts = st.integers(min_value=100, max_value=50_000)
told = st.builds(
    Told, amounts, st.lists(amounts, min_size=2, max_size=4).map(tuple), st.integers(0, 5), amounts,
    st.booleans(), st.sampled_from(("，", "、", "；")),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(told)
def test_the_rate_of_any_figure_of_a_list_is_no_fault(one: Told) -> None:
    parts = one.figures[1:]
    rate = one.rate_of(parts[one.of % len(parts)])

    if rate is not None:
        assert [] == told_of_rates(one.sentence(rounded(rate)))


@settings(max_examples=60, deadline=None)
@given(told, st.integers(min_value=1, max_value=9_999))
def test_a_rate_that_is_far_from_that_of_every_figure_is_a_fault(one: Told, hundredths: int) -> None:
    printed = Decimal(hundredths) / 100
    rates = [rate for figure in one.figures if (rate := one.rate_of(figure)) is not None]
    far = all(abs(rate - Fraction(printed)) > 1 for rate in rates)

    if rates and far:
        (finding,) = told_of_rates(one.sentence(printed))
        assert "ratio-differs" == finding.code
