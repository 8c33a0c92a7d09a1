"""Logos and pictures of every kind that `check` accepts, in the page, in Word and in PDF."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pikepdf
import pytest
from PIL import Image

from evalkit.edition import read_edition
from evalkit.edition.looks import logo_of
from evalkit.files.archive import unpack
from evalkit.report.office.document import document
from evalkit.report.office.pdf import typeset
from evalkit.report.office.raster import dots, fit
from evalkit.report.office.tools import available
from evalkit.report.office.word import written
from evalkit.report.office.word_reference import parts
from tests.folders import Folder
from tests.report.office_page import page_of, sample

pytestmark = pytest.mark.skipif(not available(["docx", "pdf"]), reason="evalkit[office] is not installed")


def photograph(mode: str = "RGB", orientation: int = 1) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new(mode, (96, 48)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_a_photograph_and_a_logo_are_in_all_forms(folder: Folder) -> None:
    path = folder.path("../programme.toml")
    path.write_text(path.read_text(encoding="utf-8") + '\n[report]\nlogo = "a#b.svg"\n', encoding="utf-8")
    logo = "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='40'><text y='30'>标志</text></svg>"
    (folder.edition.parent / "a#b.svg").write_text(logo, encoding="utf-8")
    record = read_edition(folder.edition)
    uri = "data:image/jpeg;base64," + base64.b64encode(photograph()).decode("ascii")
    page, _, about = page_of(record, "zh", f"# T\n\n![p]({uri})")
    there = logo_of(record.report, record.folder)
    assert there is not None and base64.b64decode(there.uri.partition(",")[2]) == logo.encode("utf-8")
    made = document(page.html, about)
    # 120 px are 3.175 cm.
    assert about.logo is not None and about.logo.width == pytest.approx(120 * 2.54 / 96)
    media = {n: c for n, c in unpack(written(made, about)).items() if n.startswith("word/media/")}
    kinds = {Image.open(io.BytesIO(content)).format for content in media.values()}
    assert (len(media), kinds) == (2, {"JPEG", "PNG"}) and photograph() in media.values()
    with pikepdf.open(io.BytesIO(typeset(made, about))) as pdf:
        assert sum(len(sheet.images) for sheet in pdf.pages) == 1


def test_what_a_drawing_says_is_not_lost_in_word() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="40"><text y="30">ABC</text></svg>'
    colours = Image.open(io.BytesIO(dots(fit("svg", svg)).content)).convert("L").getextrema()
    assert colours == (0, 255)


@pytest.mark.parametrize(("content", "size"), [(photograph("CMYK"), (96, 48)), (photograph(orientation=6), (48, 96))])
def test_a_photograph_stands_upright_in_colours_of_a_screen(content: bytes, size: tuple[int, int]) -> None:
    image = Image.open(io.BytesIO(fit("jpeg", content).content))
    # 6: the camera was turned by a quarter (Exif 2.32, 4.6.4).
    assert (image.size, image.mode, image.getexif().get(0x0112, 1)) == (size, "RGB", 1)


def test_a_picture_of_a_notebook_of_another_kind_is_one_in_word() -> None:
    made = io.BytesIO()
    Image.new("RGB", (96, 48)).save(made, "GIF")
    assert (fit("gif", made.getvalue()).kind, fit("gif", made.getvalue()).width) == ("png", 2.54)


def test_a_font_may_have_quotation_marks_in_its_name() -> None:
    about = sample("alliances", "2019", "en")[2]
    body = about.look.body.model_copy(update={"latin": 'A "B" <&'})
    made = parts(replace(about, look=about.look.model_copy(update={"body": body})))
    assert 'A "B" <&' in {str(v) for e in fromstring(made["word/styles.xml"]).iter() for v in e.attrib.values()}
