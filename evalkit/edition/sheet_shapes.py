"""Which indicators a sheet holds: those of the unit's type that a reviewer of that role marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evalkit.errors import Fault
from evalkit.rules.models import Rules

Codes = NDArray[np.int64]
#: The role of each reviewer, towards one unit or (None) all of them; by codes.
Roles = Mapping[tuple[str | None, str], str]


class Shapes:
    """Which indicators are on the sheets of an edition.

    Parameters
    ----------
    rules
        Its rules.
    units, reviewers
        Codes, in the order in which rows of marks number them; the last reviewer is the panel.
    types
        The type of each unit.
    roles
        The roles of the reviewers.
    """

    def __init__(
        self, rules: Rules, units: Sequence[str], reviewers: Sequence[str], types: Mapping[str, str], roles: Roles
    ) -> None:
        self._rules, self._units, self._reviewers = rules, units, reviewers
        kinds, names = [t.id for t in rules.types], [r.id for r in rules.review.roles]
        self._kind = np.array([kinds.index(types[u]) if u in types else len(kinds) for u in units], dtype=np.int64)
        general = [names.index(roles[None, r]) if (None, r) in roles else len(names) for r in reviewers]
        # The panel agrees on whatever there is.
        general[-1] = len(names) + 1
        self._role = np.tile(np.array(general, dtype=np.int64), (max(len(units), 1), 1))
        unit_at, reviewer_at = ({code: i for i, code in enumerate(codes)} for codes in (units, reviewers))
        for (unit, reviewer), role in roles.items():
            if unit in unit_at and reviewer in reviewer_at:
                self._role[unit_at[unit], reviewer_at[reviewer]] = names.index(role)
        of_type = [[i.is_for(k) for i in rules.indicators] for k in [*kinds, None]]
        of_role = [[i.role is None or i.role == r for i in rules.indicators] for r in [*names, None]]
        of_role.append([True] * len(rules.indicators))
        self._fits = np.array(of_type, dtype=bool)[:, None, :] & np.array(of_role, dtype=bool)[None, :, :]
        asked = [not rules.is_dropped(i.id) for i in rules.indicators]
        self._wanted = self._fits[:, :, asked].sum(axis=2)

    def wanted(self, unit: Codes, reviewer: Codes) -> Codes:
        """Return how many indicators that were not dropped are on each of some sheets."""
        return np.asarray(self._wanted[self._kind[unit], self._role[unit, reviewer]], dtype=np.int64)

    def misplaced(self, unit: Codes, reviewer: Codes, indicator: Codes) -> NDArray[np.bool_]:
        """Tell which marks are on an indicator that is not on the sheet."""
        return np.asarray(~self._fits[self._kind[unit], self._role[unit, reviewer], indicator])

    def fault(self, place: tuple[int, int, int], file: str, row: int) -> Fault:
        """Return what is wrong with a mark of this unit, reviewer and indicator, which is misplaced."""
        unit, reviewer, indicator = place
        own = self._rules.indicators[indicator]
        kinds, names = [t.id for t in self._rules.types], [r.id for r in self._rules.review.roles]
        kind = self._kind[unit]
        if own.types and (kind == len(kinds) or kinds[kind] not in own.types):
            variables: dict[str, object] = {"type": kinds[kind] if kind < len(kinds) else "–"}
            return Fault("not-of-type", file, row, "indicator", own.id, variables)
        role = int(self._role[unit, reviewer])
        who: dict[str, object] = {"reviewer": self._reviewers[reviewer], "unit": self._units[unit]}
        if role >= len(names):
            return Fault("no-role", file, row, "reviewer", None, {**who, "allowed": ", ".join(names)})
        return Fault("wrong-role", file, row, "indicator", own.id, {**who, "role": names[role], "allowed": own.role})


def shape_faults(
    shapes: Shapes,
    codes: Mapping[str, Codes],
    good: NDArray[np.bool_],
    place: Callable[[NDArray[np.bool_], Callable[[int], Fault]], Iterator[Fault]],
    file: str,
    line: Callable[[int], int],
) -> Iterator[Fault]:
    """Yield a fault for every mark that is misplaced; `codes` number each row, `good` says which rows have them all."""
    wrong = np.zeros(len(good), dtype=bool)
    names = ("unit", "reviewer", "indicator")
    wrong[good] = shapes.misplaced(*(codes[n][good] for n in names))

    def fault(row: int) -> Fault:
        at = (int(codes["unit"][row]), int(codes["reviewer"][row]), int(codes["indicator"][row]))
        return shapes.fault(at, file, line(row))

    yield from place(wrong, fault)
