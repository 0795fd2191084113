"""Every mistake that is planted into a sound card is told once, where it is, with a fix that mends it.

The mistakes stand in `planted/`, each with the message its author reads.  Run this file as a program with
``--write`` to print the messages anew, then read every line of the difference.
"""

import re
import sys
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings

from perfscore.messages.problems import Problem
from perfscore.plan.make import make_plan
from perfscore.runs.judging import checked, problems_of
from tests.cards import catalog
from tests.laws.random_cards import Card, cards, ruleset
from tests.paths import ROOT
from tests.plan.planting import CARD, FOLDER, Mistake, mended, mistakes, planted, sentence, together, trimmed

ALL = mistakes()
EXTENDED = FOLDER / "extended" / "common.toml"
SOUND = [*sorted(ROOT.glob("rulesets/*.toml")), FOLDER / "card.toml", EXTENDED]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    copy(EXTENDED, tmp_path)
    return Path("card.toml")


def said(file: Path, text: str) -> tuple[Problem, ...]:
    file.write_text(text, "utf-8")
    return checked(file, catalog()).problems


def spots(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return sorted((one.code, one.place.line, one.place.column) for one in problems)


def test_there_are_mistakes_over_all_of_a_file() -> None:
    assert 200 <= len(ALL)
    assert len({one.what for one in ALL}) == len(ALL)


@pytest.mark.parametrize("mistake", ALL, ids=lambda one: f"{one.area}: {one.what}")
def test_a_mistake_is_told_once_where_it_is_and_its_fix_mends_it(mistake: Mistake, file: Path) -> None:
    sound = trimmed(mistake)
    wrong, (place,) = planted(sound, mistake)

    told = said(file, wrong)

    assert [(mistake.code, *place)] == spots(told)
    assert mistake.says == sentence(told[0])
    assert () == said(file, mended(sound, mistake))
    if told[0].mend is not None:
        assert () == said(file, told[0].mend.applied(wrong))


def test_all_mistakes_of_one_file_are_told_in_one_run(file: Path) -> None:
    chosen = list(together(ALL))
    wrong, places = planted(CARD, *chosen)

    told = spots(said(file, wrong))

    assert 100 <= len(chosen)
    assert sorted((one.code, *place) for one, place in zip(chosen, places, strict=True)) == told


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_nothing_is_told_of_a_sound_file(path: Path) -> None:
    assert () == checked(path, catalog()).problems


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(card=cards())
def test_nothing_is_told_of_generated_sound_cards(card: Card) -> None:
    errors = [one for one in problems_of(make_plan(ruleset(card), catalog())) if one.severity == "error"]

    assert [] == errors


def _write() -> None:
    """Print the messages into the files anew."""
    scratch, beside = Path("card.toml"), Path(copy(EXTENDED, "."))
    for file in sorted(FOLDER.glob("*.toml")):
        text = file.read_text("utf-8")
        for one in (one for one in ALL if one.area == file.stem):
            found = said(scratch, planted(trimmed(one), one)[0])
            line = f"says = '''{sentence(found[0])}'''" if found else None
            start = text.index(f"what = '{one.what}'")
            old = re.compile(r"^says = .*$", re.MULTILINE).search(text, start)
            if line and old and sentence(found[0]) != one.says:
                text = text[: old.start()] + line + text[old.end() :]
        file.write_text(text, "utf-8")
    for made in (scratch, beside):
        made.unlink(missing_ok=True)


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    _write()
