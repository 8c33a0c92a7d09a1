"""Characters that a text on file may not hold, because nobody who reads it would see them.

Control characters (they ring bells, move the cursor of a terminal, end files) and those that turn the writing direction
of whatever follows (an override in a name would reverse the rest of a sentence) are refused where a file is read, so
that no output has to deal with them. Line breaks and tabs count as spaces. Marks that a script needs are let through:
joiners, variation selectors, the left-to-right and right-to-left marks, combining characters.
"""

from __future__ import annotations

import re
import unicodedata

#: Control characters that are no blanks, overrides and isolates of the writing direction, noncharacters; as Python and
#: RE2 write it.
PATTERN = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f" + "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]"
#: Blanks that are none to a reader: they are shown as spaces.
ODD_BLANKS = r"[\x0b\x0c\x1c-\x1f\x85]"
_UNSEEN = re.compile(PATTERN + r"|[\ud800-\udfff]")
_CONTROL = re.compile(PATTERN + "|" + ODD_BLANKS + r"|[\ud800-\udfff\r]")


# Letters and signs that are drawn as nothing: fillers of Hangul and Khmer, joiners, the empty Braille cell.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LOST = "\ufffd"
# What a spreadsheet shows in the place of a value that it could not work out, in whatever language, and LibreOffice.
_ERROR_VALUE = r"\s*(?:#(?:[A-ZÀ-Ü]+(?:/0)?[!?]|N/A|NV|GETTING_DATA)|Err:[0-9]{3})\s*"
_ERROR = re.compile(_ERROR_VALUE)
_NOTHING = "\\p{Cf}" + "".join(sorted(_BLANK))
#: What :func:`spoilt` finds in a text, as RE2 writes it.
SPOILT = PATTERN + f"|{_LOST}|^[\\s\\p{{Z}}{_NOTHING}]*[{_NOTHING}][\\s\\p{{Z}}{_NOTHING}]*$|^{_ERROR_VALUE}$"


def invisible(character: str) -> bool:
    """Tell whether a character is drawn as nothing, or only changes how its neighbour is drawn."""
    category = unicodedata.category(character)
    selects = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return category in ("Cf", "Zs", "Zl", "Zp") or character in _BLANK or selects


def spoilt(text: str, *, code: bool = False) -> tuple[str, str] | None:
    """Return the kind of fault that a text has and the character or error that makes it; None where it has none.

    Parameters
    ----------
    text
        The text of a cell or key.
    code
        Whether it is a code. Two codes that differ by a character nobody sees are taken for one.
    """
    # What nearly every cell is, of which there may be a million.
    if text.isascii() and text.isprintable() and "#" not in text and "Err:" not in text:
        return None
    character = unseen(text) or ("U+FFFD" if _LOST in text else None)
    if character is not None:
        kind = "lost-character" if character == "U+FFFD" else "unseen-character"
        return kind, character
    if is_error_value(text):
        return "error-value", text.strip()
    if text.isascii():
        return None
    hidden = [c for c in text if invisible(c) and (c != " " or not code)]
    if hidden and (code or len(hidden) + sum(c.isspace() and not invisible(c) for c in text) == len(text)):
        kind = "hidden-character" if code else "nothing-to-see"
        return kind, f"U+{ord(hidden[0]):04X}"
    return None


def is_error_value(text: str) -> bool:
    """Tell whether a text is what a spreadsheet shows where a formula has no result.

    Examples
    --------
    >>> [is_error_value(text) for text in ("#DIV/0!", "#N/A", "Err:502", "#1", "NA")]
    [True, True, True, False, False]
    """
    return _ERROR.fullmatch(text) is not None


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
