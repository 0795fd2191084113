"""Exactness, counted: what floats and decimals of 28 digits get wrong is right here every time."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from perfscore.language.compile.formula import Formula, compile_formula
from perfscore.language.compile.types import Kind
from perfscore.language.interpretations.evaluate import Undefined, evaluate
from perfscore.language.interpretations.exact import EXACT, exact_value
from perfscore.language.interpretations.pieces import Pieces
from perfscore.numbers.exact import MODES, Rounding, decimal_text
from perfscore.numbers.ranges import Range

THOUSANDTHS = [Fraction(n, 1000) for n in range(1001)]


def formula(text: str, *names: str, expect: Kind = Kind.NUMBER) -> Formula:
    return compile_formula(text, dict.fromkeys(names, Kind.NUMBER), expect)


@pytest.mark.parametrize("sign", ["<=", ">="])
def test_a_fact_meets_the_limit_it_equals_at_all_1001_thresholds(sign: str) -> None:
    met = [
        exact_value(formula(f"x {sign} {decimal_text(limit)}", "x", expect=Kind.TRUTH), {"x": limit})
        for limit in THOUSANDTHS
    ]

    assert [True] * 1_001 == met


def test_a_quotient_times_its_divisor_is_the_dividend_for_all_39402_small_pairs() -> None:
    undone = formula("n / d * d >= n", "n", "d", expect=Kind.TRUTH)
    both = list(product(range(1, 199), range(1, 200)))
    wrong = [(n, d) for n, d in both if not exact_value(undone, {"n": Fraction(n), "d": Fraction(d)})]

    assert 39_402 == len(both)
    assert [] == wrong


TIES = [Fraction(2 * n + 1, 200) for n in range(-9_900, 9_900)]
"""19,800 numbers that lie in the middle between two hundredths."""

ORACLE = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "truncate": ROUND_DOWN}


def decimal(number: Fraction) -> Decimal:
    """Return a number that ends within a few decimals, by another library's arithmetic."""
    return Decimal(number.numerator) / Decimal(number.denominator)


@pytest.mark.parametrize("mode", sorted(ORACLE))
def test_all_19800_ties_round_as_decimal_arithmetic_rounds_them(mode: str) -> None:
    name = {"half_up": "round", "half_even": "round_half_even", "truncate": "truncate"}[mode]
    rounding = formula(f"{name}(x, 2)", "x")
    wrong = [
        tie
        for tie in TIES
        if decimal(exact_value(rounding, {"x": tie}))
        != decimal(tie).quantize(Decimal("0.01"), rounding=ORACLE[mode])
    ]

    assert 19_800 == len(TIES)
    assert [] == wrong


def test_all_ties_round_up_away_from_zero() -> None:
    rounding = formula("round_up(x, 2)", "x")
    wrong = [
        tie
        for tie in TIES
        if decimal(exact_value(rounding, {"x": tie}))
        != decimal(tie).quantize(Decimal("0.01"), rounding=ROUND_CEILING if tie > 0 else ROUND_FLOOR)
    ]

    assert [] == wrong


@pytest.mark.parametrize("mode", MODES)
def test_a_rounded_number_rounds_to_itself(mode: str) -> None:
    rounding = next(Rounding(2, known) for known in MODES if known == mode)

    assert [] == [tie for tie in TIES if rounding(rounding(tie)) != rounding(tie)]


def test_the_order_of_a_sum_of_quotients_never_matters_in_2000_trials() -> None:
    random = Random(20_240_101)
    names = [f"n{i}" for i in range(12)]
    added = formula(" + ".join(f"{name} / {name}d" for name in names), *names, *(f"{n}d" for n in names))
    wrong = 0
    for _ in range(2_000):
        quotients = [(random.randrange(1, 1000), random.randrange(1, 1000)) for _ in names]
        totals = set()
        for _ in range(2):
            random.shuffle(quotients)
            values: dict[str, Fraction] = {}
            for name, (number, divisor) in zip(names, quotients, strict=True):
                values |= {name: Fraction(number), f"{name}d": Fraction(divisor)}
            totals.add(exact_value(added, values))
        wrong += len(totals) != 1

    assert 0 == wrong


def test_the_sum_of_a_column_is_exact_and_in_any_order() -> None:
    total = compile_formula("sum(t.c)", {"t.c": Kind.COLUMN})
    tenths = [Fraction(1, 10)] * 1_000
    mixed = [Fraction(n, 7) for n in range(1_000)]

    assert 100 == exact_value(total, {"t.c": tenths})
    assert exact_value(total, {"t.c": mixed}) == exact_value(total, {"t.c": mixed[::-1]})
    assert (Range.point(Fraction(100)),) == Pieces().functions["sum"]([(Range.point(t),) for t in tenths])


def test_a_result_too_large_to_be_meant_is_not_a_number() -> None:
    names = [f"n{i}" for i in range(25)]
    huge = formula(" * ".join(names), *names)
    values = dict.fromkeys(names, Fraction(10**36 - 1, 10**18))

    with pytest.raises(Undefined, match="too-large"):
        exact_value(huge, values)
    with pytest.raises(Undefined, match="too-large"):
        evaluate(huge, EXACT, values)
