"""Documents of other programs that somebody takes for a text: which kind one is, told by its content."""

from __future__ import annotations

import zipfile
from pathlib import Path

#: What an archive holds tells its kind; the first that fits.
_PARTS = {
    "word/": "Word",
    "xl/": "Excel",
    "ppt/": "PowerPoint",
    "content.xml": "OpenDocument",
    "META-INF/container.xml": "EPUB",
}
_HEADS = {b"%PDF-": "PDF", b"{\\rtf": "RTF", b"\xd0\xcf\x11\xe0": "Office 97–2003", b"PK": "ZIP", b"\x1f\x8b": "gzip"}


def document_kind(path: Path) -> str | None:
    """Return what kind of document a file is; None where it is none that is known."""
    try:
        with path.open("rb") as file:
            head = file.read(1024).lstrip(b"\xef\xbb\xbf \r\n\t")
        if head.startswith(b"PK") and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
            return next((kind for part, kind in _PARTS.items() if any(n.startswith(part) for n in names)), "ZIP")
    except (OSError, zipfile.BadZipFile):
        return None
    return next((kind for start, kind in _HEADS.items() if head.startswith(start)), None)
