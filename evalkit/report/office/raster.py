"""Pictures of a document: as drawings for a PDF, as dots for what Word of every age shows, and WPS."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from evalkit.files.pictures import Picture
from evalkit.report.office.tools import NotMade

#: Dots per inch: sharp in print, and what Word itself keeps of a picture when it saves (220).
RESOLUTION = 220
#: Centimetres between the margins of the page.
TEXT_WIDTH = 15.6
# What a page in a dark scheme changes; a document is read on white.
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
# Which way up a photograph is, as cameras note it; not all programs look.
_ORIENTATION = 0x0112


def fit(kind: str, content: bytes) -> Picture:
    """Return a picture as it looks on white: upright, of a kind that every program shows, as wide as the text at most.

    Parameters
    ----------
    kind
        ``svg``, or one that Pillow reads.
    content
        What is in the file.

    Raises
    ------
    EvalkitError
        It cannot be printed.
    """
    if kind not in ("svg", "png"):
        kind, content = _plain(kind, content)
    picture = Picture.of(kind, content, kind)
    if kind == "svg":
        picture = replace(picture, content=_MEDIA.sub("", picture.content.decode("utf-8")).encode("utf-8"))
    return replace(picture, width=min(picture.width, TEXT_WIDTH))


def _plain(kind: str, content: bytes) -> tuple[str, bytes]:
    """Return a photograph that stands upright, in colours of a screen, as it is; what is none of these, made so."""
    from PIL import Image, ImageOps

    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as image:
            photograph = image.format == "JPEG"
            if photograph and image.mode in ("L", "RGB") and image.getexif().get(_ORIENTATION, 1) == 1:
                return "jpeg", content
            upright = ImageOps.exif_transpose(image)
            if photograph:
                upright.convert("RGB").save(made, "JPEG", quality=95)
            else:
                upright.convert("RGBA").save(made, "PNG")
    except (OSError, ValueError, SyntaxError):
        return kind, content  # which is told where it is read
    return "jpeg" if photograph else "png", made.getvalue()


def dots(picture: Picture) -> Picture:
    """Return a picture as dots.

    Raises
    ------
    NotMade
        It is a drawing that cannot be drawn.
    """
    if picture.kind != "svg":
        return picture
    from resvg_py import svg_to_bytes

    from evalkit.report.fonts import FAMILY, font_file

    svg = picture.content.decode("utf-8")
    # No fonts of this machine: the same figure gives the same picture everywhere. Those of the suite have outlines.
    try:
        made = svg_to_bytes(
            svg_string=svg,
            width=round(picture.width / 2.54 * RESOLUTION),
            dpi=96,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(font_file())] if "text" in svg else None,
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            serif_family=FAMILY,
            monospace_family=FAMILY,
        )
    except ValueError as error:
        raise NotMade(f"a figure: {error}") from error
    return Picture("png", bytes(made), picture.width)
