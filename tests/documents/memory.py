"""What the readers of hostile files took at most, measured in a program of its own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

READING = """
import resource, sys
from pathlib import Path
from perfscore import discover
from perfscore.extract.forms.form import read_forms
from perfscore.messages.problems import ProblemsFound
catalog, refused = discover(), 0
for path in Path(sys.argv[1]).iterdir():
    try:
        read_forms(path, catalog)
    except ProblemsFound:
        refused += 1
print(refused, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def taken_by(files: Mapping[str, bytes], folder: Path) -> tuple[int, int]:
    """How many of the files were refused, and the KiB of the greediest reader.

    The children of a program that ran other tests are also its browsers and office programs:
    only a program that reads these files and nothing else shows what the readers took.
    """
    for name, content in files.items():
        (folder / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READING, str(folder)], capture_output=True, text=True, check=True
    )
    refused, most = map(int, done.stdout.split())
    return refused, most
