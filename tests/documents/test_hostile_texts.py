"""OFD, OpenDocument texts and rich text made to harm are refused with a place; nothing is fetched."""

import shutil
import threading
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from random import Random
from socketserver import BaseRequestHandler, TCPServer

import pytest

from perfscore.documents.document import Document, Grid, Unreadable
from tests.extract.together import workers

SECONDS = 60
BLANK = b"<a>" + bytes([32]) * 20_000_000 + b"</a>"
ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [" + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10)
) + "]>"  # fmt: skip


def noise(length: int) -> str:
    """Return characters that hardly pack, so that the bound on packing is not what is met."""
    return "".join(Random(1).choices("一二三四五六七八九十", k=length))


def packed(**parts: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def read(kind: str, content: bytes) -> Document:
    begun = time.monotonic()
    try:
        return workers().read(f"perfscore.documents.{kind}:read", content)
    finally:
        assert time.monotonic() - begun < SECONDS


def refused(kind: str, content: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as refusal:
        read(kind, content)
    return refusal.value.code, refusal.value.where


def seen(document: Document) -> str:
    blocks = [block for part in document.parts for block in part.blocks]
    texts = [[c.text for c in b.cells] if isinstance(b, Grid) else [b.text] for b in blocks]
    return "\n".join(text for each in texts for text in each)


def text_object(text: str, top: int = 20) -> str:
    code = f'<TextCode X="0" Y="4">{text}</TextCode>'
    return f'<TextObject Boundary="10 {top} 90 7" Size="3">{code}</TextObject>'


def ofd(content: str, pages: str = '<Page BaseLoc="P.xml"/>', before: str = "", **more: str | bytes) -> bytes:
    area = "<Area><PhysicalBox>0 0 210 297</PhysicalBox></Area>"
    return packed(
        OFD_xml='<OFD xmlns="a"><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>',
        D__Document_xml=f"<Document><Pages>{pages}</Pages></Document>",
        D__P_xml=f"{before}<Page>{area}<Content><Layer>{content}</Layer></Content></Page>",
        **more,
    )


GOOD = text_object("正文。")
RULE = '<PathObject Boundary="0 0 9 0"/>'
LEVEL = "".join(f'<PathObject Boundary="0 {2 * n} 2400 0.1"/>' for n in range(1_200))
UPRIGHT = "".join(f'<PathObject Boundary="{2 * n} 0 0.1 2400"/>' for n in range(1_200))
BRICKS = "".join(
    f'<PathObject Boundary="{30 * n % 210} {n // 7 * 1.2} 30 0.1"/>'
    f'<PathObject Boundary="{n % 200} {n // 7 * 1.2} 0.1 150"/>' for n in range(1_400)
)  # fmt: skip
OFDS: dict[str, tuple[bytes, tuple[str, str]]] = {
    "an entity that reads files": (ofd(GOOD, before=ENTITY), ("form-doctype", "D/P.xml")),
    "a billion laughs": (ofd("&e9;", before=LAUGHS), ("form-doctype", "D/P.xml")),
    "elements without end": (ofd("<a>" * 5000 + "</a>" * 5000), ("form-xml-too-deep", "D/P.xml")),
    "broken XML": (ofd("<a>"), ("form-broken", "D/P.xml")),
    "a drawing packed a thousandfold": (ofd(GOOD, a_xml=BLANK), ("form-archive-bomb", "a.xml")),
    "a page that leads out": (
        ofd("", '<Page BaseLoc="../../etc/passwd"/>'), ("form-broken", "D/../../etc/passwd"),
    ),
    "a page of the net": (
        ofd("", '<Page BaseLoc="http://127.0.0.1/a"/>'), ("form-broken", "D/http://127.0.0.1/a"),
    ),
    "one page six hundred times": (
        ofd(GOOD, '<Page BaseLoc="P.xml"/>' * 600), ("form-too-many-pages", "第501页"),
    ),
    "pages that are the document": (ofd("", '<Page BaseLoc="Document.xml"/>'), ("form-scan", "第1页")),
    "a document that is itself": (
        packed(OFD_xml="<OFD><DocBody><DocRoot>OFD.xml</DocRoot></DocBody></OFD>"), ("form-scan", ""),
    ),
    "a document that is not there": (
        packed(OFD_xml="<OFD><DocBody><DocRoot>a</DocRoot></DocBody></OFD>"), ("form-broken", "a"),
    ),
    "a million characters": (ofd(text_object(noise(1_000_001))), ("form-too-much", "第1页")),
    "lines that cross a million times": (ofd(GOOD + LEVEL + UPRIGHT), ("form-too-many-cells", "第1页")),
    "six thousand lines": (ofd(GOOD + RULE * 6_000), ("form-too-much", "第1页")),
    "lengths that are none": (
        ofd('<TextObject Boundary="a b c d" Size="1e999999999"><TextCode>1</TextCode></TextObject>'),
        ("form-scan", "第1页"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OFDS)
def test_a_hostile_ofd_is_refused_with_its_place(name: str) -> None:
    content, (code, where) = OFDS[name]
    found = refused("ofd", content)

    assert code == found[0]
    assert found[1].startswith(where)


@pytest.mark.parametrize(
    "content",
    [
        text_object("字" * 100_000),
        "".join(text_object(str(n), 20) for n in range(20_000)),
        "".join(text_object("字" * 20, n) for n in range(3_000)),
        GOOD + BRICKS,
        GOOD.replace('X="0"', 'X="0" DeltaX="g 999999 3"'),
    ],
)
def test_much_on_a_page_of_ofd_is_read_or_refused_in_bounded_time(content: str) -> None:
    try:
        found = seen(read("ofd", ofd(content)))
    except Unreadable as refusal:
        found = refusal.code if refusal.code.startswith("form-too-many") else ""
    assert found


SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("o", "office"), ("t", "table"), ("x", "text"), ("d", "drawing"), ("s", "script"))
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odt(body: str, before: str = "", **more: str | bytes) -> bytes:
    content = f"<o:document-content {SPACES}><o:body><o:text>{body}</o:text></o:body></o:document-content>"
    return packed(content_xml=before + content, **more)


CELL = "<t:table-cell{}><x:p>{}</x:p></t:table-cell>"


def table(cells: str, row: str = "") -> str:
    return f"<t:table><t:table-row{row}>{cells}</t:table-row></t:table>"


TIMES = ' t:number-{}-{}="{}"'
WIDE = TIMES.format("columns", "repeated", 200)
ODTS: dict[str, tuple[bytes, tuple[str, str]]] = {
    "an entity that reads files": (odt("<x:p>&e;</x:p>", ENTITY), ("form-doctype", "content.xml")),
    "a billion laughs": (odt("<x:p>&e9;</x:p>", LAUGHS), ("form-doctype", "content.xml")),
    "elements without end": (odt("<x:p>" * 5000 + "</x:p>" * 5000), ("form-xml-too-deep", "content.xml")),
    "broken XML": (odt("<x:p>"), ("form-broken", "content.xml")),
    "a picture packed a thousandfold": (odt("", a_xml=BLANK), ("form-archive-bomb", "a.xml")),
    "a row a million times": (
        odt(table(CELL.format("", "1"), TIMES.format("rows", "repeated", 1_000_000))),
        ("form-too-many-rows", "表1第20001行"),
    ),
    "a cell a million times": (
        odt(table(CELL.format(TIMES.format("columns", "repeated", 1_000_000), "1"))),
        ("form-too-many-columns", "表1第1行第201格"),
    ),
    "rows of many cells many times": (
        odt(table(CELL.format(WIDE, "1"), TIMES.format("rows", "repeated", 9_999))),
        ("form-too-many-cells", "表1第1501行第1格"),
    ),
    "a merge over everything": (
        odt(table(CELL.format(TIMES.format("columns", "spanned", 9_999), "1"))),
        ("form-too-many-columns", "表1第1行第1格"),
    ),
    "a long text many times": (
        odt(table(CELL.format(WIDE, noise(100_000)), TIMES.format("rows", "repeated", 99))),
        ("form-too-much-memory", ""),
    ),
    "paragraphs without end": (odt("<x:p>1</x:p>" * 20_001), ("form-too-many-rows", "第20001段")),
    "another archive": (packed(other_xml="<a/>"), ("form-not-a-document", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", ODTS)
def test_a_hostile_opendocument_text_is_refused_with_its_place(name: str) -> None:
    content, (code, where) = ODTS[name]
    found = refused("odt", content)

    assert code == found[0]
    assert found[1].startswith(where)


def test_tables_in_tables_and_blanks_without_end_are_read() -> None:
    inner = "<x:p>内</x:p>"
    for _ in range(40):
        inner = table(f"<t:table-cell>{inner}</t:table-cell>")
    document = read("odt", odt(f'{inner}<x:p>甲<x:s x:c="999999999"/>乙</x:p>'))

    assert "内" in seen(document)
    assert len(seen(document)) < 300


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server and what was asked of it."""
    asked: list[str] = []

    class Noted(BaseRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.request.recv(100)))

    server = TCPServer(("127.0.0.1", 0), Noted)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_link_script_or_object_of_an_ofd_is_followed(visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    action = f'<Actions><Action Event="DO"><URI URI="{address}/a"/></Action></Actions>'
    image = '<ImageObject Boundary="0 0 9 9" ResourceID="7"/>'
    media = f'<MultiMedia ID="7"><MediaFile>{address}/b</MediaFile></MultiMedia>'
    resource = f"<Res><MultiMedias>{media}</MultiMedias></Res>"
    content = ofd(GOOD + action + image, D__Res_xml=resource, D__Attachs__a_js=b"app.launchURL('x')")

    assert "正文。" == seen(read("ofd", content))
    assert [] == asked


def test_no_link_script_or_object_of_an_opendocument_text_is_followed(visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    body = (
        f'<x:section><x:section-source xlink:href="file:///etc/passwd"/><x:p>节</x:p></x:section>'
        f'<x:p><d:frame><d:image xlink:href="{address}/a"/><d:object xlink:href="./Object 1"/></d:frame>'
        "正文</x:p>"
        f'<o:scripts><o:script s:language="x"><x:p>{address}/b</x:p></o:script></o:scripts>'
    )
    document = read("odt", odt(body, **{"Object 1__content_xml": ENTITY, "Basic__a_xml": "<a/>"}))

    assert "root:" not in seen(document)
    assert "正文" in seen(document)
    assert [] == asked


RTFS = {
    "groups without end": (b"{\\rtf1" + b"{" * 100_000 + b"}" * 100_001, ("form-xml-too-deep", "")),
    "bytes beyond the end": (b"{\\rtf1 \\bin999999999 x\\par 1}", ("form-cut", "")),
    "groups that nobody closes": (b"{\\rtf1" + b"{\\b" * 5_000, ("form-xml-too-deep", "")),
}


@pytest.mark.parametrize("name", RTFS)
def test_a_hostile_rich_text_is_refused_before_any_program_sees_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfscore.documents import rtf

    monkeypatch.setattr(rtf, "converted", None)
    content, expected = RTFS[name]
    with pytest.raises(Unreadable) as refusal:
        rtf.read(content)

    assert expected == (refusal.value.code, refusal.value.where)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_no_link_field_template_or_object_of_a_rich_text_is_followed(visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    fields = (
        f'INCLUDETEXT "{address}/a"', 'INCLUDETEXT "file:///etc/passwd"', f'INCLUDEPICTURE "{address}/b"',
        f'DDEAUTO soffice "{address}/c" a', f'HYPERLINK "{address}/d"', "MACROBUTTON AutoOpen x",
    )  # fmt: skip
    body = "".join(f"{{\\field{{\\*\\fldinst {field}}}{{\\fldrslt 1}}}}" for field in fields)
    packed_object = "{\\object\\objemb\\objupdate{\\*\\objclass Package}{\\*\\objdata 0105000002000000}}"
    linked = (
        f"{{\\object\\objlink\\objupdate{{\\*\\objclass htmlfile}}{{\\*\\objdata {address.encode().hex()}}}}}"
    )
    content = f"{{\\rtf1\\ansi{{\\*\\template {address}/e.dotm}}{body}{packed_object}{linked} 381.53\\par}}"

    document = read("rtf", content.encode())

    assert "381.53" in seen(document)
    assert "root:" not in seen(document)
    assert [] == asked


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_numbers_of_a_rich_text_that_are_none_are_read_past() -> None:
    body = "\\u99999999999 1\\par\\trowd\\cellx999999999999 2\\cell\\row\\pard 3\\par"

    assert "3" in seen(read("rtf", f"{{\\rtf1\\ansi {body}}}".encode()))
