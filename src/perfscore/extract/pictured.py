"""Figures that were read from a picture: never more than assumed · 由图片识别的数字.

The one place that knows it.  Whoever writes an entry of a report file passes it through here; what is
marked is told by the remarks of the document, each of them naming a page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfscore.documents.document import Document
from perfscore.extract.forms.notes import FormNote
from perfscore.messages import LANGUAGES

__all__ = ["NOTHING_PICTURED", "Pictured", "pictured_in"]

FROM_PICTURE = "form-from-picture"
_PAGE = re.compile(r"第[0-9]+页")


@dataclass(frozen=True, slots=True)
class Pictured:
    """The pages of a document that were read from pictures · 由图片识别的页."""

    pages: frozenset[str]

    def marked(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return an entry of a report file, as assumed where it stands on such a page.

        One that has a state of its own keeps it, such as one that cannot be read; a note of its own stays
        before the one that is added.
        """
        page = _PAGE.search(str(entry.get("at", "")))
        if page is None or page[0] not in self.pages or entry.get("state", "assumed") != "assumed":
            return dict(entry)
        note = FormNote(FROM_PICTURE, page[0])
        own = entry.get("note")
        said = {language: note.sentence(language) for language in LANGUAGES}
        if isinstance(own, Mapping):
            marks = {"zh": "；", "en": "; "}
            said = {language: f"{own[language]}{marks[language]}{said[language]}" for language in LANGUAGES}
        return {**entry, "state": "assumed", "note": said}

    def each(self, entries: Mapping[str, Any]) -> dict[str, Any]:
        """Return entries by their names, each as `marked` does; a bare text stays as it is."""
        return {
            name: self.marked(entry) if isinstance(entry, Mapping) else entry
            for name, entry in entries.items()
        }

    def all(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield rows of a table of facts, each figure of theirs as `marked` does."""
        return map(self.each, rows)


NOTHING_PICTURED = Pictured(frozenset())


def pictured_in(document: Document) -> Pictured:
    """Return which pages of a document were read from pictures."""
    return Pictured(frozenset(remark.place for remark in document.remarks if remark.code == FROM_PICTURE))
