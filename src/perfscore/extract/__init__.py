"""From a document to reports · 由文件到报告.

from perfscore.extract import read_forms

for form in read_forms("form.xlsx", catalog):
    print(form.report.subject, form.toml, form.notes)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfscore.documents.worker import Workers
    from perfscore.extract.forms.form import FormRead, read_forms
    from perfscore.extract.forms.notes import FormNote

__all__ = ["FormNote", "FormRead", "Workers", "read_forms"]

_WHERE = {"FormNote": "extract.forms.notes", "Workers": "documents.worker"}


def __getattr__(name: str) -> Any:
    # Read when asked for: whoever needs a note's type needs no reader.
    if name not in __all__:
        raise AttributeError(f"module 'perfscore.extract' has no attribute '{name}'")
    return getattr(import_module(f"perfscore.{_WHERE.get(name, 'extract.forms.form')}"), name)
