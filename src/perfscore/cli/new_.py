"""``new``: commented files to start from; nothing is ever overwritten · 生成样例."""

import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.cli.arguments import Parser, UsageFault
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.runs.output import OutputFailed

if TYPE_CHECKING:
    from perfscore.publish.schema import Kind

__all__ = ["files_of", "options", "run"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")


def files_of(what: str, path: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files to write, with their content.

    An indicator, a pack and a ruleset take their id from the name of the file or folder.
    """
    target, templates = Path(path), files("perfscore.cli") / "templates"
    match what:
        case "report":
            yield from _checked_by("report", target, _read(templates / "report.toml", {}))
        case "ruleset":
            own = _read(templates / "ruleset.toml", {'id = "example"': f'id = "{_id(target)}"'})
            yield from _checked_by("ruleset", target, own)
        case "indicator":
            name = {"example_rate": _name(target.name.removesuffix(".py"), path)}
            beside = str(target.with_name(f"{name['example_rate']}.cases.toml"))
            yield (
                str(target.with_name(f"{name['example_rate']}.py")),
                _read(templates / "indicator.py.txt", name),
            )
            yield beside, _read(templates / "indicator.cases.toml", name)
        case "paper" | "letter":
            from perfscore.explain.formats.paper import bundled_template

            yield path, bundled_template(what)
        case "pack":
            yield from _pack(target, path, templates)


def _checked_by(kind: "Kind", target: Path, text: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield a file that names its schema, by which editors check it, and the schema where it is not there."""
    from perfscore.packs.catalog import discover
    from perfscore.publish.schema import FILES, schema_text

    yield str(target), f"#:schema ./{FILES[kind]}\n{text}"
    schema = target.with_name(FILES[kind])
    if not schema.exists():
        yield str(schema), schema_text(kind, discover())


def _pack(target: Path, path: str, templates: Traversable) -> Iterator[tuple[str, str]]:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputFailed("exists", file=path)
    name = _name(target.resolve().name.replace("-", "_"), path)
    named = {"example_pack": name, "example-pack": name.replace("_", "-")}
    for file, template in _tree(templates / "pack", ""):
        text = _read(template, named)
        yield str(target / file.replace("example_pack", name).removesuffix(".txt")), text
    inside = target / name
    own = {"example_rate.py": "indicator.py.txt", "example_rate.cases.toml": "indicator.cases.toml"}
    ids = {'id="example_rate"': f'id="{name}.example_rate"'}
    for file, template_name in own.items():
        yield str(inside / file), _read(templates / template_name, ids)


def _tree(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _tree(item, f"{before}{item.name}/")
        else:
            yield f"{before}{item.name}", item


def _read(template: Traversable, named: Mapping[str, str]) -> str:
    text = template.read_text("utf-8")
    for example, name in named.items():
        text = text.replace(example, name)
    return text


def _id(target: Path) -> str:
    stem = target.name.removesuffix(".toml")
    return stem if _ID.fullmatch(stem) else "example"


def _name(name: str, path: str) -> str:
    if not _NAME.fullmatch(name):
        raise ProblemsFound([Problem("id-not-usable", Place(path, 0), "", {"found": name})])
    return name


_MADE = ("report", "ruleset", "indicator", "pack", "paper", "letter")


def options(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add("what", choices=_MADE, key="made")
    parser.add("path", metavar="PATH", key="path")
    parser.add("--from", dest="table", metavar="DOCUMENT", key="new_from")
    parser.add("--password", metavar="TEXT", key="password")
    parser.add_packs()
    parser.add_language()


def run(given: Namespace) -> int:
    """Write one template, the files of a whole pack, or a draft from a criteria table."""
    from perfscore.runs.language import language_of

    if given.table is not None:
        return _draft(given)
    return _deliver(files_of(given.what, given.path), language_of(given.lang))


def _deliver(made: Iterator[tuple[str, str | bytes]], language: str) -> int:
    from perfscore.runs.language import say
    from perfscore.runs.output import to_new_file, to_stdout

    written = list(made)
    for path, text in written:
        to_new_file(path, text)
    for path, _ in written:
        to_stdout(say(language, "new.written", file=path) + "\n")
    return 0


def _draft(given: Namespace) -> int:
    """Write the draft of a ruleset, and say how much of the table was read and what does not add up."""
    from perfscore.packs.catalog import discover
    from perfscore.publish.draft.compose import draft_of
    from perfscore.publish.draft.said import Words
    from perfscore.runs.language import language_of, say
    from perfscore.runs.output import complain, to_stdout

    if given.what != "ruleset":
        raise UsageFault(say(language_of(given.lang), "new.from_what"))
    if Path(given.path).exists():
        raise OutputFailed("exists", file=given.path)
    draft = draft_of(given.table, discover(given.pack), id=_id(Path(given.path)), password=given.password)
    language = language_of(given.lang, draft.spoken)
    done = _deliver(_checked_by("ruleset", Path(given.path), draft.toml(language)), language)
    to_stdout(say(language, "new.drafted", **draft.counts) + "\n")
    for one in draft.off:
        complain(Words(language).told(one))
    return done
