"""What the program prints in Chinese, and the words that may come back in it."""

import contextlib
import io
import re
from pathlib import Path

from perfscore import discover, make_plan, read_ruleset
from perfscore.__main__ import main
from perfscore.messages import load
from perfscore.packs.packs import installed_packs
from tests.messages.latin import faults

KEYS = " ".join(key for table in load("keys", "en").values() for key in table)


def printed(*arguments: object) -> str:
    """Return everything the program prints in Chinese."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main([*map(str, arguments), "--lang", "zh"])
    assert "内部错误" not in err.getvalue()
    return out.getvalue() + err.getvalue()


def own(*files: Path) -> str:
    """Return the words of files, without the labels they have for English answers."""
    texts = (re.sub(r'\ben = "[^"]*"', "", file.read_text("utf-8")) for file in files)
    return " ".join([*texts, *map(str, files)])


def names(*rulesets: str) -> str:
    """Return what the catalogue has under a name, and the words of rulesets."""
    catalog = discover()
    plans = [make_plan(read_ruleset(name, catalog), catalog) for name in rulesets]
    ids = [
        id_ for plan in plans for id_ in (*(step.criterion.id for step in plan.steps), *plan.ruleset.facts)
    ]
    roles = [role.name for entry in catalog.indicators.values() for role in entry.value.roles]
    files = own(*(catalog.rulesets[name].value for name in rulesets))
    packs = [pack.pack for pack in installed_packs()]
    return " ".join([files, *ids, *packs, *roles, *catalog.rulesets, *catalog.indicators, *catalog.shapes])


def lines_with_faults(text: str, own: str) -> list[tuple[str, list[str]]]:
    # A code that fills the last cell of a table is the name of its line.
    lines = [re.sub(r" {2}([a-z0-9-]+)$", r" [\1]", line) for line in text.splitlines()]
    return [(line, found) for line in lines if (found := faults(line, own))]
