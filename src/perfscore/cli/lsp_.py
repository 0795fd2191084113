"""``lsp``: a language server for editors, over standard input and output · 编辑器语言服务."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("--stdio", action="store_true", key="stdio")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Serve one editor until it ends the conversation."""
    from perfscore.editor.server import editor_server
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of

    editor_server(discover(given.pack), language_of(given.lang)).start_io()
    return 0
