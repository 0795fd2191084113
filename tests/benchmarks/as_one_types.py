"""How long an editor waits for the problems of a card of 22 criteria after each key, warm.

Run as a program, never as a test::

    python -m tests.benchmarks.as_one_types [KEYS]

The first half of the table is typed into the card of 22 criteria one character at a time; each time stands
from the character sent to the problems received, over the real protocol.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.editor.client import Editor, talk
from tests.benchmarks.cards import card_of


def main(keys: int) -> None:
    times: list[float] = []
    text = card_of(22)
    typed = '\n[[checks]]\nid = "typed"\nassert = "a1 <= b1"\n' * 9

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
    print("| keys | median | slowest twentieth |\n|---:|---:|---:|")
    print(
        f"| {len(times)} | {statistics.median(times) * 1e3:.0f} ms | {times[-len(times) // 20] * 1e3:.0f} ms |"
    )
