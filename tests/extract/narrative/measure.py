"""Scores a folder of answer keys: ``python tests/extract/narrative/measure.py FOLDER [WIDTH]...``.

Prints what was not read, read wrong or accused wrongly, then the sums; with widths also for the texts broken
at each.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from perfscore import discover, read_ruleset
from tests.extract.narrative.keys import Score, keys_in, scored


def main(folder: str, *widths: str) -> None:
    catalog = discover()
    known = frozenset(read_ruleset("cn-dictionary", catalog).facts)
    for width in (0, *map(int, widths)):
        score = Score()
        for key in keys_in(Path(folder), known):
            score += scored(key, catalog, width)
        print("\n".join([*score.told, f"width {width or 'as printed'}: {score}"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
