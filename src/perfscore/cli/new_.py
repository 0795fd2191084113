"""``new``: commented files to start from; nothing is ever overwritten · 生成样例."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]

_MADE = ("report", "ruleset", "indicator", "pack")


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=_MADE, key="made")
    parser.add("path", metavar="PATH", key="path")
    parser.add_language()


def run(given: Namespace) -> int:
    """Write one template, or the files of a whole pack."""
    from perfscore.cli.output import to_new_file, to_stdout
    from perfscore.cli.sentences import say, spoken
    from perfscore.cli.templating import files_of

    written = list(files_of(given.what, given.path))
    for path, text in written:
        to_new_file(path, text)
    for path, _ in written:
        to_stdout(say(spoken(given.lang), "new.written", file=path) + "\n")
    return 0
