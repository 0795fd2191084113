"""``pytest --perfscore`` in a folder of rulesets without any Python."""

from pathlib import Path

import pytest

CARD = (Path(__file__).parents[2] / "src/perfscore/cli/templates/ruleset.toml").read_text("utf-8")
pytest_plugins = ("pytester",)


@pytest.fixture
def folder(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a ruleset, a report and another file of TOML."""
    pytester.makefile(".toml", card=CARD, other="[tool]\nname = 1\n", report='[report]\nsubject = "x"\n')
    return pytester


def ran(folder: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return folder.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_the_cases_of_a_ruleset_are_tests(folder: pytest.Pytester) -> None:
    result = ran(folder, "--perfscore", "-v")

    assert {"passed": 1 + CARD.count("[[cases]]")} == result.parseoutcomes()
    result.stdout.fnmatch_lines(["card.toml::sound PASSED*"])


def test_nothing_is_collected_where_nobody_asks(folder: pytest.Pytester) -> None:
    result = ran(folder)

    assert pytest.ExitCode.NO_TESTS_COLLECTED == result.ret


def test_a_case_that_fails_shows_its_place_and_its_arithmetic(folder: pytest.Pytester) -> None:
    wrong = CARD.replace('execution = "47.50"', 'execution = "47.51"')
    folder.makefile(".toml", card=wrong)

    result = ran(folder, "--perfscore", "--perfscore-lang", "en")

    assert 1 == result.parseoutcomes()["failed"]
    result.stdout.fnmatch_lines(
        ["*card.toml:*: *execution should be 47.51, and is 47.5*", "*x = executed / budget = 95 / 100 = 0.95"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*perfscore/testing*")


def test_a_ruleset_with_a_mistake_is_one_test_that_fails(folder: pytest.Pytester) -> None:
    folder.makefile(".toml", card=CARD.replace("points = 40", "points = 41"))

    result = ran(folder, "--perfscore")

    assert {"failed": 1} == result.parseoutcomes()
    result.stdout.fnmatch_lines(["*card.toml:*weights-do-not-add-up*"])


def test_what_nobody_confirmed_is_counted_apart(folder: pytest.Pytester) -> None:
    case = """
[[cases]]
name = "{0}"
facts = {{ budget = "100", expenditure = "50" }}
expect = {{ execution = "{1}" }}
confirmed = false
"""
    folder.makefile(".toml", card=CARD + case.format("right", "25") + case.format("wrong", "26"))

    found = ran(folder, "--perfscore").parseoutcomes()

    assert (1, 1) == (found["xpassed"], found["xfailed"])
    assert "failed" not in found


def test_names_choose_cases_as_they_choose_tests(folder: pytest.Pytester) -> None:
    result = ran(folder, "--perfscore", "-k", "sound")

    assert 1 == result.parseoutcomes()["passed"]
