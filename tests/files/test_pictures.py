"""What may be printed as a picture: read whole, sized, and of nothing but itself."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from evalkit.errors import EvalkitError
from evalkit.files.pictures import Picture, read

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOX = f'{NS} viewBox="0 0 96 48"'


def raster(kind: str, **settings: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (96, 48), "red").save(made, kind, **settings)
    return made.getvalue()


#: The root of a drawing and its width in centimetres: 96 px, 72 pt, 6 pc are an inch, 2.54 cm (CSS).
SIZED = {
    "double quotes": (f'<svg {NS} width="96" height="48"/>', 2.54),
    "single quotes": (f"<svg {NS} width='72pt' height = '9pt'/>", 2.54),
    "a declaration, a comment with a tag, a root later": (f"<?xml version='1.0' encoding='UTF-8'?><!-- <svg width='1'> --><svg {NS} width='6pc' height='1in'/>", 2.54),
    "a prefix": ('<s:svg xmlns:s="http://www.w3.org/2000/svg" width="30mm" height="1cm"/>', 3.0),
    "its view": (f'<svg {NS} width="100%" viewBox="-5,-5 192 10"/>', 5.08),
    "a mark at the beginning": (f"\ufeff<svg {BOX}/>", 2.54),
    "fragments and pictures within": (f'<svg {BOX}><use xlink:href="#a" fill="url(#b)"/><image href="data:image/png;base64,AA"/><a href="https://x.org"/></svg>', 2.54),
}  # fmt: skip


@pytest.mark.parametrize("case", SIZED)
def test_a_drawing_is_as_wide_as_its_root_says(case: str) -> None:
    source, width = SIZED[case]
    assert Picture.of("svg", source.encode("utf-8"), "x.svg").width == pytest.approx(width)


@pytest.mark.parametrize(("kind", "width"), [("png", 2.54), ("jpeg", 2.54)])
def test_dots_are_96_to_the_inch(kind: str, width: float) -> None:
    assert Picture.of(kind, raster(kind), "x").width == width


#: What is in a file, by its name, and the error.
UNFIT: dict[str, tuple[str, str | bytes, str]] = {
    "in GBK": ("x.svg", f"<svg {BOX}><text>标志</text></svg>".encode("gbk"), "picture-encoding"),
    "said to be in GBK": ("x.svg", f'<?xml version="1.0" encoding="GBK"?><svg {BOX}/>', "picture-encoding"),
    "in UTF-16": ("x.svg", f"<svg {BOX}/>".encode("utf-16"), "picture-encoding"),
    "without a size": ("x.svg", f"<svg {NS}/>", "picture-size"),
    "a height only": ("x.svg", f'<svg {NS} height="3"/>', "picture-size"),
    "in the width of the window": ("x.svg", f'<svg {NS} width="100%" height="100%"/>', "picture-size"),
    "no width at all": ("x.svg", f'<svg {NS} viewBox="0 0 0 0"/>', "picture-size"),
    "no XML": ("x.svg", "<svg", "picture-spoilt"),
    "no drawing": ("x.svg", "<html/>", "picture-spoilt"),
    "no namespace": ("x.svg", '<svg width="1" height="1"/>', "picture-spoilt"),
    "an entity from a file": ("x.svg", f'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/hostname">]><svg {BOX}><text>&e;</text></svg>', "picture-spoilt"),
    "a file": ("x.svg", f'<svg {BOX}><image href="/etc/logo.png"/></svg>', "picture-within"),
    "a file in the old way": ("x.svg", f'<svg {BOX}><image xlink:href="logo.png"/></svg>', "picture-within"),
    "the network": ("x.svg", f'<svg {BOX}><use href="https://x.org/a.svg#b"/></svg>', "picture-within"),
    "the network by a style": ("x.svg", f'<svg {BOX}><rect style="fill: url( \'//x.org/a\')"/></svg>', "picture-within"),
    "a sheet of styles": ("x.svg", f'<svg {BOX}><style>@import "a.css";</style></svg>', "picture-within"),
    "a sheet of styles above": ("x.svg", f'<?xml-stylesheet href="a.css"?><svg {BOX}/>', "picture-within"),
    "HTML": ("x.svg", f"<svg {BOX}><foreignObject><p>a</p></foreignObject></svg>", "picture-within"),
    "half of it": ("x.png", raster("png")[:-30], "picture-spoilt"),
    "half a photograph": ("x.jpg", raster("jpeg")[:400], "picture-spoilt"),
    "a photograph called otherwise": ("x.png", raster("jpeg"), "picture-spoilt"),
    "of another kind": ("x.gif", raster("gif"), "picture-kind"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNFIT)
def test_what_cannot_be_printed_is_told_by_name(tmp_path: Path, case: str) -> None:
    name, content, error = UNFIT[case]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(EvalkitError) as caught:
        read(tmp_path / name, (tmp_path,), name)
    assert caught.value.message == error
    assert name in caught.value.describe("en") and name in caught.value.describe("zh")


def test_a_link_may_lead_to_a_file_of_the_folders_and_not_out_of_them(tmp_path: Path) -> None:
    edition, programme = tmp_path / "p" / "2019", tmp_path / "p"
    edition.mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(raster("png"))
    (programme / "logo.png").write_bytes(raster("png"))
    (edition / "inside.png").symlink_to(programme / "logo.png")
    (edition / "outside.png").symlink_to(tmp_path / "secret.png")
    assert read(edition / "inside.png", (edition, programme), "inside.png").content == raster("png")
    with pytest.raises(EvalkitError, match="is a link that leads out of its folder"):
        read(edition / "outside.png", (edition, programme), "outside.png")
