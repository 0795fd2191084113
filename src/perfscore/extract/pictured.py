"""Figures that were read from a picture: never more than assumed · 由图片识别的数字.

The one place that knows it.  Whoever writes an entry of a report file passes it through here; what is
marked is told by the remarks of the document, each of them naming a page, or a picture on one or in a text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfscore.documents.document import Document
from perfscore.extract.forms.notes import FormNote
from perfscore.messages import LANGUAGES

__all__ = ["NOTHING_PICTURED", "Pictured", "pictured_in"]

FROM_PICTURE = "form-from-picture"


@dataclass(frozen=True, slots=True)
class Pictured:
    """What of a document was read from pictures, by the place it all begins with · 由图片识别的部分."""

    places: tuple[str, ...]

    def marked(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Return an entry of a report file, as assumed where it stands in such a place.

        One that has a state of its own keeps it, such as one that cannot be read; a note of its own stays
        before the one that is added.
        """
        at = str(entry.get("at", ""))
        place = next((place for place in self.places if place in at), None)
        if place is None or entry.get("state", "assumed") != "assumed":
            return dict(entry)
        note = FormNote(FROM_PICTURE, place)
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


NOTHING_PICTURED = Pictured(())


def pictured_in(document: Document) -> Pictured:
    """Return what of a document was read from pictures."""
    return Pictured(tuple(remark.place for remark in document.remarks if remark.code == FROM_PICTURE))
