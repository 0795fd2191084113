"""What a text says in words, and what it says it scored · 文字陈述与自评得分."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfscore.extract.narrative.labels import Labels, quoteless, without_names
from perfscore.extract.narrative.numbering import Level, ahead, below, numbering_at
from perfscore.extract.narrative.phrases import Phrases, StatementEntry
from perfscore.extract.narrative.relation import Relation
from perfscore.extract.narrative.said import Said
from perfscore.extract.narrative.scores import sections_in
from perfscore.extract.narrative.text import Text

__all__ = ["Claims", "Statement", "claims_of", "statements_of"]

_DENIED = re.compile(r"(?:不存在|没有|未出现|避免|防止|杜绝|解决|无)[^,;。]{0,10}$")
_REACH = 20
"""Characters before a statement that can deny it."""
_FUTURE = re.compile(r"下一步|改进|建议|打算|整改")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says what a fact is · 陈述.

    `start` and `end` are those of its words in the paragraph.
    """

    entry: StatementEntry
    paragraph: int
    levels: tuple[Level, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claims:
    """The scores a text claims · 自评得分.

    `total` and the others are the figures; `rivals` other totals that the text names as well, in which case
    none is taken; `grade` is where the grade is named: paragraph, start, end, and the word.
    """

    total: Said | None = None
    rivals: tuple[Said, ...] = ()
    sections: Mapping[str, Said] = field(default_factory=dict)
    execution: Said | None = None
    grade: str = ""


def statements_of(text: Text, phrases: Phrases) -> Iterator[Statement]:
    """Yield what a text says in words, each fact once, at its first place."""
    levels: tuple[Level, ...] = ()
    patterns = [(entry, re.compile(entry.says)) for entry in phrases.statements]
    found: set[str] = set()
    for number, paragraph in enumerate(text.paragraphs):
        start = 0
        while numbering := numbering_at(ahead(paragraph.plain, start)):
            start += numbering.length
            levels = below(levels, numbering, ahead(paragraph.plain, start))
        if any(_FUTURE.search(level.title) for level in levels):
            continue
        plain = _spaced(paragraph.plain)
        for entry, pattern in patterns:
            for match in pattern.finditer(plain):
                words = "said" if match.groupdict().get("said") else 0
                start = max(0, match.start(words) - _REACH)
                if entry.fact not in found and not _DENIED.search(plain, start, match.start(words)):
                    found.add(entry.fact)
                    yield Statement(entry, number, levels, match.start(words), match.end())


def _spaced(plain: str) -> str:
    """Return a text in which quotes do not stand between words, at the length it has."""
    return re.sub("“三公”", "三公\ue000\ue000", plain)


def claims_of(
    all_said: Sequence[Said],
    relations: Sequence[Relation],
    text: Text,
    labels: Labels,
    phrases: Phrases,
    year: int | None,
) -> Claims:
    """Return what a text says it scored; nothing where it names two totals."""
    words = phrases.claims
    paired = sections_in(all_said)
    full = {one.full.number for one in paired} | {one.got.number for one in paired if not one.is_of_all}
    scores = [said for said in all_said if said.figure.kind == "score" and not said.figure.after]
    scores = [said for said in scores if said.number not in full and said.year in (None, year)]
    scores = [said for said in scores if not re.search(words.never, said.shown) and not said.figure.before]
    sums = [one for one in relations if one.kind == "sum" and one.total in scores]
    totals = [said for said in scores if _is_called(said, words.total, labels)]
    totals += [
        one.got for one in paired
        if one.is_of_all and one.got in scores and one.got not in totals
        and _is_called(one.full, words.total, labels)
    ]  # fmt: skip
    totals += [one.total for one in sums if one.total not in totals]
    values = {
        said.figure.number.rstrip("0").rstrip(".") if "." in said.figure.number else said.figure.number: said
        for said in reversed(totals)
    }
    total = next(iter(values.values())) if len(values) == 1 else None
    names = {one.got.number: one.name for one in paired}
    parts = [
        (labels.forms(names.get(part.number, part.shown)), part)
        for one in sums
        if one.total is total
        for part in one.parts
    ]
    sections = {
        name: part
        for forms, part in parts
        for name, pattern in words.parts.items()
        if _explains(pattern, forms)
    }
    execution = next((part for forms, part in parts if _explains(words.execution, forms)), None)
    return Claims(total, () if total else tuple(totals), sections, execution, _grade(text, words.grade))


def _is_called(said: Said, pattern: str, labels: Labels) -> bool:
    """Say whether a score has a label that a pattern explains."""
    return _explains(pattern, labels.forms(said.shown))


def _explains(pattern: str, forms: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, form) for form in (*forms, *map(without_names, forms)))


def _grade(text: Text, pattern: str) -> str:
    """Return the one grade a text names."""
    found = {
        match[1]
        for paragraph in text.paragraphs
        for match in re.finditer(pattern, quoteless(paragraph.plain))
    }
    return next(iter(found)) if len(found) == 1 else ""
