"""Libraries that not every installation has · 可选程序库."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["EXTRAS", "missing"]

_FORMS = ("openpyxl", "docx", "lxml")
_DOCUMENTS = ("msoffcrypto", "olefile", "pdfminer", "pdfplumber", "pypdfium2", "pyzipper", "xlrd")
_RESULTS = ("docxtpl", "jinja2", "markupsafe", "xlsxwriter")
_DESK = ("starlette", "uvicorn", "anyio")
_LSP = ("pygls", "lsprotocol", "cattrs", "attrs", "attr")
_BATCH = ("polars", "pyarrow")
_DATABASES = ("duckdb", "adbc_driver_manager", "adbc_driver_postgresql", "adbc_driver_sqlite")
_OCR = ("rapidocr", "onnxruntime", "cv2", "PIL", "numpy")
EXTRAS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_FORMS, "forms")
    | dict.fromkeys(_DOCUMENTS, "documents")
    | dict.fromkeys(_OCR, "ocr")
    | dict.fromkeys(_RESULTS, "results")
    | dict.fromkeys(_DESK, "desk")
    | dict.fromkeys(_LSP, "lsp")
    | dict.fromkeys(_BATCH, "batch")
    | dict.fromkeys(_DATABASES, "databases")
)
"""Each library by the name it is imported under, and the extra of pyproject.toml that brings it."""


def missing(error: ModuleNotFoundError) -> dict[str, str] | None:
    """Return which library of which extra an import looked for, None where it is of no extra."""
    library = (error.name or "").partition(".")[0]
    return {"found": library, "extra": EXTRAS[library]} if library in EXTRAS else None
