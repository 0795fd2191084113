"""``check``: the mistakes of rulesets and reports, and the rulesets' own cases · 检查."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from perfscore.cli.arguments import Parser, UsageFault
from perfscore.messages import load
from perfscore.messages.problems import nearest
from perfscore.messages.severities import SEVERITIES
from perfscore.packs.catalog import Catalog, discover
from perfscore.runs.judging import Checked, checked
from perfscore.runs.loading import prefixes
from perfscore.runs.mending import difference, mended
from perfscore.runs.statuses import DONE, FAILED
from perfscore.runs.told import WRITERS
from perfscore.testing.rulesets_found import begins_with

__all__ = ["check_all", "options", "run"]


def check_all(paths: Sequence[str], packs: Iterable[str]) -> tuple[Catalog, list[Checked]]:
    """Check files, the files of folders, and bundled rulesets by id."""
    ids = [path for path in paths if not Path(path).exists()]
    catalog = discover({*packs, *(pack for name in ids for pack in prefixes(name))})
    return catalog, [checked(file, catalog) for path in paths for file in _files(path, catalog)]


def _files(path: str, catalog: Catalog) -> Iterator[Path]:
    """Yield the files a path stands for."""
    folder = Path(path)
    if folder.is_dir():
        for file in sorted(folder.rglob("*.toml")):
            if begins_with(file, ("ruleset", "report"), unread=True):
                yield file
    elif path in catalog.rulesets and not folder.exists():
        yield catalog.rulesets[path].value
    else:
        yield folder


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("paths", nargs="+", metavar="PATH", key="paths")
    parser.add("--format", choices=("text", *WRITERS), default="text", key="format")
    parser.add("--select", action="append", default=[], metavar="CODE", key="select")
    parser.add("--ignore", action="append", default=[], metavar="CODE", key="ignore")
    parser.add("--fail-on", choices=SEVERITIES, default=SEVERITIES[0], key="fail_on")
    parser.add("--fix", action="store_true", key="fix")
    parser.add("--diff", action="store_true", key="diff")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Check files, folders and bundled rulesets; problems go to standard output, their count to the other."""
    from perfscore.explain.clean import clean
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import complain, to_stdout

    catalog, found = check_all(given.paths, given.pack)
    language = language_of(given.lang, files=[one.name for one in found])
    _refuse_unknown([*given.select, *given.ignore], language)
    found = [_selected(one, given.select, given.ignore) for one in found]
    if given.diff:
        to_stdout("".join(map(difference, found)))
    elif given.fix:
        found = [_selected(mended(one, catalog), given.select, given.ignore) for one in found]
    failing = SEVERITIES[: SEVERITIES.index(given.fail_on) + 1]
    problems = [problem for one in found for problem in one.problems]
    if given.format in WRITERS and not given.diff:
        to_stdout(WRITERS[given.format](found, failing, language))
    elif not given.diff:
        lines = [
            *_lines([one for one in found if one.kind], language),
            *(one.text(language) for one in problems),
        ]
        to_stdout("".join(f"{clean(line)}\n" for line in lines))
    complain(say(language, "check.total", files=str(len(found)), problems=str(len(problems))))
    return FAILED if any(problem.severity in failing for problem in problems) else DONE


def _selected(one: Checked, select: Sequence[str], ignore: Sequence[str]) -> Checked:
    """Return what came of checking a file with the problems that are asked for."""
    kept = [p for p in one.problems if (not select or p.code in select) and p.code not in ignore]
    return replace(one, problems=tuple(kept))


def _refuse_unknown(codes: Iterable[str], language: str) -> None:
    known = load("problems", "en")
    for code in codes:
        if code not in known:
            from perfscore.runs.language import say

            close = nearest(code, known).get("nearest")
            guess = say(language, "fault.guess", nearest=close) if close else ""
            raise UsageFault(say(language, "check.no_code", found=code, guess=guess))


def _lines(checked: "list[Checked]", language: str) -> list[str]:
    from perfscore.explain.content.document import Table
    from perfscore.explain.formats.text import table_lines
    from perfscore.runs.language import say

    ok = say(language, "check.ok")
    rows = tuple((ok, one.name, say(language, f"check.{one.kind}", **one.counts)) for one in checked)
    return list(table_lines(Table(rows))) if rows else []
