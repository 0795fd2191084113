"""Every wording binds its examples and leaves its counter-examples alone."""

import re
from collections.abc import Iterator

import pytest

from perfscore import discover, read_ruleset
from perfscore.documents.text import read
from perfscore.extract.narrative.found import Found
from perfscore.extract.narrative.head import head_of
from perfscore.extract.narrative.narrative import found_in
from perfscore.extract.narrative.phrases import bundled_phrases
from perfscore.extract.narrative.text import text_of

_MARK = re.compile("【(.*?)】")
DICTIONARY = read_ruleset("cn-dictionary", discover())


def found(example: str) -> Found:
    text = text_of(read(_MARK.sub(r"\1", example).encode()))
    return found_in(text, head_of(text), bundled_phrases(), DICTIONARY)


def examples(counters: bool) -> Iterator[tuple[str, str]]:
    for phrase in bundled_phrases().all:
        entry = phrase.entry
        assert entry.fact is None or entry.examples, f"{entry.fact} “{entry.label}” has no example"
        for text in entry.counters if counters else entry.examples:
            yield entry.fact or "", text


def taken(example: str, fact: str) -> list[str]:
    """Return the figures of an example that are bound to a fact, at the place of its mark."""
    at = example.index("【")
    marked = _MARK.search(example)
    assert marked is not None
    read_of = found(example)
    spans = [
        (read_of.text.paragraphs[one.said.paragraph].origin[one.said.figure.opens], one)
        for one in read_of.bound
        if one.taken and one.fact == fact
    ]
    return [one.value for start, one in spans if at <= start < at + len(marked[1])]


@pytest.mark.parametrize(("fact", "example"), list(examples(counters=False)))
def test_an_example_is_bound(fact: str, example: str) -> None:
    assert taken(example, fact), f"{example} is not bound to {fact}"


@pytest.mark.parametrize(("fact", "counter"), list(examples(counters=True)))
def test_a_counter_example_is_not(fact: str, counter: str) -> None:
    assert not taken(counter, fact)


def said(example: str) -> dict[str, str]:
    read_of = found(example)
    return {
        one.entry.fact: read_of.text.paragraphs[one.paragraph].plain[one.start : one.end]
        for one in read_of.statements
    }


STATEMENTS = bundled_phrases().statements


@pytest.mark.parametrize(
    ("fact", "example"), [(one.fact, text) for one in STATEMENTS for text in one.examples]
)
def test_a_statement_is_read(fact: str, example: str) -> None:
    marked = _MARK.search(example)

    assert said(example).get(fact) == (marked[1] if marked else said(example)[fact])


@pytest.mark.parametrize(
    ("fact", "counter"), [(one.fact, text) for one in STATEMENTS for text in one.counters]
)
def test_what_only_sounds_like_a_statement_is_none(fact: str, counter: str) -> None:
    assert fact not in said(counter)
