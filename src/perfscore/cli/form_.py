"""``form``: filled forms in, report files out, and empty forms to fill · 自评表."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault

if TYPE_CHECKING:
    from perfscore.forms import FormRead

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=("read", "write"), key="form_what")
    parser.add("source", metavar="FILE_OR_RULESET", key="form_source")
    parser.add("-o", "--output", metavar="FILE", key="output")
    parser.add("--year", type=int, metavar="YEAR", key="form_year")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Read a filled form, or write an empty one."""
    return _read(given) if given.what == "read" else _write(given)


def _read(given: Namespace) -> int:
    from perfscore.cli.language import is_chinese
    from perfscore.cli.output import complain, to_file, to_stdout
    from perfscore.cli.sentences import say
    from perfscore.forms import read_forms
    from perfscore.plugins.catalog import discover

    forms = read_forms(given.source, discover(given.pack), year=given.year)
    if given.output in (None, "-"):
        to_stdout("\n".join(form.toml for form in forms))
        return 0
    language = given.lang or ("zh" if is_chinese(forms[0].report.subject) else "en")
    for number, form in enumerate(forms, 1):
        path = given.output if len(forms) == 1 else _numbered(given.output, number)
        to_file(path, form.toml)
        complain("\n".join(_said(form, language))) if form.notes else None
        counts = {"rows": str(len(form.report.targets)), "notes": str(len(form.notes))}
        to_stdout(say(language, "form.read", file=path, subject=form.report.subject, **counts) + "\n")
    return 0


def _said(form: "FormRead", language: str) -> list[str]:
    """Return a line for each note: place, sentence, what stands there."""
    texts = ((note, " ".join(note.text.split())) for note in form.notes)
    return [f"{note.place}: {note.sentence(language)}{f': {text}' if text else ''}" for note, text in texts]


def _numbered(output: str, number: int) -> str:
    path = Path(output)
    return str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def _write(given: Namespace) -> int:
    from perfscore.cli.loading import load_plan, prefixes
    from perfscore.cli.output import to_file, to_stdout
    from perfscore.cli.sentences import say
    from perfscore.forms.writer import empty_form

    if given.output in (None, "-"):
        raise UsageFault(say(given.lang or "en", "form.no_output"))
    plan = load_plan(given.source, (*given.pack, *prefixes(given.source)))
    language = given.lang or "zh"  # the forms are Chinese
    to_file(given.output, empty_form(plan, language))
    to_stdout(say(language, "form.written", file=given.output) + "\n")
    return 0
