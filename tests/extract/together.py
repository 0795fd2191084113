"""Reads forms with one catalogue, in processes that live as long as the tests."""

import atexit
from functools import cache
from pathlib import Path

from perfscore.documents.worker import Workers
from perfscore.extract.forms.form import FormRead, read_forms
from tests.cards import catalog


@cache
def workers() -> Workers:
    own = Workers()
    atexit.register(own.__exit__, None, None, None)
    return own


def forms_of(path: Path, year: int | None = None) -> tuple[FormRead, ...]:
    return read_forms(path, catalog(), year=year, workers=workers())
