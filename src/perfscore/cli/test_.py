"""``test``: the cases of rulesets, and what they are worth · 检验用例."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser
from perfscore.runs.statuses import DONE, FAILED

if TYPE_CHECKING:
    from perfscore.testing.tested import Tested

__all__ = ["options", "run"]


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("ruleset", nargs="*", default=["."], metavar="RULESET", key="tested")
    parser.add("-k", dest="named", metavar="NAME", key="test_named")
    parser.add("--write", action="store_true", key="test_write")
    parser.add("--quick", action="store_true", key="test_quick")
    parser.add_packs()
    parser.add("--format", choices=("text", "json", "junit"), default="text", key="format")
    parser.add_language()
    parser.add("-o", "--output", metavar="FILE", key="output")


def run(given: Namespace) -> int:
    """Run the cases of rulesets and say what they are worth; with ``--write`` add those that lack."""
    from perfscore.cli.delivery import deliver
    from perfscore.explain.formats.json_text import json_text
    from perfscore.publish.tested import junit, results_data, results_text
    from perfscore.runs.language import language_of, say
    from perfscore.runs.loading import load_plan, prefixes
    from perfscore.runs.output import complain
    from perfscore.testing.tested import try_ruleset

    names = list(_names(given.ruleset))
    language = language_of(given.lang, files=[name for name in names if Path(name).exists()])
    named = given.named if given.named is not None else "" if given.quick else None
    results = [try_ruleset(load_plan(name, (*given.pack, *prefixes(name))), named) for name in names]
    if given.format == "json":
        text = json_text(results_data(results, language)) + "\n"
    elif given.format == "junit":
        text = junit(results, language)
    else:
        text = results_text(results, language, with_cases=not given.write)
    deliver(given, text)
    for one, name in zip(results, names, strict=True) if given.write else ():
        added = _add(one, name, language)
        complain(say(language, "test.added", count=str(added), file=name))
    return FAILED if any(one.failed for one in results) else DONE


def _names(given: list[str]) -> Iterator[str]:
    """Yield the rulesets that are meant: those of a folder by path, others as they are named."""
    from perfscore.testing.rulesets_found import rulesets_in

    for name in given:
        if Path(name).is_dir():
            for file in rulesets_in(Path(name)):
                yield str(file) if "/" in str(file) else f"./{file}"
        else:
            yield name


def _add(one: "Tested", name: str, language: str) -> int:
    """Write the cases that lack behind the file's own, which stays as it is; return how many."""
    from perfscore.inputs.files import read_text
    from perfscore.inputs.toml.text import parse
    from perfscore.publish.tested import cases_to_add
    from perfscore.runs.output import to_file

    cases = list(cases_to_add(one, language))
    if not cases or not Path(name).is_file():
        return 0
    source = read_text(Path(name))
    text = "\n\n".join([source.text.rstrip("\n"), "\n".join(cases)])
    parse(source._replace(text=text))  # a file that has its cases in one list takes no more behind it
    to_file(name, text)
    return len(cases)
