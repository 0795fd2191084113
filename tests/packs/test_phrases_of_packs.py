"""A pack brings wordings of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfscore import ProblemsFound, discover
from perfscore.documents.text import read
from perfscore.extract.narrative.narrative import read_narrative
from tests.packs.fake_packs import Site, site_in

CODE = "@hookimpl\ndef perfscore_phrases(): return files(__name__) / 'phrases'"
PHRASES = """
[[phrases]]
fact = "trees_planted"
units = ["株"]
label = "(?:补植|栽植)(?:苗木|树木)"
"""
TEXT = "临江林场2024年度整体支出绩效自评报告\n一、产出\n全年栽植苗木1200株，在职人员31人。\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_in(tmp_path) as made:
        yield made


def facts(site: Site, phrases: str, text: str = TEXT) -> dict[str, str]:
    site.pack("acme", CODE, data={"phrases/acme.forest.toml": phrases})
    found = read_narrative(read(text.encode()), discover(["acme"]), name="forest.txt")
    assert found is not None
    return {id_: fact.raw for id_, fact in found.report.facts.items()}


def test_wordings_of_a_pack_are_read_beside_the_bundled_ones(site: Site) -> None:
    assert {"trees_planted": "1200", "staff": "31"} == facts(site, PHRASES)


def test_a_wording_may_use_the_lists_that_come_with_the_library(site: Site) -> None:
    phrases = '[[phrases]]\nfact = "guards"\nunits = ["人"]\nlabel = "护林{people_words}"\n'
    text = TEXT.replace("栽植苗木1200株", "护林人员8人")

    assert {"guards": "8", "staff": "31"} == facts(site, phrases, text)


@pytest.mark.parametrize("label", ["(", "{nowhere}"])
def test_a_wording_that_is_no_pattern_is_told_with_its_place(site: Site, label: str) -> None:
    phrases = f'[[phrases]]\nfact = "guards"\nunits = ["人"]\nlabel = "{label}"\n'

    with pytest.raises(ProblemsFound) as found:
        facts(site, phrases)
    assert [("phrase-pattern", 1)] == [(problem.code, problem.place.line) for problem in found.value.problems]
    assert Path(found.value.problems[0].place.file).name == "acme.forest.toml"
