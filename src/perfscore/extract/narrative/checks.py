"""The statements of arithmetic of a text, as checks of a report file · 勾稽关系."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfscore.extract.narrative.bound import Bound, counted_in
from perfscore.extract.narrative.found import Found, both, fact_of, place_of, quote_of, stated_in
from perfscore.extract.narrative.relation import Relation
from perfscore.extract.toml_writer import Value
from perfscore.messages import LANGUAGES

__all__ = ["TextCheck", "checks_of"]

_NAMED = re.compile(r",?(?:即|分别[是为])[:：]?([^,。;:：]{4,400})(?=[。;])")
_POINT = re.compile("[:;,]([一二三四五六七八九十])是([^,;。:0-9]{2,20})")
_RATE = re.compile("(?:率|比重|比例|度)(?:为|达|是)?$")
_AROUND = re.compile(
    "^(?:其中|[一二三四五六七八九十]是)|^(?:同比|环比|比|较|与)(?=(?:去年|上年|20[0-9]{2}年)的?$)|(?:的|为|是)+$"
)
"""What stands around a name in a sentence and says nothing of it."""
_YEAR = re.compile("^(去年|上年|20[0-9]{2}年)(?:的)?$")
_FULL = "满分"
_RIVALS = ("other-value", "several-values")


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A check with the figures that only it needs, as facts of their own · 勾稽及其所需数字."""

    entry: Mapping[str, Value]
    facts: Mapping[str, Value]


def checks_of(found: Found) -> tuple[TextCheck, ...]:
    """Return the checks of a text that the dictionary does not make anyway."""
    return tuple(_Checks(found).all())


class _Checks:
    """Makes checks, and names the figures in them."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def all(self) -> Iterator[TextCheck]:
        """Yield the checks that the dictionary does not make anyway, numbered."""
        made = (*self._relations(), *self._statements(), *self._names())
        for number, check in enumerate(made, 1):
            yield TextCheck({"id": f"text-{number}", **check.entry}, check.facts)

    def _relations(self) -> Iterator[TextCheck]:
        for relation in self.found.relations:
            members = [self.found.bound[said.number] for said in relation.members]
            facts = frozenset(one.fact for one in members if one.taken and one.fact)
            known = len(facts) == len(members) and facts in self.found.checked
            rounding = relation.kind == "sum" and relation.holds and not relation.exact
            if not known and not rounding and relation.total is not self.found.projects.total:
                yield self._of(relation, members)

    def _statements(self) -> Iterator[TextCheck]:
        for fact in sorted(self.found.once):
            for first, other in _contradicting([one for one in self.found.bound if one.fact == fact]):
                formula = f"{self._name(first)} == {self._name(other)}"
                label = {"name": self.found.labels.get(fact, {}).get("zh", first.said.shown)}
                yield self._check("same", label, formula, {"kind": "contradiction"}, (first, other))

    def _names(self) -> Iterator[TextCheck]:
        """Yield that a count is that of the names behind it, where it is not."""
        for one in self.found.bound:
            plain = self.found.text.paragraphs[one.said.paragraph].plain
            if names := _names_behind(one) or _points_behind(one, plain):
                counted, called = f"figure_{one.said.number + 1}_named", {"name": self._called(one)}
                values = {"value": str(len(names)), "unit": one.said.figure.unit, "quote": "、".join(names)}
                place = place_of(self.found.text, one.said)
                facts: dict[str, Value] = {
                    counted: {"label": both("checks", "named", called), **values, "at": place}
                }
                formula = f"{self._name(one)} == {counted}"
                check = self._check("names", called, formula, {"kind": "contradiction"}, (one,))
                yield TextCheck(check.entry, {**check.facts, **facts})

    def _of(self, relation: Relation, members: Sequence[Bound]) -> TextCheck:
        names = [self._name(one) for one in members]
        called = [self._called(one) for one in members]
        if relation.kind == "sum":
            label = {"parts": "、".join(called[1:]), "total": called[0]}
            formula = f"{' + '.join(names[1:])} == {names[0]}"
            claims = "claimed" if relation.complete else "some"
            entry: dict[str, Value] = {"completeness": "all" if relation.whole else claims}
        else:
            label = {"rate": called[0], "top": called[1], "bottom": called[2]}
            formula = _formula(relation, names)
            entry = {"kind": "ratio"}
        loose = relation.holds and not relation.exact
        kind = f"{relation.kind}_of_none" if relation.fits_none else relation.kind
        return self._check(kind, label, formula, entry, members, loose)

    def _check(
        self, kind: str, label: Mapping[str, str], formula: str, entry: Mapping[str, Value],
        members: Sequence[Bound], loose: bool = False,
    ) -> TextCheck:  # fmt: skip
        facts: dict[str, Value] = {}
        units = stated_in(members)
        for one in members:
            if not one.taken:
                is_rounded = one.said.figure.kind == "rate" or (loose and one.said.figure.kind == "amount")
                figures: dict[str, Value] = {"figures": "rounded"} if is_rounded else {}
                called: dict[str, Value] = {"label": dict.fromkeys(LANGUAGES, self._called(one))}
                own = fact_of(self.found.text, one)
                if unit := units.get(counted_in(one.said)):
                    own["unit"] = unit  # 其中行政12个 of 编制112个: all are people
                facts[self._name(one)] = {**called, **own, **figures}
        head: dict[str, Value] = {"label": both("checks", kind, label), "assert": formula}
        return TextCheck({**head, **entry, "at": place_of(self.found.text, members[0].said)}, facts)

    def _name(self, one: Bound) -> str:
        return one.fact if one.taken and one.fact else f"figure_{one.said.number + 1}"

    def _called(self, one: Bound) -> str:
        known = self.found.labels.get(one.fact, {}) if one.taken and one.fact else {}
        figure, before = one.said.figure, self.found.bound[max(0, one.said.number - 1)].said
        if figure.kind == "score" and re.fullmatch("实?得分?", one.said.shown) and before.shown:
            return f"{before.shown.removesuffix('得分')}得分"
        if figure.kind == "rate" and not known and not _RATE.search(one.said.shown):
            return f"“{quote_of(self.found.text, one.said)}”"
        if one.said.shown == _FULL and one.said.opener == "(":  # said of the score before the bracket
            return f"{self.found.bound[one.said.number - 1].said.shown}{_FULL}"
        words = "" if figure.kind == "other" else _YEAR.sub(r"\1数", _AROUND.sub("", one.said.shown))
        return known.get("zh") or words or figure.value + figure.unit


def _formula(relation: Relation, names: Sequence[str]) -> str:
    """Return what a rate should be, over the names of its figures."""
    rate, top, bottom = names
    if relation.kind == "growth":
        bottom = f"({bottom} {'-' if relation.rises else '+'} {top})"
    if relation.kind == "change":
        top = f"({top} - {bottom})" if relation.rises else f"({bottom} - {top})"
    return f"{rate} == {top} / {bottom}"


def _names_behind(one: Bound) -> Sequence[str]:
    """Return the names that a count is followed by where they claim to be all of them: 10个,即甲、乙.

    None where they are as many as is said, however 和 is read.
    """
    found = _NAMED.match(one.said.after)
    if found is None or one.said.figure.kind != "count" or one.said.figure.value != one.said.figure.number:
        return ()
    names = found[1].split("、")
    most = sum(len(re.split("和|及|与", name)) for name in names)
    stated = one.value
    if "等" in found[1] or len(names) < 2 or not stated.isascii() or not stated.isdigit():
        return ()
    return () if len(names) <= int(stated) <= most else names


def _points_behind(one: Bound, plain: str) -> Sequence[str]:
    """Return the points that a count of projects is followed by, where they are not as many."""
    sentence = plain[one.said.figure.end : plain.find("。", one.said.figure.end)]
    points = _POINT.findall(sentence)
    counts = "".join(count for count, _ in points)
    is_listed = one.said.label.endswith("项目") and one.said.figure.kind == "count" and len(points) > 1
    if not is_listed or not one.value.isdigit() or re.search("等|主要|…", sentence):
        return ()
    is_whole = "一二三四五六七八九十".startswith(counts) and len(points) != int(one.value)
    return [name for _, name in points] if is_whole else ()


def _contradicting(stated: Sequence[Bound]) -> Iterator[tuple[Bound, Bound]]:
    """Yield statements of one fact that differ: from the one that sums confirm, or two from each other.

    Three and more values of one label are more likely said of several things.
    """
    taken = [one for one in stated if one.taken]
    rivals = [one for one in stated if one.reason in _RIVALS]
    if taken:
        yield from ((taken[0], other) for other in rivals)
    elif len({(one.value, one.said.figure.unit) for one in rivals}) == 2:
        yield rivals[0], next(one for one in rivals if one.value != rivals[0].value)
