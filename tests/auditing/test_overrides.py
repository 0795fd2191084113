"""An auditor's judgement stands beside what was computed and changes none of it."""

from pathlib import Path
from typing import Any

import pytest

from perfscore import Audit, audit, render
from perfscore.auditing.overrides import overruled
from perfscore.inputs.overrides import read_overrides
from perfscore.messages.problems import ProblemsFound
from tests.cards import card, execution, judged, modifier, report

SIGNED = 'who = "张某"\nwhen = 2025-06-30\nwhy = "抽查"\n'


def audited(total: str = "96.85", **more: Any) -> Audit:
    facts = {
        "spent": {"value": "80", "unit": "万元"},
        "budget": {"value": "100", "unit": "万元"},
        "work_points": "90",
    }
    return audit(report(facts, total, **more), card(execution(10), judged("work", 90, "0.5")))


def with_judgements(result: Audit, folder: Path, *entries: str) -> Audit:
    path = folder / "judged.toml"
    path.write_text(
        "format = 1\n" + "".join(f"[[overrides]]\n{entry}\n{SIGNED}" for entry in entries), "utf-8"
    )
    return overruled(result, read_overrides(path))


def test_points_are_judged_beside_the_computed_ones(tmp_path: Path) -> None:
    result = audited("98")
    found = with_judgements(result, tmp_path, 'criterion = "work"\nold = "90"\nnew = "85.5"')

    assert found.overrides is not None
    assert "93.5" == str(found.overrides.range)
    assert "contradicted" == found.overrides.verdict
    assert (result.card.total, result.verdict, result.ledger) == (
        found.card.total,
        found.verdict,
        found.ledger,
    )


def test_a_fact_read_otherwise_moves_the_points_it_moves(tmp_path: Path) -> None:
    found = with_judgements(audited("98"), tmp_path, 'fact = "budget"\nold = "100"\nnew = "160"')

    assert found.overrides is not None
    assert "95" == str(found.overrides.range)
    assert "98" == str(found.card.range)


def test_a_fact_that_is_not_shown_can_be_judged_and_one_that_is_can_be_set_aside(tmp_path: Path) -> None:
    result = audit(report({"spent": {"value": "80", "unit": "万元"}}), card(execution(100)))
    shown = with_judgements(result, tmp_path, 'fact = "budget"\nold = "not_shown"\nnew = "100"')
    aside = with_judgements(audited(), tmp_path, 'fact = "budget"\nold = "100万元"\nnew = "not_shown"')

    assert shown.overrides is not None
    assert aside.overrides is not None
    assert "80" == str(shown.overrides.range)
    assert "[90, 100]" == str(aside.overrides.range)


def test_a_claim_read_otherwise_changes_the_verdict_alone(tmp_path: Path) -> None:
    found = with_judgements(audited("97"), tmp_path, 'claim = "total"\nold = "97"\nnew = "98"')

    assert ("contradicted", "reproduced") == (found.verdict, found.overrides and found.overrides.verdict)


def test_what_is_done_to_the_sum_is_done_to_what_is_judged(tmp_path: Path) -> None:
    ruleset = card(judged("work", 100, "0.5"), modifiers=[modifier("cap", at="90")])
    result = audit(report({"work_points": "80"}), ruleset)
    found = with_judgements(result, tmp_path, 'criterion = "work"\nold = "80"\nnew = "95"')

    assert "90" == str(found.overrides.range if found.overrides else None)


MISTAKES = {
    "an unknown criterion": (
        'criterion = "wrok"\nold = "90"\nnew = "1"',
        "override-unknown-criterion",
        "3:13",
    ),
    "an unknown fact": ('fact = "budgt"\nold = "90"\nnew = "1"', "override-unknown-fact", "3:8"),
    "an unknown claim": ('claim = "work"\nold = "90"\nnew = "1"', "override-unknown-claim", "3:9"),
    "another old value": ('criterion = "work"\nold = "89"\nnew = "1"', "override-old-differs", "4:7"),
    "more than there is": ('criterion = "work"\nold = "90"\nnew = "91"', "override-not-points", "5:7"),
    "finer than the rounding": ('criterion = "work"\nold = "90"\nnew = "1.005"', "override-off-grid", "5:7"),
    "no points": ('criterion = "work"\nold = "90"\nnew = "all"', "override-not-points", "5:7"),
    "another unit": ('fact = "budget"\nold = "100"\nnew = "3册"', "quantity-units-differ", "5:7"),
    "a claim that is no number": ('claim = "total"\nold = "96.85"\nnew = "9x"', "quantity", "5:7"),
    "two subjects": ('criterion = "work"\nfact = "budget"\nold = "90"\nnew = "1"', "override-one-of", "2:1"),
    "a key nobody knows": ('criterion = "work"\nold = "90"\nnew = "1"\nnote = "x"', "unknown-key", "6:1"),
    "a claim above the full points": (
        'claim = "total"\nold = "96.85"\nnew = "100.01"',
        "override-claim-beyond",
        "5:7",
    ),
    "a claim below nothing": ('claim = "total"\nold = "96.85"\nnew = "-1"', "override-claim-beyond", "5:7"),
    "a claim as it stands": (
        'claim = "total"\nold = "96.85"\nnew = "96.85分"',
        "override-changes-nothing",
        "5:7",
    ),
    "points as they are": ('criterion = "work"\nold = "90"\nnew = "90.0"', "override-changes-nothing", "5:7"),
    "a fact as it stands": (
        'fact = "budget"\nold = "100"\nnew = "100万元"',
        "override-changes-nothing",
        "5:7",
    ),
    "a number without its quotes": ('criterion = "work"\nold = 90\nnew = true', "override-not-points", "5:7"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    entry, code, place = MISTAKES[name]

    with pytest.raises(ProblemsFound) as found:
        with_judgements(audited(), tmp_path, entry)

    (problem,) = found.value.problems
    assert problem.code.startswith(code)
    assert f"judged.toml:{place}" in str(problem.place)


@pytest.mark.parametrize(("claim", "old", "most"), [("work", "85", "90"), ("outputs", "85", "90")])
def test_a_claim_on_a_part_is_judged_up_to_the_points_of_the_part(
    claim: str, old: str, most: str, tmp_path: Path
) -> None:
    rules = card(execution(10), judged("work", 90, "0.5", section="outputs"))
    claims = {"criteria": {"work": "85"}, "sections": {"outputs": "85"}}
    result = audit(report({"work_points": "90"}, "95", claims=claims), rules)
    found = with_judgements(result, tmp_path, f'claim = "{claim}"\nold = "{old}"\nnew = "{most}"')

    assert found.overrides is not None
    read = found.overrides.card.report
    assert most == {**read.claims, **read.section_claims}[claim].quantity.raw
    with pytest.raises(ProblemsFound) as refused:
        with_judgements(result, tmp_path, f'claim = "{claim}"\nold = "{old}"\nnew = "{most}.5"')
    assert ["override-claim-beyond"] == [problem.code for problem in refused.value.problems]


def test_an_empty_file_is_told_what_stands_in_one(tmp_path: Path) -> None:
    path = tmp_path / "judged.toml"
    path.write_text("# nobody yet\n", "utf-8")

    with pytest.raises(ProblemsFound) as found:
        read_overrides(path)

    assert "[[overrides]]" in str(found.value)
    assert "perfscore new" not in str(found.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    entries = ('criterion = "wrok"\nold = "90"\nnew = "1"', 'criterion = "work"\nold = "1"\nnew = "99"')

    with pytest.raises(ProblemsFound) as found:
        with_judgements(audited(), tmp_path, *entries)

    assert ["override-unknown-criterion", "override-old-differs", "override-not-points"] == [
        problem.code for problem in found.value.problems
    ]


def test_one_thing_is_judged_once(tmp_path: Path) -> None:
    entry = 'criterion = "work"\nold = "90"\nnew = "80"'

    with pytest.raises(ProblemsFound) as found:
        with_judgements(audited(), tmp_path, entry, entry)

    assert ["override-twice"] == [problem.code for problem in found.value.problems]


def test_who_judged_when_and_why_must_be_said(tmp_path: Path) -> None:
    path = tmp_path / "judged.toml"
    path.write_text(
        'format = 1\n[[overrides]]\ncriterion = "work"\nold = "90"\nnew = "80"\nwho = ""\n', "utf-8"
    )

    with pytest.raises(ProblemsFound) as found:
        read_overrides(path)

    assert {"empty", "missing-key"} == {problem.code for problem in found.value.problems}
    assert 3 == len(found.value.problems)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_every_format_draws_what_was_judged(form: Any, language: str, tmp_path: Path) -> None:
    found = with_judgements(audited("98"), tmp_path, 'criterion = "work"\nold = "90"\nnew = "85.5"')
    said = render(found, language=language, format=form).replace("\\", "")

    for text in ("85.5", "张某", "2025-06-30", "抽查", "93.50", "98.00"):
        assert text in said


def test_a_result_without_judgements_says_nothing_of_them() -> None:
    assert audited().to_dict()["overrides"] is None
    assert "审计判断" not in render(audited())


def test_all_mistakes_of_a_file_of_judgements_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "judged.toml"
    first = f'[[overrides]]\ncriterion = "work"\nold = “90”\nnew = 85,5\n{SIGNED}'
    second = f'[[overrides]]\nfact = "spent"\nold = "80"\nnew = "81"\nwhom = "?"\n{SIGNED}'
    path.write_text(f"format = 1\n{first}{second}", "utf-8")

    with pytest.raises(ProblemsFound) as told:
        read_overrides(path)

    found = [(one.code, one.place.line) for one in told.value.problems]
    assert [("toml-wide-mark", 4), ("toml-number-comma", 5), ("unknown-key", 13)] == found
