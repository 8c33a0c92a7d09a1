"""What may be published: scores and ranks of the withheld tiers are blanked, and their order gives nothing away."""

from __future__ import annotations

import pandas as pd

from evalkit.edition.rules import Rules


def published(results: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the results as they may go out.

    Parameters
    ----------
    results
        As in ``Evaluation.results``.
    rules
        ``publication.withhold_scores_of`` names the tiers whose scores and ranks are withheld.

    Returns
    -------
    The same columns. Units of a withheld tier have ``withheld`` true, no score and no rank, and stand in the order of
    their codes; the others keep their order. A withheld score is on file; a missing one is not, and does not occur
    here.
    """
    hidden = results["withheld"] | results["tier"].isin(rules.publication.withhold_scores_of)
    out = results.copy()
    out["withheld"] = hidden
    out["score"] = out["score"].where(~hidden, None)
    out["rank"] = out["rank"].mask(hidden)
    return in_order(out, rules)


def in_order(results: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Sort by tier, score from the highest, cohort and code; units without a score come last in their tier."""
    known = results["score"].notna()
    order = {score: place for place, score in enumerate(sorted(set(results["score"][known]), reverse=True))}
    keys = pd.DataFrame(
        {
            "tier": results["tier"].cat.codes.where(results["tier"].notna(), len(rules.tiers)),
            "score": [order[s] if k else len(order) for s, k in zip(results["score"], known, strict=True)],
            "cohort": results["cohort"].cat.codes,
            "unit": results["unit"],
        }
    )
    return results.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(drop=True)
