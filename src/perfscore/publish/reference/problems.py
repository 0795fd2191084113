"""A page for each problem code, and the page that lists them by what is at hand · 问题代码页.

What a code means and what mends it stands in the catalogue of messages; the examples are bad files, or parts
of them, with what is said of each and the same part mended.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from perfscore.inputs.files import read_text
from perfscore.inputs.toml.text import parse
from perfscore.messages import load
from perfscore.publish.reference.markdown import intro, lines, link, page, table

__all__ = ["group_of", "problem_pages"]

_EXAMPLES = Path(__file__).with_name("examples.toml")
_WORDS = (("why", "found · 发现"), ("fix", "fix · 改法"), ("otherwise", "or · 或"))
_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "file": "file toml too text number neither unknown-format key more",
        "keys": "missing wrong not unknown out id reserved value bad role empty limit levels assumption",
        "facts": "fact unit choice source undefined bounds years sign",
        "formulas": "formula measure divisor branch with",
        "shapes": "shape direction indicator reading row rows rate step",
        "weights": "weights points grade grades modifier veto bonus section criterion rounding no-total",
        "checks": "check case",
        "inheritance": "extends ruleset no-ruleset",
        "reports": "quantity date figure claim override overrides quote",
        "documents": "form narrative phrase path document audit",
        "tables": "table",
        "packs": "pack template record draft",
    }
)
"""What codes begin with, by what was at hand; the longest beginning decides."""


def group_of(code: str) -> str:
    """Return the group of a code; raises KeyError where it begins with nothing that is known."""
    starts = {start: name for name, words in _GROUPS.items() for start in words.split()}
    known = [start for start in starts if code == start or code.startswith(f"{start}-")]
    return starts[max(known, key=len, default=code)]


def problem_pages() -> dict[str, str]:
    """Return the pages of the codes by their path, and the one that lists them."""
    english, chinese = load("problems", "en"), load("problems", "zh")
    pages = {f"problems/{code}.md": _page(code, english[code], chinese[code]) for code in english}
    return {"problems.md": _listed(english, chinese), **pages}


def _listed(english: Mapping[str, Any], chinese: Mapping[str, Any]) -> str:
    names = [load("reference", language)["problems"]["groups"] for language in ("en", "zh")]
    parts = []
    for group in _GROUPS:
        codes = [code for code in sorted(english) if group_of(code) == group]
        parts.append(f"## {' · '.join(own[group] for own in names)}")
        parts.append(
            lines(
                " ".join(
                    (
                        link(f"`{code}`", f"problems/{code}.md"),
                        english[code]["meaning"],
                        chinese[code]["meaning"],
                    )
                )
                for code in codes
            )
        )
    return page("Problem codes · 问题代码", *intro("problems"), *parts)


def _page(code: str, english: Mapping[str, str], chinese: Mapping[str, str]) -> str:
    rows = [
        (name, english[key], chinese[key]) for key, name in _WORDS if english.get(key) and chinese.get(key)
    ]
    none = " ".join(load("reference", language)["problems"]["no_example"] for language in ("en", "zh"))
    examples = [part for one in _examples().get(code, ()) for part in _example(one)]
    return page(
        code,
        english["meaning"],
        chinese["meaning"],
        table(("", "English", "中文"), rows),
        *(examples or [none]),
        link("all codes · 全部代码", "../problems.md"),
    )


def _example(one: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong, what is said of it, and the same mended where that is known."""
    yield f"Wrong · 有误\n\n{_toml(one['wrong'])}"
    yield lines((one["en"], one["zh"]))
    if one["mended"]:
        yield f"Mended · 改正后\n\n{_toml(one['mended'])}"


def _toml(text: str) -> str:
    fence = "~~~~" if "~~~" in text else "~~~"
    return f"{fence}toml\n{text}\n{fence}"


@cache
def _examples() -> Mapping[str, Sequence[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for one in parse(read_text(_EXAMPLES)).data["example"]:
        found.setdefault(one["code"], []).append(one)
    return found
