"""JUnit's XML, which build servers read: suites of cases, and what each came to · 检验报告."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

__all__ = ["Suite", "Tried", "junit_text"]


class Tried(NamedTuple):
    """One case; `outcome` is none where it held, `about` are the attributes of what is said of it."""

    name: str
    outcome: Literal["failure", "skipped"] | None = None
    about: Mapping[str, str] = MappingProxyType({})
    text: str = ""


class Suite(NamedTuple):
    """The cases of one file or ruleset, and how many came to what."""

    name: str
    cases: tuple[Tried, ...]
    counts: Mapping[str, int]


def junit_text(suites: Iterable[Suite]) -> str:
    """Return suites as a document."""
    from xml.etree import ElementTree as Xml  # inside: only this format is XML; nothing foreign is parsed

    whole = Xml.Element("testsuites")
    for suite in suites:
        counts = {name: str(count) for name, count in suite.counts.items()}
        inside = Xml.SubElement(whole, "testsuite", {"name": suite.name, **counts})
        for one in suite.cases:
            case = Xml.SubElement(inside, "testcase", {"classname": suite.name, "name": one.name})
            if one.outcome is not None:
                Xml.SubElement(case, one.outcome, dict(one.about)).text = one.text or None
    Xml.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(whole, encoding="unicode")}\n'
