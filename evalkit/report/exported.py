"""What an export gives; light, for it travels between processes that export nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.publication.key import keyed, workspace_key
from evalkit.wording import Language, text

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord


def index_page(language: Language, languages: Sequence[Language]) -> str:
    """Return the file of the index in one of these languages; the first has the plain name."""
    return "index.html" if language == languages[0] else f"index.{language}.html"


@dataclass(frozen=True)
class ExportedPage:
    """A page, its title (the first-level heading), and its tables as ``(name, csv)``.

    ``files`` are its further files: name relative to the folder of the page, and bytes; ``remarks`` say what of the
    notebook is not in it; ``provenance``, which stands at its foot, of what it was made.
    """

    html: str
    title: str
    tables: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...] = ()
    remarks: tuple[str, ...] = ()
    provenance: str = ""


def source_note(record: EditionRecord, language: Language) -> str:
    """Return where the page's reader learns of the source; empty where the edition has no such file."""
    if not (record.folder / "SOURCE.md").is_file():
        return ""
    return text(language, "footer-source", programme=record.rules.programme, edition=record.rules.edition)


def digest(folder: Path, files: tuple[str, ...], key: str = "") -> str:
    """Return the HMAC-SHA-256 over files in their order, as hexadecimal; the key is that of the workspace above."""
    parts = [hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files]
    return keyed(key or workspace_key(folder.parents[1]), "edition", *parts)
