"""Every sentence the explanation can need is in both catalogues."""

import ast
import re
from collections.abc import Iterator

import pytest

from perfscore.explain.wording.words import Words
from perfscore.language.compile.types import FUNCTIONS
from perfscore.messages import LANGUAGES, load
from tests.paths import ROOT

SOURCE = ROOT / "src" / "perfscore"


def keys_used() -> Iterator[str]:
    """Yield every catalogue entry that the explanation names outright."""
    for file in (SOURCE / "explain").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and re.fullmatch(r"[a-z_]+\.(?!css$|js$)[a-z_]+", value):
                yield value


def codes_used() -> set[str]:
    """Return the codes of findings, reasons and explanations of a claim."""
    files = [SOURCE / "auditing" / name for name in ("findings/find.py", "causes.py")]
    found = "\n".join(file.read_text("utf-8") for file in files)
    return set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', found)) | {"checked", "contradiction", "too-large"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_the_explanation_names_exists(language: str) -> None:
    catalogue = load("explain", language)
    keys = set(keys_used())

    assert len(keys) > 80
    assert [] == sorted(k for k in keys if k.split(".")[1] not in catalogue.get(k.split(".")[0], {}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_of_the_language_has_words(language: str) -> None:
    assert set(FUNCTIONS) == set(load("explain", language)["function"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    assert set() == codes_used() - set(load("findings", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_says_how_to_verify_it_and_when_it_is_a_false_alarm(language: str) -> None:
    reasons = {"division-by-zero", "too-large", "rate-holds"}  # what holds needs no verifying
    codes, catalogue = set(load("cli", language)["audit_finding"]) - reasons, load("findings", language)

    assert len(codes) > 60
    assert codes == {code for code in catalogue if {"verify", "false_alarm"} <= catalogue[code].keys()}
    assert not [code for code in codes if "{" in catalogue[code]["verify"] + catalogue[code]["false_alarm"]]


def test_a_sentence_without_all_its_values_gives_way_to_a_plainer_one() -> None:
    assert "The parts listed are some of the total; the rest is not listed." == Words("en").sentence(
        "parts-are-some", {"label": "x"}
    )


def test_a_code_without_a_sentence_stands_for_itself() -> None:
    assert "never-heard-of" == Words("zh").sentence("never-heard-of", {})
