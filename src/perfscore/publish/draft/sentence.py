"""A sentence of a scoring standard taken apart by the table of kinds · 语句识读.

A sentence is of a kind only where the clauses of the kind account for it from the first word to the last,
every slot can be read, and a slot that stands twice says the same twice.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from perfscore.numbers.printed import folded
from perfscore.publish.draft.grammar import Clause, Grammar, Kind, Rider, grammar

__all__ = ["Found", "plain", "taken_apart"]

LONGEST = 1500
_SIGNS = str.maketrans(
    {"≦": "≤", "⩽": "≤", "≯": "≤", "≧": "≥", "⩾": "≥", "≮": "≥", "═": "=", "÷": "/", "*": "×", "－": "-"}
    | {"—": "-", "–": "-", "～": "-", "~": "-"}
    | dict.fromkeys("“”\"'‘’「」\u3000", "")
)
_SPELLED = (
    (re.compile("得分为"), "得分="),
    (re.compile("乘以|乘(?=[0-9]|分值|得分系数)"), "×"),
    (re.compile("除以"), "/"),
)
_STOPS = re.compile(r"(?:[,;。:！!\n]|(?<![0-9])\.(?![0-9]))+")
_MARKER = re.compile(
    r"(?:(?<=,)|^)(?:[0-9]{1,2}[.、)](?![0-9])|\([0-9]{1,2}\)|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)|[①-⑳]"
)
_AWARD = re.compile(r"(?P<of>的?),(?=(?:得|计|记)?(?:满分|全分|[0-9]+(?:\.[0-9]+)?分)[,;。]|不[得计]分)")


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that is of a kind · 已识读的语句.

    `slots` holds what is filled in, in order of the sentence; `rounds` the same for each time a clause that
    repeats stands there; `not_applicable` what its clause `rider` says of rows that do not apply.
    """

    kind: Kind
    slots: Mapping[str, tuple[str, ...]]
    rounds: tuple[Mapping[str, str], ...]
    not_applicable: str | None
    rider: str


def plain(sentence: str) -> str:
    """Return a sentence in one spelling: half-width signs, every stop a comma, every item begun with #."""
    text = folded(sentence).replace("<=", "≤").replace(">=", "≥").replace("==", "=").translate(_SIGNS)
    text = re.sub(r"(?<=[0-9)/=])[xX](?=[0-9\u4e00-\u9fff(])", "×", text)
    for words, sign in _SPELLED:
        text = words.sub(sign, text)
    text = _STOPS.sub(",", "".join(re.sub(r"[ \t\r\xa0]+", "", text)))
    text = _MARKER.sub(",#", text)
    return re.sub(",+", ",", f"{text},").lstrip(",")


def taken_apart(sentence: str, names: tuple[str, ...]) -> Iterator[Found]:
    """Yield each kind a sentence is of by its words; `names` are those of the criterion, spelled plainly."""
    text, table = _AWARD.sub(r"\g<of>", plain(sentence)), grammar()
    if not text or len(text) > LONGEST:
        return
    text, not_applicable, rider = _without_riders(text, table)
    for kind in table.kinds:
        found = _whole(kind, names).fullmatch(text)
        rounds = None if found is None else _rounds(found, kind, names)
        if found is not None and rounds is not None:
            yield Found(kind, _slots(found), rounds, not_applicable, rider)


def _without_riders(text: str, table: Grammar) -> tuple[str, str | None, str]:
    for rider in table.riders:
        for found in _rider(rider).finditer(text):
            rest = text[: found.start(1)] + text[found.end(1) :]
            return rest, rider.not_applicable, found[1].rstrip(",")
    return text, None, ""


@cache
def _rider(rider: Rider) -> re.Pattern[str]:
    return re.compile(f"(?:^|,)({rider.clause.expression(grammar(), (), None)})")


@cache
def _whole(kind: Kind, names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("".join(_expressions(kind, names)))


def _expressions(kind: Kind, names: tuple[str, ...]) -> Iterator[str]:
    for number, clause in enumerate(kind.clauses):
        inside = clause.expression(grammar(), names, None if clause.repeats else str(number))
        # What was matched once is not tried in another way: else a long list would take for ever.
        again = f"(?P<round_{number}>(?>{inside}){clause.times})"
        yield again if clause.repeats else f"(?:{inside}){clause.times}"


@cache
def _once(clause: Clause, names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(clause.expression(grammar(), names, "0"))


def _slots(found: re.Match[str]) -> dict[str, tuple[str, ...]]:
    slots: dict[str, tuple[str, ...]] = {}
    for group, text in found.groupdict().items():
        slot, apart, _ = group.partition("__")
        if text is not None and apart:
            slots[slot] = (*slots.get(slot, ()), text)
    return slots


def _rounds(found: re.Match[str], kind: Kind, names: tuple[str, ...]) -> tuple[dict[str, str], ...] | None:
    """Return what is filled in each time; None where the times one by one do not make up the whole."""
    rounds: list[dict[str, str]] = []
    for number, clause in enumerate(kind.clauses):
        text, at = found[f"round_{number}"] if clause.repeats else "", 0
        while at < len(text):
            one = _once(clause, names).match(text, at)
            if one is None:
                return None
            filled = {group.partition("__")[0]: part for group, part in one.groupdict().items() if part}
            rounds.append(filled)
            at = one.end()
    return tuple(rounds)
