"""A document as Word: pandoc writes the tree, with the look of :mod:`word_reference`."""

from __future__ import annotations

import json
import tempfile
from copy import deepcopy
from pathlib import Path

from evalkit.files.archive import pack, unpack
from evalkit.report.office.about import About
from evalkit.report.office.document import Document, nodes
from evalkit.report.office.pandoc import pandoc
from evalkit.report.office.raster import dots
from evalkit.report.office.word_finish import finish
from evalkit.report.office.word_reference import parts


def written(document: Document, about: About) -> bytes:
    """Return a document as Word; the same document gives the same bytes.

    Raises
    ------
    NotMade
        pandoc failed, or a figure cannot be drawn.
    """
    tree = deepcopy(document.tree)
    alts = []
    for image in nodes(tree["blocks"], "Image"):
        name = image["c"][2][0]
        image["c"][2] = [dots(document.pictures[name]).uri, ""]
        alts.append(document.alts[name])
    look = parts(about)
    with tempfile.TemporaryDirectory(prefix="evalkit-word-") as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(pack(look))
        made = pandoc(json.dumps(tree).encode("utf-8"), "--from=json", "--to=docx", f"--reference-doc={reference}")
    return pack(finish(unpack(made), look, document, tuple(alts), about))
