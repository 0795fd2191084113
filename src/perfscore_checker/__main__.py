"""``python -m perfscore_checker RECORD``: the arithmetic of a record redone, yes or no · 核对记录的算术."""

import json
import sys
from datetime import date
from fractions import Fraction as F
from functools import reduce
from pathlib import Path
from typing import Any

from perfscore_checker.formulas import leaves, made_of, tree_of, tried, value
from perfscore_checker.numbers import (
    EVERYTHING,
    ZERO,
    Piece,
    X,
    alike,
    bits,
    fraction,
    hull,
    on_grid,
    pieces,
    shown,
)

Data = dict[str, Any]
LEDGER = ("reproduced", "consistent", "unsupported", "contradicted", "not_claimed")


def total_of(texts: list[str | None]) -> str | None:
    return None if None in texts else shown(sum((fraction(text) for text in texts if text), F(0)))


def agreed(lines: list[Data], points: str | None, texts: list[str]) -> list[Piece]:
    """Return the points that all readings give, or that alone can be had whatever the facts are."""
    same = all(one["points"] == line["points"] for line in lines for one in line["readings"])
    sure = not any(
        one["reasons"] for line in lines for one in (*line["readings"], line["measure"] or {"reasons": ()})
    )
    return (
        pieces([points])
        if points and same
        else [one for one in pieces(texts[:2]) if sure and texts == [shown(one.low.number)]]
    )


class Checking:
    """Goes through a record once; `wrong` and `unjudged` say where."""

    def __init__(self, record: Data) -> None:
        self.record, self.rules, self.lines = record, record["ruleset"], record["criteria"]
        self.head, self.done, self.wrong, self.unjudged = self.rules["ruleset"], 0, list[str](), list[str]()
        for line in self.lines:
            self.criterion(line, f"criteria {line['id']}")
        for part in record["sections"]:
            own, where = [], f"sections {part['name']}"
            own = [one for one in self.lines if f"{one['section']}/".startswith(f"{part['name']}/")]
            self.same(f"{where} full", part["full"], total_of([one["full"] for one in own]))
            self.summed(own, part["points"], part["attainable"], where)
            self.claimed(part, where, own, part["full"])
        self.total(record["total"])
        if ledger := record["ledger"]:
            self.same("ledger", ledger["full"], total_of([ledger[name] for name in LEDGER]))
            self.same("ledger full", ledger["full"], self.head["points"])
        self.unjudged += [f"findings {one['code']}" for one in record["findings"]]

    def same(self, where: str, recorded: Any, redone: Any) -> None:
        self.done += 1
        if recorded != redone:
            self.wrong.append(f"{where}: recorded · 记录 {recorded}, redone · 重算 {redone}")

    def alike(self, where: str, recorded: list[str], redone: list[Piece]) -> None:
        self.done += 1
        if not alike(pieces(recorded), redone):
            self.wrong.append(f"{where}: recorded · 记录 {recorded}, redone · 重算 {list(map(str, redone))}")

    def given(self, read: Data, where: str) -> tuple[Any, list[Any]]:
        """Return the exact value of a name and all that it can be, held against the facts."""
        facts = [fact for fact in self.record["facts"] if fact["id"] == read["fact"]]
        exact, possible, column = read["exact"], read["possible"], read["kind"] == "column"
        if read["kind"] in ("truth", "text"):
            every = [True, False] if possible is None else [possible] if read["kind"] == "truth" else possible
            self.same(
                where, exact in (None, *every) and exact == (facts[0]["value"] if facts else None), True
            )
            return exact, every
        cells = [pieces(cell) for cell in (possible if column else [possible])]
        known = [X(0, fraction(text)) for text in (exact if column else [exact])] if exact is not None else []
        for cell, fact, one in zip(cells, facts, known, strict=False):
            day = fact["value"] and X(0, F(date.fromisoformat(fact["value"]).toordinal()))
            stated = Piece(day, day) if day else pieces([fact["range"]])[0]
            self.same(where, one in stated[:2] and any(piece.meets(Piece(one, one)) for piece in cell), True)
        if not column:
            return (known or [None])[0], cells[0]
        ends = [tuple(hull(cell)[end] for cell in cells) for end in (0, 1)]
        return tuple(known) if exact is not None else None, list(dict.fromkeys(ends))

    def formula(self, part: Data, where: str, within: Piece, exact: Data, every: Data) -> None:
        """Work a formula out for the exact values, and for all that can be; `exact` and `every` have others."""
        for read in part["reads"]:
            exact[read["name"]], every[read["name"]] = self.given(read, f"{where} {read['name']}")
        for name, text in part.get("given", {}).items():
            exact[name], every[name] = X(0, fraction(text)), [X(0, fraction(text))]
        if part["tree"] is None:
            self.unjudged.append(f"{where}: a function of a pack · 指标包的函数")
            return
        self.same(f"{where} tree", made_of(part["formula"]) == made_of(part["tree"]), True)
        tree, recorded, redone = tree_of(part["tree"]), pieces(part["possible"]), None
        try:
            if all(exact[name] is not None for name in leaves(tree, str)):
                redone = shown(value(tree, exact).number)
        except ArithmeticError:
            redone = None
        self.same(f"{where} exact", part["exact"], redone)
        results, whole = tried(tree, every)
        inside = [one for one in results if within.low <= one <= within.high]
        found = [Piece(one, one) for one in inside] or [within]
        once = len(leaves(tree, str)) == len(set(leaves(tree, str)))
        if whole and recorded[0].listed() and results:
            self.alike(f"{where} possible", part["possible"], found)
        elif hull(recorded) != hull(found) and (
            (hull(recorded).meets(hull(found)) and not once) or not results
        ):
            self.unjudged.append(f"{where} possible")
        else:
            self.same(f"{where} bounds", hull(recorded), hull(found))

    def rounding(self, own: Data | None, at: str) -> Data | None:
        """Return the rounding that the ruleset declares for a criterion, or for the total."""
        declared = own or self.head["rounding"]
        return {"places": declared["places"], "mode": declared["mode"]} if declared["at"] == at else None

    def criterion(self, line: Data, where: str) -> None:
        """Redo one criterion: its measure, each reading of its rule, the rounding, what policies give."""
        measure, full, declared, policy = line["measure"], line["full"], line["rounding"], line["policy"]
        own = [one for one in self.rules["criteria"] if one["id"] == line["id"].partition(".")[0]]
        self.same(
            f"{where} rounding", declared, self.rounding(own[0].get("rounding") if own else None, "criterion")
        )
        self.same(f"{where} full", full, own[0]["points"] if own and own[0]["id"] == line["id"] else full)
        if measure:
            self.formula(measure, f"{where} measure", pieces([measure["within"]])[0], {}, {})
        exact = {"x": X(0, fraction(measure["exact"])) if measure and measure["exact"] else None}
        every, reached = {"x": pieces(measure["possible"]) if measure else []}, list[Piece]()
        for part in line["readings"]:
            at, whole = f"{where} reading {part['id'] or ''}", Piece(ZERO, X(0, fraction(full)))
            self.formula(part, at, whole, dict(exact), dict(every))
            self.same(f"{at} given", part["given"].get("points", full), full)
            after = on_grid(pieces(part["possible"]), declared)
            self.alike(f"{at} attainable", part["attainable"], after)
            one = (
                on_grid(pieces([part["exact"]]), declared)
                if part["exact"]
                else agreed([{**line, "readings": [part]}], None, part["attainable"])
            )
            self.same(f"{at} points", part["points"], shown(one[0].low.number) if one else None)
            reached += after
        given = None if policy == "rows" else full if policy == "full" else "0/1"
        reached = reached or on_grid(pieces([given or f"[0/1, {full}]"]), declared)
        self.alike(f"{where} attainable", line["attainable"], reached)
        self.same(
            f"{where} points", line["points"], line["readings"][0]["points"] if line["readings"] else given
        )
        out = line["state"] == "not_applicable" and policy not in ("full", "zero")
        self.same(f"{where} counts", line["counts"], "0/1" if out else full)
        self.claimed(line, where, [line], full)

    def summed(self, lines: list[Data], points: str | None, recorded: list[str], where: str) -> None:
        """Add points up, and all that they can be: on a grid every sum there is, else only the bounds."""
        self.same(f"{where} points", points, total_of([line["points"] for line in lines]))
        sets, roundings = [pieces(line["attainable"]) for line in lines], [line["rounding"] for line in lines]
        if None not in roundings:
            places = max(one["places"] for one in roundings if one)
            sums = reduce(lambda found, of: bits(of, places, found), sets, 1)
            self.same(f"{where} attainable", bits(pieces(recorded), places) == sums, True)
        else:
            low, high = (reduce(X.plus, [hull(of)[end] for of in sets], ZERO) for end in (0, 1))
            self.same(f"{where} bounds", hull(pieces(recorded)), Piece(low, high))
            self.unjudged += [f"{where} gaps"] if len(recorded) > 1 else []

    def verdict(self, part: Data, lines: list[Data], full: str) -> str:
        """Compare a claim with what can be had, printed as the claim is where no rule rounds it."""
        claim, policy, attainable = part["claim"], self.head["rounding"], pieces(part["attainable"])
        own = agreed(lines, part["points"], part["attainable"])
        bare = (
            policy["at"] == "total"
            and part is not self.record["total"]
            and any(not one["rounding"] for one in lines)
        )
        if bare and self.head["claims"] == "exact" and claim["places"] is not None:
            rounding = {"places": max(claim["places"], policy["places"]), "mode": policy["mode"]}
            attainable, own = on_grid(attainable, rounding), on_grid(own, rounding)
        stands_for = pieces([claim["stands_for"]])[0]
        if not any(piece.meets(stands_for) for piece in attainable):
            return "contradicted"
        if own and own[0].meets(stands_for):
            return "reproduced"
        return "cannot_tell" if hull(attainable) == pieces([f"[0/1, {full}]"])[0] else "consistent"

    def claimed(self, part: Data, where: str, lines: list[Data], full: str) -> None:
        if part["claim"]:
            self.same(f"{where} verdict", part["verdict"], self.verdict(part, lines, full))

    def total(self, part: Data) -> None:
        """Redo the sum, what is done to it, its rounding, and the verdict on the total."""
        scored, full = any(fraction(line["counts"]) for line in self.lines), self.head["points"]
        if scored:
            self.summed(self.lines, part["sum"], part["sums"], "sum")
        now, sums = part["sum"], part["sums"]
        for rule in part["applied"]:
            exact, every = {"total": X(0, fraction(now)) if now else None}, {"total": pieces(sums)}
            self.formula(rule, f"total {rule['id']}", EVERYTHING, exact, every)
            now, sums = rule["exact"], rule["possible"]
        self.same("total rounding", part["rounding"], self.rounding(None, "total"))
        after = on_grid(pieces([now]), part["rounding"]) if now else []
        self.same("total points", part["points"], shown(after[0].low.number) if after else None)
        self.alike("total attainable", part["attainable"], on_grid(pieces(sums), part["rounding"]))
        if part["claim"]:
            bonus = any(rule["kind"] == "bonus" for rule in self.rules["modifiers"])
            said = self.verdict(part, self.lines, full) if scored else "cannot_tell"
            beyond = not bonus and pieces([part["claim"]["stands_for"]])[0].low > X(0, fraction(full))
            said = "contradicted" if beyond or (part["by_parts"] and said != "reproduced") else said
            self.same("total verdict", part["verdict"], said)


def main(arguments: list[str]) -> int:
    try:
        checked = Checking(json.loads(Path(arguments[0]).read_text("utf-8")))
    except (
        OSError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        print(f"refused · 拒收: no record that can be followed ({type(error).__name__}: {error})")
        return 2
    print(*[f"not judged · 未核: {where}" for where in checked.unjudged], sep="\n")
    counted = f"{checked.done} steps redone · 步已重算, {len(checked.unjudged)} not judged · 步未核"
    print(f"no · 不符: {checked.wrong[0]} ({counted})" if checked.wrong else f"yes · 相符 ({counted})")
    return int(bool(checked.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
