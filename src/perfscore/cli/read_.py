"""``read``: a published document in, a report file out · 读取文件."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault

if TYPE_CHECKING:
    from perfscore.extract.forms.form import FormRead
    from perfscore.extract.narrative.narrative import NarrativeRead

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("source", metavar="DOCUMENT", key="read_source")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add("--force", action="store_true", key="force")
    parser.add("--show", action="store_true", key="read_show")
    parser.add("--year", type=int, metavar="YEAR", key="form_year")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Read a document: its forms, or else what its text says."""
    from perfscore.extract.reports import read_reports
    from perfscore.packs.catalog import discover
    from perfscore.runs.output import to_stdout

    read = read_reports(given.source, discover(given.pack), year=given.year)
    if isinstance(read, tuple):
        return _forms(given, read)
    if given.show:
        from perfscore.extract.narrative.shown import marked

        to_stdout(marked(read.found, _language(given, read)))
        return 0
    if given.output in (None, "-"):
        to_stdout(read.toml)
        return 0
    _written(given, read)
    return 0


def _written(given: Namespace, read: "NarrativeRead") -> None:
    from perfscore.cli.delivery import refuse_taken
    from perfscore.extract.narrative.compose import listed_of
    from perfscore.runs.language import say
    from perfscore.runs.output import to_file, to_stdout

    language = _language(given, read)
    refuse_taken([given.output], [given.source], given.force, language)
    to_file(given.output, read.toml)
    counts = {"bound": str(read.found.taken), "listed": str(len(listed_of(read.found)))}
    to_stdout(say(language, "read.written", file=given.output, subject=read.report.subject, **counts) + "\n")


def _forms(given: Namespace, forms: "tuple[FormRead, ...]") -> int:
    from perfscore.cli.form_ import deliver_forms
    from perfscore.runs.language import say, spoken

    if given.show:
        raise UsageFault(say(spoken(given.lang), "read.show_form", found=Path(given.source).name))
    return deliver_forms(given, forms)


def _language(given: Namespace, read: "NarrativeRead") -> str:
    from perfscore.runs.language import is_chinese, spoken

    chinese = is_chinese(f"{read.report.title}{read.report.subject}{read.found.text.raw[:200]}")
    return given.lang or ("zh" if chinese else spoken())
