"""Binds figures to facts · 绑定.

First every figure gets the facts its words and its place allow, or the reason why none; then the candidates
of one fact are held against each other.  Where several values are left and no sum tells one from the rest,
none is bound: a wrong fact would be an accusation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.extract.narrative.labels import Labels
from perfscore.extract.narrative.phrases import Hit, Phrases, Report
from perfscore.extract.narrative.scopes import LAST_YEAR, Said
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import Quantity, read_quantity

__all__ = ["Bound", "Reading", "bind", "counted_in", "quantity_of"]

_SAME = {"名": "人", "场次": "场", "台(套)": "台", "次": "次"}
_LEAD = re.compile(r".{0,60}?(?:[类款项]\)|项目|工程|经费|专项|资金|费)[。,:]")
_SELF = re.compile(r"(?:本|该|我|全部|所有)[^,。]{0,6}(?:项目|资金|经费)|项目资金|专项资金|财政资金")


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure and what became of it · 处理结果.

    `fact` is what its words mean, `taken` whether it is bound to it; `reason` says why not, in a code of the
    catalogue ``narrative``; `name` is what it is called where it means no fact.
    """

    said: Said
    fact: str | None = None
    taken: bool = False
    reason: str = ""
    name: str = ""
    hit: Hit | None = None
    bare: bool = False

    @property
    def value(self) -> str:
        """The figure as the report states it."""
        return self.said.figure.number if self.bare else self.said.figure.value


@dataclass(frozen=True, slots=True)
class Reading:
    """What binding needs to know of the text · 绑定所需."""

    labels: Labels
    phrases: Phrases
    report: Report
    year: int | None
    plain: str


def counted_in(said: Said) -> str:
    """Return what a figure is in, as the wordings call it: 元 for any amount."""
    figure = said.figure
    if figure.kind == "amount":
        return "元"
    return "%" if figure.kind == "rate" and figure.unit in "%％" else _SAME.get(figure.unit, figure.unit)


def quantity_of(said: Said, unit: str | None = None) -> Quantity | None:
    """Return the quantity a figure is, None where it is too loose to be one."""
    figure = said.figure
    printed = "万元" if figure.kind == "amount" and figure.unit == "万" else figure.unit
    try:
        return read_quantity(figure.value, (unit or printed) or None)
    except QuantityRefused:
        return None


def bind(all_said: Sequence[Said], reading: Reading, confirmed: Mapping[int, bool]) -> tuple[Bound, ...]:
    """Return what becomes of each figure; `confirmed` says of totals whether their parts add up."""
    meant = _Meaning(all_said, reading, confirmed).all()
    facts = sorted({one.fact for one in meant if one.fact and not one.reason})
    chosen: dict[int, Bound] = {}
    for fact in facts:
        candidates = [one for one in meant if one.fact == fact and not one.reason]
        for one in _chosen(candidates, confirmed):
            chosen[one.said.number] = one
    return tuple(chosen.get(one.said.number, one) for one in meant)


class _Meaning:
    """Says of each figure what its words mean, going through the text once."""

    def __init__(self, all_said: Sequence[Said], reading: Reading, confirmed: Mapping[int, bool]) -> None:
        self.all_said, self.reading, self.confirmed = all_said, reading, confirmed
        self.done: list[Bound] = []
        self.sentence = -1
        self.subject, self.opaque, self.named = "", "", list[str]()

    def all(self) -> list[Bound]:
        """Return every figure with what it means, or why it means nothing."""
        for said in self.all_said:
            if said.sentence != self.sentence:
                self.sentence = said.sentence
                self.subject, self.opaque, self.named = self._of_heading(said), "", []
            self.done.append(self._one(said))
        return self.done

    def _of_heading(self, said: Said) -> str:
        subjects = self.reading.phrases.headings.subjects
        titles = "".join(level.title for level in said.levels[-1:]).replace("“", "").replace("”", "")
        return next((word for word in subjects if word in titles), "")

    def _one(self, said: Said) -> Bound:
        kind = said.figure.kind
        if kind in ("date", "rank", "score"):
            return Bound(said, reason=kind)
        hit, inherited = self._hit(said)
        if hit is None:
            if not said.changes:
                self._turn_to(said)
            return Bound(said, reason="change" if said.changes else "label-unknown")
        entry = hit.phrase.entry
        if hit.subject:
            self.subject, self.opaque = hit.subject, ""
        if entry.fact is None:
            return Bound(said, reason="no-fact", name=entry.name or "", hit=hit)
        reason = self._against(said, hit, inherited)
        self.named.append(entry.fact)
        return Bound(said, entry.fact, reason=reason, hit=hit, bare=entry.bare)

    def _turn_to(self, said: Said) -> None:
        """Let an unknown label be the subject of what follows in the sentence."""
        if said.figure.kind != "count" and said.label:
            self.opaque, self.subject = said.label, ""
        elif said.label:
            self.opaque = self.opaque or f"#{said.label}"

    def _hit(self, said: Said) -> tuple[Hit | None, bool]:
        """Return the wording that explains the label, and whether it does so with the sentence's subject."""
        phrases, forms = self.reading.phrases, self.reading.labels.forms(said.shown)
        units = ["人", "%", "元"] if said.figure.kind == "bare" else [counted_in(said)]
        found = [
            hit for unit in units for form in forms
            if (hit := phrases.find(form, unit, said.after, self.reading.report))
        ]  # fmt: skip
        if named := [hit for hit in found if hit.subject]:
            return named[0], False
        about = [self.subject, self.opaque.removeprefix("#")]
        for subject in filter(None, about):
            for form in forms:
                for unit in units:
                    hit = phrases.find(subject + form, unit, said.after, self.reading.report)
                    if hit is not None and (form or hit.subject):
                        return hit, True
        return (found[0] if found else None), False

    def _against(self, said: Said, hit: Hit, inherited: bool) -> str:
        """Return the reason why a figure is not the fact its words mean, empty for none."""
        entry = hit.phrase.entry
        year = self.reading.year
        money = counted_in(said) == "元" or entry.fact == "execution_rate_printed"
        if said.changes and not entry.bare:
            return "change"
        if not entry.last and (said.year == LAST_YEAR or (said.year and year and said.year != year)):
            return "other-year"
        if entry.says and entry.says not in said.shown + said.figure.unit:
            return "label-unknown"
        if entry.follows and not set(entry.follows) & set(self.named):
            return "other-subject"
        if entry.alone and re.search(entry.alone, self.reading.plain):
            return "not-the-only-one"
        if self._is_planned(said, hit):
            return "planned"
        if money:
            return self._money_against(said, hit, inherited)
        if any(re.search(r"(?:项目|工程)$", level.title) for level in said.levels) and hit.phrase.is_generic:
            return "heading"
        return ""

    def _is_planned(self, said: Said, hit: Hit) -> bool:
        phrases = self.reading.phrases
        fact = hit.phrase.entry.fact or ""
        if any(re.search(phrases.headings.plans, level.title) for level in said.levels):
            return fact not in ("satisfaction_target",) and not (
                counted_in(said) == "元" and not re.search("下一步|改进|打算|建议", said.levels[0].title)
            )
        if fact.endswith(("_target", "budget")):
            return re.search("建议|拟|预计", said.before) is not None
        clause = re.split("[,;]", said.before)[-1]
        return re.search(phrases.rules.planned, clause) is not None

    def _money_against(self, said: Said, hit: Hit, inherited: bool) -> str:
        phrases, entry = self.reading.phrases, hit.phrase.entry
        titles = [level.title for level in said.levels]
        if any(re.search(phrases.headings.others, title) for title in titles):
            return "heading"
        if said.whole is not None and not entry.last:
            whole = self.done[said.whole]
            if entry.part is None and said.opener != "(" and not hit.subject:
                return "part"
            if not (whole.fact and not whole.reason) and not entry.sums_to:
                return "part"
        if entry.sums_to:
            whole = self.done[said.whole] if said.whole is not None else None
            if whole is None or whole.fact != entry.sums_to or not self.confirmed.get(said.whole or 0):
                return "not-confirmed"
        if hit.phrase.is_generic and not inherited and not entry.last:
            if self.subject or (self.opaque and not self.opaque.startswith("#")):
                return "other-subject"
            if _names_another(said.before):
                return "other-subject"
        if not hit.phrase.is_generic and hit.subject in phrases.headings.subjects:
            return ""
        return "" if all(self._is_neutral(title) for title in titles) else "heading"

    def _is_neutral(self, title: str) -> bool:
        phrases = self.reading.phrases
        bare = re.sub(r"20[0-9x]{2}|[()“”：:]", "", title)
        if any(word in bare for word in phrases.headings.subjects):
            return True
        return not phrases.neutral.sub("", bare)


def _names_another(before: str) -> bool:
    """Say whether the sentence began with something that has figures of its own: 行政运行(项)."""
    head = re.split("[,:]", before)[:-1]
    return any(
        _LEAD.fullmatch(f"{words},") and not _SELF.search(words) and not re.search(r"[0-9]", words)
        for words in head
    )


def _chosen(candidates: Sequence[Bound], confirmed: Mapping[int, bool]) -> Iterator[Bound]:
    """Yield what becomes of the candidates of one fact."""
    best = min(one.hit.phrase.entry.rank for one in candidates if one.hit)
    strong = [one for one in candidates if one.hit and one.hit.phrase.entry.rank == best]
    yield from (replace(one, reason="better-wording") for one in candidates if one not in strong)
    groups: list[list[Bound]] = []
    for one in strong:
        group = next((group for group in groups if _agree(group[0], one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    sure = [group for group in groups if any(confirmed.get(one.said.number) for one in group)]
    winner = groups[0] if len(groups) == 1 else sure[0] if len(sure) == 1 else None
    for group in groups:
        for number, one in enumerate(_most_exact(group)):
            if group is not winner:
                yield replace(one, reason="other-value" if winner else "several-values")
            else:
                yield replace(one, taken=number == 0, reason="" if number == 0 else "said-again")


def _most_exact(group: Sequence[Bound]) -> list[Bound]:
    """Return one value's statements, the one with the most decimals first."""

    def decimals(one: Bound) -> int:
        quantity = quantity_of(one.said)
        return -(quantity.decimals if quantity and quantity.decimals is not None else -9)

    return sorted(group, key=decimals)


def _agree(left: Bound, right: Bound) -> bool:
    """Say whether two figures can be one: equal, or one rounded from the other."""
    first, second = quantity_of(left.said), quantity_of(right.said)
    if first is None or second is None:
        return left.value == right.value
    a, b = first.range.exact, second.range.exact
    if a is None or b is None:
        return first.range == second.range or _within(b, first) or _within(a, second)
    return a == b or _within(a, second) or _within(b, first)


def _within(number: Fraction | None, quantity: Quantity) -> bool:
    return number is not None and number in quantity.rounded()
