"""``desk``: the same in a local web page, for whoever works in no terminal · 本机网页."""

from argparse import Namespace
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("folder", metavar="FOLDER", nargs="?", key="desk_folder")
    parser.add_service()
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Open the desk, and keep it open until it is ended."""
    from pathlib import Path

    from perfscore.cli.delivery import serve
    from perfscore.desk.server import desk_app
    from perfscore.desk.table import Table
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of, say

    language = language_of(given.lang)
    if given.folder is not None and not Path(given.folder).is_dir():
        raise UsageFault(say(language, "fault.desk_folder", found=given.folder))
    catalog = discover(given.pack)

    def desk(token: str, host: str) -> "Starlette":
        return desk_app(Table(given.folder, language, given.pack), catalog, token, host, language)

    serve(given, language, "desk.open", desk)
    return 0
