"""Pictures: those that a notebook shows by naming a file, and those that are printed, which must be fit for that."""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

from evalkit.errors import EvalkitError

#: What a logo and the pictures of a text may be: a page, Word and PDF show these alike.
PRINTED = (".svg", ".png", ".jpg", ".jpeg")

_KINDS = {
    "png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml", "webp": "webp", "bmp": "bmp",
    "avif": "avif",
}  # fmt: skip
_ENDINGS = "|".join(_KINDS)
# An address ends with a blank, or with what a quotation, a link or a tag ends with.
_MENTIONED = re.compile(
    rf"""[^\s"'<>()\[\]]+\.(?:{_ENDINGS})\b|(?<=[<"'(])[^<>"'()\n]+\.(?:{_ENDINGS})(?=[<>"')])""", re.IGNORECASE
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_SVG = "{http://www.w3.org/2000/svg}"
_ENCODING = re.compile(r"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_SHEET = re.compile(r"<\?xml-stylesheet\b")
_URL = re.compile(r"url\(\s*[\"']?\s*([^)\"']*)|(@import\b)", re.IGNORECASE)
# An address that leads to nothing but the file itself.
_INSIDE = re.compile(r"#|$|data:image/(?:png|jpeg);base64,")
_LENGTH = re.compile(r"\s*\+?(\d+\.?\d*|\.\d+)\s*(px|pt|pc|in|mm|cm|)\s*")
_CM = {"": 2.54 / 96, "px": 2.54 / 96, "pt": 2.54 / 72, "pc": 2.54 / 6, "in": 2.54, "mm": 0.1, "cm": 1.0}


@dataclass(frozen=True)
class Picture:
    """A picture that can be printed: ``svg``, ``png`` or ``jpeg``, what is in it, and its width in centimetres."""

    kind: str
    content: bytes
    width: float

    @classmethod
    def of(cls, kind: str, content: bytes, name: str) -> Picture:
        """Return what is in a file as a picture.

        Raises
        ------
        EvalkitError
            It is not whole or of another kind; or a drawing that is not in UTF-8, has no size, or holds what is shown
            nowhere or leads out of it.
        """
        if kind == "svg":
            return _drawing(content, name)
        return cls(kind, content, _pixels(kind, content, name) * _CM["px"])

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return _uri("svg+xml" if self.kind == "svg" else self.kind, self.content)


def read(path: Path, folders: Sequence[Path], name: str) -> Picture:
    """Read a picture that is to be printed.

    Parameters
    ----------
    path
        The file.
    folders
        It must lie in one of them, and not only a link to it.
    name
        What messages call it.

    Raises
    ------
    EvalkitError
        It cannot be read, or not be printed.
    """
    real = path.resolve()
    if not any(real.is_relative_to(folder.resolve()) for folder in folders):
        raise EvalkitError("picture-link", picture=name)
    if path.suffix.lower() not in PRINTED:
        raise EvalkitError("picture-kind", picture=name, allowed=", ".join(PRINTED))
    return Picture.of(_KINDS[path.suffix.lower()[1:]].removesuffix("+xml"), _bytes(real, name), name)


def placed(address: str, folder: Path, root: Path) -> Path:
    """Return the file of an address, as of :func:`embedded`.

    Raises
    ------
    EvalkitError
        It leads out of the workspace.
    """
    if _SCHEME.match(address):
        raise EvalkitError("picture-elsewhere", picture=address)
    path = _path(address, folder, root)
    if path is None:
        raise EvalkitError("picture-outside", picture=address)
    return path


def mentioned(sources: Iterable[str], folder: Path, root: Path) -> list[Path]:
    """Return the files that the cells of a notebook may show as pictures, sorted; rather too many than too few."""
    found = set()
    for source in sources:
        for address in _MENTIONED.findall(source):
            path = _path(address, folder, root)
            if path is not None and path.is_file():
                found.add(root / path.relative_to(root.resolve()))
    return sorted(found)


def embedded(address: str, folder: Path, root: Path) -> str:
    """Return a picture as a data URI.

    Parameters
    ----------
    address
        As the notebook has it: relative to the notebook, in the form of a URL.
    folder
        Where the notebook is.
    root
        The workspace; nothing outside it is read.

    Raises
    ------
    EvalkitError
        It is not a file of the workspace, or no picture.
    """
    path = placed(address, folder, root)
    kind = _KINDS.get(path.suffix.lower().removeprefix("."))
    if kind is None:
        raise EvalkitError("picture-kind", picture=address, allowed=", ".join(_KINDS))
    return _uri(kind, _bytes(path, address))


def _uri(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _bytes(path: Path, name: str) -> bytes:
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError:
        content = None
    if content is None:
        raise EvalkitError("picture-missing", picture=name)
    return content


def _path(address: str, folder: Path, root: Path) -> Path | None:
    """Return the file of an address; None where that is outside the workspace."""
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/")
    if "\0" in name:
        return None
    path = (folder / name).resolve()
    return path if path.is_relative_to(root.resolve()) else None


def _pixels(kind: str, content: bytes, name: str) -> int:
    """Return how wide a picture of dots is; reads all of it, to find out whether it is whole."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind.upper()]) as image:
                image.load()
                return image.width
    except Exception as error:  # whatever a broken file makes of the program that reads it
        raise EvalkitError("picture-spoilt", picture=name) from error


def _drawing(content: bytes, name: str) -> Picture:
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvalkitError("picture-encoding", picture=name) from error
    declared = _ENCODING.match(source)
    if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
        raise EvalkitError("picture-encoding", picture=name)
    try:
        root = fromstring(source)
    except ParseError as error:
        raise EvalkitError("picture-spoilt", picture=name) from error
    if root.tag != f"{_SVG}svg":
        raise EvalkitError("picture-spoilt", picture=name)
    foreign = _SHEET.search(source)
    part = foreign[0] if foreign else next(_foreign(root), None)
    if part is not None:
        raise EvalkitError("picture-within", picture=name, part=part)
    width = _width(root)
    if width is None:
        raise EvalkitError("picture-size", picture=name)
    return Picture("svg", source.encode("utf-8"), width)


def _foreign(root: Element) -> Iterator[str]:
    """Yield what leads out of a drawing, and what nobody but a browser shows."""
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag == "foreignObject":
            yield f"<{tag}>"
        for key, value in element.items():
            local = key.rpartition("}")[2]
            # A link asks for nothing until somebody follows it.
            if local in ("href", "src", "base") and tag != "a" and not _INSIDE.match(value.strip()):
                yield f'{local}="{value}"'
        for words in (*element.attrib.values(), element.text if tag == "style" else None):
            for found in _URL.finditer(words or ""):
                if found[2] or not _INSIDE.match(found[1].strip()):
                    yield found[0]


def _width(root: Element) -> float | None:
    """Return the width of a drawing in centimetres: its own, or that of its view; None where it has no size."""
    own = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    sides = [float(found[1]) * _CM[found[2]] if found else 0.0 for found in own]
    view = [_LENGTH.fullmatch(side) for side in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:]]
    box = [float(found[1]) * _CM["px"] if found else 0.0 for found in view]
    if len(box) == 2 and min(box) > 0:
        return sides[0] or box[0]
    return sides[0] if min(sides) > 0 else None
