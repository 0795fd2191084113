"""The pages of the file formats, read from their models · 文件格式页."""

from inspect import cleandoc

from pydantic import BaseModel

from perfscore.document.keys import key_table, models_in
from perfscore.document.markdown import intro, page
from perfscore.inputs.report_format import ReportFile
from perfscore.inputs.ruleset import Ruleset

__all__ = ["report_format_page", "ruleset_format_page"]


def report_format_page() -> str:
    """Return the keys of a report file."""
    return _page("Report format · 报告格式", ReportFile)


def ruleset_format_page() -> str:
    """Return the keys of a ruleset file."""
    return _page("Ruleset format · 规则集格式", Ruleset)


def _page(title: str, model: type[BaseModel]) -> str:
    return page(title, *intro("formats"), *(_part(part) for part in models_in(model)))


def _part(model: type[BaseModel]) -> str:
    words = cleandoc(model.__doc__ or "").partition("\n")[0].removesuffix(".")
    return f"## {model.__name__}\n\n{words}.\n\n{key_table(model)}"
