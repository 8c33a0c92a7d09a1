"""An evaluation as the public knows it: withheld scores replaced by what their tier tells of them.

Whatever is computed from it, under these rules or others, could be computed by any reader of the published results,
and so gives nothing away.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evalkit.edition.audience import Audience
from evalkit.edition.banding import steps_of_tier
from evalkit.edition.rules import OnFile
from evalkit.scoring.evaluation import Evaluation


def known_to(ev: Evaluation, audience: Audience) -> Evaluation:
    """Return the evaluation that a kind of reader could make; for internal readers `ev` itself.

    Notes
    -----
    The result rests on final scores alone: marks, docket and minutes are not part of it. An edition that is not
    complete is returned as it is; of its scores nothing is counted.
    """
    if audience == "internal" or not ev.complete:
        return ev
    tier = ev.results.set_index("unit")["tier"]
    band = {t.id: t for t in ev.rules.tiers}
    scores = ev.scores.copy()
    away = scores["unit"].isin(ev.withheld)
    scores["stated_tier"] = scores["stated_tier"].mask(away, scores["unit"].map(tier.astype("string")))
    for i in scores.index[away & scores["steps"].notna()]:
        stated = scores.loc[i, "stated_tier"]
        if ev.rules.cut_offs_known and not pd.isna(stated):
            scores.loc[i, ["lowest", "highest"]] = steps_of_tier(band[stated], ev.rules)
        else:
            scale = ev.rules.scores.scale
            scores.loc[i, "lowest"] = scale.to_steps(ev.rules.scores.min)
            scores.loc[i, "highest"] = scale.to_steps(ev.rules.scores.max)
    scores["steps"] = scores["steps"].mask(away)
    scores["withheld"] = away
    rules = ev.rules.model_copy(update={"data": OnFile(level="scores")})
    record = replace(ev.record, rules=rules, scores=scores, review=None)
    return Evaluation(record, rules)
