"""A Word file from a template and fields · 按模板生成 Word 文件.

docxtpl finds the tags in the runs of Word; what they may say, and what is put in, is ours.  The same template
and the same fields give the same bytes: the file has no clock in it.
"""

import re
import zipfile
from collections.abc import Mapping
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError
from lxml import etree

from perfscore.documents.archive import opened
from perfscore.documents.document import Unreadable
from perfscore.explain.formats.template_language import Sandbox, forbidden, torn
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.messages.visible import visible

__all__ = ["filled", "packed", "saved"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PARAGRAPH = re.compile(r"<w:p([ >])")
_MARKUP = re.compile(r"<[^>]+>")
_TEMPLATE = "<template>"
"""What Jinja calls a template that came from no file."""


def filled(template: bytes, fields: Mapping[str, Any], *, name: str, title: str) -> bytes:
    """Return a template with its fields filled in, as the bytes of a Word file.

    `name` is what the template is called where something is wrong with it, `title` that of the file.
    Raises ProblemsFound: no Word file, a tag that cannot be read, a field that does not exist, code.
    """
    try:
        opened(template)
        document = _Filling(template, name)
        document.render(dict(fields), Sandbox())
    except Unreadable as fault:
        values = {"found": fault.values.get("found", "")}
        raise ProblemsFound([Problem("template-not-word", Place(name, 0), "", values)]) from None
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as fault:
        values = {"found": type(fault).__name__}
        raise ProblemsFound([Problem("template-not-word", Place(name, 0), "", values)]) from None
    return saved(document, title)


def saved(document: Any, title: str) -> bytes:
    """Return a document of Word as bytes: the same ones whenever it is saved."""
    properties = document.core_properties
    properties.title, properties.revision = title[:255], 1
    for stamp in ("created", "modified", "lastPrinted"):
        for moment in [one for one in properties._element if etree.QName(one).localname == stamp]:
            properties._element.remove(moment)
    buffer = BytesIO()
    document.save(buffer)
    return packed(buffer.getvalue())


def packed(archive: bytes) -> bytes:
    """Return an archive packed anew, its parts in the same order and without the time of day."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            entry = zipfile.ZipInfo(part, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            new.writestr(entry, old.read(part))
    return buffer.getvalue()


class _Filling(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template that tells where it is wrong, by the paragraph as its author sees it in Word."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(BytesIO(content))
        self._name = name

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """Return one part filled; raise ProblemsFound with the paragraph where that cannot be done."""
        paragraphs = _PARAGRAPH.sub(r"\n<w:p\1", src_xml).split("\n")
        source = "\n".join(paragraphs)
        try:
            tree = jinja_env.parse(source)
            problems = [self._problem("template-torn", paragraphs, line) for line in torn(tree)]
            for line, what in forbidden(tree):
                problems.append(self._problem("template-forbidden", paragraphs, line, found=what))
            if problems := problems or self._unknown(tree, paragraphs, context):
                raise ProblemsFound(problems)
            xml: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except TemplateSyntaxError as error:
            found = error.message or ""
            raise self._fault("template-syntax", paragraphs, error.lineno, found=found) from None
        except UndefinedError as error:
            raise self._fault("template-field", paragraphs, _line(error), found=_named(error)) from None
        except (SecurityError, TemplateError, TypeError) as error:
            raise self._fault("template-value", paragraphs, _line(error), found=str(error)) from None
        self._whole(xml, paragraphs)
        return xml

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Properties are not filled: they are those that `filled` gives."""

    def _unknown(self, tree: Any, paragraphs: list[str], context: Any) -> list[Problem]:
        """Return the fields that do not exist, each where it stands first."""
        known = sorted(context)
        problems = []
        for name in sorted(meta.find_undeclared_variables(tree) - context.keys()):
            line = next((n for n, text in enumerate(paragraphs, 1) if _asks(name, text)), 0)
            close = get_close_matches(name, known, n=1)
            near = {"nearest": close[0]} if close else {"known": Listed(known)}
            problems.append(self._problem("template-field", paragraphs, line, found=name, **near))
        return problems

    def _whole(self, xml: str, paragraphs: list[str]) -> None:
        """Refuse what is no document any more: docxtpl would mend it, and leave out what it cannot mend."""
        try:
            etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError:
            raise self._fault("template-torn", paragraphs, 0) from None

    def _problem(self, code: str, paragraphs: list[str], line: int, **values: str) -> Problem:
        shown = _MARKUP.sub("", paragraphs[line - 1]).strip() if 0 < line <= len(paragraphs) else ""
        return Problem(code, Place(self._name, 0, keys=visible(shown, 80)), "", values)

    def _fault(self, code: str, paragraphs: list[str], line: int, **values: str) -> ProblemsFound:
        return ProblemsFound([self._problem(code, paragraphs, line, **values)])


def _asks(name: str, paragraph: str) -> bool:
    tags = re.findall(r"{[{%].*?[%}]}", paragraph)
    return any(re.search(rf"(?<![\w.]){re.escape(name)}\b", tag) for tag in tags)


def _named(error: UndefinedError) -> str:
    """Return the name of a field that is not there, which Jinja says in quotes."""
    names = re.findall(r"'([^']*)'", str(error))
    return str(names[-1]) if names else str(error)


def _line(error: BaseException) -> int:
    """Return the line of a template in which something went wrong, 0 where that is not known."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _TEMPLATE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
