"""What the library offers to everybody."""

import copy
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import pytest

import perfscore
from tests.paths import LIBRARY

SEED = LIBRARY / "report.toml"


@pytest.fixture(scope="module")
def seed() -> perfscore.Audit:
    catalog = perfscore.discover()
    return perfscore.audit(
        perfscore.read_report(SEED), perfscore.read_ruleset("yueyanglou-2024", catalog), catalog
    )


def declared() -> dict[str, str]:
    """Return the names that editors and mypy are told of, each with the module it is said to live in."""
    (block,) = re.findall(
        r"^if TYPE_CHECKING:\n(.*?)\n\n", Path(perfscore.__file__).read_text("utf-8"), re.M | re.S
    )
    lines = re.findall(r"from (\S+) import (.+)", block)
    return {name: module for module, names in lines for name in names.split(", ")}


def test_editors_and_the_interpreter_are_told_the_same_of_every_name() -> None:
    assert sorted(perfscore.__all__) == sorted(declared())
    for name, module in declared().items():
        assert getattr(perfscore, name) is getattr(import_module(module), name)


def test_one_name_loads_what_it_needs_and_nothing_else() -> None:
    code = "import sys; from perfscore import Range; print(*(m for m in sys.modules if 'perfscore.' in m))"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "perfscore.numbers.ranges" in ran.stdout.split()
    assert not [name for name in ran.stdout.split() if not name.startswith("perfscore.numbers")]


def test_the_names_of_the_contract_are_there() -> None:
    assert {"assess", "audit", "read_report", "read_ruleset", "discover"} <= set(perfscore.__all__)


def test_audit_is_the_function_whatever_was_imported_before() -> None:
    code = "import perfscore.auditing, perfscore.engine; from perfscore import audit; print(callable(audit))"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert ("True\n", "") == (ran.stdout, ran.stderr)


def test_a_name_that_is_not_offered_is_refused() -> None:
    assert not hasattr(perfscore, "everything")


def test_an_explanation_can_be_had_as_text_markdown_and_json(seed: perfscore.Audit) -> None:
    text = perfscore.render(seed, language="en")

    assert text.startswith("Verdict: consistent, not confirmed.")
    assert perfscore.render(seed, format="markdown").startswith("**结论：不矛盾")
    assert "consistent" == json.loads(perfscore.render(seed, format="json"))["verdict"]
    assert 2 == len(json.loads(perfscore.render(seed, seed, format="json")))


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"format": "pdf"}, {"criterion": "nope"}])
def test_a_language_or_a_format_there_is_not_is_refused_by_name(
    seed: perfscore.Audit, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        perfscore.render(seed, **wrong)


def test_the_version_is_that_of_the_distribution() -> None:
    assert version("perfscore") == perfscore.__version__


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda seed: perfscore.audit(cast("Any", 96), seed.card.plan), "or PathLike or Mapping, not int"),
        (lambda seed: perfscore.audit(seed.report, cast("Any", 96)), "make_ruleset() takes values"),
        (
            lambda seed: perfscore.audit(seed.report, "yueyanglou-2024", cast("Any", "acme")),
            "discover() gives one",
        ),
        (lambda _: perfscore.read_report(cast("Any", {})), "not dict; make_report() takes values"),
        (lambda _: perfscore.read_report("format = 1\n"), "parse_report() takes a text"),
        (lambda _: perfscore.read_ruleset(cast("Any", {})), "not dict; make_ruleset() takes values"),
        (lambda _: perfscore.read_ruleset("format = 1\n"), "parse_ruleset() takes a text"),
        (lambda _: perfscore.make_report(cast("Any", "format = 1")), "the parse_ functions take text"),
        (lambda _: perfscore.parse_report(cast("Any", {})), "text is a str, not dict"),
        (lambda seed: perfscore.solve_total(seed, 96), "card is a Scorecard, not Audit"),
        (lambda seed: perfscore.render(seed.card), "each argument is a Audit, not Scorecard"),
        (lambda seed: perfscore.render(), "at least one Audit"),
        (lambda _: perfscore.discover("acme"), "discover(['acme'])"),
    ],
)
def test_a_wrong_argument_is_told_with_where_to_get_a_right_one(
    call: Callable[[perfscore.Audit], Any], expected: str, seed: perfscore.Audit
) -> None:
    with pytest.raises(TypeError) as refused:
        call(seed)

    assert expected in str(refused.value)


def test_a_figure_that_cannot_be_read_says_why() -> None:
    with pytest.raises(perfscore.QuantityRefused, match="no digits in '册'"):
        perfscore.read_quantity("册")


def test_a_plan_and_a_result_can_be_sent_to_another_process(seed: perfscore.Audit) -> None:
    before = perfscore.render(seed)

    assert before == perfscore.render(pickle.loads(pickle.dumps(seed)))
    assert before == perfscore.render(copy.deepcopy(seed))
    plan = pickle.loads(pickle.dumps(seed.card.plan))
    assert before == perfscore.render(perfscore.audit(seed.report, plan))
