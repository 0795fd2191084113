"""Filled forms: Excel, Word, CSV and JSON in, reports out · 自评表的读取与生成.

from perfscore.forms import read_forms

for form in read_forms("form.xlsx", catalog):
    print(form.report.subject, form.toml, form.notes)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfscore.forms.notes import FormNote
    from perfscore.forms.reader import FormReader
    from perfscore.forms.reading import FormRead, read_forms
    from perfscore.forms.worker import Workers

__all__ = ["FormNote", "FormRead", "FormReader", "Workers", "read_forms"]

_WHERE = (("notes", "FormNote"), ("reader", "FormReader"), ("reading", "FormRead"), ("worker", "Workers"))


def __getattr__(name: str) -> Any:
    # Read when asked for: the process that reads a stranger's file needs next to nothing of it.
    if name not in __all__:
        raise AttributeError(f"module 'perfscore.forms' has no attribute '{name}'")
    module = next((module for module, own in _WHERE if own == name), "reading")
    return getattr(import_module(f"perfscore.forms.{module}"), name)
