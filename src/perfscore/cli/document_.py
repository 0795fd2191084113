"""``document``: write the reference of what is installed, or say where it is stale · 生成参考手册."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("folder", metavar="FOLDER", key="reference")
    parser.add("--check", action="store_true", key="reference_check")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Write every page that differs; with ``--check`` only name them, and fail where there are any."""
    from pathlib import Path

    from perfscore.packs.catalog import discover
    from perfscore.publish.reference.pages import stale, write_reference
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout, unwritten

    language, catalog = language_of(given.lang), discover(given.pack)
    key, compare = ("stale", stale) if given.check else ("written", write_reference)
    try:
        pages = compare(Path(given.folder), catalog)
    except OSError as error:
        raise unwritten(error, str(error.filename or given.folder)) from None
    told = [say(language, f"document.{key}", file=page) for page in pages]
    to_stdout("".join(f"{line}\n" for line in told or [say(language, "document.current")]))
    return int(given.check and bool(pages))
