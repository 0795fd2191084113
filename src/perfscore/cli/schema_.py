"""``schema``: the JSON Schema of a file, for editors · 文件格式的结构描述."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]

_KINDS = ("ruleset", "report", "case")


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("kind", choices=_KINDS, key="schema_kind")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Print the schema, with the indicators and shapes that are installed."""
    from perfscore.cli.delivery import deliver
    from perfscore.packs.catalog import discover
    from perfscore.publish.schema import schema_text

    deliver(given, schema_text(given.kind, discover(given.pack)))
    return 0
