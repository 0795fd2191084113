"""``desk``: the same in a local web page, for whoever works in no terminal · 本机网页."""

from argparse import Namespace

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("folder", metavar="FOLDER", nargs="?", key="desk_folder")
    parser.add("--port", type=int, default=0, metavar="PORT", key="desk_port")
    parser.add("--no-browser", action="store_true", key="desk_quiet")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Open the desk, and keep it open until it is ended."""
    from pathlib import Path

    from perfscore.desk.loopback import Service
    from perfscore.desk.server import desk_app
    from perfscore.desk.table import Table
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout

    language = language_of(given.lang)
    if given.folder is not None and not Path(given.folder).is_dir():
        raise UsageFault(say(language, "fault.desk_folder", found=given.folder))
    try:
        service = Service(given.port)
    except (OSError, OverflowError):
        raise UsageFault(say(language, "fault.desk_port", found=str(given.port))) from None
    # Said before anything is read: while packs are asked, what is printed goes to standard error.
    to_stdout(say(language, "desk.open", address=service.address) + "\n")
    table, catalog = Table(given.folder, language, given.pack), discover(given.pack)
    service.serve(desk_app(table, catalog, service.token, service.host, language), not given.no_browser)
    return 0
