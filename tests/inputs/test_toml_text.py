"""Strict TOML: exact numbers, every mistake with its place, nothing that stalls."""

import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfscore.inputs.files import Source
from perfscore.inputs.toml.text import Document, NumberText, parse
from perfscore.messages import LANGUAGES
from perfscore.messages.problems import Problem, ProblemsFound
from tests.inputs.toml_documents import tables, written

MISTAKES = tomli.loads(Path(__file__).with_name("toml_mistakes.toml").read_text("utf-8"))["case"]


def read(text: str) -> Document:
    return parse(Source("bad.toml", text, "", 0))


def complaints(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a text, if anything."""
    try:
        read(text)
    except ProblemsFound as found:
        return found.problems
    return ()


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound):
        read(text)
    return complaints(text)


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["name"])
def test_a_mistake_is_told_with_its_place_and_its_remedy(case: dict[str, str]) -> None:
    assert [case["says"]] == [problem.text() for problem in problems(case["text"])]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["name"])
def test_a_mistake_is_told_in_every_language(case: dict[str, str]) -> None:
    for language in LANGUAGES:
        for problem in problems(case["text"]):
            assert problem.text(language).endswith(f"[{problem.code}]")


def test_a_decimal_is_the_text_it_was_written_as() -> None:
    data = read("a = 0.10\nb = 1e999\nc = 12345678901234567890.123\nd = -0.0\n").data
    assert {"a": "0.10", "b": "1e999", "c": "12345678901234567890.123", "d": "-0.0"} == data
    assert {NumberText} == {type(value) for value in data.values()}


def test_no_binary_float_is_made() -> None:
    assert "1.10000000000000000001" == read("a = [{ b = 1.10000000000000000001 }]").data["a"][0]["b"]


def test_whole_numbers_truths_dates_and_texts_are_what_they_are() -> None:
    data = read("a = 1_000\nb = true\nc = 2024-12-31\nd = '90%'").data
    assert {"a": 1000, "b": True, "c": date(2024, 12, 31), "d": "90%"} == data


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("extra", [0, 1, 2])
def test_quotes_next_to_the_closing_ones_belong_to_the_text(quote: str, extra: int) -> None:
    text = f"a = {quote * 3}x{quote * (3 + extra)}\nb = 1\n"
    assert {"a": "x" + quote * extra, "b": 1} == read(text).data


def test_values_that_cannot_be_used_are_told_all_at_once() -> None:
    found = problems("a = inf\nb = [-nan, 2]\nc = 10:00:00\nd = { e = 2024-01-01T00:00:00 }")
    assert ["1:5", "2:6", "3:5", "4:11"] == [f"{p.place.line}:{p.place.column}" for p in found]
    assert ["a", "b.0", "c", "d.e"] == [problem.where for problem in found]


def nest(depth: int) -> str:
    return "a = " + "[" * depth + "]" * depth


def dotted(parts: int) -> str:
    return ".".join("a" * parts) + " = 1"


@pytest.mark.parametrize(
    "text",
    [
        nest(16),
        dotted(16),
        "a = " + "{ a = " * 16 + "1" + " }" * 16,
        "k" * 100 + " = " + "9" * 100,
        "[" + dotted(16)[:-4] + "]",
        "a = 1\n" + "\n" * 19_998,
        "a = '" + "x" * (1024 * 1024 - 6) + "'",
    ],
    ids=lambda text: text[:12],
)
def test_what_just_keeps_the_limits_is_read(text: str) -> None:
    assert read(text).data


@pytest.mark.parametrize(
    ("code", "place", "text"),
    [
        ("toml-too-deep", "1:21", nest(17)),
        ("toml-too-deep", "1:21", nest(100_000)),
        ("toml-too-deep", "1:101", "a = " + "{ a = " * 50_000),
        ("toml-too-deep", "9:24", "\n" * 8 + "a = [1, " + nest(16)[4:]),
        ("toml-bad-key", "1:3", "[" * 100_000),
        ("toml-key-too-long", "1:1", dotted(17)),
        ("toml-key-too-long", "1:1", dotted(20_000)),
        ("toml-key-too-long", "1:2", "[" + ".".join("a" * 20_000) + "]"),
        ("toml-key-too-long", "1:64", '"a".' * 20_000),
        ("toml-key-too-long", "1:7", "a = { " + dotted(20_000) + " }"),
        ("toml-word-too-long", "1:5", "a = " + "9" * 101),
        ("toml-word-too-long", "1:5", "a = " + "9" * 1_000_000),
        ("toml-word-too-long", "1:5", "a = 0x" + "f" * 1_000_000),
        ("toml-word-too-long", "1:1", "k" * 1_000_000),
        ("toml-text-not-closed", "1:5", "a = '" + "x" * 1_000_000),
        ("toml-text-not-closed", "1:5", 'a = "' + "\\n" * 500_000),
        ("toml-text-not-closed", "1:5", 'a = """' + '""\\\n' * 19_000),
        ("toml-text-not-closed", "1:5", 'a = "' + "\\" * 1_000_000),
        ("toml-too-many-values", "1:1", "a = [" + "[]," * 300_000 + "]"),
        ("toml-too-many-values", "1:1", "a = [" + "1," * 500_000 + "]"),
        ("toml-too-many-values", "1:1", "[a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p]\n" * 19_000),
        ("toml-too-many-lines", "1:1", "a = 1\n" * 100_000),
        ("toml-too-many-lines", "1:1", "\n" * 20_000),
        ("toml-too-long", "1:1", "#" * 2_000_000),
        ("toml-too-long", "1:1", "a = '" + "x" * (1024 * 1024 - 5) + "'"),
        ("toml-no-equals", "1:3", '"' * 1_000_000),
        ("toml-bad-key", "1:1", "]" * 100_000),
    ],
)  # fmt: skip
def test_what_could_stall_a_parser_is_refused_at_once(code: str, place: str, text: str) -> None:
    started = time.process_time()
    found = complaints(text)
    spent = time.process_time() - started
    assert [code] == [problem.code for problem in found]
    assert f"bad.toml:{place}" == str(found[0].place)
    assert spent < 10  # seconds; what is refused late takes minutes


def test_names_of_all_kinds_together_lead_only_so_deep() -> None:
    inner = ".".join("abcdefghijklmno")
    found = problems(f"[{inner}]\n{inner} = {{ {inner} = 1 }}")
    assert ["toml-path-too-long"] == [problem.code for problem in found]


PIECES = ["[", "]", "[[", "]]", "{", "}", "=", ".", ",", '"', "'", '"""', "'''", "\n", "\r\n", "#"]
WORDS = [
    "a",
    "b",
    "a = ",
    "1",
    "-",
    "\\",
    "\\n",
    "\\\n",
    " ",
    "[a]\n",
    "a.b=1\n",
    "inf",
    "2024-01-01",
]


@settings(max_examples=600, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES + WORDS), max_size=14).map("".join) | st.text())
@example(text="'a'\"b\".c.''=[{},]#")
def test_any_text_is_either_read_as_the_parser_reads_it_or_refused_with_a_place(text: str) -> None:
    found = complaints(text)
    try:
        expected = tomli.loads(text, parse_float=NumberText)
    except tomli.TOMLDecodeError:
        assert 1 == len(found)
        assert 1 <= found[0].place.line <= text.count("\n") + 1
        assert found[0].text().endswith(f"[{found[0].code}]")
    else:
        assert {problem.code for problem in found} <= {"toml-not-finite"}
        assert found or expected == read(text).data


@settings(max_examples=150, deadline=None)
@given(table=tables, random=st.randoms(use_true_random=False), at=st.integers(0))
def test_a_text_broken_off_anywhere_is_read_or_refused_with_a_place(
    table: dict[str, Any], random: Random, at: int
) -> None:
    text = written(table, random).text
    broken = text[: at % (len(text) + 1)]
    for problem in complaints(broken):
        assert 1 <= problem.place.line <= broken.count("\n") + 1
        assert problem.text().endswith(f"[{problem.code}]")


@settings(max_examples=150, deadline=None)
@given(table=tables, random=st.randoms(use_true_random=False))
def test_a_key_given_again_anywhere_is_found_where_it_stands_again(
    table: dict[str, Any], random: Random
) -> None:
    text = 'twice = 1\n"twice" = { twice = 2 }\n' + written(table, random).text
    assert [("toml-key-twice", 2, 1)] == [
        (problem.code, problem.place.line, problem.place.column) for problem in problems(text)
    ]
