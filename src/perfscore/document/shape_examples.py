"""Examples for the pages of the bundled shapes · 计分方法示例.

Parameters as a ruleset writes them, and facts to try them on.  The engine computes the points
when the pages are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["EXAMPLES", "Example", "measured"]

Given = Mapping[str, str]
"""Values by the names of the formula; two numbers with a blank between are a range."""


@dataclass(frozen=True, slots=True)
class Example:
    """Parameters, the criterion's full points, and the facts to try · 示例."""

    scoring: str
    points: str
    given: tuple[Given, ...]


def measured(scoring: str, points: str, *measures: str) -> Example:
    """Return an example over the measure alone."""
    return Example(scoring, points, tuple({"x": measure} for measure in measures))


EXAMPLES: Mapping[str, tuple[Example, ...]] = MappingProxyType(
    {
        "proportional": (
            measured("full_at = 1", "10", "0.685", "1", "1.2", "0.9 1.1"),
            measured("full_at = 0.9, zero_at = 0.6", "10", "0.6", "0.75", "1"),
            measured('full_at = 100, better = "lower", reverse = "linear"', "10", "80", "125", "200"),
            measured('full_at = 100, better = "lower", reverse = "ratio"', "10", "80", "125", "200"),
        ),
        "deduction": (
            measured(
                'over = 1, each = 0.01, loses = 0.5, part_steps = "ignored"',
                "5", "1", "1.025", "1.2", "1 1.025",
            ),
            measured(
                'over = 1, each = 0.01, loses = 0.5, part_steps = "counted"',
                "5", "1", "1.025", "1.2",
            ),
            measured(
                'under = 0.95, each = 0.01, loses = 1, part_steps = "pro_rata"',
                "5", "0.95", "0.925", "0.8",
            ),
            measured(
                'under = 0.9, over = 1.1, each = 0.1, loses = 2, part_steps = "ignored", floor = 1',
                "5", "0.75", "1", "1.5",
            ),
        ),
        "bands": (
            measured(
                "bands = [ { at_least = 0.9, points = 6 }, "
                "{ at_least = 0.8, below = 0.9, points = 4 }, { below = 0.8, points = 0 } ]",
                "6", "0.95", "0.9", "0.89", "0.5", "0.85 1",
            ),
        ),
        "judged": (
            Example("step = 0.5", "2", ({"judged": "1.5"}, {"judged": "2"})),
            Example(
                'step = 1, levels = [ { name = "好", from = 0.8, to = 1 }, '
                '{ name = "差", from = 0, to = 0.8 } ]',
                "10", ({"level": "好", "judged": "9"}, {"level": "差", "judged": "9"}),
            ),
        ),
        "discretion": (
            Example("step = 0.5", "2", ({"x": "1", "judged": "0"}, {"x": "0.9", "judged": "1.5"})),
        ),
        "checklist": (
            Example(
                'tests = ["rules_made", "rules_applied"], each = 2', "4",
                (
                    {"rules_made": "true", "rules_applied": "false"},
                    {"rules_made": "true", "rules_applied": "true"},
                ),
            ),
            Example(
                'breaches = "breaches_found", loses = 1.5', "4",
                ({"breaches": "0"}, {"breaches": "2"}, {"breaches": "3"}),
            ),
        ),
        "all_or_nothing": (
            measured("at_least = 0.95", "3", "0.95", "0.949", "0.9 1"),
            Example('test = "accounts_published"', "3", ({"holds": "true"}, {"holds": "false"})),
        ),
        "deadline": (
            Example(
                'fact = "accounts_sent", by = 2024-03-31', "2",
                ({"done": "2024-03-31"}, {"done": "2024-04-01"}),
            ),
        ),
        "formula": (
            Example(
                'formula = "clamp(points * x - fine * breaches, 0, points)", '
                'parameters = { fine = 0.5 }, facts = ["breaches"]',
                "10", ({"x": "0.9", "breaches": "2"}, {"x": "1", "breaches": "0"}),
            ),
        ),
    }
)  # fmt: skip
