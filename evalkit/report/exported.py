"""What an export gives; light, for it travels between processes that export nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from evalkit.publication.key import keyed, workspace_key


@dataclass(frozen=True)
class ExportedPage:
    """A page, its title (the first-level heading), and its tables as ``(name, csv)``.

    ``files`` are its further files: name relative to the folder of the page, and bytes. ``provenance``, which stands at
    its foot, says of what it was made.
    """

    html: str
    title: str
    tables: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...] = ()
    provenance: str = ""


def digest(folder: Path, files: tuple[str, ...], key: str = "") -> str:
    """Return the HMAC-SHA-256 over files in their order, as hexadecimal; the key is that of the workspace above."""
    parts = [hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files]
    return keyed(key or workspace_key(folder.parents[1]), "edition", *parts)
