"""What is refused, where, and at what cost; and what must not be refused."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfscore.language.compile.formula import FormulaRefused, compile_formula
from perfscore.language.compile.reader import Reader
from perfscore.language.compile.scan import Fault, parsed, scan
from perfscore.language.interpretations.evaluate import evaluate
from perfscore.language.interpretations.exact import EXACT, exact_value
from perfscore.messages.problems import MOST_CHARACTERS, Place, Problem
from tests.language.corpus import FACTS, KINDS, Attack, Control, attacks, controls, probes

ATTACKS = [pytest.param(attack, id=attack.tries) for attack in attacks()]
CONTROLS = [pytest.param(control, id=control.shows) for control in controls()]
LONGEST = 0.05


def refusal(text: str) -> FormulaRefused:
    with pytest.raises(FormulaRefused) as refused:
        compile_formula(text, KINDS)
    return refused.value


def stage(text: str) -> str:
    """Return the first stage that finds a fault in a formula."""
    if scan(text):
        return "scan"
    tree = parsed(text)
    if isinstance(tree, Fault):
        return "parse"
    reader = Reader(text, len(text) - len(text.lstrip()), KINDS)
    reader.read(tree)
    return "walk" if reader.faults else "types"


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_at_its_character(attack: Attack) -> None:
    first = refusal(attack.formula).faults[0]

    assert (attack.code, attack.at) == (first.code, first.offset)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_stopped_at_its_stage(attack: Attack) -> None:
    assert attack.stage == stage(attack.formula)


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_fault_of_an_attack_has_a_short_message_in_both_languages(attack: Attack) -> None:
    for fault in refusal(attack.formula).faults:
        for language in ("en", "zh"):
            problem = Problem(fault.code, Place("rules.toml"), "criteria a", fault.values)
            said = problem.text(language).removeprefix("rules.toml:1:1: criteria a: ")

            assert 0 <= fault.offset <= len(attack.formula)
            assert said.isprintable()
            assert len(said) <= MOST_CHARACTERS
            why, _, fix = said.partition("；" if language == "zh" else "; ")
            assert why
            assert fix.removesuffix(f"[{fault.code}]").strip()


def test_no_attack_takes_long() -> None:
    assert [] == [attack.tries for attack in attacks() if taken(attack) > LONGEST]


def taken(attack: Attack) -> float:
    """Return the least seconds of three runs: a pause of the machine is not the formula's."""
    times = []
    for _ in range(3):
        began = time.process_time()
        refusal(attack.formula)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_has_its_exact_value(control: Control) -> None:
    formula = compile_formula(control.formula, KINDS)

    assert control.value == evaluate(formula, EXACT, FACTS)
    assert control.value == exact_value(formula, FACTS)


def test_all_26_probes_come_out_right() -> None:
    refused, computed = probes()
    values = [evaluate(compile_formula(text, KINDS), EXACT, FACTS) for text in computed]

    assert (24, 2) == (len(refused), len(computed))
    assert [c.value for c in controls() if c.formula in computed] == values
    assert all(refusal(text).faults for text in refused)


def test_one_entry_in_seven_is_a_control_and_none_stands_twice() -> None:
    bad, good = [a.formula for a in attacks()], [c.formula for c in controls()]

    assert len(bad) >= 250
    assert 6 * len(good) >= len(bad)
    assert len({*bad, *good}) == len(bad) + len(good)


def test_nothing_but_the_parser_is_ever_reached() -> None:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("corpus.py")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ("the wire is live\n", "", 0) == (done.stdout, done.stderr, done.returncode)
