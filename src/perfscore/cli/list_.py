"""``list``: what there is to score with · 列出."""

from argparse import Namespace

from perfscore.cli.arguments import Parser

__all__ = ["options", "run"]

_WHAT = ("indicators", "shapes", "rulesets", "packs")


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=_WHAT, key="listed")
    parser.add_packs()
    parser.add("--format", choices=("text", "json"), default="text", key="format")
    parser.add_language()


def run(given: Namespace) -> int:
    """List one kind of thing; packs are listed without running anything of theirs."""
    from perfscore.cli.listing import listed
    from perfscore.cli.output import to_stdout
    from perfscore.cli.sentences import say, spoken
    from perfscore.explain.document import Table

    language = spoken(given.lang)
    names, rows = listed(given.what, given.pack, language)
    if given.format == "json":
        from perfscore.explain.json import json_text

        to_stdout(json_text([dict(zip(names, row, strict=True)) for row in rows]))
        return 0
    from perfscore.explain.text import table_lines

    head = tuple(say(language, f"list.{name}") for name in names)
    to_stdout("".join(f"{line}\n" for line in table_lines(Table(rows, head), columns=160)))
    return 0
