"""The desk: only its own page gets an answer, and what is laid on it is read, corrected and taken away."""

import re
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from starlette.testclient import TestClient

from perfscore import discover
from perfscore.desk.server import MOST_BYTES, desk_app
from perfscore.desk.table import Table
from perfscore.messages import language_in
from tests.paths import ROOT

EXAMPLES = ROOT / "docs" / "examples"
FORM = EXAMPLES / "reading-room-page.html"
HOST, TOKEN = "127.0.0.1:8765", "a-token-of-the-test"
OWN = {"origin": f"http://{HOST}"}


class Desk:
    def __init__(self, client: TestClient, folder: Path) -> None:
        self.client, self.folder = client, folder

    def settled(self) -> list[dict[str, Any]]:
        """Return the documents once none of them waits or is read."""
        for _ in range(600):
            found: list[dict[str, Any]] = self.get("list").json()
            if all(one["state"] in ("done", "cancelled") for one in found):
                return found
            time.sleep(0.1)
        raise AssertionError("the desk does not come to an end")

    def get(self, path: str, **how: Any) -> Any:
        return self.client.get(f"/{TOKEN}/{path}", **how)

    def post(self, path: str, **how: Any) -> Any:
        return self.client.post(f"/{TOKEN}/{path}", headers=OWN, **how)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    copy(FORM, tmp_path)
    app = desk_app(Table(str(tmp_path), "zh"), discover(), TOKEN, HOST, "zh")
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield Desk(client, tmp_path)


def test_only_the_desk_s_own_page_gets_an_answer(desk: Desk) -> None:
    client = desk.client

    assert 200 == client.get(f"/{TOKEN}/list").status_code
    assert 404 == client.get("/list").status_code
    assert 404 == client.get(f"/{TOKEN}x/list").status_code
    assert 404 == client.get(f"/{TOKEN}/list", headers={"host": "desk.example:8765"}).status_code
    assert 403 == client.get(f"/{TOKEN}/list", headers={"origin": "http://elsewhere.example"}).status_code
    assert 403 == client.post(f"/{TOKEN}/cancel").status_code, (
        "a form of another page sends no origin of ours"
    )
    assert 403 == client.post(f"/{TOKEN}/cancel", headers={"origin": "null"}).status_code
    assert 204 == client.post(f"/{TOKEN}/cancel", headers=OWN).status_code


def test_what_the_folder_holds_is_audited(desk: Desk) -> None:
    (one,) = desk.settled()
    (report,) = one["reports"]

    assert ("reading-room-page.html", "98", "98.40", "contradicted") == (
        one["name"], report["claimed"], report["computed"], report["verdict"],
    )  # fmt: skip
    page = desk.get(f"pages/{report['page']}")
    assert "76000人次" in page.text


def test_a_document_is_laid_on_the_desk_and_kept_in_the_folder(desk: Desk) -> None:
    content = (EXAMPLES / "reading-room-narrative.txt").read_bytes()
    desk.post("documents?name=../../报告.txt", content=content)
    desk.post("documents?name=broken.xlsx", content=b"PK not a workbook")
    found = desk.settled()

    assert ["reading-room-page.html", "报告.txt", "broken.xlsx"] == [one["name"] for one in found]
    assert content == (desk.folder / "报告.txt").read_bytes()
    assert "refused" == found[2]["reports"][0]["verdict"]


def test_without_a_folder_nothing_is_left(tmp_path: Path) -> None:
    table = Table(None, "zh")
    app = desk_app(table, discover(), TOKEN, HOST, "zh")
    with TestClient(app, base_url=f"http://{HOST}") as client:
        desk = Desk(client, tmp_path)
        desk.post("documents?name=form.html", content=FORM.read_bytes())
        desk.settled()
        assert list(table.pages.iterdir())

    assert not table.pages.exists()


def test_another_ruleset_is_chosen_and_given_back(desk: Desk) -> None:
    desk.settled()
    assert 404 == desk.post("documents/1/ruleset", json={"ruleset": "no-such"}).status_code
    desk.post("documents/1/ruleset", json={"ruleset": "sichuan-10-90"})
    chosen = desk.settled()[0]
    desk.post("documents/1/ruleset", json={"ruleset": None})

    assert ("sichuan-10-90", "sichuan-10-90") == (chosen["chosen"], chosen["reports"][0]["ruleset"])
    assert "cn-mof-2020" == desk.settled()[0]["reports"][0]["ruleset"]


def test_a_correction_stands_beside_the_document_and_beside_what_was_computed(desk: Desk) -> None:
    desk.settled()
    facts = {one["id"]: one for one in desk.get("documents/1/facts").json()["facts"]}
    said = {
        "kind": "fact",
        "id": "expenditure",
        "old": facts["expenditure"]["old"],
        "new": "20",
        "who": "张某",
    }
    unsigned = desk.post("documents/1/correct", json={**said, "why": " "})
    wrong = desk.post("documents/1/correct", json={**said, "new": "很多", "why": "误读"})
    sent = desk.post("documents/1/correct", json={**said, "why": "原件为20"})
    (report,) = desk.settled()[0]["reports"]
    page = desk.get(f"pages/{report['page']}").text

    assert [422, 422, 204] == [one.status_code for one in (unsigned, wrong, sent)]
    written = (desk.folder / "reading-room-page.html.overrides.toml").read_text("utf-8")
    assert 'fact = "expenditure"' in written
    assert 'why = "原件为20"' in written
    assert "审计判断" in page
    assert "98.40" == report["computed"], "what was computed stays"

    again = desk.post("documents/1/correct", json={**said, "new": "abc", "why": "误读"})
    assert (422, True) == (again.status_code, "overrides.toml:" in again.json()["why"])
    assert written == (desk.folder / "reading-room-page.html.overrides.toml").read_text("utf-8")
    assert "contradicted" == desk.settled()[0]["reports"][0]["verdict"]

    desk.post("documents/1/correct", json={**said, "new": "", "why": ""})
    assert not (desk.folder / "reading-room-page.html.overrides.toml").exists()


def to_correct(desk: Desk, id_: int = 1, language: str = "zh") -> dict[str, Any]:
    """Return what can be corrected of a document, by kind and id."""
    found = desk.get(f"documents/{id_}/facts?lang={language}").json()
    return {f"{one['kind']} {one['id']}": one for one in found["facts"]}


def test_what_was_corrected_is_told_where_it_is_corrected(desk: Desk) -> None:
    desk.settled()
    said = {"kind": "fact", "id": "expenditure", "old": "19.8", "new": "20", "who": "张某", "why": "原件为20"}
    desk.post("documents/1/correct", json=said)
    one = to_correct(desk)["fact expenditure"]

    assert "全年执行数 · 19.8 万元，已更正为 20" == one["said"]
    assert ("20", "张某", "原件为20") == (one["new"], one["who"], one["why"])

    desk.post("documents/1/correct", json={**said, "new": ""})
    assert "全年执行数 · 19.8 万元" == to_correct(desk)["fact expenditure"]["said"]


def test_facts_of_one_name_are_told_apart(desk: Desk) -> None:
    desk.settled()
    said = [one["said"] for one in to_correct(desk).values()]

    assert "到馆人次：实际完成值 · 76000人次" in said
    assert len(said) == len(set(said))


def test_a_claim_that_was_misread_is_corrected(desk: Desk) -> None:
    desk.settled()
    assert "总分（自评） · 98" == to_correct(desk)["claim total"]["said"]
    said = {"kind": "claim", "id": "total", "old": "98", "new": "98.4", "who": "张某", "why": "原件为98.4"}
    assert 204 == desk.post("documents/1/correct", json=said).status_code
    (report,) = desk.settled()[0]["reports"]

    assert 'claim = "total"' in (desk.folder / "reading-room-page.html.overrides.toml").read_text("utf-8")
    assert "98.4" in desk.get(f"pages/{report['page']}").text
    assert 422 == desk.post("documents/1/correct", json={**said, "new": "100.5"}).status_code


def test_of_a_narrative_without_rules_the_claim_can_be_corrected_and_it_is_said_why_no_fact(
    desk: Desk,
) -> None:
    desk.post("documents?name=报告.txt", content=(EXAMPLES / "reading-room-narrative.txt").read_bytes())
    desk.settled()

    assert ["claim total"] == [*to_correct(desk, 2)]
    assert "改选规则集后可更正" in desk.get("documents/2/facts").json()["note"]
    desk.post("documents/2/ruleset", json={"ruleset": "sichuan-10-90"})
    desk.settled()
    assert "fact expenditure" in to_correct(desk, 2)
    assert "" == desk.get("documents/2/facts").json()["note"]


def test_a_correction_that_no_longer_fits_can_be_taken_back(desk: Desk) -> None:
    desk.settled()
    said = {"kind": "fact", "id": "budget", "old": "20", "new": "21", "who": "张某", "why": "误读"}
    desk.post("documents/1/correct", json=said)
    desk.post("documents/1/ruleset", json={"ruleset": "cn-unweighted"})
    one = desk.settled()[0]

    assert one["corrected"]
    assert "refused" == one["reports"][0]["verdict"]
    assert "reading-room-page.html.overrides.toml" in one["reports"][0]["worst"]
    assert str(desk.folder) not in one["reports"][0]["worst"]
    assert "21" == to_correct(desk)["fact budget"]["new"]
    desk.post("documents/1/correct", json={**said, "new": ""})
    assert "refused" != desk.settled()[0]["reports"][0]["verdict"]


def test_the_list_speaks_the_language_of_the_page(desk: Desk) -> None:
    desk.post("documents?name=broken.xlsx", content=b"PK not a workbook")
    desk.settled()
    for language in ("en", "zh", "en"):
        said = [one for document in desk.get(f"list?lang={language}").json() for one in document["reports"]]
        for one in said:
            assert (language == "zh") == ("zh" == language_in(one["said"])), one
            words = re.sub("[^\x00-\x7f]+", "", one["worst"])  # what it names is named as printed
            assert (language == "zh") or len(words) > len(one["worst"]) / 2, one


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!doctype"), ("xlsx", b"PK"), ("docx", b"PK"), ("json", b"{")]
)
def test_a_result_can_be_taken_away(desk: Desk, form: str, begins: bytes) -> None:
    desk.settled()
    answer = desk.get(f"export/1/{form}")

    assert answer.content.startswith(begins)
    assert "reading-room-page" in answer.headers["content-disposition"]


def test_everything_can_be_taken_away_at_once(desk: Desk) -> None:
    desk.settled()
    with zipfile.ZipFile(BytesIO(desk.get("export/all/zip").content)) as archive:
        names = archive.namelist()

    assert {"reading-room-page.html", "reading-room-page.xlsx", "reading-room-page.docx"} <= {*names}
    assert 5 == len(names)


def test_a_document_that_is_too_large_is_refused(desk: Desk) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(MOST_BYTES // 2**20 + 1):
            yield bytes(2**20)

    assert 413 == desk.post("documents?name=large.pdf", content=pieces()).status_code
