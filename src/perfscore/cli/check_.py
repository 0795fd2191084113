"""``check``: the mistakes of rulesets and reports, and the rulesets' own cases · 检查."""

from argparse import Namespace
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser

if TYPE_CHECKING:
    from perfscore.cli.checking import Checked

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("paths", nargs="+", metavar="PATH", key="paths")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Check files, folders and bundled rulesets; problems go to standard error."""
    from perfscore.cli.checking import check_all
    from perfscore.cli.output import complain, to_stdout
    from perfscore.cli.sentences import say, spoken
    from perfscore.explain.clean import clean

    checked = check_all(given.paths, given.pack)
    chinese = any(one.chinese for one in checked)
    language = given.lang or ("zh" if chinese else spoken())
    fine = [one for one in checked if one.refused is None]
    to_stdout("".join(f"{clean(line)}\n" for line in _lines(fine, language)))
    for one in checked:
        if one.refused is not None:
            complain(one.refused.text(language))
    problems = sum(len(one.refused.problems) + one.refused.left_out for one in checked if one.refused)
    counts = {"files": str(len(checked)), "problems": str(problems)}
    to_stdout(say(language, "check.total", **counts) + "\n")
    return 2 if problems else 0


def _lines(checked: "list[Checked]", language: str) -> list[str]:
    from perfscore.cli.sentences import say
    from perfscore.explain.document import Table
    from perfscore.explain.text import table_lines

    ok = say(language, "check.ok")
    rows = tuple((ok, one.name, say(language, f"check.{one.kind}", **one.counts)) for one in checked)
    return list(table_lines(Table(rows))) if rows else []
