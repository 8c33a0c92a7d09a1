"""A page as a Word document that an office can edit: pandoc writes it, with the look of :mod:`word_reference`."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from evalkit.files.archive import SOURCE_DATE_EPOCH, pack, unpack
from evalkit.report.office.about import About, NotMade
from evalkit.report.office.word_finish import finish
from evalkit.report.office.word_reference import parts, reference
from evalkit.report.office.word_source import source

#: Seconds that pandoc may take; it takes one.
TIME_LIMIT = 120


def document(page_html: str, about: About) -> bytes:
    """Return a page as a Word document; the same page gives the same bytes.

    Parameters
    ----------
    page_html
        The exported page, its figures inside.
    about
        What stands above the contents, in the header and in the properties.

    Raises
    ------
    NotMade
        pandoc failed, or a figure cannot be drawn.
    """
    import pypandoc

    made_of = source(page_html, about)
    with tempfile.TemporaryDirectory(prefix="evalkit-word-") as folder:
        look = Path(folder) / "reference.docx"
        look.write_bytes(reference(about))
        # The sandbox keeps pandoc from files and network, whatever a page says.
        command = [pypandoc.get_pandoc_path(), "--from=html", "--to=docx", "--sandbox", "--output=-"]
        try:
            done = subprocess.run(
                [*command, f"--reference-doc={look}"],
                input=made_of.html.encode("utf-8"),
                capture_output=True,
                timeout=TIME_LIMIT,
                check=False,
                env={**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotMade(str(error)) from error
    if done.returncode:
        raise NotMade(done.stderr.decode("utf-8", "replace").strip()[-300:])
    return pack(finish(unpack(done.stdout), parts(about), made_of, about))
