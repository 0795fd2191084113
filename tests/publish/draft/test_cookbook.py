"""Each page of the cookbook is the one the table of kinds gives, and what it shows is executed.

Run this file as a program with ``--write`` to write the pages anew.
"""

import re
import sys
from pathlib import Path

import pytest
import tomli

from perfscore.packs.catalog import read_ruleset
from perfscore.plan.make import make_plan
from perfscore.publish.draft.cookbook import cookbook_pages
from perfscore.publish.draft.grammar import grammar
from perfscore.testing.ruleset_cases import run_cases
from tests.cards import catalog
from tests.paths import ROOT

FOLDER = ROOT / "docs" / "cookbook"
KINDS = [kind.id for kind in grammar().kinds]
BLOCK = re.compile(r"```toml\n(.*?)\n```", re.DOTALL)


def test_the_pages_are_the_rendered_ones() -> None:
    pages = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}

    assert cookbook_pages(catalog()) == pages


@pytest.mark.parametrize("kind", KINDS)
def test_the_cases_of_a_page_hold_for_its_rule(kind: str, tmp_path: Path) -> None:
    criterion, cases = BLOCK.findall((FOLDER / f"{kind}.md").read_text("utf-8"))
    points = tomli.loads(criterion)["criteria"][0]["points"]
    head = (
        'format = 1\n[ruleset]\nid = "page"\ntitle = "page"\nversion = "1"\nstatus = "unconfirmed"\n'
        f'points = {points}\nrounding = {{ places = 2, mode = "half_up", at = "criterion" }}\n'
        'missing = "range"\nnot_applicable = "rescale"\n[sources.criteria]\ntitle = "page"\n'
    )
    file = tmp_path / "page.toml"
    file.write_text(f"{head}\n{criterion}\n\n{cases}\n", "utf-8")
    plan = make_plan(read_ruleset(file, catalog()), catalog())

    assert 2 <= len(plan.ruleset.cases)
    assert [] == list(run_cases(plan))


def test_every_kind_counted_in_the_catalogue_of_shapes_that_a_sentence_can_say_has_a_page() -> None:
    counted = {number for kind in grammar().kinds for number in kind.numbers}
    said = {str(number) for number in (*range(1, 17), 20, 26)} | {"4a", "4b", "30a", "30b"}

    assert said == counted


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in cookbook_pages(catalog()).items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")
