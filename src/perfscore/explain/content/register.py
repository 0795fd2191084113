"""The register of a working paper: every document and every figure with a number of its own · 证据登记.

A working paper cites ``E7``, not a file and a line; whoever files it writes the index number of the
document beside ``D1``.
"""

from collections.abc import Iterable, Iterator, Mapping

from perfscore.auditing.lines import CriterionAudit
from perfscore.auditing.verdicts import Audit
from perfscore.explain.content.facts import claim_text, facts_of, place_text, printed
from perfscore.explain.wording.words import Words
from perfscore.inputs.report import Claim, Fact, Report
from perfscore.messages.problems import Place
from perfscore.score.evidence import Evidence

__all__ = ["Register"]

Row = Mapping[str, str]


class Register:
    """Documents and figures in the order in which the paper speaks of them · 证据登记表."""

    def __init__(self, audit: Audit, words: Words) -> None:
        self._words, self._report = words, audit.report
        self.documents = [*_documents(audit.report, words)]
        read = bool(audit.report.read_digest)
        self._names = {n: f"D{1 if read else at}" for at, n in enumerate(audit.report.documents, 2)}
        self.rows: list[Row] = []
        self._numbers: dict[tuple[str, Place], str] = {}
        if audit.claim is not None:
            self._enter("", words("assumptions.total"), audit.claim, claim_text(audit.claim))
        for line in audit.criteria:
            if line.claim is not None:
                criterion = line.award.step.criterion
                name = words("assumptions.claim", name=words.label(criterion.label))
                self._enter(criterion.id, name, line.claim, claim_text(line.claim))

    def cited(self, evidence: Iterable[Evidence]) -> str:
        """Return the numbers of these facts, entering those that are new; nothing for what nobody stated."""
        stated = [pair for item in evidence for pair in facts_of(item, self._report, self._words)]
        return self._words.listed([self._fact(label, fact) for label, fact in stated if fact is not None])

    def of_line(self, line: CriterionAudit) -> str:
        """Return the numbers of what a criterion rests on: its claim, then its facts."""
        claim = self.claim(line.award.step.criterion.id, line.claim) if line.claim else ""
        return self._words.listed([n for n in (claim, self.cited(line.award.evidence)) if n])

    def claim(self, criterion: str, claim: Claim) -> str:
        """Return the number of a claim, of a criterion or (without one) of the total."""
        return self._numbers.get((criterion, claim.place), "")

    def place(self, stated: Claim | Fact) -> str:
        """Return where something stands, its document by number."""
        name, _, rest = (stated.at or "").partition(" ")
        at = f"{self._names[name]} {rest}".rstrip() if name in self._names else stated.at
        if at and self._report.read_digest:  # what was read is the document: it has no lines of its own
            return at
        return self._words("punctuation.clause").join(filter(None, (at, f"D1 {place_text(stated.place)}")))

    def _fact(self, label: str, fact: Fact) -> str:
        note = self._words.label(fact.note)
        return self._enter(fact.id, label, fact, printed(fact, self._words), note)

    def _enter(self, of: str, label: str, stated: Claim | Fact, value: str, note: str = "") -> str:
        key = (of, stated.place)
        if key not in self._numbers:
            self._numbers[key] = number = f"E{len(self.rows) + 1}"
            quote = self._words("punctuation.quote", text=stated.quote) if stated.quote else ""
            row = {"number": number, "name": label, "value": value, "place": self.place(stated)}
            self.rows.append({**row, "quote": quote, "note": note})
        return self._numbers[key]


def _documents(report: Report, words: Words) -> Iterator[Row]:
    """Yield the file that was read, with its digest; beside a report file the documents it speaks of."""
    title, kind = report.title or report.subject, words("paper.as_read")
    if report.read_digest is None:
        title, kind = words("paper.report_file"), words("paper.file")
    yield {
        "number": "D1", "title": title, "file": report.file.rpartition("/")[2],
        "kind": kind, "digest": report.read_digest or report.digest, "issuer": "", "url": "",
    }  # fmt: skip
    for number, document in enumerate(() if report.read_digest else report.documents.values(), 2):
        yield {
            "number": f"D{number}", "title": document.title, "file": document.file or "",
            "kind": words("paper.spoken_of"), "digest": "", "issuer": document.issuer or "",
            "url": document.url or "",
        }  # fmt: skip
