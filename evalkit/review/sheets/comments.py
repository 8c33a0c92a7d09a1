"""One comment cell a row, one comment a mark: how the two become each other.

On file a comment belongs to a mark; on the sheet a row has one cell for all of them. A line that begins with the name
of an indicator and a colon is the comment on that indicator; what stands above such lines is about the unit as a whole
and goes with the first indicator.
"""

from __future__ import annotations

from collections.abc import Mapping

from evalkit.files.textfile import name_key
from evalkit.wording import Language, text


def join_comments(comments: Mapping[str, str], names: Mapping[str, str], language: Language) -> str:
    """Return the cell that holds these comments.

    Parameters
    ----------
    comments
        Comment by indicator, each a single line.
    names
        The name of every indicator, by its id, in the order of the rubric.
    language
        Decides the colon.
    """
    first = next(iter(names))
    lines = []
    for indicator, name in names.items():
        comment = comments.get(indicator)
        if comment is None:
            continue
        bare = indicator == first and _split_line(comment, names) is None
        lines.append(comment if bare else text(language, "sheets-comment-line", name=name, comment=comment))
    return "\n".join(lines)


def split_comments(cell: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the comment on each indicator that a cell speaks of; a line without a name continues the one above."""
    found: dict[str, list[str]] = {}
    indicator = next(iter(names))
    for line in cell.splitlines():
        split = _split_line(line, names)
        indicator, words = split or (indicator, line)
        found.setdefault(indicator, []).extend(words.split())
    return {indicator: " ".join(words) for indicator, words in found.items() if words}


def _split_line(line: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the indicator that a line names and the rest, None where it names none."""
    by_key = {name_key(name): indicator for indicator, name in names.items()}
    ends = [place for place, character in enumerate(line) if character in ":："]
    # From the right: a name may hold a colon itself.
    for end in reversed(ends):
        indicator = by_key.get(name_key(line[:end]))
        if indicator is not None:
            return indicator, line[end + 1 :]
    return None
