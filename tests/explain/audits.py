"""Audits that the tests of explanations look at."""

import sys
from functools import cache
from pathlib import Path

from perfscore import Audit, audit, discover, read_report, read_ruleset

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "examples" / "yueyanglou-library-2024"

sys.path.insert(0, str(HERE.parent))  # where golden.py stands


@cache
def audited(report: str, ruleset: str) -> Audit:
    """Audit a report of the seed or of this folder under a ruleset of this folder or a bundled one."""
    folder = SEED if (SEED / f"{report}.toml").exists() else HERE
    card = HERE / f"{ruleset}.toml"
    catalog = discover()
    rules = read_ruleset(card if card.exists() else ruleset, catalog)
    return audit(read_report(folder / f"{report}.toml"), rules, catalog)
