"""A file of the wrong form: everything at once, in order, with places, in the author's words."""

import time
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import pytest
import tomli
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from perfscore.inputs.files import Source
from perfscore.inputs.schema.reading import validate, words
from perfscore.inputs.toml.text import Document, NumberText, parse
from perfscore.messages import LANGUAGES
from perfscore.messages.problems import Problem, ProblemsFound, Refused
from perfscore.numbers.exact import exact


def number(value: Any) -> Fraction:
    try:
        return Fraction(value) if type(value) is int else exact(value)
    except (TypeError, ValueError):
        raise Refused("not-a-number", found=str(value)) from None


def no_signs_of_print(text: str) -> str:
    if "÷" in text:
        raise Refused("wrong-value", offset=text.index("÷"), detail="write / in place of ÷")
    return text


Number = Annotated[Fraction, BeforeValidator(number)]
Name = Annotated[str, Field(pattern="^[a-z_]+$")]


class Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Label(Table):
    zh: str
    en: str


class Linear(Table):
    shape: Literal["linear"]
    full_at: Number
    zero_at: Number = Fraction(0)

    @model_validator(mode="after")
    def ends_differ(self) -> Self:
        if self.zero_at == self.full_at:
            found = str(self.zero_at)
            raise Refused("out-of-range", at=("zero_at",), found=found, expected="≠ full_at")
        return self


class Formula(Table):
    shape: Literal["formula"]
    formula: Annotated[str, AfterValidator(no_signs_of_print)]


class Criterion(Table):
    id: Name
    points: Annotated[Number, Field(gt=0)]
    label: str | Label = ""
    on: bool = True
    bands: tuple[Annotated[tuple[int, ...], Field(min_length=2, max_length=2)], ...] = ()
    scoring: Annotated[Linear | Formula, Field(discriminator="shape")] | None = None


class Fact(Table):
    unit: str


class Card(Table):
    title: str = Field(min_length=1)
    first: int = Field(2000, alias="from")
    limit: int | None = Field(None, le=10)
    kinds: tuple[Literal["all", "some"], ...] = Field(("all",), min_length=1)

    @field_validator("title")
    @classmethod
    def allowed(cls, title: str) -> str:
        if title == "forbidden":
            raise ValueError("no such title")
        return title


class File(Table):
    card: Card
    criteria: tuple[Criterion, ...] = ()
    facts: Mapping[Name, Fact] = Field(default_factory=dict)


def document(text: str) -> Document:
    return parse(Source("bad.toml", text, "", 0))


def problems(text: str, model: type[BaseModel] = File, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        validate(document(text), model, **options)
    return found.value.problems


MISTAKES = tomli.loads(Path(__file__).with_name("schema_mistakes.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["name"])
def test_every_mistake_is_told_at_once(case: dict[str, Any]) -> None:
    assert case["says"] == [problem.text() for problem in problems(case["text"])]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["name"])
def test_every_mistake_is_told_in_every_language(case: dict[str, Any]) -> None:
    for language in LANGUAGES:
        for problem in problems(case["text"]):
            assert problem.text(language).endswith(f"[{problem.code}]")


def test_a_file_of_the_right_form_becomes_its_model() -> None:
    text = """
        card = { title = "x", from = 2020, kinds = ["some"] }
        facts.budget.unit = "元"
        [[criteria]]
        id = "a"
        points = 2.50
        label = { zh = "甲", en = "A" }
        bands = [[1, 2], [3, 4]]
        scoring = { shape = "linear", full_at = 0.1 }
    """
    file = validate(document(text), File)
    assert 2020 == file.card.first
    assert Fraction(5, 2) == file.criteria[0].points
    assert ((1, 2), (3, 4)) == file.criteria[0].bands
    assert Fraction(1, 10) == getattr(file.criteria[0].scoring, "full_at", None)
    assert {"budget": Fact(unit="元")} == file.facts


class Strict(Table):
    whole: int = 0
    truth: bool = False
    text: str = ""
    day: date | None = None


@pytest.mark.parametrize(
    "text",
    ['whole = "5"', "whole = true", "whole = 5.0", "truth = 1", 'truth = "true"', "text = 5",
     'day = "2024-12-31"', "day = 0", "text = ['a']", "whole = {}"],
)  # fmt: skip
def test_nothing_is_converted(text: str) -> None:
    assert ["wrong-type"] == [problem.code for problem in problems(text, Strict)]


def test_nothing_is_converted_even_by_a_model_that_would() -> None:
    class Lax(BaseModel):
        whole: int

    assert ["wrong-type"] == [problem.code for problem in problems('whole = "5"', Lax)]


def test_a_date_is_a_date() -> None:
    assert date(2024, 12, 31) == validate(document("day = 2024-12-31"), Strict).day


class Loose(Table):
    value: Any = None
    either: int | Literal["none"] | tuple[int, ...] | Mapping[str, int] | date | None = None
    nested: Mapping[str, tuple[Linear | Label, ...]] = Field(default_factory=dict)
    pair: tuple[str, int] | None = None
    mixed: Annotated[Linear | Formula, Field(discriminator="shape")] | Label | None = None
    shapes: tuple[Annotated[Linear | Formula, Field(discriminator="shape")] | str, ...] = ()


def test_a_decimal_keeps_its_spelling_where_anything_is_allowed() -> None:
    value = validate(document("value = 0.10"), Loose).value
    assert (NumberText, "0.10") == (type(value), str(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("either = true", ["either 1:10 wrong-type"]),
        ("either = 'nine'", ["either 1:10 not-one-of"]),
        ("either = [1, 'x']", ["either #2 1:14 wrong-type"]),
        ("either = { a = 1, b = 'x' }", ["either › b 1:23 wrong-type"]),
        ("nested.a = [{ zh = 'x' }]", ["nested › a #1 › en 1:13 missing-key"]),
        ("nested.a = [{ shape = 'linear' }]", ["nested › a #1 › full_at 1:13 missing-key"]),
        ("nested.a = [3]", ["nested › a #1 1:13 wrong-type"]),
        ("mixed = { shape = 'zigzag' }", ["mixed › shape 1:19 not-one-of"]),
        ("mixed = { zh = 'x', en = 1 }", ["mixed › en 1:26 wrong-type"]),
        ("mixed = { shape = 'formula', formula = 1 }", ["mixed › formula 1:40 wrong-type"]),
        ("pair = ['a']", ["pair 1:8 too-short"]),
        ("pair = ['a', 'b']", ["pair #2 1:14 wrong-type"]),
        ("shapes = [1]", ["shapes #1 1:11 wrong-type"]),
        ("shapes = [{ shape = 'zigzag' }]", ["shapes #1 › shape 1:21 not-one-of"]),
        ("shapes = [{ shape = 'formula' }]", ["shapes #1 › formula 1:11 missing-key"]),
    ],
)
def test_of_several_branches_only_the_one_that_was_meant_speaks(text: str, expected: list[str]) -> None:
    told = [f"{p.where} {p.place.line}:{p.place.column} {p.code}" for p in problems(text, Loose)]
    assert expected == told


def test_a_value_that_fits_no_branch_is_told_all_that_would_fit() -> None:
    (problem,) = problems("either = true", Loose)
    assert '"none" | 2 | [ … ] | { … } | 2024-12-31' == problem.values["expected"]


class Items(Table):
    items: tuple[Linear, ...] = Field(min_length=1)


def test_bad_items_do_not_make_their_list_seem_empty() -> None:
    assert ["missing-key", "missing-key"] == [
        problem.code
        for problem in problems("[[items]]\nshape = 'linear'\n[[items]]\nshape = 'linear'", Items)
    ]


def test_a_table_within_the_file_is_read_alone_with_its_places_in_the_file() -> None:
    text = "[[criteria]]\nid = 'a'\nscoring = { shape = 'linear', full = 1 }\n"
    found = problems(text, Linear, at=("criteria", 0, "scoring"))
    assert [("criteria a › scoring › full", 31)] == [
        (problem.where, problem.place.column) for problem in found
    ]


def test_a_table_put_together_from_several_keeps_the_places_it_has() -> None:
    text = "[[criteria]]\nid = 'a'\nscoring = { shape = 'linear', full_at = 1 }\n"
    merged = {"shape": "linear", "full_at": 1, "zero_at": "x"}
    (problem,) = problems(text, Linear, at=("criteria", 0, "scoring"), data=merged)
    assert ("not-a-number", "bad.toml:3:11") == (problem.code, str(problem.place))


def test_an_item_goes_by_its_id_then_its_name_then_its_number() -> None:
    data = {"a": [{"id": "x", "name": "y"}, {"name": "z"}, {"id": 3}, {"id": ""}, 7]}
    expected = ["a x › k", "a z", "a #3", "a #4", "a #5"]
    paths = [("a", 0, "k"), ("a", 1), ("a", 2), ("a", 3), ("a", 4)]
    assert expected == [words(data, path) for path in paths]


def test_mistakes_stand_in_the_order_of_the_file_and_not_of_the_model() -> None:
    found = problems("zzz = 1\n[[criteria]]\nid = 5\npoints = 0\n[card]\nyyy = 1\n")
    places = [problem.place for problem in found]
    assert sorted(places) == places
    assert 5 == len(found)


def test_thousands_of_mistakes_are_told_in_bounded_time() -> None:
    text = "card = { title = 'x' }\n" + "".join(f"{'key' * 20}{i} = 1\n" for i in range(15_000))
    started = time.process_time()
    with pytest.raises(ProblemsFound) as found:
        validate(document(text), File)
    assert (100, 14_900) == (len(found.value.problems), found.value.left_out)
    assert time.process_time() - started < 30  # seconds; a quadratic reader takes minutes


def test_of_many_mistakes_those_that_come_first_in_the_file_are_told_in_full() -> None:
    text = "facts.a = { unit = '元', unitt = 1 }\n" + "[[criteria]]\n" * 150
    assert "'unit' is given beside it" in problems(text)[1].text()


def test_a_long_unknown_key_is_cut_in_the_message() -> None:
    (problem,) = problems(f"card = {{ title = 'x' }}\n'{'长' * 5000}' = 1\n")
    assert len(problem.text()) <= 400
    assert problem.text().endswith("[unknown-key]")
