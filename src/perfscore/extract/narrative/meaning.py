"""What the words and the place of each figure allow it to be · 含义.

The text is gone through once.  A label that is explained means a fact only where it is said of the body
itself: not below a heading of something else, not as a part of something else, not for another year.
"""

import re
from collections.abc import Mapping, Sequence

from perfscore.extract.narrative import subjects
from perfscore.extract.narrative.bound import Bound, Reading, counted_in
from perfscore.extract.narrative.phrases import Hit
from perfscore.extract.narrative.said import Said
from perfscore.extract.narrative.times import is_of_another_year, is_planned
from perfscore.extract.narrative.wordings import forms_of, summed

__all__ = ["meanings"]

_CLAUSE = re.compile("[,:;(]")
_DIGITS = re.compile("[0-9]")
_TOPIC = re.compile(r"(?:在|从|对于|关于)?(.{2,16}?)(?:方面|上)")


def meanings(all_said: Sequence[Said], reading: Reading, confirmed: Mapping[int, bool]) -> list[Bound]:
    """Return each figure with the fact its words mean, or the reason why none."""
    return _Meaning(all_said, reading, confirmed).all()


class _Meaning:
    """Says of each figure what its words mean, going through the text once."""

    def __init__(self, all_said: Sequence[Said], reading: Reading, confirmed: Mapping[int, bool]) -> None:
        self.all_said, self.reading, self.confirmed = all_said, reading, confirmed
        self.done: list[Bound] = []
        self.sentence = self.turned = -1
        self.subject, self.opaque, self.named, self.topic = "", "", list[str](), ""
        self.outer: list[tuple[str, str]] = []
        self.before: tuple[str, str] | None = None

    def all(self) -> list[Bound]:
        """Return every figure with what it means, or why it means nothing."""
        reading = self.reading
        for said in self.all_said:
            if said.sentence != self.sentence:
                self.sentence = said.sentence
                goes_on = self.topic if subjects.is_joined(self.all_said[said.number - 1], said) else ""
                self.subject = goes_on or subjects.subject_below(
                    "".join(level.title for level in said.levels[-1:]), reading
                )
                self.topic = goes_on or subjects.named_ahead(said.before, reading)
                self.opaque, self.named = "", []
                self.outer, self.before = [], None
            self._in_brackets(said)
            self._behind_list(said)
            self._of_words_before(said)
            self.done.append(self._one(said))
        return self.done

    def _in_brackets(self, said: Said) -> None:
        """Let what brackets speak of end with them."""
        while said.depth > len(self.outer):
            self.outer.append((self.subject, self.opaque))
        while said.depth < len(self.outer):
            self.subject, self.opaque = self.outer.pop()

    def _of_words_before(self, said: Said) -> None:
        """Let what a clause without a figure names be the subject of what follows: 三公经费方面,预算3万元."""
        for clause in _CLAUSE.split(_DIGITS.split(said.before)[-1])[:-1]:
            if named := subjects.named_in(clause, self.reading):
                self.subject, self.opaque = named, ""
            elif (topic := _TOPIC.fullmatch(clause)) and not subjects.is_neutral(topic[1], self.reading):
                self.subject, self.opaque = "", topic[1]

    def _behind_list(self, said: Said) -> None:
        """Let what the parts of a list speak of end with the list."""
        if said.whole is not None and self.before is None:
            self.before = (self.subject, self.opaque)
        is_over = said.whole is None and (said.figure.kind == "amount" or not said.opener)
        if is_over and self.before is not None:
            (self.subject, self.opaque), self.before = self.before, None

    def _one(self, said: Said) -> Bound:
        kind = said.figure.kind
        if kind in ("date", "rank", "score", "other"):
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
        phrases, label = self.reading.phrases, said.label
        part = next(filter(label.startswith, phrases.rules.parts), "")
        if part and self.reading.report == "department":
            several = (
                self.subject in phrases.rules.parts
                and self.subject != part
                and self.turned == said.number - 1
            )
            self.subject, self.opaque = ("", f"各{label}") if several else (part, "")
            self.turned = said.number
            return
        is_source = not phrases.sources.sub("", label) or re.match(phrases.rules.moved, label)
        if (
            is_source and not subjects.is_of_projects(label, self.reading)
        ) or self.reading.labels.project_behind(label):
            return
        if said.figure.kind != "count":
            # 项目预算…执行率: not the body's
            apart = "各" if subjects.is_of_projects(label, self.reading) else ""
            self.opaque, self.subject = apart + label, ""
        else:
            self.opaque = self.opaque or f"#{said.label}"

    def _hit(self, said: Said) -> tuple[Hit | None, bool]:
        """Return the wording that explains the label, and whether it does so with the sentence's subject."""
        reading, forms = self.reading, forms_of(said, self.reading)
        phrases, rules = reading.phrases, reading.phrases.rules
        units = ["人"] if said.figure.kind == "bare" else [counted_in(said)]
        units = [f"-{unit}" for unit in units] if said.figure.number.startswith("-") else units
        found = [
            hit for unit in units for form in forms
            if (hit := phrases.find(form, unit, said.after, reading.report))
        ]  # fmt: skip
        if named := [hit for hit in found if hit.subject]:
            return named[0], False
        if self._is_of_all(said, found):
            self.subject, self.opaque = "", ""
        about = [self.subject, self.opaque.removeprefix("#")]
        if said.figure.kind == "rate":  # 满意度: 目标值90%, 实际值96%
            about += [level.title for level in said.levels[-1:]]
        for subject in filter(None, about):
            if subject in rules.parts and re.search(rules.anew, said.shown):
                continue  # 基本支出预算600万元, 全年支出980万元: of the part or of all
            for form in forms:
                for unit in units:
                    hit = phrases.find(subject + form, unit, said.after, reading.report)
                    if hit is not None and (form or hit.subject):
                        return hit, True
        return (found[0] if found else summed(said, self.all_said, self.done, reading, units[0])), False

    def _is_of_all(self, said: Said, found: Sequence[Hit]) -> bool:
        """Say whether a label means all the spending, though the sentence spoke of a part or a source."""
        rules = self.reading.phrases.rules
        of_part = not self.subject or self.subject in rules.parts
        is_spending = bool(found) and found[0].phrase.entry.fact == "expenditure"
        return is_spending and of_part and re.search(rules.whole, said.shown) is not None

    def _against(self, said: Said, hit: Hit, inherited: bool) -> str:
        """Return the reason why a figure is not the fact its words mean, empty for none."""
        entry = hit.phrase.entry
        money = counted_in(said) == "元" or entry.fact == "execution_rate_printed"
        if said.changes and not (entry.bare or entry.held_against):
            return "change"
        if not entry.last and is_of_another_year(said, self.reading):
            return "other-year"
        if entry.says and entry.says not in said.shown + said.figure.unit:
            return "label-unknown"
        if entry.confirmed and not self.confirmed.get(said.number):
            return "not-confirmed"
        if entry.follows and not set(entry.follows) & set(self.named[-1:]):
            return "other-subject"
        if entry.alone and re.search(entry.alone, self.reading.plain):
            return "not-the-only-one"
        if is_planned(said, hit, self.all_said, self.reading):
            return "planned"
        return self._money_against(said, hit, inherited) if money else self._count_against(said, hit)

    def _count_against(self, said: Said, hit: Hit) -> str:
        """Return the reason why what is counted is not the body's own."""
        if counted_in(said) == "人" and subjects.speaks_of_others(said.before):
            return "other-subject"
        is_project = any(re.search(r"(?:项目|工程)$", level.title) for level in said.levels)
        return "heading" if is_project and hit.phrase.is_generic else ""

    def _money_against(self, said: Said, hit: Hit, inherited: bool) -> str:
        """Return the reason why an amount is not the body's own."""
        phrases, entry = self.reading.phrases, hit.phrase.entry
        titles = [level.title for level in said.levels]
        if any(re.search(phrases.headings.others, title) for title in titles):
            return "heading"
        if reason := self._in_list(said, hit):
            return reason
        if hit.phrase.is_generic and not (inherited or entry.last or entry.sums_to):
            is_rate = counted_in(said) == "%"
            is_opaque = self.opaque and (is_rate or not self.opaque.startswith("#"))
            if self.subject or is_opaque or subjects.names_another(said.before, self.reading):
                return "other-subject"
        if hit.subject and hit.subject in phrases.headings.subjects:
            return ""
        return "" if all(subjects.is_neutral(title, self.reading) for title in titles) else "heading"

    def _in_list(self, said: Said, hit: Hit) -> str:
        """Return the reason why a part of a list is not bound: its whole is not the body's."""
        entry = hit.phrase.entry
        whole = None if said.whole is None else self.done[said.whole]
        if entry.sums_to:
            adds_up = (
                whole is not None and whole.fact == entry.sums_to and self.confirmed.get(whole.said.number)
            )
            return "" if adds_up else "not-confirmed"
        if whole is None or entry.last or (whole.fact in entry.of and not whole.reason):
            return ""
        return "part" if entry.of or not hit.subject else ""
