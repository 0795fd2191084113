"""What the authors of packs are told by `perfscore.testing`."""

from collections.abc import Callable
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from perfscore.numbers.fields import Label
from perfscore.packs.indicator import Indicator, OpaqueMeasure, Role
from perfscore.testing import Case, cases, check_indicator

PACKAGE = """
from perfscore.packs.indicator import Indicator, Role

def role(name, unit="amount", minimum=0):
    return Role(name=name, label=name, unit=unit, minimum=minimum)

def perfscore_indicators():
    return [
        Indicator(
            id="acme.rate", label="rate", description="rate", reference="none", better="higher",
            roles=(role("spent"), role("budget"), role("frozen", "truth", None)), maximum=1,
            formula="0 if frozen else spent / budget",
        )
    ]
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[Case, ...]]:
    """Return the cases of a file beside an indicator that is spent over budget, at most 1."""
    monkeypatch.syspath_prepend(tmp_path)
    names = count()

    def read(text: str, file: str = "rate.cases.toml") -> tuple[Case, ...]:
        name = f"cases_for_tests_{tmp_path.name}_{next(names)}"
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(PACKAGE)
        if file:
            (tmp_path / name / file).write_text(f"[[case]]\n{text}\n", "utf-8")
        return cases(name)

    return read


Read = Callable[..., tuple[Case, ...]]


@pytest.mark.parametrize(
    "text",
    [
        'facts = { spent = "95", budget = "100", frozen = false }\nvalue = "0.95"',
        'facts = { spent = "1", budget = "3", frozen = false }\nvalue = "1/3"',
        'facts = { spent = "2", budget = "6", frozen = false }\nvalue = "2/6"',
        'facts = { spent = 1, budget = 2.5, frozen = false }\nvalue = "0.4"',
        'facts = { spent = "95", budget = "100", frozen = true }\nvalue = "0"',
        'facts = { frozen = true }\nvalue = "0"',
        'facts = { spent = "0", frozen = false }\nrange = "0"',
        'facts = { spent = "1", frozen = false }\nrange = "(0, ∞)"',
        'facts = { spent = "95", budget = "100" }\nrange = "[0, 0.95]"',
        'facts = { spent = "1", budget = "0", frozen = false }\nundefined = "division-by-zero"',
        'facts = { budget = "0", frozen = false }\nundefined = "division-by-zero"',
    ],
)
def test_a_case_that_is_right_passes(read: Read, text: str) -> None:
    (case,) = read(f'name = "right · 正确"\n{text}')

    case.check()

    assert "acme.rate: right · 正确" == str(case)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'facts = { spent = "95", budget = "100", frozen = false }\nvalue = "0.96"',
            "acme.rate: wrong: expected value 0.96, found value 0.95",
        ),
        (
            'facts = { spent = "1", budget = "0", frozen = false }\nvalue = "0"',
            "expected value 0, found undefined division-by-zero",
        ),
        (
            'facts = { spent = "1", frozen = false }\nrange = "[0, 1]"',
            "expected range [0, 1], found range (0, ∞)",
        ),
        (
            'facts = { spent = "2", budget = "1", frozen = false }\nvalue = "2"',
            "wrong: 2 lies outside (-∞, 1]",
        ),
    ],
)
def test_a_case_that_is_wrong_says_what_was_expected_and_found(read: Read, text: str, told: str) -> None:
    (case,) = read(f'name = "wrong"\n{text}')

    with pytest.raises(AssertionError) as raised:
        case.check()

    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('facts = {}\nvalue = "1"', "case 'None' needs a name"),
        ('name = "a"\nfacts = {}', "one of value, range, undefined"),
        ('name = "a"\nfacts = {}\nvalue = "1"\nrange = "1"', "one of value, range, undefined"),
        ('name = "a"\nfacts = { spend = "1" }\nvalue = "1"', "unknown: spend"),
        ('name = "a"\nfacts = {}\nvalue = "1"\nvalu = "1"', "unknown: valu"),
        ('name = "a"\nfacts = { spent = "1e3" }\nvalue = "1"', "spent = '1e3' is no amount"),
        ('name = "a"\nfacts = {}\nvalue = "1.0.0"', "value = '1.0.0' is no number"),
        ('name = "a"\nfacts = {}\nvalue = "1/0"', "value = '1/0' is no number"),
    ],
)
def test_a_case_that_cannot_be_read_is_told_with_its_file(read: Read, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"^rate\.cases\.toml: ") as raised:
        read(text)

    assert told in str(raised.value)


def test_cases_that_belong_to_no_indicator_are_an_error(read: Read) -> None:
    with pytest.raises(LookupError, match=r"rats\.cases\.toml: the pack gives no indicator 'rats'"):
        read('name = "a"\nfacts = {}\nvalue = "1"', "rats.cases.toml")


def test_a_package_without_any_case_is_an_error(read: Read) -> None:
    with pytest.raises(LookupError, match=r"no \.cases\.toml file"):
        read("", "")


def indicator(formula: Any, maximum: Fraction | None = None) -> Indicator:
    amounts = ("spent", "budget")
    roles = tuple(
        Role(name=name, label=Label(zh=name, en=name), unit="amount", minimum=Fraction(0)) for name in amounts
    )
    return Indicator(
        id="acme.rate",
        label=Label(zh="率", en="rate"),
        description=Label(zh="率", en="rate"),
        roles=roles,
        formula=formula,
        better="higher",
        reference="none",
        maximum=maximum,
    )


def opaque(function: Callable[..., Any], **ways: tuple[str, ...]) -> Indicator:
    directions: dict[str, Any] = {"rising": ("spent",), "falling": ("budget",), **ways}
    return indicator(OpaqueMeasure(function=function, **directions))


def test_a_sound_formula_and_a_sound_function_pass() -> None:
    check_indicator(indicator("spent / budget"))
    check_indicator(opaque(lambda spent, budget: spent / (1 + budget)))


def test_a_function_may_have_no_value_for_some_facts() -> None:
    def rate(spent: Fraction, budget: Fraction) -> Fraction:
        return spent / (budget + 1) if budget else Fraction(100)

    check_indicator(opaque(rate))


TICKS = count()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (indicator("spent / budgett"), "acme.rate formula:1:9:"),
        (indicator("spent"), "the formula never reads budget"),
        (indicator("spent / budget", Fraction(1)), "lies outside (-∞, 1]"),
        (opaque(lambda spent, budget: spent, falling=()), "must name budget, spent, not spent"),
        (opaque(lambda spent, budget: spent, falling=("spent",)), "not spent, spent"),
        (opaque(lambda spent, budget: 1 - spent), "not rising in spent, 1 becomes 0 at 1"),
        (opaque(lambda spent, budget: spent + budget), "not falling in budget"),
        (opaque(lambda spent, budget: Fraction(next(TICKS))), "gave 0, then 1"),
        (opaque(lambda spent, budget: 1), "acme.rate (spent = 0, budget = 0): "),
        (opaque(lambda spent, budget: True), "acme.rate (spent = 0, budget = 0): "),
        (opaque(lambda spent, budget: exit(1)), "acme.rate (spent = 0, budget = 0): "),
    ],
)
def test_an_indicator_that_is_not_what_it_says_is_told(wrong: Indicator, told: str) -> None:
    with pytest.raises(AssertionError) as raised:
        check_indicator(wrong)

    assert told in str(raised.value)
