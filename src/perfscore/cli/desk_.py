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
    import socket
    from contextlib import suppress
    from pathlib import Path
    from secrets import token_urlsafe

    import uvicorn

    from perfscore.desk.server import desk_app
    from perfscore.desk.table import Table
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout

    language = language_of(given.lang)
    if given.folder is not None and not Path(given.folder).is_dir():
        raise UsageFault(say(language, "fault.desk_folder", found=given.folder))
    catalog = discover(given.pack)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", given.port))
    except (OSError, OverflowError):
        raise UsageFault(say(language, "fault.desk_port", found=str(given.port))) from None
    host, token = f"127.0.0.1:{listening.getsockname()[1]}", token_urlsafe(24)
    address = f"http://{host}/{token}/"
    app = desk_app(Table(given.folder, language, given.pack), catalog, token, host, language)
    to_stdout(say(language, "desk.open", address=address) + "\n")
    if not given.no_browser:
        import webbrowser

        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="critical", server_header=False, access_log=False)
    with suppress(KeyboardInterrupt):  # how it is ended
        uvicorn.Server(config).run(sockets=[listening])
    return 0
