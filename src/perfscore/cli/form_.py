"""``form``: filled forms in, report files out, and empty forms to fill · 自评表."""

from argparse import Namespace

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=("read", "write"), key="form_what")
    parser.add("source", metavar="FILE_OR_RULESET", key="form_source")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add("--force", action="store_true", key="force")
    parser.add_document()
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Read a filled form, or write an empty one."""
    return _read(given) if given.what == "read" else _write(given)


def _read(given: Namespace) -> int:
    from perfscore.cli.delivery import deliver_reads
    from perfscore.extract.forms.form import read_forms
    from perfscore.packs.catalog import discover

    catalog = discover(given.pack)
    reads = read_forms(given.source, catalog, year=given.year, password=given.password)
    return deliver_reads(given, reads)


def _write(given: Namespace) -> int:
    from perfscore.cli.delivery import refuse_taken
    from perfscore.publish.form.writer import empty_form
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import load_plan, prefixes
    from perfscore.runs.output import to_file, to_stdout

    if given.output in (None, "-"):
        raise UsageFault(say(language_of(given.lang), "form.no_output"))
    refuse_taken([given.output], [given.source], given.force, language_of(given.lang))
    plan = load_plan(given.source, (*given.pack, *prefixes(given.source)))
    to_file(given.output, empty_form(plan, given.lang or "zh"))  # the forms are Chinese
    to_stdout(say(given.lang or "zh", "form.written", file=given.output) + "\n")
    return 0
