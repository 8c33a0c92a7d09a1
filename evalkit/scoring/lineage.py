"""Under which code a unit stands in which edition, by ``successions.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Became:
    """What became of a unit: its ``code`` in a later edition, or None and why.

    ``merged`` into the unit ``into``, ``split`` into several, or its code was ``reused`` for another.
    """

    code: str | None
    kind: str | None = None
    into: str | None = None


class Lineage:
    """The successions of a programme.

    Parameters
    ----------
    successions
        ``edition, old, new, kind``, as in ``EditionRecord.successions``; None where there are none.
    order
        Its editions, earliest first.
    """

    def __init__(self, successions: pd.DataFrame | None, order: Sequence[str]) -> None:
        self._place = {name: i for i, name in enumerate(order)}
        self._rows: dict[int, list[tuple[str, str, str]]] = {}
        for edition, old, new, kind in () if successions is None else successions.itertuples(index=False):
            if edition in self._place:
                self._rows.setdefault(self._place[edition], []).append((str(old), str(new), str(kind)))

    def before(self, unit: str, at: str, edition: str) -> str | None:
        """Return the code that the unit with this code in one edition has in an earlier one; None where it was none.

        A unit that others merged into keeps its own history; a part of one that was split has none.
        """
        code = unit
        for place in range(self._place[at], self._place[edition], -1):
            rows = self._rows.get(place, ())
            come = next(((old, kind) for old, new, kind in rows if new == code and kind != "merged"), None)
            if come is not None:
                if come[1] != "renamed":
                    return None
                code = come[0]
            elif any(old == code for old, _, _ in rows):
                # The code was given up then: who bears it later is somebody else.
                return None
        return code

    def after(self, unit: str, at: str, edition: str) -> Became:
        """Return what the unit with this code in one edition is in a later one."""
        code = unit
        for place in range(self._place[at] + 1, self._place[edition] + 1):
            went = next(((new, kind) for old, new, kind in self._rows.get(place, ()) if old == code), None)
            if went is None:
                continue
            if went[1] != "renamed":
                return Became(None, went[1], went[0] if went[1] == "merged" else None)
            code = went[0]
        return Became(code)
