"""What a compiled formula knows of itself, and how its faults are told."""

import pytest

from perfscore.language.compile.formula import FormulaRefused, compile_formula
from perfscore.language.compile.reader import MOST_DEPTH, MOST_NODES
from perfscore.language.compile.scan import MOST_BRACKETS, MOST_CHARACTERS
from perfscore.language.compile.types import Kind
from tests.language.corpus import KINDS


def faults(text: str, expect: Kind = Kind.NUMBER) -> list[tuple[str, int]]:
    with pytest.raises(FormulaRefused) as refused:
        compile_formula(text, KINDS, expect)
    return [(fault.code, fault.offset) for fault in refused.value.faults]


def found(text: str) -> dict[str, str]:
    with pytest.raises(FormulaRefused) as refused:
        compile_formula(text, KINDS)
    return refused.value.faults[0].values


def test_a_formula_lists_its_names_in_the_order_they_appear() -> None:
    formula = compile_formula("y + x * y if holds else sum(projects.spent)", KINDS)

    assert ("y", "x", "holds", "projects.spent") == formula.names


def test_a_formula_knows_whether_a_name_stands_in_it_twice() -> None:
    assert compile_formula("x + x", KINDS).repeated
    assert not compile_formula("x + y", KINDS).repeated


def test_a_formula_reads_as_it_was_written() -> None:
    assert " x  *2 " == str(compile_formula(" x  *2 ", KINDS))


def test_all_faults_of_a_formula_are_told_at_once_and_in_order() -> None:
    assert [
        ("formula-unknown-name", 0),
        ("formula-operator", 7),
        ("formula-unknown-function", 14),
        ("formula-constant", 19),
    ] == faults("budgte ** 2 + abss(1e9)")


def test_faults_of_kind_are_told_together() -> None:
    assert [("formula-kind", 0), ("formula-kind", 8), ("formula-arity", 16)] == faults(
        "level * holds + max(x)"
    )


def test_a_condition_must_be_a_truth() -> None:
    assert [("formula-kind", 0)] == faults("x + 1", Kind.TRUTH)
    assert Kind.TRUTH is compile_formula("x > 1", KINDS, Kind.TRUTH).kind


def test_a_character_is_counted_in_the_text_as_written() -> None:
    # Chinese letters are three bytes to the parser and one character to the author.
    text = '1 if level == "优秀" else budgte'

    assert [("formula-unknown-name", text.index("budgte"))] == faults(text)


@pytest.mark.parametrize("blank", ["", "  ", "\n\n", "\t \n"])
def test_blanks_before_a_formula_do_not_shift_its_faults(blank: str) -> None:
    assert [("formula-unknown-name", len(blank) + 4)] == faults(f"{blank}x + budgte")
    assert [("formula-syntax", len(blank) + 2)] == faults(f"{blank}x y")


def test_a_fault_on_a_later_line_is_counted_from_the_first() -> None:
    assert [("formula-unknown-name", 4)] == faults("x +\nbudgte")


def test_what_cannot_stand_in_a_formula_is_shown_as_written() -> None:
    assert "(x, y)" == found("abs((x, y))")["found"]
    assert "max(x, key=y)" == found("1 + max(x, key=y)")["found"]
    assert "x < y < 1" == found("1 if x < y < 1 else 0")["found"]


def test_the_nearest_name_is_offered_and_otherwise_all_are_listed() -> None:
    assert "points" == found("pints * x")["nearest"]
    assert "clamp" == found("clam(x, 0, 1)")["nearest"]
    assert ", ".join(sorted(KINDS)) == found("zzz")["known"]


@pytest.mark.parametrize(
    ("look_alike", "plain"),
    [("ｘ", "x"), ("（", "("), ("９", "9"), ("×", "*"), ("≥", ">="), ("，", ","), ("\u3000", " ")],
)
def test_a_look_alike_is_told_with_the_character_that_is_meant(look_alike: str, plain: str) -> None:
    assert plain == found(f"x + 1 {look_alike}")["plain"]


@pytest.mark.parametrize("character", ["²", "%", "х", "；"])
def test_nothing_is_offered_where_what_is_meant_is_not_clear(character: str) -> None:
    assert "plain" not in found(f"x + 1 {character}")


def test_the_same_formula_compiles_twice_to_the_same_tree() -> None:
    first, second = (compile_formula("points * clamp(x / 0.9, 0, 1)", KINDS) for _ in range(2))

    assert first.names == second.names
    assert first.tree is not second.tree


def test_limits_are_where_the_manual_puts_them() -> None:
    assert (1000, 32, 32, 200) == (MOST_CHARACTERS, MOST_BRACKETS, MOST_DEPTH, MOST_NODES)
