"""An auditor's judgements beside a result, never in its place · 审计判断与复算并列.

Each is held against what the report or the program says; then the card is made once more, with the facts,
points and claims as judged.  What was computed stays as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from perfscore.auditing.holding import Holding, number_of, text_of
from perfscore.auditing.overridden import Overridden, Override, Subject
from perfscore.auditing.verdicts import Audit, stands_for, verdict_on_total
from perfscore.inputs.overrides import OverrideEntry, OverridesRead, overrides_beside, read_overrides
from perfscore.inputs.report import Claim, Fact
from perfscore.language.compile.types import Kind
from perfscore.messages.problems import ProblemsFound
from perfscore.numbers.exact import decimal_text
from perfscore.numbers.fields import Label
from perfscore.numbers.printed import QuantityRefused
from perfscore.numbers.quantity import read_quantity
from perfscore.score.award import Award
from perfscore.score.pipeline import supposed
from perfscore.score.scorecard import Scorecard, build_scorecard

__all__ = ["overruled", "overruled_beside"]

TOTAL, UNKNOWN = "total", "not_shown"


def overruled_beside(audit: Audit, document: str) -> Audit:
    """Return a result with the judgements that stand beside its document, the result where there are none.

    Raises what `read_overrides` and `overruled` do.
    """
    path = overrides_beside(document)
    return overruled(audit, read_overrides(path)) if path.is_file() else audit


def overruled(audit: Audit, read: OverridesRead) -> Audit:
    """Return a result with an auditor's judgements beside it · 附上审计判断.

    Raises ProblemsFound with everything that does not fit, at once: unknown ids, a second judgement of the
    same thing, an old value that nobody says, a new one that cannot be.
    """
    return replace(audit, overrides=_Judging(audit, read).overridden())


class _Judging(Holding):
    def __init__(self, audit: Audit, read: OverridesRead) -> None:
        super().__init__(read)
        self.card = audit.card
        self.awards: dict[str, Fraction] = {}
        self.facts: dict[str, str | bool | None] = {}
        self.claims: dict[str, Claim] = {}

    def overridden(self) -> Overridden:
        entries, seen = [], set[tuple[str, str]]()
        for number, entry in enumerate(self.read.entries):
            kind, id_ = _named(entry)
            if (kind, id_) in seen:
                self.fault("override-twice", number, kind, found=id_)
                continue
            seen.add((kind, id_))
            judge: Mapping[str, Callable[..., Label | None]] = {
                "criterion": self.criterion, "fact": self.fact, "claim": self.claim,
            }  # fmt: skip
            label = judge[kind](number, entry, id_)
            old, new = (text_of(said) for said in (entry.old, entry.new))
            entries.append(Override(kind, id_, label, old, new, entry.who, entry.when, entry.why))
        card = self.judged()
        if self.problems:
            raise ProblemsFound(self.problems)
        total = card.report.total
        exactness = card.plan.ruleset.ruleset.claims
        verdict = None if total is None else verdict_on_total(card, stands_for(total, exactness))
        return Overridden(tuple(entries), card, verdict)

    def criterion(self, number: int, entry: OverrideEntry, id_: str) -> Label | None:
        awards = {award.step.criterion.id: award for award in self.card.awards}
        if not self.known(number, "criterion", id_, awards):
            return None
        award, new = awards[id_], number_of(text_of(entry.new))
        self.said(number, entry, [_points(award)])
        full, rounding = award.step.criterion.points, award.step.rounding
        if new is None or not 0 <= new <= full:
            self.fault(
                "override-not-points", number, "new", found=text_of(entry.new), full=decimal_text(full)
            )
        elif rounding is not None and rounding(new) != new:
            self.fault(
                "override-off-grid", number, "new", found=text_of(entry.new), places=str(rounding.places)
            )
        else:
            self.moves(number, entry, award.range.exact == new)
            self.awards[id_] = new
        return award.step.criterion.label

    def fact(self, number: int, entry: OverrideEntry, id_: str) -> Label | None:
        read = [award.evidence for award in self.card.awards] + [rule.evidence for rule in self.card.applied]
        bound = {
            e.binding.fact: e.binding
            for evidence in read
            for e in evidence
            if e.binding.kind is not Kind.COLUMN
        }
        if not self.known(number, "fact", id_, bound):
            return None
        spellings = _spellings(self.card.report.facts.get(id_))
        self.said(number, entry, spellings)
        self.moves(number, entry, text_of(entry.new) in spellings)
        new = None if entry.new == UNKNOWN else entry.new
        try:
            supposed(self.card, {id_: new})
            self.facts[id_] = new
        except ProblemsFound as found:
            first = found.problems[0]
            self.fault(first.code, number, "new", **first.values)
        return bound[id_].label

    def claim(self, number: int, entry: OverrideEntry, id_: str) -> Label | None:
        report = self.card.report
        claims = {TOTAL: report.total} | dict(report.section_claims) | dict(report.claims)
        known = {name: claim for name, claim in claims.items() if claim is not None}
        if not self.known(number, "claim", id_, known):
            return None
        self.said(number, entry, [known[id_].quantity.raw])
        try:
            quantity = read_quantity(text_of(entry.new), "分")
        except QuantityRefused as refused:
            self.fault(refused.code, number, "new", **refused.values)
        else:
            new, full = quantity.range.exact, self.full(id_)
            if new is None:
                self.fault("claim-not-exact", number, "new", found=text_of(entry.new))
            elif full is not None and not 0 <= new <= full:
                values = {"found": text_of(entry.new), "full": decimal_text(full)}
                self.fault("override-claim-beyond", number, "new", **values)
            else:
                old = known[id_].quantity
                self.moves(number, entry, (old.range, old.decimals) == (quantity.range, quantity.decimals))
                self.claims[id_] = replace(known[id_], quantity=quantity)
        labels = {award.step.criterion.id: award.step.criterion.label for award in self.card.awards}
        return labels.get(id_, None if id_ == TOTAL else Label(zh=id_, en=id_))

    def full(self, claim: str) -> Fraction | None:
        """Return the most that can be claimed of a total, a criterion or a section; None: nobody knows."""
        if self.card.plan.without_rules:
            return None
        if claim == TOTAL:
            return self.card.most
        parts = {award.step.criterion.id: award.step.criterion.points for award in self.card.awards}
        return ({one.name: one.points for one in self.card.sections} | parts).get(claim)

    def judged(self) -> Scorecard:
        """Return the card with facts, points and claims as judged."""
        card = supposed(self.card, self.facts) if self.facts else self.card
        report = replace(
            card.report,
            total=self.claims.get(TOTAL, card.report.total),
            claims=self.claimed(card.report.claims),
            section_claims=self.claimed(card.report.section_claims),
        )
        awards = tuple(self._award(award) for award in card.awards)
        return build_scorecard(card.plan, report, awards)

    def claimed(self, claims: Mapping[str, Claim]) -> dict[str, Claim]:
        return {name: self.claims.get(name, claim) for name, claim in claims.items()}

    def _award(self, award: Award) -> Award:
        points = self.awards.get(award.step.criterion.id)
        if points is None:
            return award
        return Award(award.measurement, (), "scored", points, award.step.criterion.points, "override")


def _named(entry: OverrideEntry) -> tuple[Subject, str]:
    named: dict[Subject, str | None] = {
        "criterion": entry.criterion, "fact": entry.fact, "claim": entry.claim,
    }  # fmt: skip
    return next((kind, id_) for kind, id_ in named.items() if id_ is not None)


def _points(award: Award) -> str:
    """Return the points of a criterion as a case of a ruleset has them: one number, or their range."""
    within, rounding = award.range, award.step.rounding
    return (
        str(within)
        if within.exact is None
        else decimal_text(within.exact, rounding.places if rounding else None)
    )


def _spellings(fact: Fact | None) -> list[str]:
    """Return what can be written for a fact as it stands in the report."""
    if fact is None or fact.state in ("not_shown", "not_applicable"):
        return [UNKNOWN if fact is None else fact.state]
    return [fact.raw, f"{fact.raw}{fact.unit or ''}", f"{fact.raw} {fact.unit or ''}"]
