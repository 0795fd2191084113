"""``form``: filled forms in, report files out, and empty forms to fill · 自评表."""

from argparse import Namespace
from pathlib import Path

from perfscore.cli.arguments import Parser, UsageFault

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=("read", "write"), key="form_what")
    parser.add("source", metavar="FILE_OR_RULESET", key="form_source")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add("--force", action="store_true", key="force")
    parser.add("--year", type=int, metavar="YEAR", key="form_year")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Read a filled form, or write an empty one."""
    return _read(given) if given.what == "read" else _write(given)


def _read(given: Namespace) -> int:
    from perfscore.cli.delivery import refuse_taken
    from perfscore.extract.forms.form import read_forms
    from perfscore.extract.forms.notes import told
    from perfscore.packs.catalog import discover
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import complain, to_file, to_stdout

    forms = read_forms(given.source, discover(given.pack), year=given.year)
    if given.output in (None, "-"):
        to_stdout("\n".join(form.toml for form in forms))
        return 0
    language = language_of(given.lang, "".join(form.toml for form in forms))
    outputs = _outputs(given.output, len(forms))
    refuse_taken(outputs, [given.source], given.force, language)
    for path, form in zip(outputs, forms, strict=True):
        to_file(path, form.toml)
        said = list(told(form.notes, language))
        complain("\n".join(line for lines in said for line in lines)) if said else None
        counts = {"rows": str(len(form.report.targets)), "notes": str(len(said))}
        to_stdout(say(language, "form.read", file=path, subject=form.report.subject, **counts) + "\n")
    return 0


def _outputs(output: str, forms: int) -> list[str]:
    """Return where the reports go: several of one file are numbered."""
    path = Path(output)
    numbered = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(1, forms + 1))
    return [output] if forms == 1 else [str(one) for one in numbered]


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
