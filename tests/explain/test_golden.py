"""The explanations of the seed are the ones that were read and approved."""

from pathlib import Path

import pytest

from tests.explain.golden import GOLDEN, explained
from tests.paths import ROOT


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_the_explanation_is_the_golden_one(file: Path) -> None:
    assert (ROOT / file).read_text("utf-8") == explained(file)
