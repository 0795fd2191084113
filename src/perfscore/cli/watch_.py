"""``watch``: a ruleset on a page that renews itself at every save · 边写边看."""

from argparse import Namespace
from pathlib import Path

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("card", metavar="RULESET", key="card")
    parser.add("report", metavar="REPORT", nargs="?", key="watch_report")
    parser.add("--port", type=int, default=0, metavar="PORT", key="desk_port")
    parser.add("--no-browser", action="store_true", key="desk_quiet")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Show the page until it is ended."""
    from perfscore.desk.loopback import Service
    from perfscore.desk.watch_service import watch_app
    from perfscore.desk.watching import Watch
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout

    named = [path for path in (given.card, given.report) if path]
    language = language_of(given.lang, files=named)
    for path in named:
        if not Path(path).is_file():
            raise UsageFault(say(language, "fault.watch_file", found=path))
    try:
        service = Service(given.port)
    except (OSError, OverflowError):
        raise UsageFault(say(language, "fault.desk_port", found=str(given.port))) from None
    app = watch_app(Watch(given.card, given.report, given.pack), service.token, service.host, language)
    to_stdout(say(language, "desk.watching", address=service.address) + "\n")
    service.serve(app, not given.no_browser)
    return 0
