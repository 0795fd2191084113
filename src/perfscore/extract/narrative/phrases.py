"""The wordings of facts, as data · 用语.

``phrases.toml`` says how each fact is worded, with examples and counter-examples that are tests; a pack
brings more in a file of the same form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from perfscore.extract.narrative.labels import quoteless
from perfscore.inputs.files import read_text
from perfscore.inputs.schema.reading import validate
from perfscore.inputs.toml.text import parse
from perfscore.messages.problems import Problem, ProblemsFound
from perfscore.numbers.fields import Declared, FactId

__all__ = ["Hit", "Phrase", "PhraseEntry", "Phrases", "bundled_phrases", "phrases_with", "read_phrases"]

Report = Literal["department", "project"]
_BUNDLED = Path(__file__).with_name("phrases.toml")
_T = TypeVar("_T")
_LIST = re.compile(r"\{([a-z_]+)\}")


class PhraseEntry(Declared):
    """One wording of one fact, as written · 一种说法."""

    label: str
    units: tuple[str, ...] = Field(min_length=1)
    fact: FactId | None = None
    name: str | None = Field(default=None, title="what it is called where it is no fact")
    after: str | None = None
    rank: int = Field(default=1, ge=1, le=2)
    report: Report | None = None
    of: tuple[FactId, ...] = ()
    follows: tuple[FactId, ...] = ()
    sums_to: FactId | None = None
    alone: str | None = Field(default=None, title="what must not stand anywhere in the text")
    says: str | None = Field(default=None, title="what label or unit must hold")
    last: bool = False
    held_against: bool = Field(default=False, title="a change, or what one is held against")
    bare: bool = False
    confirmed: bool = Field(default=False, title="only with parts that make it up")
    examples: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


class HeadingsEntry(Declared):
    """What headings say of the figures below them · 标题用语."""

    neutral: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    plans: str = ""
    others: str = ""


class RulesEntry(Declared):
    """What holds for figures of any fact · 通则."""

    once: tuple[FactId, ...] = ()
    sources: tuple[str, ...] = ()
    planned: str = ""
    done: str = ""
    other_subject: str = "(?!)"
    made_up: Mapping[FactId, tuple[FactId, ...]] = Field(default_factory=dict, title="what may mean a part")
    parts: tuple[str, ...] = Field(default=(), title="what the spending of a body is made of")
    whole: str = Field(default="(?!)", title="words for all of the spending")
    anew: str = Field(default="(?!)", title="words that may speak of the whole again")
    moved: str = Field(default="(?!)", title="what came or went is no subject")


class StatementEntry(Declared):
    """How a text says something in words · 文字陈述."""

    fact: FactId
    says: str
    state: Literal["not_applicable"] | None = Field(default=None, title="in place of true")
    examples: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


class ClaimsEntry(Declared):
    """How a text words its scores · 自评得分的说法."""

    total: str = ""
    parts: Mapping[str, str] = Field(default_factory=dict)
    execution: str = ""
    never: str = ""
    grade: str = ""


class PhrasesFile(Declared):
    """A file of wordings · 用语文件."""

    words: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    fragments: Mapping[str, str] = Field(default_factory=dict, title="patterns that labels are made of")
    phrases: tuple[PhraseEntry, ...] = ()
    headings: HeadingsEntry | None = None
    rules: RulesEntry | None = None
    statements: tuple[StatementEntry, ...] = ()
    claims: ClaimsEntry | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording of one fact, ready to be compared · 一种说法."""

    entry: PhraseEntry
    label: re.Pattern[str]
    after: re.Pattern[str] | None
    alone: re.Pattern[str] | None

    @property
    def is_generic(self) -> bool:
        """Whether the label names no subject, so that it means whatever is spoken of."""
        return "subject" not in self.label.groupindex


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording that explains a label, and the subject the label names · 匹配."""

    phrase: Phrase
    subject: str


class Phrases:
    """All wordings · 全部用语."""

    def __init__(self, phrases: Iterable[Phrase], files: Sequence[PhrasesFile]) -> None:
        self.all = tuple(phrases)
        self.statements = tuple(statement for file in files for statement in file.statements)
        self.headings = _last([file.headings for file in files], HeadingsEntry())
        self.rules = _last([file.rules for file in files], RulesEntry())
        self.claims = _last([file.claims for file in files], ClaimsEntry())
        self.neutral = re.compile(_any_of(self.headings.neutral))
        self.sources = re.compile(_any_of([*self.headings.neutral, *self.rules.sources]))

    def in_order(self, phrases: Iterable[Phrase]) -> "Phrases":
        """Return the same with its wordings in another order, the first of which win."""
        other = copy(self)
        other.all = tuple(phrases)
        return other

    def find(self, label: str, unit: str, after: str, report: Report) -> Hit | None:
        """Return the first wording that explains the whole of a label, the better rank before the worse."""
        for rank, phrase in product((1, 2), self.all):
            entry = phrase.entry
            if entry.rank != rank or unit not in entry.units or entry.report not in (None, report):
                continue
            goes_on = phrase.after is None or phrase.after.match(after)
            if goes_on and (found := phrase.label.fullmatch(label)):
                return Hit(phrase, found.groupdict().get("subject") or "")
        return None


def read_phrases(*files: Path) -> Phrases:
    """Return the wordings of files; raise ProblemsFound for what is wrong in them.

    A file may use the lists of those before it.
    """
    pieces: dict[str, str] = {}
    phrases: list[Phrase] = []
    read: list[PhrasesFile] = []
    for path in files:
        document = parse(read_text(path))
        file = validate(document, PhrasesFile)
        pieces |= {name: _any_of(words) for name, words in file.words.items()}
        pieces |= {name: f"(?:{fragment})" for name, fragment in file.fragments.items()}
        read.append(file)
        for number, entry in enumerate(file.phrases):
            try:
                label = re.compile(_expanded(entry.label, pieces))
                after, alone = (re.compile(one) if one else None for one in (entry.after, entry.alone))
            except (re.error, KeyError) as error:
                place = document.places.value(("phrases", number))
                values = {"found": entry.label, "why": str(error)}
                problem = Problem("phrase-pattern", place, f"phrases › {number}", values)
                raise ProblemsFound([problem]) from None
            phrases.append(Phrase(entry, label, after, alone))
    return Phrases(phrases, read)


@cache
def bundled_phrases() -> Phrases:
    """Return the wordings that come with the library."""
    return read_phrases(_BUNDLED)


def phrases_with(files: Iterable[Path]) -> Phrases:
    """Return the wordings that come with the library, and those of packs, which go before."""
    more = tuple(files)
    if not more:
        return bundled_phrases()
    found = read_phrases(_BUNDLED, *more)
    return found.in_order([*found.all[len(bundled_phrases().all) :], *bundled_phrases().all])


def _last(found: Sequence[_T | None], otherwise: _T) -> _T:
    return next((one for one in reversed(found) if one is not None), otherwise)


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    options = sorted(map(quoteless, words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, options))})"


def _expanded(pattern: str, pieces: Mapping[str, str]) -> str:
    """Return a pattern with its pieces written out, and its subject as a group."""
    written = _LIST.sub(lambda found: pieces[found[1]], pattern)
    return written.replace("«", "(?P<subject>").replace("»", ")")
