"""Labels: what a unit must show at an assessment to be awarded one, how long it is valid, and how it is renewed.

A label has no score. An assessment is for one label in one month; what it needs stands beside it on file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evalkit.rules.base import Count, Id, Model, Points
from evalkit.rules.stages import Flag
from evalkit.rules.texts import Text

Decision = Literal["awarded", "renewed", "awarded-anew", "refused"]


class Requirement(Model):
    """A number that an assessment must show: ``of``, a column of ``assessments.csv``, ``at_least`` or ``more_than``.

    ``at_least`` includes the number, ``more_than`` does not; one of them is given.
    """

    of: Id
    at_least: Points | None = None
    more_than: Points | None = None


@dataclass(frozen=True)
class Condition:
    """One condition of a label.

    Attributes
    ----------
    key
        Where it stands in the label: ``flag`` or ``thresholds[1]``.
    column
        The column of ``assessments.csv`` that it is about.
    flag
        What must stand there; None where it is a number.
    limit
        The number that must be reached, or passed.
    strict
        Whether it must be passed.
    """

    key: str
    column: str
    flag: Flag | None = None
    limit: Decimal | None = None
    strict: bool = False

    def met(self, cell: str | None) -> bool:
        """Tell whether what stands in the column is enough."""
        if self.flag is not None or cell is None or self.limit is None:
            return cell is not None and cell == self.flag
        number, limit = Fraction(cell), Fraction(self.limit)
        return number > limit if self.strict else number >= limit


class Renewal(Model):
    """What a later assessment does: at most ``within_years`` after the end, ``years`` are added to the old end."""

    within_years: Count
    years: Annotated[int, Field(ge=1)]


class Validity(Model):
    """How many years a label is valid, from the month of the assessment."""

    years: Annotated[int, Field(ge=1)]
    renewal: Renewal | None = None


class Label(Model):
    """A label that is awarded to whoever meets all of its conditions, for a time, and renewed.

    ``flag``: columns of ``assessments.csv``, with what must stand there, yes or no. ``thresholds``: numbers that must
    be reached. ``validity`` is absent where nobody says how long it is valid.
    """

    id: Id
    name: Text
    flag: dict[Id, Flag] = Field(default_factory=dict)
    thresholds: Annotated[tuple[Requirement, ...], Field(strict=False)] = ()
    validity: Validity | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, in the order of the rules."""
        flags = [Condition("flag", column, flag=wanted) for column, wanted in self.flag.items()]
        numbers = [
            Condition(
                f"thresholds[{i}]",
                t.of,
                limit=t.more_than if t.at_least is None else t.at_least,
                strict=t.at_least is None,
            )
            for i, t in enumerate(self.thresholds, start=1)
        ]
        return (*flags, *numbers)

    def unmet(self, cells: Mapping[str, str | None]) -> tuple[Condition, ...]:
        """Return the conditions that an assessment does not meet."""
        return tuple(c for c in self.conditions if not c.met(cells.get(c.column)))

    def decide(self, assessed: str, end: str | None) -> tuple[Decision, str | None]:
        """Return what becomes of an assessment that meets the conditions, and the month to which the label is valid.

        Parameters
        ----------
        assessed
            The month of the assessment, as ``2025-01``.
        end
            The month to which the unit had the label before; None where it never had it, or without an end.
        """
        if self.validity is None:
            return "awarded", None
        renewal = self.validity.renewal
        if end is not None and renewal is not None and assessed <= later(end, renewal.within_years):
            return "renewed", later(end, renewal.years)
        return "awarded" if end is None else "awarded-anew", later(assessed, self.validity.years)


def later(month: str, years: int) -> str:
    """Return the same month some years later."""
    return f"{int(month[:4]) + years:04d}{month[4:]}"
