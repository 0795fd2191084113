"""Scores beside their full scores, and the totals they make up · 分值与得分.

A text writes a frame out in words in two ways: 投入得分10分（满分10分）, and 投入10分，得10分.  Either way
the full score says what a score is of, and full scores that make up 100 say that none is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise

from perfscore.extract.narrative.bound import number_of
from perfscore.extract.narrative.relation import Relation, made_up
from perfscore.extract.narrative.said import Said

__all__ = ["Section", "scores_in", "sections_in"]

_ALL = 100
_GOT = re.compile(
    r"[,、)；;:]*(?:自评|实际|实|本次|评价|最终|评定|考核|综合)*(?:得分|得|自评|评分|评定)(?:为|是)?:?"
)
_OWN = re.compile(r"[,、;:]?[一-鿿]{1,12}(?:自评|得分|总分|评分|评定|评为)(?:得分|得|分数|结果)?(?:为|是)?:?")
_TOTAL = re.compile(
    r"总得?分|合计|自评得分|综合得分|综合评分|^(?:[我本该全][^,。]{1,4}|评价|最终|项目)*得分(?:为|是|:)?$"
)
_OF_ALL = re.compile(r"(?:满分|总分|总分值|标准分|分值合计|合计)(?:为|共)?")
_BRACKETS = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True, slots=True)
class Section:
    """A score that stands behind its full score, and the name of what both are of · 一部分的得分."""

    name: str
    full: Said
    got: Said

    @property
    def is_of_all(self) -> bool:
        """Whether the full score is that of the whole: 总分100分，自评93分."""
        return _OF_ALL.search(self.full.shown) is not None and number_of(self.full) == _ALL


def sections_in(all_said: Sequence[Said]) -> tuple[Section, ...]:
    """Return the scores that stand behind their full scores."""
    scores = [said for said in all_said if said.figure.kind == "score"]
    return tuple(
        Section(full.shown, full, got)
        for full, got in pairwise(scores)
        if got.paragraph == full.paragraph and (number_of(got) or 0) <= (number_of(full) or 0)
        if (got.number == full.number + 1 and _GOT.fullmatch(full.after))
        or _heads(full, got)
        or _is_out_of(full, got)
    )


def _heads(full: Said, got: Said) -> bool:
    """Say whether a full score stands in brackets behind the name of a part, whose score comes later."""
    return full.opener == "(" and full.after.startswith(")") and _GOT.fullmatch(got.shown) is not None


def _is_out_of(full: Said, got: Said) -> bool:
    """Say whether a score is the body's of all there are: 评价总分100分，某委自评95分."""
    next_to = got.number == full.number + 1 and got.sentence == full.sentence
    return next_to and Section("", full, got).is_of_all and _OWN.fullmatch(full.after) is not None


def scores_in(all_said: Sequence[Said]) -> Iterator[Relation]:
    """Yield that scores make up a total, and so do the full scores beside them."""
    sections = [one for one in sections_in(all_said) if not one.is_of_all]
    paired = {said.number for one in sections for said in (one.full, one.got)}
    scores = [said for said in all_said if said.figure.kind == "score" and not said.figure.after]
    told: list[Relation] = []
    for _, group in groupby(scores, key=lambda said: said.sentence):
        sentence = list(group)
        if not any(said.number in paired for said in sentence):
            told += filter(None, _in_sentence(sentence))
    sections += [one for one in _followed(scores) if not one.is_of_all]
    paired |= {said.number for one in sections for said in (one.full, one.got)}
    totals = [said for said in scores if _is_total(said) and said.number not in paired]
    for _, below in groupby(sections, key=lambda one: one.got.levels[:1]):
        told += filter(None, _in_part(list(below), totals))
    yield from {one.members: one for one in told}.values()


def _followed(scores: Sequence[Said]) -> Iterator[Section]:
    """Yield the scores of a list that stand before their full scores: 其中产出指标49分(满分50分)."""
    for got, full in pairwise(scores):
        in_list = got.opener.startswith(("其中", "具体", "分别", ":")) and got.depth == 0
        if in_list and full.opener == "(" and full.number == got.number + 1 and "满分" in full.before:
            yield Section(got.shown, full, got)


def _in_part(sections: Sequence[Section], totals: Sequence[Said]) -> Iterator[Relation | None]:
    """Yield that the sections below a heading make up its total, where their full scores make up 100.

    Where the total does not stand below that heading, it is the one of the text.
    """
    full = sum((number_of(one.full) or Fraction(0) for one in sections), Fraction(0))
    if len(sections) > 1 and full == _ALL:
        own = [one for one in totals if one.levels[:1] == sections[0].got.levels[:1]] or totals
        if len({number_of(said) for said in own}) == 1:
            yield _whole(made_up(own[0], [one.got for one in sections]))


def _in_sentence(every: Sequence[Said]) -> Iterator[Relation | None]:
    """Yield that the scores of a sentence make up its total, and so do the full scores in brackets."""
    full = {said.number - 1: said for said in every if said.opener == "(" and "满分" in said.before}
    scores = [said for said in every if said.number - 1 not in full]
    named = [said for said in scores if _TOTAL.search(said.shown)]
    if len(named) != 1 or len(scores) < 3 or any(map(_is_no_part, scores)):
        return
    total = named[0]
    parts = [said for said in scores if said is not total]
    if not (scores[-1] is total or scores[0] is total):
        return
    printed = [number_of(full[part.number]) or Fraction(0) for part in parts if part.number in full]
    told = made_up(total, parts)
    yield _whole(told) if len(printed) == len(parts) and sum(printed) == _ALL else told
    if total.number in full and all(part.number in full for part in parts):
        yield made_up(full[total.number], [full[part.number] for part in parts])


def _whole(relation: Relation | None) -> Relation | None:
    """Return a sum of which no part is left out: the full scores of its parts make up all there are."""
    return None if relation is None else replace(relation, whole=True)


def _is_total(score: Said) -> bool:
    return _TOTAL.search(score.shown) is not None and "平均" not in score.shown


def _is_no_part(score: Said) -> bool:
    """Say whether a score is an average, what was lost, or beside full scores outside brackets."""
    return "扣" in score.shown or "满分" in _BRACKETS.sub("", score.before) or "平均" in score.shown
