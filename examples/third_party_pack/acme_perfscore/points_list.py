"""The points of every criterion as a list for a spreadsheet · 各项得分清单."""

import csv
from io import StringIO

from perfscore import Audit, Label, Renderer

points_list = Renderer(
    id="acme.points_list",
    label=Label(zh="各项得分清单", en="list of points"),
    suffix=".csv",
    renders="acme_perfscore.points_list:write",
)


def write(audit: Audit, language: str) -> bytes:
    """Return a line for each criterion: its name, its points, the range they lie in."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    for line in audit.criteria:
        criterion, earned = line.award.step.criterion, line.award.range
        lines.writerow([criterion.label.text(language), criterion.points, earned.low, earned.high])
    return text.getvalue().encode("utf-8-sig")
