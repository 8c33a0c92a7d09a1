r"""Which cohort a code belongs to: regular expressions in linear time.

The expressions are those of RE2 (as in pyarrow): no look-around and no references back, and no pattern that takes
longer with each letter of a code. ``[0-9]``, ``{2,4}``, ``(…|…)`` and ``\p{Han}`` are among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

#: Patterns of codes are short; a longer one is no pattern of codes.
MOST_LETTERS = 1000


def pattern_error(pattern: str) -> str | None:
    """Return why a text is no pattern of codes, in the words of RE2; None where it is one."""
    if len(pattern) > MOST_LETTERS:
        return f"more than {MOST_LETTERS} characters"
    try:
        for expression in (pattern, _whole(pattern)):
            pc.match_substring_regex(pa.array([""]), expression)
    except pa.ArrowException as error:
        return str(error).removeprefix("Invalid regular expression: ").splitlines()[0]
    return None


def fitting(patterns: Mapping[str, str | None], codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each code the names of the patterns that the whole of it matches, in their order; None matches all."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(codes, ())
    array = pa.array(list(found), pa.string())
    for name, pattern in patterns.items():
        fits = array if pattern is None else array.filter(pc.match_substring_regex(array, _whole(pattern)))
        for code in fits.to_pylist():
            found[code] += (name,)
    return found


def _whole(pattern: str) -> str:
    return rf"\A(?:{pattern})\z"
