"""Random numbers by name, and shares of points that add up to a wanted total.

Each thing that is drawn has a stream of its own, which its name opens. What one sheet holds does therefore not depend
on how many others there are, and an edition does not change where another one does.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HALVINGS = 60


def stream(seed: int, *names: str) -> np.random.Generator:
    """Return the random numbers that belong to a name; the same for the same seed, on every platform."""
    words = [seed, *(crc32(name.encode("utf-8")) for name in names)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def reach(shares: Floats, points: Floats, totals: Floats, lowest: float, highest: float) -> Floats:
    """Move all shares of a row up or down by one amount, so that the row adds up to a wanted total.

    Parameters
    ----------
    shares
        Shares of the maximum of each indicator, shape (n, n_indicators).
    points
        The maxima, shape (n, n_indicators); 0 for an indicator that is left out.
    totals
        The wanted totals, shape (n,). Where a total is beyond what the bounds allow, the row ends at its bounds.
    lowest, highest
        The bounds of a share.

    Returns
    -------
    The shares, shape (n, n_indicators), within the bounds.
    """
    low, high = np.full(len(totals), -2.0), np.full(len(totals), 2.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = (np.clip(shares + middle[:, None], lowest, highest) * points).sum(axis=1)
        too_low = reached < totals
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    moved: Floats = np.clip(shares + ((low + high) / 2)[:, None], lowest, highest)
    return moved
