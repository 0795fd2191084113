"""What an auditor should know of a form that was read · 读取说明."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from perfscore.messages import Listed, fill, load

__all__ = ["HIDDEN_SHEET", "HIDING", "FormNote", "hiding", "note_lines"]

_LONGEST = 200


HIDDEN_SHEET = "form-hidden-sheet"
HIDING = frozenset((
    "form-hidden-row", "form-hidden-column", HIDDEN_SHEET, "form-tracked-change",
    "form-merged-text", "form-macros", "form-year-from-name", "form-cut",
))  # fmt: skip
"""Notes of what somebody who opens the form does not see so, or not all of; they go into its report."""


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something of a form that is not in the report, or not quite as stored · 说明.

    `code` is that of a sentence in the catalogue ``forms``, `place` where it stands in the file
    (``Sheet1!C7``), `text` what stands there in full.
    """

    code: str
    place: str
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """Return what there is to say, without place and text."""
        words: str = load("forms", language)["notes"][self.code]
        return fill(words, {**self.values, "text": self.text})


def hiding(notes: Iterable[FormNote], document: str) -> tuple[Mapping[str, str], ...]:
    """Return the notes that go into the report of a document, as a report file has them."""
    return tuple(
        {"code": note.code, "at": f"{document} {note.place}".strip(), "text": note.text}
        for note in notes if note.code in HIDING
    )  # fmt: skip


def note_lines(notes: Iterable[FormNote], language: str) -> Iterator[tuple[str, ...]]:
    """Yield the notes by what there is to say, each as its lines: one, or a heading with one for each.

    Of formulas only the places are note_lines, in one line.
    """
    groups: dict[str, list[FormNote]] = {}
    for note in notes:
        groups.setdefault(note.code, []).append(note)
    words = load("forms", language)
    for code, group in groups.items():
        sentences = list(dict.fromkeys(note.sentence(language) for note in group))
        if len(group) == 1:
            yield (_joined(f"{group[0].place}: {sentences[0]}", group[0].text),)
        elif code in words["many"]:
            places = Listed(_places(note.place for note in group)).worded(language)
            yield (words["grouped"]["places"].format(sentence=words["many"][code], places=places),)
        elif len(sentences) == 1:
            head = words["grouped"]["head"].format(sentence=sentences[0], count=str(len(group)))
            yield (head, *(f"  {_joined(note.place, note.text)}" for note in group))
        else:
            yield tuple(_joined(f"{note.place}: {note.sentence(language)}", note.text) for note in group)


def _joined(before: str, text: str) -> str:
    """Return a note with what stands there in one line, cut where that is long."""
    line = " ".join(text.split())
    shown = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return f"{before}: {shown}" if shown else before


def _places(places: Iterable[str]) -> Iterator[str]:
    """Yield places, the sheet only where it is another than that of the place before."""
    sheet = ""
    for place in places:
        yield place.removeprefix(sheet) if sheet else place
        sheet = f"{place.rpartition('!')[0]}!" if "!" in place else ""
