"""A page for each kind of sentence: what it becomes, its readings, its cases · 语句手册.

Every page is made from the table of kinds, so that none says what a draft would not.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from perfscore.extract.toml_writer import array_items
from perfscore.messages import LANGUAGES, load
from perfscore.numbers.exact import decimal_text, exact
from perfscore.packs.catalog import Catalog
from perfscore.publish.draft.compose import drafted
from perfscore.publish.draft.grammar import Kind, grammar
from perfscore.publish.draft.measures import Measures
from perfscore.publish.draft.table import Printed
from perfscore.publish.draft.text import Drafted, criterion_lines, facts_lines
from perfscore.publish.reference.markdown import HEADER, code, table

__all__ = ["cookbook_pages", "example_of"]

_WORDS = "{zh} · {en}"


def example_of(kind: Kind, measures: Measures, catalog: Catalog) -> Drafted:
    """Return the example of a kind, drafted as a table's row would be · 示例."""
    points = exact(str(kind.example["points"]))
    printed = Printed(kind.example["name"], (), points, kind.example["sentence"], "", "1")
    return drafted(printed, 1, measures, catalog)


def cookbook_pages(catalog: Catalog) -> dict[str, str]:
    """Return every page of the cookbook, by its path in the folder · 生成语句手册."""
    measures = Measures(catalog)
    pages = {f"{kind.id}.md": _page(kind, example_of(kind, measures, catalog)) for kind in grammar().kinds}
    return {"index.md": _index(), **pages}


def _in_both(*path: str) -> dict[str, str]:
    said: dict[str, Any] = {language: load("draft", language) for language in LANGUAGES}
    for key in path:
        said = {language: words[key] for language, words in said.items()}
    return said


def _index() -> str:
    rows = [
        (f"[{_WORDS.format(**_in_both('title', kind.id))}]({kind.id}.md)", kind.example["sentence"])
        for kind in grammar().kinds
    ]
    intro = _in_both("cookbook", "intro")
    heads = _in_both("cookbook", "title"), _in_both("cookbook", "sentence")
    kinds, sentence = (_WORDS.format(**head) for head in heads)
    return _joined([HEADER, f"# {kinds}", intro["en"], intro["zh"], table((kinds, sentence), rows)])


def _page(kind: Kind, one: Drafted) -> str:
    def heading(key: str) -> str:
        return f"## {_WORDS.format(**_in_both('cookbook', key))}"

    row = f"{one.row.name}, {decimal_text(one.row.points)}"
    return _joined(
        [
            HEADER,
            f"# {_WORDS.format(**_in_both('title', kind.id))}",
            heading("sentence"),
            f"{row}:\n\n> {kind.example['sentence']}",
            heading("toml"),
            _fenced([*facts_lines([one]), *criterion_lines(one)]),
            heading("readings"),
            "\n".join(_readings(one)),
            heading("cases"),
            _fenced(_cases(kind, one)),
            heading("refused"),
            "\n".join(f"- {sentence}" for sentence in kind.example["refused"]),
            f"[{code(one.criterion['scoring']['shape'])}](../reference/shapes/{one.criterion['scoring']['shape']}.md)",
        ]
    )


def _readings(one: Drafted) -> Iterator[str]:
    for said in (one.criterion["says"], *(reading["says"] for reading in one.criterion["readings"])):
        yield from (f"- {said['zh']}", f"  {said['en']}")


def _cases(kind: Kind, one: Drafted) -> Iterator[str]:
    for case in kind.example["cases"]:
        facts = {_fact(name, one): _plain(value) for name, value in case["facts"].items()}
        yield from array_items("cases", ({"facts": facts, "expect": {one.row.id: case["expect"]}},))


def _fact(name: str, one: Drafted) -> str:
    return name if name in one.facts else f"{one.row.id}_{name}"


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) or not isinstance(value, Fraction) else decimal_text(value)


def _fenced(lines: "Iterator[str] | list[str]") -> str:
    return "```toml\n" + "\n".join(lines).strip() + "\n```"


def _joined(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"
