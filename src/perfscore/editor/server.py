"""The language server: what an editor asks over the protocol, and what it is answered · 语言服务器.

One process for one editor, over its standard input and output.  Outside, positions are those of the protocol,
inside, characters; nothing is written but by the editor.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import ServerTextPosition, ServerTextRange

from perfscore.editor.completion import complete
from perfscore.editor.cursor import cursor_at
from perfscore.editor.hover import meaning
from perfscore.editor.known import Known, known_of
from perfscore.editor.names import facts_named
from perfscore.editor.renaming import refused, renamed
from perfscore.editor.texts import Span, Text
from perfscore.explain.wording.words import words_of
from perfscore.messages.problems import Mend, Problem
from perfscore.messages.severities import Severity
from perfscore.packs.catalog import Catalog
from perfscore.packs.packs import version_of_engine

__all__ = ["editor_server"]

_MOST_FILES = 500
_TRIGGERS = ['"', "=", "{", ",", " "]


def editor_server(catalog: Catalog, language: str) -> LanguageServer:
    """Return the server; `start_io()` runs it until the editor ends it."""
    server = LanguageServer("perfscore", version_of_engine())
    files = _Files(server, catalog, language)
    for name, answer in (
        (types.TEXT_DOCUMENT_DID_OPEN, files.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, files.opened),
        (types.TEXT_DOCUMENT_DID_CLOSE, files.closed),
        (types.TEXT_DOCUMENT_HOVER, files.hover),
        (types.TEXT_DOCUMENT_DEFINITION, files.definition),
        (types.TEXT_DOCUMENT_REFERENCES, files.references),
        (types.TEXT_DOCUMENT_RENAME, files.rename),
        (types.TEXT_DOCUMENT_CODE_ACTION, files.fixes),
    ):
        server.feature(name)(_asked(answer))
    options = types.CompletionOptions(trigger_characters=_TRIGGERS)
    server.feature(types.TEXT_DOCUMENT_COMPLETION, options)(_asked(files.completion))
    return server


def _asked(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return an answer as a function: the library writes on what it calls, which a method does not allow."""

    def ask(given: Any) -> Any:
        return answer(given)

    return ask


class _Files:
    """The files an editor has open, what each is known to name, and the answers about them."""

    def __init__(self, server: LanguageServer, catalog: Catalog, language: str) -> None:
        self._server, self._catalog, self._language = server, catalog, language
        self._known: dict[str, Known] = {}

    def opened(self, given: Any) -> None:
        """Tell the problems of a file that was opened or changed."""
        uri = given.text_document.uri
        text, folder = self._text(uri), _path(uri).parent
        before = self._known.get(uri, Known())
        self._known[uri], problems = known_of(text, folder, self._catalog, before)
        found = [self._diagnostic(problem, text) for problem in problems]
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    def closed(self, given: types.DidCloseTextDocumentParams) -> None:
        """Forget a file, and what was wrong with it."""
        self._known.pop(given.text_document.uri, None)
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(given.text_document.uri, [])
        )

    def completion(self, given: types.CompletionParams) -> list[types.CompletionItem]:
        """Return what can be written at a position."""
        uri, (line, column) = given.text_document.uri, self._position(given)
        text = self._text(uri)
        data = text.data or text.without_line(line).data
        found = complete(
            cursor_at(text, line, column), data, self._known.get(uri, Known()), self._catalog, self._language
        )
        return [
            types.CompletionItem(item.label, detail=item.says or None, insert_text=item.text)
            for item in found
        ]

    def hover(self, given: types.HoverParams) -> types.Hover | None:
        """Return what stands at a position in words."""
        uri, text = given.text_document.uri, self._text(given.text_document.uri)
        spot = text.at(text.offset(*self._position(given)))
        known = self._known.get(uri, Known())
        said = "" if spot is None else meaning(text, spot, known, self._catalog, self._language)
        if spot is None or not said:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, said)
        return types.Hover(content, self._range(uri, text, spot.span))

    def definition(self, given: types.DefinitionParams) -> list[types.Location]:
        """Return where the fact at a position is defined."""
        fact = self._fact_at(given)
        return [] if fact is None else [
            place for place, defines in self._places(given.text_document.uri, fact) if defines
        ]  # fmt: skip

    def references(self, given: types.ReferenceParams) -> list[types.Location]:
        """Return every place of the folder that names the fact at a position."""
        fact = self._fact_at(given)
        return [] if fact is None else [place for place, _ in self._places(given.text_document.uri, fact)]

    def rename(self, given: types.RenameParams) -> types.WorkspaceEdit | None:
        """Return what changes where the fact at a position has another name, in all files of the folder."""
        fact = self._fact_at(given)
        if fact is None:
            return None
        texts = self._folder(given.text_document.uri)
        if why := refused(fact, given.new_name, texts, self._catalog):
            said = words_of(self._language)(f"editor.rename_{why}", found=fact, name=given.new_name)
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))
            return None
        changes = {
            uri: [types.TextEdit(self._range(uri, text, edit.span), edit.text) for edit in edits]
            for uri, text in texts.items()
            if (edits := list(renamed(text, fact, given.new_name, self._catalog)))
        }
        return types.WorkspaceEdit(changes=changes)

    def fixes(self, given: types.CodeActionParams) -> list[types.CodeAction]:
        """Return the safe mend of each problem asked about that has one, as ``check --fix`` makes it."""
        uri, text = given.text_document.uri, self._text(given.text_document.uri)
        return [
            self._fix(uri, text, told, Mend(*told.data)) for told in given.context.diagnostics if told.data
        ]

    def _fix(self, uri: str, text: Text, told: types.Diagnostic, mend: Mend) -> types.CodeAction:
        line = mend.line - 1
        start, end = (text.offset(line, column - 1) for column in (mend.column, mend.end))
        edit = types.TextEdit(self._range(uri, text, Span(start, end)), mend.text)
        return types.CodeAction(
            title=words_of(self._language)("editor.fix", text=mend.text or text.text[start:end]),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[told],
            is_preferred=True,
            edit=types.WorkspaceEdit(changes={uri: [edit]}),
        )

    def _fact_at(self, given: Any) -> str | None:
        text = self._text(given.text_document.uri)
        offset = text.offset(*self._position(given))
        named = facts_named(text, self._catalog)
        return next((one.fact for one in named if one.span.start <= offset <= one.span.end), None)

    def _places(self, uri: str, fact: str) -> Iterator[tuple[types.Location, bool]]:
        for other, text in self._folder(uri).items():
            for one in facts_named(text, self._catalog):
                if one.fact == fact:
                    yield types.Location(other, self._range(other, text, one.span)), one.defines

    def _folder(self, uri: str) -> Mapping[str, Text]:
        """Return the TOML files of the folder of a file, as they stand in the editor."""
        files = sorted(_path(uri).parent.glob("*.toml"))[:_MOST_FILES]
        return {one: self._text(one) for one in dict.fromkeys((uri, *(file.as_uri() for file in files)))}

    def _text(self, uri: str) -> Text:
        return Text(self._server.workspace.get_text_document(uri).source, str(_path(uri)))

    def _position(self, given: Any) -> tuple[int, int]:
        document = self._server.workspace.get_text_document(given.text_document.uri)
        if given.position.line >= len(document.lines):  # the empty line behind the last line end
            return int(given.position.line), 0
        position = document.position_from_client_units(given.position)
        return position.line, position.character

    def _range(self, uri: str, text: Text, span: Span) -> types.Range:
        document = self._server.workspace.get_text_document(uri)
        start, end = (ServerTextPosition(*text.position(offset)) for offset in span)
        return document.range_to_client_units(ServerTextRange(start, end))

    def _diagnostic(self, problem: Problem, text: Text) -> types.Diagnostic:
        """Return a problem where it stands: from its place to the end of what stands there."""
        own = problem.place.file == text.label and problem.place.line > 0
        line, column = (problem.place.line - 1, (problem.place.column or 1) - 1) if own else (0, 0)
        start = text.offset(line, column)
        spot = text.at(start)
        ends = spot.span.end if spot is not None else start
        end = ends if ends > start else text.offset(line, len(text.line(line)))
        mend = problem.mend if own else None
        return types.Diagnostic(
            range=self._range(Path(text.label).as_uri(), text, Span(start, end)),
            message=problem.text(self._language).removeprefix(f"{problem.place}: " if own else ""),
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            source="perfscore",
            data=[mend.line, mend.column, mend.end, mend.text] if mend else None,
        )


_SEVERITIES: Mapping[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def _path(uri: str) -> Path:
    return Path(unquote(urlparse(uri).path))
