"""Audits that the tests of explanations look at."""

from functools import cache
from pathlib import Path

from perfscore import Audit, audit, read_report, read_ruleset
from tests.cards import catalog
from tests.paths import LIBRARY

HERE = Path(__file__).parent


@cache
def audited(report: str, ruleset: str) -> Audit:
    """Audit a report of the seed or of this folder under a ruleset of this folder or a bundled one."""
    folder = LIBRARY if (LIBRARY / f"{report}.toml").exists() else HERE
    card = HERE / f"{ruleset}.toml"
    rules = read_ruleset(card if card.exists() else ruleset, catalog())
    return audit(read_report(folder / f"{report}.toml"), rules, catalog())
