"""``watch``: a ruleset on a page that renews itself at every save · 边写边看."""

from argparse import Namespace
from pathlib import Path

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("card", metavar="RULESET", key="card")
    parser.add("report", metavar="REPORT", nargs="?", key="watch_report")
    parser.add_service()
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Show the page until it is ended."""
    from perfscore.cli.delivery import serve
    from perfscore.desk.watch_service import watch_app
    from perfscore.desk.watching import Watch
    from perfscore.runs.language import language_of, say

    named = [path for path in (given.card, given.report) if path]
    language = language_of(given.lang, files=named)
    for path in named:
        if not Path(path).is_file():
            raise UsageFault(say(language, "fault.watch_file", found=path))
    watch = Watch(given.card, given.report, given.pack)
    serve(given, language, "desk.watching", lambda token, host: watch_app(watch, token, host, language))
    return 0
