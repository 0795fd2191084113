"""What of a ruleset can be read where some of it cannot: nothing sound is lost, and nothing crashes."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore import ProblemsFound, Ruleset
from perfscore.inputs.files import Source
from perfscore.inputs.rulesets import draft_ruleset
from perfscore.inputs.toml.recovery import draft, without_holes
from tests.paths import ROOT

CARD = (ROOT / "src/perfscore/cli/templates/ruleset.toml").read_text("utf-8")
MARKS = st.text("\"'[]{}=,#\n“”，：1分%xé\\", min_size=1, max_size=3)


def source(text: str) -> Source:
    return Source("card.toml", text, "", len(text))


def read(text: str) -> Ruleset | None:
    """Return what is sound of a text, None where too little of it is."""
    with suppress(ProblemsFound):
        return draft_ruleset(source(text), Path())
    return None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(CARD)), st.integers(0, 3), MARKS)
def test_whatever_is_typed_anywhere_is_told_or_read(at: int, taken: int, typed: str) -> None:
    text = CARD[:at] + typed + CARD[at + taken :]
    drafted = read(text)

    assert (
        drafted is None or drafted.holes.problems or len(drafted.criteria) >= CARD.count("[[criteria]]") - 1
    )


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(CARD)))
def test_half_a_file_is_no_crash(length: int) -> None:
    drafted = read(CARD[:length])

    assert drafted is None or drafted.id


@pytest.mark.parametrize("line", ["version = 1分", "version 1 2", 'version = "1', "version = [1", "= 1"])
def test_a_line_that_cannot_be_read_takes_nothing_else_with_it(line: str) -> None:
    assert 'version = "1"' in CARD
    broken = draft(source(CARD.replace('version = "1"', line, 1)))
    whole, left = draft(source(CARD)).data, without_holes(broken.data)
    whole["ruleset"].pop("version")
    left["ruleset"].pop("version", None)

    assert 1 == len(broken.problems)
    assert whole == left


def test_a_hostile_file_is_not_read_again_and_again() -> None:
    text = "x = [\n" + "'" * 3 + "\n" * 10_000
    with pytest.raises(ProblemsFound):
        draft(source(text * 20))
