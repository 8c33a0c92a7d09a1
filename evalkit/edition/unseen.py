"""Characters that a text on file may not hold, because nobody who reads it would see them.

Control characters (they ring bells, move the cursor of a terminal, end files) and those that turn the writing direction
of whatever follows (an override in a name would reverse the rest of a sentence) are refused where a file is read, so
that no output has to deal with them. Line breaks and tabs count as spaces. Marks that a script needs are let through:
joiners, variation selectors, the left-to-right and right-to-left marks, combining characters.
"""

from __future__ import annotations

import re

#: Control characters that are no blanks, overrides and isolates of the writing direction, noncharacters; as Python and
#: RE2 write it.
PATTERN = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f" + "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]"
#: Blanks that are none to a reader: they are shown as spaces.
ODD_BLANKS = r"[\x0b\x0c\x1c-\x1f\x85]"
_UNSEEN = re.compile(PATTERN + r"|[\ud800-\udfff]")
_CONTROL = re.compile(PATTERN + "|" + ODD_BLANKS + r"|[\ud800-\udfff\r]")


def one_line(text: str) -> str:
    """Return a text with its blanks, tabs and line breaks as single spaces."""
    return " ".join(text.split())


def unseen(text: str) -> str | None:
    """Return the first character that may not stand in a text, as ``U+202E``; None where there is none."""
    found = _UNSEEN.search(one_line(text))
    return None if found is None else f"U+{ord(found[0]):04X}"


def shown(text: str) -> str:
    """Return a text for a terminal: line feeds and tabs stay, what must not be seen is written as ``[U+202E]``."""
    return _CONTROL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
