"""``read``: a published document in, a report file out · 读取文件."""

from argparse import Namespace
from pathlib import Path

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("source", metavar="DOCUMENT", key="read_source")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add("--force", action="store_true", key="force")
    parser.add("--show", action="store_true", key="read_show")
    parser.add_document()
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Read a document: its forms, or else what its text says."""
    from perfscore.cli.delivery import deliver_reads
    from perfscore.extract.narrative.narrative import NarrativeRead
    from perfscore.extract.reports import read_reports
    from perfscore.messages import language_in
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import to_stdout

    reads = read_reports(given.source, discover(given.pack), year=given.year, password=given.password)
    if not given.show:
        return deliver_reads(given, reads)
    from perfscore.extract.narrative.shown import marked

    for read in reads:
        if not isinstance(read, NarrativeRead):
            raise UsageFault(say(language_of(given.lang), "read.show_form", found=Path(given.source).name))
        to_stdout(marked(read.found, language_of(given.lang, language_in(read.found.text.raw))))
    return 0
