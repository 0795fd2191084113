"""Reports and rulesets that stand in a program's memory: the same as from files, or refused as plainly."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfscore import (
    ProblemsFound,
    audit,
    discover,
    make_plan,
    make_report,
    make_ruleset,
    parse_report,
    parse_ruleset,
    read_report,
    read_ruleset,
    render,
)
from tests.paths import LIBRARY, ROOT

ROOM = ROOT / "docs" / "examples" / "reading-room.toml"


def report(**facts: Any) -> dict[str, Any]:
    return {"report": {"subject": "岳阳楼区图书馆", "fiscal_year": 2024}, "facts": facts}


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(ProblemsFound) as refused:
        call()
    return str(refused.value)


def values(file: Path) -> dict[str, Any]:
    return tomli.loads(file.read_text("utf-8"), parse_float=Decimal)


def test_a_mapping_and_a_text_say_what_the_file_says() -> None:
    file = LIBRARY / "report.toml"
    same = [
        read_report(file),
        make_report(values(file), folder=LIBRARY),
        parse_report(file.read_text("utf-8"), folder=LIBRARY),
    ]

    for one in same:
        assert [(fact.raw, fact.quantity) for fact in one.facts.values()] == [
            (fact.raw, fact.quantity) for fact in same[0].facts.values()
        ]
        assert str(audit(one, "yueyanglou-2024").card.range) == "[9.9, 100]"


@pytest.mark.parametrize("file", sorted((ROOT / "rulesets").glob("*.toml")), ids=lambda file: file.stem)
def test_every_bundled_ruleset_is_the_same_from_values(file: Path) -> None:
    made = make_ruleset(values(file), folder=file.parent)

    assert made.model_dump() == read_ruleset(file).model_dump()


def test_a_ruleset_from_values_scores_like_the_file() -> None:
    facts = report(budget={"value": 100, "unit": "万元"}, expenditure={"value": 95, "unit": "万元"})
    made, parsed = make_ruleset(values(ROOM)), parse_ruleset(ROOM.read_text("utf-8"))

    ranges = {str(audit(facts, ruleset).card.range) for ruleset in (made, parsed, ROOM, values(ROOM))}

    assert len(ranges) == 1


@pytest.mark.parametrize(
    ("value", "raw", "exact"),
    [
        (381, "381", Fraction(381)),
        (Decimal("381.530"), "381.530", Fraction("381.53")),
        (Decimal("1E+3"), "1000", Fraction(1000)),
        (Fraction(3, 8), "0.375", Fraction(3, 8)),
        (Fraction(1, 3), "1/3", Fraction(1, 3)),
        ("8,000.5", "8,000.5", Fraction("8000.5")),
    ],
)
def test_a_number_of_a_program_is_taken_exactly(value: object, raw: str, exact: Fraction) -> None:
    fact = make_report(report(budget={"value": value, "unit": "万元"})).facts["budget"]

    assert fact.quantity is not None
    assert (raw, exact) == (fact.raw, fact.quantity.range.exact)


@given(
    st.fractions(-(10**12), 10**12, max_denominator=10**5),
    st.sampled_from([("万元", 1), ("%", Fraction(1, 100))]),
)
def test_whatever_fraction_is_given_is_the_fraction_that_is_read(
    number: Fraction, unit: tuple[str, Fraction]
) -> None:
    made = make_report(report(x={"value": number, "unit": unit[0]})).facts["x"].quantity

    assert made is not None
    assert made.range.exact == number * unit[1]


def test_what_is_none_is_left_out_and_never_zero() -> None:
    made = make_report(report(budget=None, expenditure={"value": 1, "unit": "万元", "at": None}))

    assert list(made.facts) == ["expenditure"]


def test_days_are_days_and_a_time_of_day_is_refused() -> None:
    day = datetime.date(2024, 12, 31)
    assert make_report(report(paid_on={"value": day})).facts["paid_on"].value == day

    said = refusal(lambda: make_report(report(paid_on={"value": datetime.datetime(2024, 12, 31, 8)})))
    assert "facts › paid_on › value: 2024-12-31 08:00:00 has a time of day" in said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            eval("0.1"),
            "<report>: facts › budget › value: 0.1 is a binary float, which is seldom the number that was"
            ' meant; give it as Decimal("0.1"), as a Fraction, as an int, or as the printed text "0.1"'
            " [number-binary]",
        ),
        (eval("1e999"), "<report>: facts › budget › value: inf is no number here"),
        (Decimal("NaN"), "<report>: facts › budget › value: NaN is no number here"),
        (Decimal("1e999999999"), "facts › budget › value: the number is beyond the largest"),
        (Fraction(10**20, 3), "facts › budget › value: '33333333333333333333' is beyond the largest"),
        (10**5000, "facts › budget › value: the number is beyond the largest"),
        ({"much": "too deep"}, "<report>: facts › budget › value: found table"),
        (object(), "<report>: facts › budget › value: a value of the type object stands for nothing"),
        ({1: 2}, "<report>: facts › budget › value: the key 1 is no text"),
    ],
    ids=lambda value: None if isinstance(value, str) else type(value).__name__,
)
def test_a_value_that_cannot_be_meant_is_told_with_the_keys_that_lead_to_it(value: object, said: str) -> None:
    assert said in refusal(lambda: make_report(report(budget={"value": value, "unit": "万元"})))


def test_every_mistake_is_told_at_once_in_the_order_of_the_keys() -> None:
    wrong = {
        "report": {"subjct": "x", "fiscal_year": "2024"},
        "targets": [{"name": "册数", "points": "5"}, {"points": "5"}],
        "facts": {"budget": {"value": "8万左右", "unit": "万元"}},
    }

    lines = refusal(lambda: make_report(wrong, name="body")).splitlines()

    assert [line.split(": ")[1] for line in lines] == [
        "report › subjct",
        "report › fiscal_year",
        "targets #2 › name",
        "facts › budget › value",
    ]
    assert all(line.startswith("body: ") for line in lines)


def test_a_mistake_of_a_rule_is_told_with_its_keys() -> None:
    card = values(ROOM)
    card["criteria"][0]["points"] = 99

    said = refusal(lambda: make_plan(make_ruleset(card), discover()))

    assert "<ruleset>: " in said
    assert "criteria" in said


def test_a_ring_of_values_is_refused() -> None:
    ring: dict[str, Any] = {}
    ring["x"] = ring

    assert "under more than 32 names" in refusal(lambda: make_report(report(budget={"value": ring})))


@pytest.mark.parametrize("name", ["documents", "extends"])
def test_no_file_is_opened_for_values_unless_the_program_says_where(name: str, tmp_path: Path) -> None:
    named = report()
    if name == "documents":
        named["documents"] = {"report": {"title": "x", "file": "report.txt"}}
        (tmp_path / "report.txt").write_text("自评得分96.85分", "utf-8")
    else:
        named["report"]["extends"] = "report"
        (tmp_path / "report.toml").write_text("[claims]\ntotal = 96\n", "utf-8")

    assert "pass folder=…" in refusal(lambda: make_report(named))
    assert make_report(named, folder=tmp_path)


def test_an_explanation_of_values_in_memory_names_no_place_where_there_is_none() -> None:
    facts = report(budget={"value": 100, "unit": "万元"}, expenditure={"value": 95, "unit": "万元"})

    said = render(audit(facts, "cn-mof-2020"), language="en")

    assert "100 万元" in said
    assert "›" not in said
    assert "<report>" not in said


def test_half_a_character_is_refused_where_it_stands() -> None:
    wrong = {"report": {"subject": "x\ud800", "fiscal_year": 2024}, "facts": {"\udfff": {}}}
    said = refusal(lambda: make_report(wrong))

    assert "report › subject: the character '<U+D800>' may not stand" in said
    assert "facts: the key <U+DFFF> is no text" in said
    assert "<text>:2:12: the character '<U+D800>'" in refusal(
        lambda: parse_report('[report]\nsubject = "\ud800"')
    )


def test_an_unreadable_figure_in_a_unit_that_is_none_is_unknown_where_a_check_reads_it() -> None:
    values = {
        **report(machines={"value": "5", "unit": "台(套)", "state": "unreadable"}),
        "format": 1,
        "checks": [{"id": "five", "assert": "machines == 5"}],
    }

    assert audit(make_report(values), "cn-mof-2020").report.facts["machines"].unit is None


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"report": {"subject": "x", "fiscal_year": "2024"}}, "write it like 2024 ["),
        (report(budget="381万元"), 'write it like { value = "381", unit = "万元" } ['),
    ],
)
def test_a_value_of_another_kind_is_shown_as_it_should_stand(values: dict[str, Any], advice: str) -> None:
    assert advice in refusal(lambda: make_report(values))


def test_a_truth_of_numpy_is_a_truth() -> None:
    class bool_:  # noqa: N801 - what numpy calls it
        def __bool__(self) -> bool:
            return True

    bool_.__module__ = "numpy"
    head = {"subject": "某馆", "fiscal_year": 2024}

    assert (
        make_report({"report": head, "facts": {"on_time": {"value": bool_()}}}).facts["on_time"].value is True
    )
