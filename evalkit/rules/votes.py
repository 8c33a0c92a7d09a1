"""Votes: which tier a unit keeps only if a committee votes for it, by which majority, of whom."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from evalkit.rules.base import Count, Id, Model, Points
from evalkit.rules.texts import Text

Majority = Literal["simple", "three-fifths", "two-thirds", "three-quarters", "unanimous"]
VoteBase = Literal["valid", "cast", "members"]

_SHARES = {
    "three-fifths": Fraction(3, 5),
    "two-thirds": Fraction(2, 3),
    "three-quarters": Fraction(3, 4),
    "unanimous": Fraction(1),
}


class Vote(Model):
    """A vote on the units that by score and thresholds would be in ``tier``; one that fails is in ``otherwise``.

    ``majority``: ``simple`` is more than half, every other at least so much. ``maybe``: what part of a yes a maybe
    counts for, where one may vote so. ``of``: of the ``valid`` votes, yes, maybe and no; of the votes ``cast``, with
    the abstentions; or of all ``members`` of the committee. ``quorum``: how many must vote, abstentions included, for
    a vote to hold.
    """

    id: Id
    name: Text
    tier: Id
    majority: Majority
    maybe: Points | None = None
    of: VoteBase = "valid"
    members: Annotated[int, Field(ge=1)] | None = None
    quorum: Count | None = None
    otherwise: Id = Field(alias="else")

    def carried(self, yes: int, no: int, abstain: int, maybe: int = 0) -> bool | None:
        """Tell whether a vote carries; None where nobody voted, or too few: then nothing is decided."""
        valid = yes + no + maybe
        cast = valid + abstain
        base = {"valid": valid, "cast": cast, "members": self.members or 0}[self.of]
        if not base or not cast or (self.quorum is not None and cast < self.quorum):
            return None
        share = (yes + maybe * Fraction(self.maybe or 0)) / base
        return share > Fraction(1, 2) if self.majority == "simple" else share >= _SHARES[self.majority]
