"""Every page of the reference · 参考手册.

The pages are rendered from what the engine itself reads: indicators, shapes, rulesets, the models
of the file formats, the message catalogue.  Nothing in them is written by hand, and the same
catalogue gives the same pages.
"""

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points

from perfscore.document.codes import findings_page, problems_page
from perfscore.document.formats import report_format_page, ruleset_format_page
from perfscore.document.index import index_page
from perfscore.document.indicators import Use, indicator_page
from perfscore.document.rulesets import dictionary_page, ruleset_page
from perfscore.document.shapes import shape_page
from perfscore.plan import make_plan
from perfscore.planned import Plan, Step
from perfscore.plugins.catalog import Catalog
from perfscore.plugins.hookspecs import PROJECT
from perfscore.plugins.lookup import read_ruleset
from perfscore.testing import Case, cases

__all__ = ["render_reference"]


def render_reference(catalog: Catalog) -> dict[str, str]:
    """Return every page of the reference, by its path in the folder · 生成参考手册.

    Raises ProblemsFound where a ruleset of the catalogue cannot be read or planned.
    """
    rulesets = {name: read_ruleset(name, catalog) for name in catalog.rulesets}
    plans = {n: make_plan(r, catalog) for n, r in rulesets.items() if not r.ruleset.abstract}
    pages = {
        "index.md": index_page(catalog, rulesets),
        "report-format.md": report_format_page(),
        "ruleset-format.md": ruleset_format_page(),
        "problems.md": problems_page(),
        "findings.md": findings_page(),
    }
    examples, users = tuple(_cases(catalog)), tuple(_users(plans))
    for name, indicator in catalog.indicators.items():
        own = [case for case in examples if case.indicator.id == name]
        pages[f"indicators/{name}.md"] = indicator_page(indicator, own, _of(name, users))
    for name, shape in catalog.shapes.items():
        pages[f"shapes/{name}.md"] = shape_page(shape, _of(name, users))
    for name, ruleset in rulesets.items():
        plan = plans.get(name)
        pages[f"rulesets/{name}.md"] = ruleset_page(plan) if plan else dictionary_page(ruleset)
    return dict(sorted(pages.items()))


def _cases(catalog: Catalog) -> Iterator[Case]:
    """Yield the cases beside the indicators of every pack; a pack may have none."""
    for provider in catalog.packs:
        for point in entry_points(group=PROJECT, name=provider.pack):
            try:
                yield from cases(point.module)
            except LookupError:
                continue


_User = tuple[frozenset[str], Use]
"""The names a criterion uses, and the criterion."""


def _users(plans: Mapping[str, Plan]) -> Iterator[_User]:
    for ruleset, plan in plans.items():
        for step in plan.steps:
            yield _names(step), (ruleset, step.criterion.id)


def _names(step: Step) -> frozenset[str]:
    rules = (*step.rules, *step.by_sign.values())
    indicator = {step.indicator.id} if step.indicator else set()
    return frozenset({rule.shape.shape for rule in rules} | indicator)


def _of(name: str, users: tuple[_User, ...]) -> list[Use]:
    return [use for names, use in users if name in names]
