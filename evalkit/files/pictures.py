"""Pictures that a notebook shows by naming a file: which ones they are, and what is in them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from evalkit.errors import EvalkitError

#: What a logo may be.
PICTURES = (".svg", ".png")

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
    if _SCHEME.match(address):
        raise EvalkitError("picture-elsewhere", picture=address)
    path = _path(address, folder, root)
    if path is None:
        raise EvalkitError("picture-outside", picture=address)
    kind = _KINDS.get(path.suffix.lower().removeprefix("."))
    if kind is None:
        raise EvalkitError("picture-kind", picture=address, allowed=", ".join(_KINDS))
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError:
        content = None
    if content is None:
        raise EvalkitError("picture-missing", picture=address)
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _path(address: str, folder: Path, root: Path) -> Path | None:
    """Return the file of an address; None where that is outside the workspace."""
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/")
    if "\0" in name:
        return None
    path = (folder / name).resolve()
    return path if path.is_relative_to(root.resolve()) else None
