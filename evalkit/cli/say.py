"""In which language the command speaks, and the one way in which it speaks."""

from __future__ import annotations

import os
import sys

from evalkit.edition.unseen import shown
from evalkit.wording import Language


def say_in() -> Language:
    """Return the language for messages: that of the terminal, English where it is neither."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"


def tell(line: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a line; characters that would move the cursor or colour the terminal are written out.

    Names come from files and from the names of folders, messages from notebooks: any of them may hold such characters.
    """
    # Not by click, which writes UTF-8 to whoever asked for ASCII.
    print(shown(line), file=sys.stderr if err else sys.stdout, end="\n" if nl else "", flush=True)
