"""What of a notebook is in which language: cells tagged ``lang-<language>``, of which a page shows those in its own.

Cells that say the same in several languages stand one after another, and their ids differ in the ending ``-<language>``
only. Where none is in the page's language, the one in the language to which that falls back is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evalkit.wording import Language, chain

_TAG = "lang-"


def language_of_cell(cell: Mapping[str, Any]) -> Language | None:
    """Return the language of a cell; None where it is in none."""
    tags = cell.get("metadata", {}).get("tags", [])
    return next((tag.removeprefix(_TAG) for tag in tags if isinstance(tag, str) and tag.startswith(_TAG)), None)


def base_of(cell_id: str, language: Language | None) -> str:
    """Return the id of a cell without its language: the same for all languages."""
    return cell_id.removesuffix(f"-{language}") if language else cell_id


def in_language(cells: Sequence[Mapping[str, Any]], language: Language) -> list[bool]:
    """Tell of each cell whether a page in a language shows it: those in none, and of others the nearest there is."""
    wanted = chain(language)
    groups: list[tuple[str, Language] | None] = []
    run = 0
    for cell in cells:
        spoken = language_of_cell(cell)
        if spoken is None:
            run += 1
            groups.append(None)
            continue
        name = str(cell.get("id", ""))
        base = base_of(name, spoken)
        groups.append((base if base != name else f"\n{run}", spoken))
    there: dict[str, set[Language]] = {}
    for group in groups:
        if group is not None:
            there.setdefault(group[0], set()).add(group[1])
    nearest = {base: next((each for each in wanted if each in found), None) for base, found in there.items()}
    return [group is None or nearest[group[0]] == group[1] for group in groups]
