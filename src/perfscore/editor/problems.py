"""Everything wrong with a file as it stands in an editor · 编辑中的问题."""

from pathlib import Path

from perfscore.editor.texts import Text
from perfscore.inputs.given import parse_report, parse_ruleset
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.packs.catalog import Catalog
from perfscore.plan.make import make_plan
from perfscore.testing.ruleset_cases import run_cases

__all__ = ["problems_of"]


def problems_of(text: Text, folder: Path, catalog: Catalog) -> tuple[Problem, ...]:
    """Return what ``check`` would tell of a text; of a file that is none of ours nothing."""
    try:
        if "report" in text.data:
            parse_report(text.text, name=text.label, folder=folder)
        elif "ruleset" in text.data or not text.data:
            return tuple(
                run_cases(make_plan(parse_ruleset(text.text, name=text.label, folder=folder), catalog))
            )
    except ProblemsFound as found:
        return found.problems
    return ()
