"""Files with a picture in them: PDF, Word, OFD; what is printed beside it is given."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from tests.documents.pdf_pages_written import HEIGHT, Page, pdf

Corners = tuple[int, int, int, int]
"""Left, top, right and bottom in points, from the upper left corner."""


def jpeg(image: Any) -> bytes:
    content = BytesIO()
    image.convert("RGB").save(content, "JPEG", quality=90)
    return content.getvalue()


def scanned(image: Any) -> Any:
    """Return a sheet of paper with a picture in its upper part."""
    from PIL import Image

    sheet = Image.new("RGB", (image.width, image.width * 297 // 210), "white")
    sheet.paste(image, (0, 200))
    return sheet


def paper() -> Any:
    from PIL import Image

    return Image.new("RGB", (800, 600), "lightgrey")


def pdf_with(page: Page, image: Any, corners: Corners) -> bytes:
    """Return a page of text with a picture upon it."""
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf(page))
    picture = pypdfium2.PdfImage.new(file)
    picture.load_jpeg(BytesIO(jpeg(image)), inline=True)
    left, top, right, bottom = corners
    picture.set_matrix(pypdfium2.PdfMatrix(right - left, 0, 0, bottom - top, left, HEIGHT - bottom))
    sheet = file[0]
    sheet.insert_obj(picture)
    sheet.gen_content()
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def docx_with(above: Sequence[str], image: Any, below: Sequence[str] = (), wide: int = 16) -> bytes:
    """Return paragraphs with a picture between them, so many centimetres wide."""
    import docx
    from docx.shared import Cm

    file = docx.Document()
    for text in above:
        file.add_paragraph(text)
    file.add_picture(BytesIO(jpeg(image)), width=Cm(wide))
    for text in below:
        file.add_paragraph(text)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def ofd_with(texts: Sequence[tuple[int, int, str]], image: Any, corners: Corners) -> bytes:
    """Return a page with a picture, and text at spots, all in millimetres."""
    left, top, right, bottom = corners
    said = "".join(
        f'<o:TextObject Boundary="{x} {y} 150 5" Size="4">'
        f'<o:TextCode X="0" Y="4">{text}</o:TextCode></o:TextObject>'
        for x, y, text in texts
    )
    begun = '<?xml version="1.0" encoding="UTF-8"?><o:{} xmlns:o="http://www.ofdspec.org/2016"{}>{}</o:{}>'
    parts = {
        "OFD.xml": ("OFD", "", "<o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody>"),
        "Doc_0/Document.xml": ("Document", "", "<o:CommonData><o:DocumentRes>DocumentRes.xml</o:DocumentRes>"
            '</o:CommonData><o:Pages><o:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></o:Pages>'),
        "Doc_0/DocumentRes.xml": ("Res", ' BaseLoc="Res"', '<o:MultiMedias><o:MultiMedia ID="7" Type="Image">'
            "<o:MediaFile>scan.jpg</o:MediaFile></o:MultiMedia></o:MultiMedias>"),
        "Doc_0/Pages/Page_0/Content.xml": ("Page", "",
            "<o:Area><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:Area><o:Content><o:Layer>"
            f'<o:ImageObject Boundary="{left} {top} {right - left} {bottom - top}" ResourceID="7"/>'
            f"{said}</o:Layer></o:Content>"),
    }  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, (root, attributes, inner) in parts.items():
            file.writestr(name, begun.format(root, attributes, inner, root))
        file.writestr("Doc_0/Res/scan.jpg", jpeg(image))
    return out.getvalue()
