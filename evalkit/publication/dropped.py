"""What readers may know of what it did to everybody that an indicator was dropped after marking."""

from __future__ import annotations

from evalkit.publication.policy import may_split
from evalkit.rules.audience import Audience
from evalkit.scoring.evaluation import Evaluation

__all__ = ["moved_by_dropping"]


def moved_by_dropping(ev: Evaluation, audience: Audience) -> dict[str, tuple[int, int]]:
    """Return how many ``tier`` and published ``rank`` would be others with what was dropped, and of how many.

    Of the tiers and the published ranks that there are now, as the pages count them: one that there would not be
    before is another one. A kind is absent where the numbers are too small for these readers, or would let them
    subtract how many have a tier or a published rank in one of the two evaluations alone. Both are where what would
    be before is not known.
    """
    before, found = ev.undropped, dict[str, tuple[int, int]]()
    if before is None:
        return found
    for what, then, now in (("tier", before.results, ev.results), ("rank", before.published, ev.published)):
        both = then[["unit", what]].merge(now[["unit", what]], on="unit", how="outer", suffixes=("_then", "_now"))
        old, new = (both[f"{what}_{when}"] for when in ("then", "now"))
        there, count = new.notna(), int(new.notna().sum())
        moved = int((there & (old.isna() | (old.astype(str) != new.astype(str)))).sum())
        alone = [int((there & old.isna()).sum()), int((~there & old.notna()).sum())]
        if count and all(may_split(audience, n, count) for n in (moved, *alone)):
            found[what] = (moved, count)
    return found
