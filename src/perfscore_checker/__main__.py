"""``python -m perfscore_checker RECORD``: the arithmetic of a record redone, yes or no · 核对记录的算术."""

import json
import sys
from contextlib import suppress
from fractions import Fraction as F
from functools import reduce
from pathlib import Path
from typing import Any

from perfscore_checker import arithmetic as n
from perfscore_checker.arithmetic import ZERO, Piece, X, pieces, shown

Data = dict[str, Any]


def total_of(texts: list[str | None]) -> str | None:
    return None if None in texts else shown(sum((F(text) for text in texts if text), F(0)))


def rounding_in(declared: Data, at: str) -> Data | None:
    return {"places": declared["places"], "mode": declared["mode"]} if declared["at"] == at else None


def only(points: str | None, texts: list[str], lines: list[Data]) -> list[Piece]:
    """Return the points that all readings give, or that alone can be had whatever the facts are."""
    if points and all(one["points"] == line["points"] for line in lines for one in line["readings"]):
        return pieces([points])
    doubts = [part["reasons"] for line in lines for part in (*line["readings"], line["measure"]) if part]
    every = pieces(texts)
    return every if len(every) == 1 and every[0].low == every[0].high and not any(doubts) else []


class Checking:
    """Goes through a record once; `wrong` and `unjudged` say where."""

    def __init__(self, record: Data) -> None:
        self.record, self.rules, self.lines = record, record["ruleset"], record["criteria"]
        self.head, self.done = self.rules.get("ruleset", {}), 0
        self.wrong, self.unjudged = list[str](), [] if self.rules else ["total: no rules · 没有评分规则"]
        for line in self.lines:
            self.criterion(line, f"criteria {line['id']}")
        for part in record["sections"]:
            own = [one for one in self.lines if f"{one['section']}/".startswith(f"{part['name']}/")]
            self.same(f"sections {part['name']} full", part["full"], total_of([one["full"] for one in own]))
            self.summed(own, part["points"], part["attainable"], f"sections {part['name']}")
            self.claimed(part, f"sections {part['name']}", own, part["full"])
        if self.rules:
            self.total(record["total"])
        if ledger := record["ledger"]:
            self.same("ledger", ledger["full"], total_of([v for k, v in ledger.items() if k != "full"]))
        self.unjudged += [f"findings {one['code']}" for one in record["findings"]]
        self.unjudged += ["overrides"] * bool(record["overrides"])

    def same(self, where: str, recorded: Any, redone: Any, equal: bool | None = None) -> None:
        self.done += 1
        if not (recorded == redone if equal is None else equal):
            self.wrong.append(f"{where}: recorded · 记录 {n.said(recorded)}, redone · 重算 {n.said(redone)}")

    def same_set(self, where: str, recorded: list[str], redone: list[Piece]) -> None:
        self.same(where, recorded, redone, n.every(pieces(recorded)) == n.every(redone))

    def given(self, read: Data, where: str) -> tuple[Any, list[Any]]:
        """Return the exact value of a name and all that it can be, held against its fact."""
        fact = next((fact for fact in self.record["facts"] if fact["id"] == read["fact"]), Data())
        exact, possible, stated = read["exact"], read["possible"], fact.get("value")
        if read["kind"] in ("truth", "text"):
            every = {list: possible, bool: [possible]}.get(type(possible), [True, False])
            said = (None, fact.get("raw")) if stated is None else (stated,)
            self.same(where, exact, stated, exact in said and exact in (None, *every))
            return exact, every
        every, known = pieces(possible), X(0, F(exact)) if exact else None
        if known:
            among = any(one.meets(Piece(known, known)) for one in every)
            self.same(where, exact, fact["range"], among and known in pieces([fact["range"]])[0][:2])
        return known, every

    def formula(self, part: Data, where: str, within: Piece, exact: Data, every: Data, rule: Data) -> None:
        """Work a formula out for the exact values, and for all that can be; `rule` declares its constants."""
        kinds = [(read["kind"], read["possible"]) for read in part["reads"]]
        if part["tree"] is None or ("text", None) in kinds or "column" in [kind for kind, _ in kinds]:
            self.unjudged.append(f"{where}: a function of a pack, a column, any text")
            return
        for read in part["reads"]:
            exact[read["name"]], every[read["name"]] = self.given(read, f"{where} {read['name']}")
        for name, text in part.get("given", {}).items():
            exact[name], every[name] = X(0, F(text)), [X(0, F(text))]
            self.same(f"{where} {name}", F(text), F(text if name == "by" else rule.get(name.lower(), text)))
        tree, recorded, redone = n.tree_of(part["tree"]), pieces(part["possible"]), None
        names = n.leaves(tree, str)
        same = n.made_of(part["formula"]) == n.made_of(part["tree"]) and {*part.get("given", ())} <= {*names}
        self.same(f"{where} tree", part["tree"], part["formula"], same)
        with suppress(ArithmeticError):
            redone = None if None in map(exact.get, names) else shown(n.value(tree, exact).number)
        self.same(f"{where} exact", part["exact"], redone)
        absent = part.get("state") == "not_applicable"
        results, whole = (list(within[:2]), False) if absent else n.tried(tree, every)
        found = [Piece(one, one) for one in results if within.low <= one <= within.high] or [within]
        before, after = n.hull(recorded), n.hull(found)
        if whole and results and recorded[0].listed():
            self.same_set(f"{where} possible", part["possible"], found)
        elif before == after or (len(set(names)) == len(names) and results) or not before.meets(after):
            self.same(f"{where} bounds", before, after)
        else:
            self.unjudged.append(f"{where} possible")

    def criterion(self, line: Data, where: str) -> None:
        """Redo one criterion: its measure, each reading of its rule, the rounding, what policies give."""
        measure, full, policy, rounding = line["measure"], line["full"], line["policy"], line["rounding"]
        rules = {one["id"]: one for one in self.rules["criteria"]}
        rule, group = rules.get(line["id"], {"points": full}), rules.get(line["id"].partition(".")[0], {})
        declared = group.get("rounding") or self.head["rounding"]
        self.same(f"{where} rounding", rounding, rounding_in(declared, "criterion"))
        self.same(f"{where} full", full, rule["points"])
        exact, every, reached = Data(x=None), Data(), list[Piece]()
        if measure:
            self.formula(measure, f"{where} measure", pieces([measure["within"]])[0], {}, {}, {})
            exact["x"] = X(0, F(measure["exact"])) if measure["exact"] else None
            every["x"] = pieces(measure["possible"])
        for part in line["readings"]:
            at, whole = f"{where} reading {part['id'] or ''}", pieces([f"[0/1, {full}]"])[0]
            other = {one["id"]: one["scoring"] for one in rule.get("readings", ())}.get(part["id"], {})
            stated = {**rule.get("scoring", {}), **other, "points": full}
            self.formula(part, at, whole, dict(exact), dict(every), stated)
            after = n.on_grid(pieces(part["possible"]), rounding)
            self.same_set(f"{at} attainable", part["attainable"], after)
            alone = only(None, part["attainable"], [{**line, "readings": [part]}])
            one = n.on_grid(pieces([part["exact"]]), rounding) if part["exact"] else alone
            self.same(f"{at} points", part["points"], shown(one[0].low.number) if one else None)
            reached += after
        given = None if policy == "rows" else full if policy == "full" else "0/1"
        self.same(f"{where} points", line["points"], [*(one["points"] for one in line["readings"]), given][0])
        reached = reached or n.on_grid(pieces([given or f"[0/1, {full}]"]), rounding)
        self.same_set(f"{where} attainable", line["attainable"], reached)
        out = line["state"] == "not_applicable" and policy not in ("full", "zero")
        self.same(f"{where} counts", line["counts"], "0/1" if out else full)
        self.claimed(line, where, [line], full)

    def summed(self, lines: list[Data], points: str | None, recorded: list[str], where: str) -> None:
        """Add points up, and all that they can be: on a grid every sum there is, else only the bounds."""
        self.same(f"{where} points", points, total_of([line["points"] for line in lines]))
        sets, found = [pieces(line["attainable"]) for line in lines], pieces(recorded)
        places = min(n.DEEPEST, max([one["rounding"]["places"] for one in lines if one["rounding"]] or [0]))
        grid = n.sums(sets, places) if all(line["rounding"] for line in lines) else None
        if grid:
            self.same(f"{where} attainable", recorded, "other sums", n.sums([found], places) == grid)
            return
        low, high = (reduce(X.plus, [n.hull(of)[:2][at] for of in sets], ZERO) for at in (0, 1))
        self.same(f"{where} bounds", n.hull(found), Piece(low, high))
        self.unjudged += [f"{where} gaps"] if len(recorded) > 1 else []

    def claimed(self, part: Data, where: str, lines: list[Data], full: str, scored: bool = True) -> None:
        """Compare a claim with what can be had, printed as the claim is where no rule rounds it."""
        if not (claim := part["claim"]):
            return
        policy, attainable = self.head["rounding"], pieces(part["attainable"])
        points, claimed = only(part["points"], part["attainable"], lines), pieces([claim["stands_for"]])[0]
        bare = where != "total" and policy["at"] == "total" and not all(line["rounding"] for line in lines)
        if bare and self.head["claims"] == "exact" and claim["places"] is not None:
            rounding = {"places": max(claim["places"], policy["places"]), "mode": policy["mode"]}
            attainable, points = n.on_grid(attainable, rounding), n.on_grid(points, rounding)
        unknown = n.hull(attainable) == pieces([f"[0/1, {full}]"])[0] or not scored
        never = part.get("by_parts") or not any(one.meets(claimed) for one in attainable)
        redone = "contradicted" if never else "cannot_tell" if unknown else "consistent"
        redone = "reproduced" if scored and points and points[0].meets(claimed) else redone
        self.same(f"{where} verdict", part["verdict"], redone)

    def total(self, part: Data) -> None:
        """Redo the sum, what is done to it, its rounding, and the verdict on the total."""
        scored, now, sums = any(F(line["counts"]) for line in self.lines), part["sum"], part["sums"]
        if scored:
            self.summed(self.lines, now, sums, "sum")
        for rule in part["applied"]:
            exact, every = {"total": X(0, F(now)) if now else None}, {"total": pieces(sums)}
            stated = {one["id"]: one for one in self.rules["modifiers"]}.get(rule["id"], {})
            self.formula(rule, f"total {rule['id']}", Piece(n.LOWEST, n.HIGHEST), exact, every, stated)
            now, sums = rule["exact"], rule["possible"]
        self.same("total rounding", part["rounding"], rounding_in(self.head["rounding"], "total"))
        after = n.on_grid(pieces([now] if now else []), part["rounding"])
        self.same("total points", part["points"], shown(after[0].low.number) if after else None)
        self.same_set("total attainable", part["attainable"], n.on_grid(pieces(sums), part["rounding"]))
        self.claimed(part, "total", self.lines, self.head["points"], scored)


def main(arguments: list[str]) -> int:
    try:
        checked = Checking(json.loads(Path(arguments[0]).read_text("utf-8")))
    except Exception as error:  # whatever a stranger's file makes go wrong
        print(f"refused · 拒收: no record that can be followed ({type(error).__name__}: {error})")
        return 2
    print(*(f"not judged · 未核: {where}\n" for where in checked.unjudged), sep="", end="")
    said = f"no · 不符: {checked.wrong[0]}" if checked.wrong else "yes · 相符"
    print(f"{said} ({checked.done} steps redone · 步已重算, {len(checked.unjudged)} not judged · 步未核)")
    return int(bool(checked.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
