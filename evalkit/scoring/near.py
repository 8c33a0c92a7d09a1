"""Who is near a cut-off: whose tier would change if the score moved by the rules' window or less, up or down.

The one definition of it; tables, sentences and recommendations read what is found here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.frames import NEAR
from evalkit.rules.banding import tier_starts
from evalkit.rules.models import Rules


def near_cut_offs(shown: pd.DataFrame, steps: pd.Series, rules: Rules) -> pd.DataFrame:
    """Return the scores that are near a cut-off.

    Parameters
    ----------
    shown
        Results with the columns of :attr:`~evalkit.scoring.Evaluation.results`; rows without a score are left out.
    steps
        The score of each unit in steps of the scale, by code.
    rules
        With known cut-offs. A score is banded as the rules say, rounding included, and moves within the scale's ends.

    Returns
    -------
    One row a unit and direction, in the order of `shown`: ``unit, name, cohort, score, withheld, tier`` as there,
    ``cut_off`` (Decimal: the worst score, after rounding, that is still in the better of the two tiers), ``distance``
    (Decimal, in points: the smallest move that changes the tier, above 0 where the score rises), ``direction`` (``up``
    to a better tier or ``down``) and ``other_tier``, which that move would lead to. A unit of a narrow tier may have
    two rows.
    """
    known = shown[shown["score"].notna()].reset_index(drop=True)
    own = steps.reindex(known["unit"]).to_numpy(np.int64)
    # Ascending: the least score, in steps, of each tier that any score reaches, and the tier's place.
    starts, places = tier_starts(rules)
    at = np.searchsorted(starts, own, side="right") - 1
    rows = []
    for i in range(len(known)):
        here = int(at[i])
        down = None if here == 0 else (int(starts[here]) - 1 - int(own[i]), here - 1)
        up = None if here + 1 == len(starts) else (int(starts[here + 1]) - int(own[i]), here + 1)
        for move in (up, down):
            if move is not None and abs(move[0]) <= rules.near_steps:
                distance, other = move
                better = places[other] < places[here]
                rows.append(
                    (
                        i,
                        rules.cut_offs[min(places[here], places[other])],
                        rules.scores.scale.to_points(distance),
                        "up" if better else "down",
                        rules.tiers[places[other]].id,
                    )
                )
    found = known.loc[[row[0] for row in rows], list(NEAR.names[:6])].reset_index(drop=True)
    for place, column in enumerate(NEAR.names[6:], start=1):
        found[column] = pd.Series([row[place] for row in rows], index=found.index, dtype=object)
    return found
