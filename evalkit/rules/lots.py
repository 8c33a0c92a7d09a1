"""Lots that anybody can draw again: their order follows from a text that was published before."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from evalkit.rules.base import Line, Model
from evalkit.rules.texts import Text


class Lots(Model):
    """A draw by a published ``seed``, such as the numbers of a public lottery on a day that was named before.

    Units are drawn in the order of the SHA-256 of the seed, a blank and their code, as ``printf '%s %s' SEED CODE |
    sha256sum`` prints it. ``source``: where the seed is published. Where there is no seed, lots are drawn elsewhere and
    recorded in ``lots.csv``.
    """

    seed: Line
    source: Text | None = None

    def order(self, units: Iterable[str]) -> dict[str, int]:
        """Return which each unit was, the first drawn 1."""
        drawn = sorted(units, key=lambda unit: sha256(f"{self.seed} {unit}".encode()).hexdigest())
        return {unit: place for place, unit in enumerate(drawn, start=1)}
