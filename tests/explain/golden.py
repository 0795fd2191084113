"""The explanations that are kept as files, so that every change of them is seen.

python -m tests.explain.golden            say which differ
python -m tests.explain.golden --write    write them anew; read the difference before you commit it
"""

import contextlib
import io
import sys
from pathlib import Path

from perfscore.__main__ import main
from tests.paths import ROOT

EXAMPLES = Path("examples")
_REPORTS = (
    ("yueyanglou-library-2024/screen", "yueyanglou-library-2024/report.toml"),
    ("yueyanglou-library-2024/explanation", "yueyanglou-library-2024/report.toml", "--full"),
    ("yueyanglou-library-2024/completed-explanation", "yueyanglou-library-2024/completed.toml", "--full"),
    ("yueyang-finance-2024/screen", "yueyang-finance-2024/report.toml"),
    ("yueyang-finance-2024/explanation", "yueyang-finance-2024/report.toml", "--full"),
)
GOLDEN = {
    EXAMPLES / f"{name}.{language}.txt": ["explain", f"{EXAMPLES}/{report}", "--lang", language, *options]
    for name, report, *options in _REPORTS
    for language in ("zh", "en")
}
"""Each golden file, with the command that prints it."""


def explained(file: Path) -> str:
    """Return what the program prints today for a golden file."""
    printed = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
        status = main(GOLDEN[file])
    if status not in (0, 1, 3):
        raise SystemExit(f"{file}: exit status {status}")
    return printed.getvalue()


def differing() -> list[Path]:
    """Return the golden files that are missing or not current."""
    return [
        file
        for file in GOLDEN
        if not (ROOT / file).exists() or (ROOT / file).read_text("utf-8") != explained(file)
    ]


if __name__ == "__main__":
    for changed in differing():
        if "--write" in sys.argv:
            (ROOT / changed).write_text(explained(changed), "utf-8")
        print(changed)
    sys.exit(bool(differing()))
