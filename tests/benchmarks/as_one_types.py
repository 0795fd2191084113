"""How long an editor waits for the problems of a card of 22 criteria after each key, warm.

Run as a program, never as a test::

    python -m tests.benchmarks.as_one_types [KEYS]

Checks are typed below the card one character at a time; each time is from the character sent to the
problems received, over the real protocol.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.editor.client import Editor, talk

HEAD = """format = 1
[ruleset]
id = "typed"
title = "typed"
version = "1"
status = "confirmed"
points = 110
rounding = { places = 2, mode = "half_up", at = "criterion" }
missing = "range"
not_applicable = "rescale"
"""
SHAPES = (
    '{ shape = "proportional" }',
    '{ shape = "bands", bands = [{ at_least = 0.9, points = 5 }, { below = 0.9, points = 0 }] }',
    '{ shape = "deduction", under = 1, each = 0.01, loses = 0.5, part_steps = "counted" }',
)


def card_of(count: int) -> str:
    """Return a card of so many criteria, each with two facts of its own."""
    facts = "".join(
        f'[facts.{name}{n}]\nlabel = "{name}{n}"\nunit = "万元"\nminimum = 0\n'
        for n in range(count)
        for name in ("done", "planned")
    )
    criteria = "".join(
        f'[[criteria]]\nid = "c{n}"\nlabel = "c{n}"\npoints = 5\nindicator = "target_completion"\n'
        f'with = {{ actual = "done{n}", target = "planned{n}" }}\nscoring = {SHAPES[n % 3]}\n'
        'standing = "assumed"\n'
        for n in range(count)
    )
    return HEAD + facts + criteria


def main(keys: int) -> None:
    times: list[float] = []
    text = card_of(22)
    typed = '\n[[checks]]\nid = "typed"\nassert = "done1 <= planned1"\n' * 9

    async def happens(editor: Editor) -> None:
        for _ in range(3):
            await editor.type("card.toml", text)
        for count in range(min(keys, len(typed))):
            start = time.perf_counter()
            await editor.type("card.toml", text + typed[:count])
            times.append(time.perf_counter() - start)

    with tempfile.TemporaryDirectory() as folder:
        talk(Path(folder), happens)
    times.sort()
    middle, slow = (value * 1e3 for value in (statistics.median(times), times[-len(times) // 20]))
    print("| keys | median | slowest twentieth |\n|---:|---:|---:|")
    print(f"| {len(times)} | {middle:.0f} ms | {slow:.0f} ms |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200)
