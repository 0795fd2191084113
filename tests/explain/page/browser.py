"""A real browser for the tests of pages, where there is one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["in_browser", "opened", "violations"]

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
in_browser = pytest.mark.skipif(PROGRAM is None, reason="no browser is installed: apt-get install chromium")


@contextmanager
def opened(address: str, **how: Any) -> Iterator["Page"]:
    """Give a page of the browser; whatever it complains of or asks a network for fails the test."""
    from playwright.sync_api import sync_playwright

    troubles: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        page = browser.new_page(**how)
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        own = address.partition("?")[0]
        page.on("request", lambda asked: None if asked.url.startswith(own) else troubles.append(asked.url))
        page.goto(address)
        yield page
        browser.close()
    assert [] == troubles


def violations(page: "Page") -> list[str]:
    """Return what a checker of accessibility finds that is serious or worse."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
