"""Why dossiers are proposed to be marked anew in the next edition, in words."""

from __future__ import annotations

import pandas as pd

from evalkit.report.words import Words


def anchors_said(found: pd.DataFrame, words: Words) -> list[str]:
    """Return the reason of each row of :func:`evalkit.reliability.linking.anchors`.

    The tier is named only where the reason is its middle: beside a cut-off it may not be decided yet.
    """
    return [
        words(
            f"anchors-{reason}",
            near=words.number(f"{near:.12g}"),
            tier=words.tier(tier) if reason == "middle" else "",
        )
        for reason, near, tier in zip(found["reason"], found["near"], found["tier"], strict=True)
    ]
