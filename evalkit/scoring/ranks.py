"""Ranks by score, best first, ties by a named rule."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.rules.stages import TieRule

_METHODS: dict[TieRule, Literal["min", "max", "dense"]] = {
    "competition": "min",
    "modified-competition": "max",
    "dense": "dense",
}


def rank_scores(steps: NDArray[np.int64], ties: TieRule) -> NDArray[np.int64]:
    """Rank scores, 1 for the highest.

    Parameters
    ----------
    steps
        Scaled scores, shape (n,). Ranks follow the score itself, before any rounding for tiers.
    ties
        ``competition``: equal scores share the best place (1 2 2 4); ``modified-competition``: the worst (1 3 3 4);
        ``dense``: no place is left out (1 2 2 3).

    Returns
    -------
    Ranks from 1, shape (n,).
    """
    ranks = pd.Series(-np.asarray(steps, dtype=np.int64)).rank(method=_METHODS[ties])
    return np.asarray(ranks, dtype=np.int64)
