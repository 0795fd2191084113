"""Invented passages of many kinds are read as their keys say, whole and broken where pages end.

``measure.py`` prints the same for any folder of keys.
"""

from functools import cache
from pathlib import Path

import pytest

from perfscore import Catalog, discover, read_ruleset
from tests.extract.narrative.keys import Key, Score, keys_in, read_text, scored

PASSAGES = Path(__file__).with_name("passages")
HELD_OUT = Path(__file__).with_name("held_out")
ROUNDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
PUBLISHED = Path(__file__).parents[4] / "shared" / "cases" / "narrative"


@cache
def catalog() -> Catalog:
    return discover()


def keys(folder: Path) -> list[Key]:
    known = frozenset(read_ruleset("cn-dictionary", catalog()).facts)
    return list(keys_in(folder, known)) if folder.is_dir() else []


@pytest.mark.parametrize("key", keys(PASSAGES), ids=lambda key: key.name)
def test_a_passage_is_read_as_its_key_says(key: Key) -> None:
    assert [] == scored(key, catalog()).told


@pytest.mark.parametrize("width", [17, 29, 40])
def test_lines_that_a_page_broke_are_read_like_whole_ones(width: int) -> None:
    score = Score()
    for key in keys(PASSAGES):
        score += scored(key, catalog(), width)

    assert score.right >= score.asked * 98 // 100, "\n".join(score.told)
    assert (0, 0) == (score.wrong, score.false), "\n".join(score.told)


@pytest.mark.parametrize("name", ROUNDS)
def test_passages_of_a_round_are_read_with_no_wrong_fact_and_no_false_contradiction(name: str) -> None:
    score = Score()
    for key in keys(HELD_OUT / name):
        score += scored(key, catalog())

    assert score.right * 100 >= score.asked * 98, "\n".join(score.told)
    assert (0, 0) == (score.wrong, score.false), "\n".join(score.told)
    assert score.found == score.contradictions, "\n".join(score.told)


@pytest.mark.parametrize("name", ROUNDS)
def test_passages_of_a_round_are_read_with_their_lines_broken(name: str) -> None:
    score = Score()
    for key in keys(HELD_OUT / name):
        if "|" not in key.text:  # a table is no running text
            score += scored(key, catalog(), 40)

    assert score.right * 100 >= score.asked * 95, "\n".join(score.told)
    assert (0, 0) == (score.wrong, score.false), "\n".join(score.told)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published passages are not beside the checkout")
@pytest.mark.parametrize("width", [0, 13, 23, 40])
def test_published_passages_are_read(width: int) -> None:
    score = Score()
    for key in keys(PUBLISHED):
        score += scored(key, catalog(), width)

    assert score.right * 100 >= score.asked * 95, "\n".join(score.told)
    assert score.wrong * 200 <= score.bound, "\n".join(score.told)
    assert (score.found, 0) == (score.contradictions, score.false), "\n".join(score.told)


@pytest.mark.parametrize("key", keys(PASSAGES), ids=lambda key: key.name)
def test_every_figure_is_bound_or_listed_with_its_reason(key: Key) -> None:
    read = read_text(key.text, catalog(), key.year)

    assert all(one.taken or one.reason for one in read.found.bound)


def test_the_report_file_says_what_the_report_does() -> None:
    from perfscore import parse_report

    for key in keys(PASSAGES):
        read = read_text(key.text, catalog(), key.year)
        again = parse_report(read.toml)
        assert dict(read.report.facts).keys() == dict(again.facts).keys()
        assert read.report.digest == again.digest
