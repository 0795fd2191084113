"""What a template may say: fields, loops and conditions, and nothing that runs · 模板语言.

A template comes from whoever drew it up, and lays out; it computes nothing.  It is looked at as a tree before
it is filled: what is not on these lists does not exist.  No field is an object with methods, no function can
be called, so nothing is there to reach for; Jinja's sandbox stands behind that.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from perfscore.explain.clean import clean

__all__ = ["Sandbox", "forbidden", "torn"]

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.CondExpr, nodes.Concat, nodes.List, nodes.Tuple,
)  # fmt: skip
_ELEMENT = re.compile(r"<(/?)([\w:]+)[^>]*?(/?)>")
_FILTERS = frozenset(("default", "first", "join", "last", "length", "list", "lower", "trim", "upper"))
_TESTS = frozenset(("defined", "undefined", "eq", "ne", "equalto", "in", "even", "odd"))


class Sandbox(ImmutableSandboxedEnvironment):
    """The only environment that templates are filled in · 模板沙箱.

    Every text that is put in is cleaned and escaped, its braces too: it can be no markup and no tag.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_put_in, loader=BaseLoader())
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a field; fields have no attributes beside."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a field, one of a list by its number, or what a loop says of itself."""
        if isinstance(obj, LoopContext) and argument in ("first", "last", "index", "length"):
            return getattr(obj, argument)
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return obj if isinstance(obj, Undefined) else self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called."""
        return False


def forbidden(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield what a template may not say: the line it stands in, and what it is."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _NODES):
            yield node.lineno, type(node).__name__.lower()
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            yield node.lineno, f"|{node.name}"
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            yield node.lineno, f"is {node.name}"


def torn(tree: nodes.Template) -> Iterator[int]:
    """Yield the lines of loops and conditions that begin in one paragraph, cell or row and end in another."""
    for loop in tree.find_all(nodes.For):
        if not (_is_whole(loop.body) and _is_whole(loop.else_)):
            yield loop.lineno
    for choice in tree.find_all(nodes.If):
        branches = (choice.body, choice.else_, *(other.body for other in choice.elif_))
        if not all(map(_is_whole, branches)):
            yield choice.lineno


def _is_whole(branch: list[nodes.Node]) -> bool:
    """Say whether every element that begins in a branch ends in it, loops inside left out."""
    printed = (part for output in branch if isinstance(output, nodes.Output) for part in output.nodes)
    texts = (part.data for part in printed if isinstance(part, nodes.TemplateData))
    within: list[str] = []
    for closes, name, empty in _ELEMENT.findall("".join(texts)):
        if closes and (not within or within.pop() != name):
            return False
        if not closes and not empty:
            within.append(name)
    return not within


def _put_in(value: Any) -> Any:
    """Return what a template prints as text of XML, whatever it is; a list or a field of fields is none."""
    if isinstance(value, Undefined):
        return value
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise SecurityError(type(value).__name__)
    # A brace as a reference: to whatever looks for tags in the filled text there are none.
    return Markup(str(escape(clean(str(value)))).replace("{", "&#123;").replace("}", "&#125;"))
