"""A plugin of pytest: rulesets and their cases as tests · pytest 插件.

``pytest --perfscore`` collects every ruleset below the folders it is given, each case an item of its
own.  Without the option nothing is collected, and nothing of the engine is loaded.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from perfscore.plan.planned import Plan

__all__ = ["pytest_addoption", "pytest_collect_file"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that asks for rulesets."""
    group = parser.getgroup("perfscore")
    group.addoption(
        "--perfscore", action="store_true", help="collect rulesets and their cases · 收集规则集及其用例"
    )
    group.addoption(
        "--perfscore-lang", choices=("zh", "en"), default="zh", help="language of messages · 提示语言"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file that is a ruleset, where that is asked for."""
    if not parent.config.getoption("--perfscore") or file_path.suffix.casefold() != ".toml":
        return None
    from perfscore.testing.rulesets_found import is_ruleset

    return _File.from_parent(parent, path=file_path) if is_ruleset(file_path) else None


class _Said(Exception):
    """What is wrong, in lines that people read."""


class _File(pytest.File):
    """A ruleset: that it is sound is one test, each of its cases another."""

    def collect(self) -> Iterator[pytest.Item]:
        yield _Item.from_parent(self, name="sound")
        try:
            plan = self.plan()
        except _Said:
            return  # told by the test that it is sound
        for index, case in enumerate(plan.ruleset.cases):
            item = _Item.from_parent(self, name=case.name or f"case {index + 1}", index=index)
            if not case.confirmed:
                item.add_marker(pytest.mark.xfail(reason="confirmed = false", strict=False))
            yield item

    def plan(self) -> "Plan":
        """Return the plan of the ruleset, made once."""
        from perfscore.messages.problems import ProblemsFound
        from perfscore.packs.catalog import catalog_for, discover, read_ruleset
        from perfscore.plan.make import make_plan

        if not hasattr(self, "_plan"):
            try:
                catalog = discover()
                ruleset = read_ruleset(str(self.path), catalog)
                self._plan = make_plan(ruleset, catalog_for(ruleset, catalog))
            except ProblemsFound as found:
                raise _Said(found.text(self.config.getoption("--perfscore-lang"))) from None
        return self._plan


class _Item(pytest.Item):
    """One case; without an index the ruleset itself."""

    def __init__(self, *, index: int | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.index = index

    def runtest(self) -> None:
        """Run the case; raise what is wrong with the arithmetic that leads to it."""
        assert isinstance(self.parent, _File)
        plan = self.parent.plan()
        if self.index is None:
            return
        from perfscore.testing.arithmetic import failing_lines
        from perfscore.testing.ruleset_cases import ran_case

        ran = ran_case(plan, self.index)
        if ran.problems:
            raise _Said("\n".join(failing_lines(ran, self.config.getoption("--perfscore-lang"))))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is wrong without the way through the program."""
        if isinstance(excinfo.value, _Said):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the case stands."""
        return self.path, None, f"{self.path.name}: {self.name}"
