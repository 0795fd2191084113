"""What can be taken away of a document: page, workbook, working paper, letter, or everything · 导出."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import product
from pathlib import Path

from perfscore.auditing.overrides import overruled_beside
from perfscore.auditing.verdicts import Audit
from perfscore.desk.table import Lying, free_name
from perfscore.engine import audit
from perfscore.explain.formats.rendering import render, render_bytes
from perfscore.packs.catalog import Catalog
from perfscore.runs.loading import Loaded, load_plans, load_reports, published

__all__ = ["FORMATS", "audits_of", "exported", "together"]

FORMATS = ("html", "xlsx", "docx", "letter", "json")
_DATE = (1980, 1, 1, 0, 0, 0)
_SUFFIXES = {"html": ".html", "xlsx": ".xlsx", "docx": ".docx", "letter": "-letter.docx", "json": ".json"}


def audits_of(
    lying: Lying, language: str, packs: Sequence[str], corrected: bool = True
) -> list[tuple[Loaded, Audit]]:
    """Return the reports of a document with their results, an auditor's corrections beside them if wanted.

    Raises ProblemsFound.
    """
    rulesets = [lying.ruleset] if lying.ruleset else []
    loaded = load_reports(lying.path, language, packs)
    found = [
        (one, audit(one.report, plan)) for one in loaded for plan in load_plans(one.report, rulesets, packs)
    ]
    if len(found) != 1 or not corrected:
        return found
    return [(one, overruled_beside(result, lying.path)) for one, result in found]


def exported(
    lying: Lying, forms: Sequence[str], language: str, catalog: Catalog
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a document in some formats, each with its name; raise ProblemsFound.

    However many formats there are, it is read and audited once.
    """
    packs = [provider.pack for provider in catalog.packs]
    found = audits_of(lying, language, packs)
    for form, (number, (loaded, result)) in product(forms, enumerate(found, 1)):
        behind = f"-{number}" if len(found) > 1 else ""
        name = f"{Path(lying.name).stem}{behind}{_SUFFIXES[form]}"
        if form in catalog.renderers:
            yield name, render_bytes(result, catalog.renderers[form], language)
        elif form == "html":
            beside = published(loaded, lying.path)
            yield name, render(result, language=language, format="html", beside=beside).encode()
        else:
            yield name, render(result, language=language, format="json").encode()


def together(files: Iterator[tuple[str, bytes]]) -> bytes:
    """Return files as one archive, the same at every time."""
    content, names = BytesIO(), set[str]()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files:
            kept = free_name(name, names.__contains__)
            names.add(kept)
            archive.writestr(zipfile.ZipInfo(kept, _DATE), inside, zipfile.ZIP_DEFLATED)
    return content.getvalue()
