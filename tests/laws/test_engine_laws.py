"""Laws of the whole engine, on cards and reports made at random.

A card is a list of criteria over facts f0 … fn; a report states some of the facts, gives ranges for
others and leaves the rest out.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfscore import (
    Audit,
    Catalog,
    Plan,
    Scorecard,
    assess,
    audit,
    discover,
    make_plan,
    read_report,
    read_ruleset,
)
from perfscore.numbers.exact import decimal_text

HEAD = """format = 1
[ruleset]
id = "random"
title = "random"
version = "1"
status = "confirmed"
points = {points}
rounding = {{ places = {places}, mode = "{mode}", at = "{at}" }}
missing = "range"
not_applicable = "rescale"
"""
SHAPES = (
    'shape = "proportional"',
    'shape = "proportional", full_at = "0.9"',
    'shape = "bands", bands = [{ at_least = 0.9, points = 10 },'
    " { at_least = 0.5, below = 0.9, points = 4.5 }, { below = 0.5, points = 0 }]",
)
FALLING = (
    'shape = "deduction", over = 1, each = 0.01, loses = 0.5, part_steps = "ignored"',
    'shape = "deduction", over = 1, each = 0.05, loses = 2, part_steps = "counted"',
    'shape = "deduction", over = 1, each = 0.01, loses = 0.3, part_steps = "pro_rata"',
)
# Points of a rule that whole points would change.
WHOLE = re.compile(r"(loses = |below = 0.9, points = )[0-9]\.[0-9]")
LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cards(draw: st.DrawFn) -> tuple[str, int]:
    """Return a ruleset and how many facts it reads; criteria read f0/f1, f2/f3 … in turn."""
    count = draw(st.integers(1, 4))
    places = draw(st.sampled_from([0, 1, 2]))
    text = HEAD.format(
        points=10 * count,
        places=places,
        mode=draw(st.sampled_from(["half_up", "half_even", "truncate", "up"])),
        at=draw(st.sampled_from(["criterion", "criterion", "total"])),
    )
    for n in range(2 * count):
        text += f'[facts.f{n}]\nlabel = "f{n}"\nunit = "万元"\nminimum = 0\nmaximum = 1000\n'
    for n in range(count):
        judged = places > 0 and draw(st.booleans()) and draw(st.booleans())
        rising = draw(st.booleans())
        text += f'[[criteria]]\nid = "c{n}"\nlabel = "c{n}"\npoints = 10\nstanding = "assumed"\n'
        if judged:
            text += 'scoring = { shape = "judged", step = 0.5 }\n'
            continue
        indicator, roles = (
            ("budget_execution_rate", ("executed", "budget"))
            if rising
            else ("public_funds_control_rate", ("public_funds", "public_funds_budget"))
        )
        shape = draw(st.sampled_from(SHAPES if rising else FALLING))
        text += f'indicator = "{indicator}"\n'
        text += f'with = {{ {roles[0]} = "f{2 * n}", {roles[1]} = "f{2 * n + 1}" }}\n'
        text += f"scoring = {{ {shape} }}\n"
    return (WHOLE.sub(r"\g<1>1", text) if places == 0 else text), count


AMOUNTS = st.integers(1, 20000).map(lambda cents: Fraction(cents, 100))


def facts_text(facts: Mapping[str, tuple[Fraction, Fraction] | None]) -> list[str]:
    lines = []
    for name, between in facts.items():
        unit = "分" if name.endswith("points") else "万元"
        if between is None:
            continue
        low, high = (decimal_text(end) for end in between)
        value = f'value = "{low}"' if low == high else f'low = "{low}", high = "{high}"'
        lines.append(f'{name} = {{ {value}, unit = "{unit}" }}')
    return lines


@contextmanager
def planned(card: str, catalog: Catalog) -> Iterator[tuple[Plan, Path]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "card.toml").write_text(card, "utf-8")
        yield make_plan(read_ruleset(folder / "card.toml", catalog), catalog), folder


def audited(plan: Plan, folder: Path, lines: Sequence[str], claim: Fraction | None = None) -> Audit:
    claims = f'[claims]\ntotal = "{decimal_text(claim)}"\n' if claim is not None else ""
    text = f'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n{claims}[facts]\n' + "\n".join(lines)
    (folder / "report.toml").write_text(text, "utf-8")
    return audit(read_report(folder / "report.toml"), plan)


def scored(plan: Plan, folder: Path, lines: Sequence[str]) -> Scorecard:
    audited(plan, folder, lines)
    return assess(read_report(folder / "report.toml"), plan)


def names(count: int) -> list[str]:
    return [f"f{n}" for n in range(2 * count)] + [f"c{n}_points" for n in range(count)]


def drawn(data: st.DataObject, count: int) -> dict[str, tuple[Fraction, Fraction] | None]:
    """Return what a partial report states: an exact figure, a range, or nothing."""
    facts: dict[str, tuple[Fraction, Fraction] | None] = {}
    for name in names(count):
        judged = name.endswith("points")
        one = st.integers(0, 20).map(lambda n: Fraction(n, 2)) if judged else AMOUNTS
        known = data.draw(st.sampled_from(["exact", "range", "nothing"]))
        if known == "nothing":
            facts[name] = None
        elif known == "exact" or judged:
            value = data.draw(one)
            facts[name] = (value, value)
        else:
            low, high = sorted((data.draw(one), data.draw(one)))
            facts[name] = (low, high)
    return facts


def completed(
    data: st.DataObject, facts: Mapping[str, tuple[Fraction, Fraction] | None]
) -> dict[str, tuple[Fraction, Fraction] | None]:
    """Return one way the whole truth can be, given what is stated."""
    chance = random.Random(data.draw(st.integers(0, 10**6)))
    found: dict[str, tuple[Fraction, Fraction] | None] = {}
    for name, between in facts.items():
        if name.endswith("points"):
            value = Fraction(chance.randint(0, 20), 2) if between is None else between[0]
        else:
            low, high = between or (Fraction(1, 100), Fraction(1000))
            value = low + (high - low) * Fraction(chance.randint(0, 100), 100)
        found[name] = (value, value)
    return found


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover()


@LAWS
@given(card=cards(), data=st.data())
def test_the_range_holds_every_way_the_truth_can_be(
    card: tuple[str, int], data: st.DataObject, catalog: Catalog
) -> None:
    with planned(card[0], catalog) as (plan, folder):
        facts = drawn(data, card[1])
        partial = scored(plan, folder, facts_text(facts))
        whole = scored(plan, folder, facts_text(completed(data, facts)))
        assert whole.total is not None

        assert whole.total in partial.range
        assert whole.total in partial.attainable
        for part, truth in zip(partial.awards, whole.awards, strict=True):
            assert truth.points is not None
            assert truth.points in part.range
            assert truth.points in part.attainable


@LAWS
@given(card=cards(), data=st.data())
def test_exact_facts_give_one_total_and_the_range_is_that_total(
    card: tuple[str, int], data: st.DataObject, catalog: Catalog
) -> None:
    with planned(card[0], catalog) as (plan, folder):
        facts = completed(data, dict.fromkeys(names(card[1])))
        result = scored(plan, folder, facts_text(facts))

        assert result.fixed
        assert result.range.exact == result.total
        assert result.attainable.hull == result.range


@LAWS
@given(card=cards(), data=st.data())
def test_the_order_of_facts_and_criteria_never_matters(
    card: tuple[str, int], data: st.DataObject, catalog: Catalog
) -> None:
    head, *criteria = card[0].split("[[criteria]]\n")
    turned = "[[criteria]]\n".join([head, *reversed([c if c.endswith("\n") else f"{c}\n" for c in criteria])])
    facts = facts_text(drawn(data, card[1]))
    with planned(card[0], catalog) as (plan, folder):
        first = scored(plan, folder, facts)
    with planned(turned, catalog) as (plan, folder):
        second = scored(plan, folder, facts[::-1])

    assert (first.range, first.total) == (second.range, second.total)
    assert first.attainable == second.attainable


@LAWS
@given(card=cards(), data=st.data(), more=st.integers(0, 5000))
def test_raising_a_good_fact_never_lowers_a_score(
    card: tuple[str, int], data: st.DataObject, more: int, catalog: Catalog
) -> None:
    with planned(card[0], catalog) as (plan, folder):
        facts = completed(data, dict.fromkeys(names(card[1])))
        before = scored(plan, folder, facts_text(facts))
        for award in before.awards:
            if award.step.indicator is None or award.step.indicator.better != "higher":
                continue
            fact = award.step.inputs[0].fact
            value = facts[fact]
            assert value is not None
            raised = min(value[0] + Fraction(more, 100), Fraction(1000))
            after = scored(plan, folder, facts_text({**facts, fact: (raised, raised)}))
            assert after.total is not None
            assert before.total is not None

            assert before.total <= after.total


@LAWS
@given(card=cards(), data=st.data())
def test_rounding_happens_once_and_as_declared(
    card: tuple[str, int], data: st.DataObject, catalog: Catalog
) -> None:
    with planned(card[0], catalog) as (plan, folder):
        facts = completed(data, dict.fromkeys(names(card[1])))
        result = scored(plan, folder, facts_text(facts))
        rounding = plan.ruleset.ruleset.rounding.rounding
        exact = [award.readings[0].exact for award in result.awards]
        values = [value for value in exact if value is not None]

        if plan.ruleset.ruleset.rounding.at == "total":
            assert rounding(sum(values, Fraction(0))) == result.total
        else:
            assert sum((rounding(value) for value in values), Fraction(0)) == result.total


@LAWS
@given(card=cards(), data=st.data())
def test_every_decomposition_adds_up_and_each_loss_can_happen(
    card: tuple[str, int], data: st.DataObject, catalog: Catalog
) -> None:
    with planned(card[0], catalog) as (plan, folder):
        facts = drawn(data, card[1])
        truth = scored(plan, folder, facts_text(completed(data, facts))).total
        assert truth is not None
        result = audited(plan, folder, facts_text(facts), truth)
        assert result.solution is not None
        assert result.verdict != "contradicted"
        assert result.solution.impossible is None

        for way in result.solution.decompositions:
            assert plan.ruleset.points - truth == sum(points for _, points in way.lost)
            for award, points in way.lost:
                assert award.step.criterion.points - points in award.attainable


@LAWS
@given(card=cards(), data=st.data())
def test_what_an_unknown_fact_can_be_holds_what_it_is(
    card: tuple[str, int], data: st.DataObject, catalog: Catalog
) -> None:
    with planned(card[0], catalog) as (plan, folder):
        facts = drawn(data, card[1])
        whole = completed(data, facts)
        truth = scored(plan, folder, facts_text(whole)).total
        result = audited(plan, folder, facts_text(facts), truth)
        assert result.solution is not None

        for means in result.solution.facts:
            value = whole[means.evidence.binding.fact]
            assert value is not None
            assert any(value[0] in possible for possible in means.possible)


@LAWS
@given(card=cards(), data=st.data(), zeros=st.integers(1, 4))
def test_the_spelling_of_a_number_never_changes_a_result(
    card: tuple[str, int], data: st.DataObject, zeros: int, catalog: Catalog
) -> None:
    facts = facts_text(drawn(data, card[1]))
    longer = [_longer(line, zeros) for line in facts]
    with planned(card[0], catalog) as (plan, folder):
        first, second = scored(plan, folder, facts), scored(plan, folder, longer)

    assert (first.range, first.total) == (second.range, second.total)


def _longer(line: str, zeros: int) -> str:
    parts = line.split('"')
    for i in range(1, len(parts) - 2, 2):
        parts[i] += ("" if "." in parts[i] else ".") + "0" * zeros
    return '"'.join(parts)
