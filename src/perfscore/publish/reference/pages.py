"""Every page of the reference, and the folder that holds them · 参考手册.

The pages are rendered from what the engine itself reads: indicators, shapes, rulesets, the models
of the file formats, the message catalogue.  Nothing in them is written by hand, and the same
catalogue gives the same pages.  Only pages that say they are generated are ever replaced or removed: a
wrong folder loses nothing.
"""

from collections.abc import Iterator, Mapping
from errno import EEXIST
from importlib.metadata import entry_points
from os import strerror
from pathlib import Path

from perfscore.packs.catalog import Catalog, discover, read_ruleset
from perfscore.packs.hookspecs import PROJECT
from perfscore.plan.make import make_plan
from perfscore.plan.planned import Plan, Step
from perfscore.publish.reference.index import findings_page, index_page
from perfscore.publish.reference.indicators import Use, indicator_page
from perfscore.publish.reference.keys import report_format_page, ruleset_format_page
from perfscore.publish.reference.markdown import HEADER
from perfscore.publish.reference.problems import problem_pages
from perfscore.publish.reference.rulesets import dictionary_page, ruleset_page
from perfscore.publish.reference.shapes import shape_page
from perfscore.testing import Case, cases

__all__ = ["render_reference", "stale", "write_reference"]


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
        **problem_pages(),
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


def write_reference(folder: Path, catalog: Catalog | None = None) -> tuple[str, ...]:
    """Write every page that differs, and remove those nobody renders any more · 写出参考手册.

    Returns the paths that changed, sorted; the bundled pack's catalogue is used without one.
    Raises OSError where the folder cannot be written, or holds a page of the same name that was
    written by hand; then nothing is changed.
    """
    pages = render_reference(catalog or discover())
    changed = _differing(folder, pages)
    for path in changed:
        if (folder / path).exists() and not _generated(folder / path):
            raise FileExistsError(EEXIST, strerror(EEXIST), str(folder / path))
    for path in changed:
        file = folder / path
        if path in pages:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pages[path], "utf-8", newline="\n")
        else:
            file.unlink()
    return changed


def stale(folder: Path, catalog: Catalog | None = None) -> tuple[str, ...]:
    """Return the paths of pages that are missing, differ or are rendered no more · 核对参考手册."""
    return _differing(folder, render_reference(catalog or discover()))


def _differing(folder: Path, pages: dict[str, str]) -> tuple[str, ...]:
    """Compare bytes, so that line ends count."""
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*.md")}
    wrong = [
        path
        for path, text in pages.items()
        if path not in there or (folder / path).read_bytes() != text.encode()
    ]
    left = [path for path in there - pages.keys() if _generated(folder / path)]
    return tuple(sorted([*wrong, *left]))


def _generated(file: Path) -> bool:
    return file.read_bytes().startswith(HEADER.encode())
