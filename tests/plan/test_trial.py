"""Random rules, right and wrong, and a second opinion that shares no code with the checker.

Every rule is plain data: written out as TOML for perfscore, and scored here by a few lines of Python
over all measures that matter.  The rule is wrong where that shows a mistake, and right otherwise.
Run as a program, ``--count 10000`` tries so many of both and prints what each kind came to.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from perfscore import Catalog, ProblemsFound, discover, make_plan, read_ruleset
from perfscore.numbers.exact import decimal_text
from perfscore.plan.proofs.doubts import doubts

FULL = Fraction(10)
Points = Callable[[Fraction, Sequence[Fraction]], list[Fraction]]
"""The points of a measure beside some facts: none where no rule fits, several where several do."""

HEAD = """format = 1
[ruleset]
id = "trial"
title = "trial"
version = "1"
status = "confirmed"
points = {total}
rounding = {{ places = 2, mode = "half_up", at = "criterion" }}
missing = "range"
not_applicable = "rescale"
"""
FACTS = """[facts.done]
label = "done"
unit = "万元"
minimum = 0
[facts.planned]
label = "planned"
unit = "万元"
above = 0
[facts.whole]
label = "whole percents"
unit = "%"
minimum = 0
maximum = 100
step = 1
[facts.percent]
label = "percents"
unit = "%"
minimum = 0
maximum = 100
[facts.breaches]
label = "breaches"
unit = "例"
minimum = 0
maximum = 20
step = 1
[facts.late]
label = "late"
kind = "truth"
[facts.visited]
label = "visited"
kind = "truth"
[facts.money]
label = "money"
unit = "万元"
minimum = 0
[facts.yuan]
label = "yuan"
unit = "元"
above = 0
"""


@dataclass(frozen=True)
class Measured:
    """An indicator: which way is good, the greatest measure there can be, and the step it comes in."""

    indicator: str
    facts: str
    better: str
    most: Fraction | None = None
    step: Fraction | None = None

    def holds(self, x: Fraction) -> bool:
        return 0 <= x and (self.most is None or x <= self.most) and (self.step is None or x % self.step == 0)


MEASURED = (
    Measured("budget_execution_rate", 'executed = "done", budget = "planned"', "higher"),
    Measured("carry_over_rate", 'carry_over = "done", budget = "planned"', "lower"),
    Measured("reported_satisfaction", 'satisfaction = "percent"', "higher", Fraction(1)),
    Measured("reported_satisfaction", 'satisfaction = "whole"', "higher", Fraction(1), Fraction(1, 100)),
)


@dataclass(frozen=True)
class Trial:
    """A card, and what the second opinion has against it: None where it is right."""

    kind: str
    text: str
    wrong: str | None
    said: tuple[str, ...] = ()


def trial(kind: str, criteria: str, wrong: str | None, total: int = 10, facts: str = FACTS) -> Trial:
    return Trial(kind, HEAD.format(total=total) + facts + criteria, wrong)


def criterion(scoring: str, measured: Measured | None = None, points: int = 10, name: str = "one") -> str:
    lines = [f'id = "{name}"', f'label = "{name}"', f"points = {points}", f"scoring = {{ {scoring} }}"]
    if measured:
        lines += [f'indicator = "{measured.indicator}"', f"with = {{ {measured.facts} }}"]
    return "\n".join(["[[criteria]]", *lines, 'standing = "assumed"', ""])


def measures(measured: Measured, turns: Iterable[Fraction]) -> list[Fraction]:
    """Return every measure that matters: a fine grid, and around each number where a rule turns."""
    if measured.step:
        return [Fraction(n, 100) for n in range(101)]
    ends = sorted({*turns, Fraction(0), Fraction(1)})
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    near = [end + side * Fraction(1, 10**7) for end in ends for side in (-1, 0, 1)]
    grid = [Fraction(n, 20) for n in range(41)]
    return sorted({x for x in (*grid, *near, *between, ends[-1] + 3, ends[-1] * 50) if measured.holds(x)})


def mistake(
    points: Points, better: str, xs: Sequence[Fraction], beside: Iterable[Sequence[Fraction]] = ((),)
) -> str | None:
    """Return what brute force has against a rule."""
    seen: set[Fraction] = set()
    for facts in beside:
        last: Fraction | None = None
        for x in xs:
            found = points(x, facts)
            if len(found) != 1:
                return "overlap" if found else "gap"
            if not 0 <= found[0] <= FULL:
                return "bounds"
            if last is not None and (found[0] < last if better == "higher" else found[0] > last):
                return "direction"
            seen.add(last := found[0])
    return "constant" if len(seen) == 1 else "unreached" if max(seen) < FULL else None


def hundredth(random: Random, low: int, high: int) -> Fraction:
    return Fraction(random.randint(low, high), 100)


def bands(random: Random) -> Trial:
    measured = random.choice(MEASURED)
    ends = sorted(random.sample(range(5, 98), random.randint(1, 4)))
    points = [Fraction(0), *sorted(Fraction(n, 2) for n in random.sample(range(1, 20), len(ends) - 1)), FULL]
    if (measured.better == "lower") != (random.random() < 0.1):
        points.reverse()
    if random.random() < 0.15:
        random.shuffle(points)
    if random.random() < 0.1:
        points[random.randrange(len(points))] += random.choice((-1, 1))
    rows: list[dict[str, Fraction]] = [{} for _ in points]
    for end, lower, upper in zip(ends, rows, rows[1:], strict=False):
        turned = random.random() < 0.5
        moved = random.choice((-1, 1, 50)) if random.random() < 0.1 else 0
        lower["below" if turned else "at_most"] = Fraction(end, 100)
        upper["at_least" if turned else "above"] = Fraction(end + moved, 100)
        if measured.step and random.random() < 0.3:  # 89 and 90 stand beside each other
            lower.pop("below" if turned else "at_most")
            lower["at_most"] = Fraction(end - 1, 100) if turned else Fraction(end, 100)
        if random.random() < 0.05:  # the shared end in both, or in neither
            lower["at_most" if turned else "below"] = lower.popitem()[1]
    ranked = [(row, earned) for row, earned in zip(rows, points, strict=True)]
    turns = [end for row in rows for end in row.values()]

    def holding(x: Fraction, _: Sequence[Fraction]) -> list[Fraction]:
        return [earned for row, earned in ranked if _inside(x, row)]

    xs = measures(measured, turns)
    wrong = mistake(holding, measured.better, xs)
    if any(earned < 0 for earned in points):
        wrong = "bounds"  # told before anything else
    elif wrong in (None, "direction", "unreached") and any(
        not any(_inside(x, row) for x in xs) for row in rows
    ):
        wrong = "unreachable"
    written = ", ".join(
        "{ "
        + ", ".join([*(f"{k} = {decimal_text(v)}" for k, v in row.items()), f"points = {decimal_text(p)}"])
        + " }"
        for row, p in random.sample(ranked, len(ranked))
    )
    return trial("bands", criterion(f'shape = "bands", bands = [{written}]', measured), wrong)


def _inside(x: Fraction, row: dict[str, Fraction]) -> bool:
    tests = {"at_least": x.__ge__, "above": x.__gt__, "at_most": x.__le__, "below": x.__lt__}
    return all(tests[key](end) for key, end in row.items())


def proportional(random: Random) -> Trial:
    measured = random.choice(MEASURED[:3])
    full, zero = hundredth(random, 30, 100), hundredth(random, 0, 150)
    form = random.choice(("up", "linear", "ratio", "line"))
    written = f'shape = "proportional", full_at = {decimal_text(full)}'
    if form in ("linear", "ratio"):
        written += f', better = "lower", reverse = "{form}"'
    if form == "line":
        written += f", zero_at = {decimal_text(zero)}"

    def points(x: Fraction, _: Sequence[Fraction]) -> list[Fraction]:
        if form == "line":
            share = (x - zero) / (full - zero)
        elif form == "up":
            share = x / full
        elif form == "ratio":
            share = Fraction(1) if x <= full else full / x
        else:
            share = 2 - x / full
        return [FULL * min(max(share, Fraction(0)), Fraction(1))]

    equal = form == "line" and full == zero
    wrong = "ends" if equal else mistake(points, measured.better, measures(measured, (full, zero, 2 * full)))
    return trial("proportional", criterion(written, measured), wrong)


def deduction(random: Random) -> Trial:
    measured = random.choice(MEASURED[:3])
    good_side = "over" if measured.better == "lower" else "under"
    sides = [good_side if random.random() < 0.6 else random.choice(("over", "under"))]
    if random.random() < 0.15:
        sides = ["over", "under"]
    limits = {side: hundredth(random, 5, 120) for side in sides}
    each, loses = hundredth(random, 1, 60), Fraction(random.randint(1, 30), 10)
    part = random.choice(("ignored", "counted", "pro_rata"))
    least = Fraction(random.choice((0, 0, 0, 2, 5, 10, 12)))
    given = {**limits, "each": each, "loses": loses, "floor": least}
    written = ", ".join(f"{key} = {decimal_text(value)}" for key, value in given.items())

    def points(x: Fraction, _: Sequence[Fraction]) -> list[Fraction]:
        past = {"over": lambda end: x - end, "under": lambda end: end - x}
        beyond = max(Fraction(0), *(past[side](end) for side, end in limits.items()))
        share = Fraction(beyond) / each
        steps = {"ignored": Fraction(floor(share)), "counted": Fraction(ceil(share)), "pro_rata": share}
        return [max(least, FULL - loses * steps[part])]

    turns = [limit + side * n * each for limit in limits.values() for side in (-1, 1) for n in range(6)]
    wrong = mistake(points, measured.better, measures(measured, turns))
    if len(limits) == 2 and limits["under"] > limits["over"]:
        wrong = "crossed"
    elif measured.most is not None and limits.get("over", Fraction(0)) >= measured.most:
        wrong = "idle"  # no measure passes it
    return trial(
        "deduction", criterion(f'shape = "deduction", part_steps = "{part}", {written}', measured), wrong
    )


def limit(random: Random) -> Trial:
    measured = random.choice(MEASURED)
    good = ("at_least", "above") if measured.better == "higher" else ("at_most", "below")
    key = random.choice(
        good if random.random() < 0.6 else ("at_least", "above", "at_most", "below", "equals")
    )
    number = hundredth(random, 0, 100) if random.random() < 0.9 else Fraction(random.choice((-1, 0, 1, 2)))
    holds = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<", "equals": "=="}[key]

    def points(x: Fraction, _: Sequence[Fraction]) -> list[Fraction]:
        met = {">=": x >= number, ">": x > number, "<=": x <= number, "<": x < number, "==": x == number}
        return [FULL if met[holds] else Fraction(0)]

    wrong = mistake(points, measured.better, measures(measured, (number,)))
    return trial(
        "limit", criterion(f'shape = "all_or_nothing", {key} = {decimal_text(number)}', measured), wrong
    )


def beside_facts(random: Random) -> Trial:
    """A formula of the author's own, over the measure, a count and a truth."""
    measured = random.choice(MEASURED)
    a, b, fine = hundredth(random, 10, 95), hundredth(random, 10, 95), Fraction(random.randint(1, 8), 4)
    c, limit = Fraction(random.randint(0, 40), 4), random.randint(1, 10)
    up = f"clamp(points * x / {decimal_text(a)}, 0, points)"
    down = f"clamp(points * (1 - x / {decimal_text(a)}), 0, points)"
    step_up = f"(points if x >= {decimal_text(a)} else {decimal_text(c)})"
    step_down = f"({decimal_text(c)} if x > {decimal_text(b)} else points)"

    def part(kind: int, x: Fraction) -> Fraction:
        share = min(max(x / a, Fraction(0)), Fraction(1))
        return (FULL * share, FULL * (1 - share), FULL if x >= a else c, c if x > b else FULL)[kind]

    texts, good = (up, down, step_up, step_down), (0, 2) if measured.better == "higher" else (1, 3)
    one, other = (random.choice(good) if random.random() < 0.75 else random.randrange(4) for _ in range(2))
    form = random.randrange(4)
    kept, side = random.random() < 0.85, random.choice((-1, 1))  # or there is no end to what is lost or won
    fined = f"{texts[one]} {'-' if kept or side < 0 else '+'} {decimal_text(fine)} * breaches"
    fined = f"max(0, {fined})" if kept else f"({fined})"
    text = (
        fined,
        f"({texts[one]} if late else {texts[other]})",
        f"({texts[one]} if breaches > {limit} else {texts[other]})",
        f"({fined} if late and breaches >= {limit} else {texts[other]})",
    )[form]

    def points(x: Fraction, facts: Sequence[Fraction]) -> list[Fraction]:
        breaches, late = facts
        lost = part(one, x) + (-1 if kept else side) * fine * breaches
        lost = max(lost, Fraction(0)) if kept else lost
        first = part(one, x)
        taken = (True, bool(late), breaches > limit, bool(late) and breaches >= limit)[form]
        return [(lost if form in (0, 3) else first) if taken else part(other, x)]

    names = [name for name in ("breaches", "late") if name in text]
    counts = sorted({0, 1, limit - 1, limit, limit + 1, 20})
    beside = [(Fraction(n), Fraction(t)) for n, t in product(counts, (0, 1))]
    wrong = mistake(points, measured.better, measures(measured, (a, b)), beside)
    written = ", ".join(f'"{name}"' for name in names)
    scoring = f'shape = "formula", formula = "{text}", facts = [{written}]'
    return trial("beside facts", criterion(scoring, measured), wrong)


def checklist(random: Random) -> Trial:
    tests = random.choice((["late"], ["late", "visited"], ["late", "late"], ["late", "gone"]))
    each = random.choice(
        (Fraction(10) / len(tests), Fraction(10) / len(tests), Fraction(4), Fraction(6), Fraction(12))
    )
    wrong = "names" if tests[-1] in ("gone", *tests[:-1]) else "sum" if each * len(tests) != FULL else None
    names = ", ".join(f'"{test}"' for test in tests)
    return trial(
        "checklist", criterion(f'shape = "checklist", tests = [{names}], each = {decimal_text(each)}'), wrong
    )


def judged(random: Random) -> Trial:
    step = random.choice((Fraction(1, 2), Fraction(1), Fraction(3), Fraction(2)))
    cut, other = (Fraction(random.randint(1, 9), 10) for _ in range(2))
    if random.random() < 0.6:
        other = cut
    top = Fraction(1) if random.random() < 0.85 else Fraction(9, 10)
    steps = [n * step for n in range(int(FULL / step) + 1)]
    low = [p for p in steps if p < cut * FULL or (p == cut * FULL and cut != other)]
    high = [p for p in steps if other * FULL <= p <= top * FULL]
    wrong = None
    if FULL % step or not low or not high or cut > 1 or other > top or max(high) < FULL:
        wrong = "steps"
    elif {*low} & {*high} or {*low, *high} != {*steps}:
        wrong = "levels"
    levels = (
        f'{{ name = "poor", from = 0, to = {decimal_text(cut)} }}, '
        f'{{ name = "good", from = {decimal_text(other)}, to = {decimal_text(top)} }}'
    )
    scoring = f'shape = "judged", step = {decimal_text(step)}, levels = [{levels}]'
    return trial("judged", criterion(scoring), wrong)


def units(random: Random) -> Trial:
    """Facts in the place of an amount, set against points, and held against one another."""
    one, other = random.sample(("done", "planned", "money", "yuan", "breaches", "percent", "whole"), 2)
    money = {fact: fact in ("done", "planned", "money", "yuan") for fact in (one, other)}
    loses = decimal_text(Fraction(random.randint(1, 8), 4))
    kind = random.choice(("roles", "points", "compared"))
    if kind == "roles":
        measured = Measured("budget_execution_rate", f'executed = "{one}", budget = "{other}"', "higher")
        written, clash = criterion('shape = "proportional"', measured), not all(money.values())
    elif kind == "points":
        formula = f"max(0, points - {loses} * {one})"
        written = criterion(f'shape = "formula", formula = "{formula}", facts = ["{one}"]')
        clash = money[one]
    else:
        if not any(money.values()):
            other = "1"  # whether two counts may be compared is not asked here
        formula = f"points if {one} >= {other} else 0"
        facts = ", ".join(f'"{fact}"' for fact in (one, other) if fact != "1")
        written = criterion(f'shape = "formula", formula = "{formula}", facts = [{facts}]')
        clash = money[one] != money.get(other, False)
    return trial(f"units of {kind}", written, "unit" if clash else None)


def card(random: Random) -> Trial:
    """Weights, ids, sections, grades, units, names and the bounds of facts."""
    right = random.random() < 0.5
    first, second, total = random.randint(1, 50), random.randint(1, 50), 0
    total = first + second
    ids, indicator, fact, section = ["one", "two"], "budget_execution_rate", "done", first
    grades, unit, bounds, bonus = (Fraction(total, 2), Fraction(0)), "例", (0, 20), "0.5 * breaches"
    said = None
    if not right:
        said = random.choice(
            (
                "weights",
                "ids",
                "section",
                "indicator",
                "fact",
                "grades",
                "top",
                "base",
                "unit",
                "bounds of a fact",
                "cap",
            )
        )
    total += random.choice((-1, 1)) if said == "weights" else 0
    ids[1] = "one" if said == "ids" else "two"
    section += 1 if said == "section" else 0
    indicator += "s" if said == "indicator" else ""
    fact = "nobody" if said == "fact" else "done"
    grades = {
        "grades": (Fraction(0), Fraction(0)), "top": (Fraction(total + 1), Fraction(0)),
        "base": (Fraction(total, 2), Fraction(total, 4)),
    }.get(said or "", grades)  # fmt: skip
    bonus = "0.5 * money" if said == "unit" else bonus
    bounds = (21, 20) if said == "bounds of a fact" else bounds
    cap = total + 1 if said == "cap" else max(total - 1, 0)
    facts = FACTS.replace("minimum = 0\nmaximum = 20", f"minimum = {bounds[0]}\nmaximum = {bounds[1]}")
    facts = facts.replace('unit = "例"', f'unit = "{unit}"')
    measured = Measured(indicator, f'executed = "{fact}", budget = "planned"', "higher")
    inside = 'section = "a"\n'
    lines = [
        "[sections.a]", f"points = {section}", "",
        criterion('shape = "proportional"', measured, first, ids[0]).replace("label", f"{inside}label", 1),
        criterion('shape = "judged", step = 0.5', None, second, ids[1]),
        "[[modifiers]]", 'id = "cap"', 'label = "cap"', 'kind = "cap"', f"at = {cap}",
        "[[modifiers]]", 'id = "plus"', 'label = "plus"', 'kind = "bonus"', "most = 1",
        f'formula = "{bonus}"',
        "[[grades]]", 'name = "A"', f"from = {decimal_text(grades[0])}",
        "[[grades]]", 'name = "B"', f"from = {decimal_text(grades[1])}", "",
    ]  # fmt: skip
    return trial(f"card {said}" if said else "card", "\n".join(lines), said, total, facts)


KINDS = (
    bands,
    bands,
    proportional,
    deduction,
    limit,
    beside_facts,
    beside_facts,
    checklist,
    judged,
    units,
    card,
)


ENDS = {"shape-band-empty", "shape-bands-gap", "shape-bands-overlap", "shape-limits-crossed"}
"""With ends that do not fit, one mistake leads to the next: the first is told."""
FLOOR = {"shape-floor-not-below-points"}

EXPECTED = {
    "gap": ENDS | {"shape-band-unreachable"},  # a band that lies nowhere is told alone
    "overlap": ENDS,
    "bounds": ENDS | FLOOR | {"shape-points-above-full", "shape-formula-out-of-bounds", "out-of-range"},
    "direction": ENDS
    | FLOOR
    | {
        "direction-contradicts",
        "shape-ends-turned",
        "shape-points-above-full",
        "shape-full-points-unreached",
    },
    "constant": FLOOR
    | {"shape-always-the-same", "shape-never-met", "shape-always-met", "shape-limit-never-passed"},
    "unreached": {"shape-full-points-unreached"},
    "unreachable": {"shape-band-unreachable", "shape-band-empty"},
    "ends": {"shape-ends-equal"},
    "idle": FLOOR | {"shape-limit-never-passed"},
    "crossed": FLOOR | {"shape-limits-crossed"},
    "names": {"shape-name-twice", "undefined-fact"},
    "sum": {"shape-tests-do-not-add-up"},
    "steps": {
        "shape-step-uneven",
        "shape-level-without-step",
        "shape-level-turned",
        "shape-full-points-unreached",
    },
    "levels": {"shape-levels-gap", "shape-levels-overlap"},
    "weights": {"weights-do-not-add-up"},
    "section": {"weights-do-not-add-up"},
    "ids": {"id-twice"},
    "indicator": {"unknown-indicator"},
    "fact": {"undefined-fact"},
    "grades": {"grades-not-falling"},
    "top": {"grade-unreachable"},
    "base": {"grades-not-covering"},
    "unit": {"unit-clash"},
    "bounds of a fact": {"bounds-turned"},
    "cap": {"modifier-beyond-points"},
}
"""The codes under which a mistake may be told."""


def said_of(path: Path, catalog: Catalog) -> list[str]:
    try:
        plan = make_plan(read_ruleset(path, catalog), catalog)
    except ProblemsFound as found:
        return sorted({problem.code for problem in found.problems})
    # A card of one criterion reads few of the facts that all cards declare.
    return sorted({problem.code for problem in (*plan.remarks, *doubts(plan))} - {"fact-unused"})


def disagreements(wanted: int, seed: int, folder: Path, catalog: Catalog) -> tuple[list[Trial], Counter[str]]:
    """Return the rules on which the checker and brute force differ, of so many right and wrong ones."""
    random, left, tally = Random(seed), {True: wanted, False: wanted}, Counter[str]()
    differing: list[Trial] = []
    while any(left.values()):
        tried = random.choice(KINDS)(random)
        right = tried.wrong is None
        if not left[right]:
            continue
        left[right] -= 1
        (folder / "card.toml").write_text(tried.text, "utf-8")
        codes = said_of(folder / "card.toml", catalog)
        tally[
            f"{'right' if right else 'wrong'} · {tried.kind} · {tried.wrong or 'sound'} · {' '.join(codes)}"
        ] += 1
        # A wrong rule refused for another reason than its own is one that was not found.
        if right == bool(codes) or (tried.wrong and not EXPECTED[tried.wrong] & {*codes}):
            differing.append(replace(tried, said=tuple(codes)))
    return differing, tally


@pytest.mark.parametrize("seed", range(4))
def test_no_wrong_rule_is_accepted_and_no_right_one_refused(seed: int, tmp_path: Path) -> None:
    differing, tally = disagreements(60, seed, tmp_path, discover())

    assert [] == [(tried.kind, tried.wrong, tried.text) for tried in differing]
    assert 120 == sum(tally.values())


def main(wanted: int, seed: int) -> int:
    """Try so many right and so many wrong rules, print what each kind came to, and fail on a difference."""
    with TemporaryDirectory() as folder:
        differing, tally = disagreements(wanted, seed, Path(folder), discover())
    for name, count in sorted(tally.items()):
        print(f"{count:6} {name}")
    for tried in differing[:12]:
        print("-----", tried.kind, tried.wrong, tried.text[tried.text.index("[[criteria]]") :], sep="\n")
        print(f"said: {tried.said}")
    accepted = sum(not tried.said for tried in differing)
    refused = sum(tried.wrong is None for tried in differing)
    print(f"wrong and accepted: {accepted} of {wanted}; right and refused: {refused} of {wanted}")
    print(f"wrong and refused for another reason: {len(differing) - accepted - refused}")
    return int(bool(differing))


if __name__ == "__main__":
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    raise SystemExit(main(given.count, given.seed))
