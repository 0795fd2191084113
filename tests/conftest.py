"""What the tests of the commands share."""

from pathlib import Path

import pytest
from hypothesis import settings

from perfscore.__main__ import main
from tests.command_line import Ran, Run
from tests.paths import ROOT

# How long an example takes on a machine with other work to do says nothing of what it gives.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in the root of the project."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # what is said must not depend on who runs the tests

    def run(*arguments: str | Path) -> Ran:
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run
