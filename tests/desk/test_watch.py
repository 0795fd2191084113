"""A ruleset on a page that renews itself, as its author sees it beside the editor."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from perfscore.desk.watch_service import watch_app
from perfscore.desk.watching import Watch
from tests.command_line import Run
from tests.desk.served import served
from tests.explain.page.browser import in_browser, violations
from tests.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

EXAMPLES = ROOT / "docs" / "examples"
LONG = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("reading-room.toml", "reading-room-report.toml"):
        copy(EXAMPLES / name, tmp_path)
    return tmp_path


def save(file: Path, old: str, new: str) -> None:
    """Save a file with one thing changed, as an editor does: later than before, and whole."""
    text = file.read_text("utf-8")
    assert old in text
    beside = file.with_suffix(".tmp")
    beside.write_text(text.replace(old, new), "utf-8")
    os.utime(beside, ns=(time.time_ns(), file.stat().st_mtime_ns + 10**9))
    beside.replace(file)


@pytest.fixture
def page(folder: Path) -> "Iterator[Page]":
    ruleset, report = folder / "reading-room.toml", folder / "reading-room-report.toml"
    with served("watch", str(ruleset), str(report), "--lang", "en", width=1280) as page:
        yield page


@in_browser
def test_the_page_follows_what_is_saved(page: "Page", folder: Path) -> None:
    ruleset = folder / "reading-room.toml"
    page.locator("h1", has_text="The ruleset is sound.").wait_for(timeout=LONG)
    assert "budget execution rate" in page.locator("#shown").inner_text()
    assert [] == violations(page)

    save(ruleset, "loses = 0.5", "loses = 1")
    page.locator("#shown", has_text="staff control rate").locator("text=−").first.wait_for(timeout=LONG)
    assert "renewed" in page.locator("#state").inner_text()

    save(ruleset, 'indicator = "budget_execution_rate"', 'indicator = "budget_rate"')
    page.locator("#shown", has_text="[unknown-indicator]").wait_for(timeout=LONG)
    assert "budget execution rate" in page.locator("#shown").inner_text()  # the last sound card stays

    save(ruleset, 'indicator = "budget_rate"', 'indicator = "budget_execution_rate"')
    page.locator("#shown", has_text="[unknown-indicator]").wait_for(state="detached", timeout=LONG)
    assert "[case-differs]" in page.locator("#shown").inner_text()  # a case says half a point

    save(ruleset, "loses = 1", "loses = 0.5")
    page.locator("h1", has_text="The ruleset is sound.").wait_for(timeout=LONG)


def test_what_is_watched_is_read_only_when_it_was_saved(folder: Path) -> None:
    watch = Watch(str(folder / "reading-room.toml"), str(folder / "reading-room-report.toml"), ())
    first = watch.look()

    assert first is watch.look()

    save(folder / "reading-room-report.toml", "subject", "subject")
    assert first is not watch.look()


def test_nobody_else_is_answered(folder: Path) -> None:
    app = watch_app(Watch(str(folder / "reading-room.toml"), None, ()), "token", "127.0.0.1:1", "en")
    client = TestClient(app, base_url="http://127.0.0.1:1")

    assert 200 == client.get("/token/").status_code
    answer = client.get("/token/shown")
    assert 204 == client.get("/token/shown", params={"version": answer.json()["version"]}).status_code
    assert 404 == client.get("/other/").status_code
    assert 404 == client.get("/token/", headers={"host": "elsewhere:1"}).status_code
    assert 403 == client.get("/token/shown", headers={"origin": "http://elsewhere"}).status_code


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("watch", str(tmp_path / "none.toml"), "--lang", "en")

    assert 2 == ran.status
    assert "none.toml" in ran.err
