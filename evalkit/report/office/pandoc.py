"""The one program that is called: pandoc, which reads the page and writes Word and the source of the PDF."""

from __future__ import annotations

import os
import subprocess

from evalkit.files.archive import SOURCE_DATE_EPOCH
from evalkit.report.office.tools import NotMade

#: Seconds that pandoc may take; it takes one.
TIME_LIMIT = 120


def pandoc(content: bytes, *arguments: str) -> bytes:
    """Return what pandoc makes of something.

    Raises
    ------
    NotMade
        It failed, or took too long.
    """
    import pypandoc

    # The sandbox keeps it from files and network, whatever a page says.
    command = [pypandoc.get_pandoc_path(), *arguments, "--sandbox", "--output=-"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH}
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=TIME_LIMIT, check=False, env=env)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotMade(str(error)) from error
    if done.returncode:
        raise NotMade(done.stderr.decode("utf-8", "replace").strip()[-300:])
    return done.stdout
