"""One report of 20 criteria, warm, beside zen-engine's graph with its trace on.

Run as a program, never as a test (speed is not a test):

    pip install zen-engine
    python -m tests.benchmarks.one_report [ROUNDS]

The peer's graph and the work are those of the shared benchmark folder beside the checkout, one row of
random facts.  All take turns in one window; medians of processor time and their ratios are printed as
tables, ready for a page.  Where the work scores a label, this card scores a rate in the same bands: a
card has no labels of its own.

The peer's trace holds, for each of the three nodes of its graph, what came in, what went out and, of the
expressions, each result again; no formula, no place, no rounding, no claim.  What corresponds to it is
the Scorecard: every fact with its place, every measure, reading and rounding, all of it frozen values.
The audit, the JSON (every step in words, with the numbers put in) and the text go beyond it.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from perfscore import Report, assess, audit, discover, make_plan, read_report, read_ruleset
from perfscore.explain.content.view import explanation
from perfscore.explain.formats.json import audit_text
from perfscore.explain.formats.text import text
from perfscore.explain.page.page import page
from perfscore.numbers.exact import decimal_text
from tests.paths import LIBRARY, SHARED

BENCH = SHARED / "bench"
EXAMPLE = LIBRARY / "report.toml"

HEAD = """format = 1
[ruleset]
id = "twenty"
title = "twenty criteria"
version = "1"
status = "confirmed"
points = 100
rounding = { places = 2, mode = "half_up", at = "criterion" }
missing = "range"
not_applicable = "rescale"
"""
UNITS = {"amount": "万元", "count": "册", "pct": "%", "label": "%"}
RATIO = 'indicator = "target_completion"\nwith = {{ actual = "{a}", target = "{t}" }}'


def scoring(rule: Any, points: str) -> str:
    bands = [("0.95", "1"), ("0.9", "0.9"), ("0.8", "0.6")]
    if rule["shape"] == "ge":
        return '{ shape = "proportional" }'
    if rule["shape"] == "le":
        return '{ shape = "proportional", better = "lower", reverse = "ratio" }'
    if rule["shape"] == "ded":
        return '{ shape = "deduction", over = 1, each = 0.01, loses = 0.5, part_steps = "counted" }'
    if rule["shape"] == "expr":
        formula = f"points * clamp(0.6 * x + 0.4 * {rule['b']}, 0, 1)"
        return f'{{ shape = "formula", formula = "{formula}", facts = ["{rule["b"]}"] }}'
    parts, below = [], ""
    for limit, share in bands:
        earned = decimal_text(Fraction(points) * Fraction(share))
        parts.append(f"{{ at_least = {limit}{below}, points = {earned} }}")
        below = f", below = {limit}"
    return f'{{ shape = "bands", bands = [{", ".join(parts)}, {{ below = 0.8, points = 0 }}] }}'


def card(rules: Any, row: dict[str, Any], total: str = "90.00") -> tuple[str, str]:
    facts, lines, criteria = [], [], []

    def fact(name: str, unit: str) -> None:
        facts.append(f'[facts.{name}]\nlabel = "{name}"\nunit = "{unit}"\nminimum = 0\n')
        lines.append(f'{name} = {{ value = "{row[name]}", unit = "{unit}" }}')

    for rule in rules:
        points = f"{rule['w'] / 100:g}"
        a, t = rule["a"], rule.get("t") or rule.get("c") or f"{rule['a']}_t"
        row.setdefault(t, "100.00")
        if rule["kind"] == "label" or rule["shape"] == "qual":
            row[a] = "88.00"
        unit = UNITS["label" if rule["shape"] == "qual" else rule["kind"]]
        fact(a, unit)
        fact(t, unit)
        if rule["shape"] == "expr":
            fact(rule["b"], "%")
        criteria.append(
            f'[[criteria]]\nid = "{rule["id"]}"\nlabel = "{rule["id"]}"\npoints = {points}\n'
            f'{RATIO.format(a=a, t=t)}\nscoring = {scoring(rule, points)}\nstanding = "assumed"\n'
        )
    head = 'format = 1\n[report]\nsubject = "x"\nfiscal_year = 2024\n'
    report = f'{head}[claims]\ntotal = "{total}"\n[facts]\n'
    return HEAD + "".join(facts) + "".join(criteria), report + "\n".join(lines) + "\n"


def peer(row: dict[str, Any]) -> Callable[[], Any]:
    import zen
    from engines import base, zen_  # type: ignore[import-not-found]
    from work import FACTS, LABELS, RULES  # type: ignore[import-not-found]

    keys = []
    for rule in RULES:
        divisor = base.denominator(rule)
        null = " or ".join(f"{fact} == null" for fact in FACTS[rule["id"]])
        zero = f" or {divisor} <= 0" if divisor else ""
        keys.append(
            {"id": rule["id"], "key": rule["id"], "value": f"({null}{zero}) ? null : {zen_.text(rule)}"}
        )
    at = {"x": 0, "y": 0}
    nodes = [
        {"id": "i", "type": "inputNode", "name": "in", "position": at},
        {"id": "e", "type": "expressionNode", "name": "ex", "position": at, "content": {"expressions": keys}},
        {"id": "o", "type": "outputNode", "name": "out", "position": at},
    ]
    edges = [
        {"id": "1", "sourceId": "i", "targetId": "e", "type": "edge"},
        {"id": "2", "sourceId": "e", "targetId": "o", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    facts = {name: LABELS[0] if name in ("q01", "q02") else json.loads(value) for name, value in row.items()}
    return lambda: decision.evaluate(facts, {"trace": True})


def compare(title: str, contenders: dict[str, Callable[[], Any]], rounds: int, before: int = 0) -> None:
    """Print the medians of contenders that take turns, in processor time, and their ratios to the first."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            for _ in range(before):
                run()
            start = _processor_time()
            run()
            times[name].append(_processor_time() - start)
    median = {name: statistics.median(values) for name, values in times.items()}
    first = next(iter(median.values()))
    print(f"\n| {title} | processor time | ratio |\n|---|---:|---:|")
    for name, seconds in median.items():
        print(f"| {name} | {seconds * 1e6:.0f} µs | {seconds / first:.2f} |")


def _processor_time() -> float:
    """Return the processor time of this program and of those it has started and waited for."""
    return sum(os.times()[2:4]) + time.process_time()


def started(*arguments: str) -> Callable[[], Any]:
    """Return what runs Python anew with some arguments."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def main(rounds: int) -> None:
    sys.path.insert(0, str(BENCH))  # the work is a program of its own, no part of the tests
    from work import COLUMNS, RULES

    chance = random.Random(20261123)
    row: dict[str, Any] = {}
    for name, kind in COLUMNS:
        if kind == "count":
            row[name] = str(chance.randint(10, 500))
        elif kind in ("amount", "pct"):
            row[name] = f"{chance.randint(7000, 9999) / 100:.2f}"
    theirs = peer({**row, "q01": "", "q02": ""})
    ruleset = card(RULES, row)[0]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "card.toml").write_text(ruleset, "utf-8")
        catalog = discover()
        plan = make_plan(read_ruleset(Path(folder) / "card.toml", catalog), catalog)

        def claiming(total: str) -> Report:
            (Path(folder) / "report.toml").write_text(card(RULES, row, total)[1], "utf-8")
            return read_report(Path(folder) / "report.toml")

        # A claim that follows, and one that does not, which is held against every other ruleset as well.
        total = assess(claiming("0"), plan).total
        assert total is not None
        read, wrong = claiming(decimal_text(total, 2)), claiming("90.00")
    contenders: dict[str, Callable[[], Any]] = {
        "peer, its graph with trace": theirs,
        "assess (values, facts, places: what every explanation is made of)": lambda: assess(read, plan),
        "audit (verdicts, findings, ledger, ways)": lambda: audit(read, plan),
        "audit of a claim that does not follow (every other ruleset ruled out or tried)": (
            lambda: audit(wrong, plan)
        ),
        "audit and the whole explanation as JSON": lambda: audit_text(audit(read, plan), "en"),
        "audit and the whole explanation as text": lambda: text(explanation(audit(read, plan), "en")),
    }
    done = audit(read, plan)
    pages: dict[str, Callable[[], Any]] = {
        "the explanation as JSON, of a finished audit": lambda: audit_text(done, "en"),
        "as a page, in both languages": lambda: page([done], "en"),
    }
    compare("each run twice before it is timed", pages, rounds, before=2)
    print(f"\nThe page weighs {len(page([done], 'en').encode()):,} bytes.")
    compare("each timed at once", contenders, rounds)
    compare("each run twice before it is timed", contenders, rounds, before=2)
    starts = {
        "import pydantic, pluggy, simpleeval, tomli": started(
            "-c", "import pydantic, pluggy, simpleeval, tomli"
        ),
        "perfscore explain": started("-m", "perfscore", "explain", str(EXAMPLE)),
    }
    compare("from a cold start", starts, max(rounds // 15, 5), before=1)
    traced = json.dumps(theirs(), ensure_ascii=False)
    explained = audit_text(audit(read, plan), "en")
    print(f"the peer's trace is {len(traced)} characters of JSON, the explanation {len(explained)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 300)
