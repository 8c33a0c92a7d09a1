"""Which scores and ranks of units a reader gets to see: ``[publication]`` in ``rules.toml``, applied.

Two kinds of reader. The *public* sees what the rules let out; scores and ranks of the withheld tiers are blanked, names
and codes of those that are not named, and their order gives nothing away. *Internal* readers, the office and the panel,
see what is on file. What goes out of all else, and which numbers are of too few, :mod:`evalkit.publication.policy`
decides; ``docs/publication.md`` has it all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from evalkit.rules.models import Rules

#: The tiers that a unit may be in while its tier is not decided, by code.
Open = Mapping[str, Collection[str]]


def withheld(results: pd.DataFrame, rules: Rules, open_: Open) -> pd.Series:
    """Tell, row by row, whether the score is withheld: by the source, or as one of a tier that the rules withhold."""
    return results["withheld"] | _may_be(results, rules.publication.without_score, open_)


def unnamed(results: pd.DataFrame, rules: Rules, open_: Open) -> pd.Series:
    """Tell, row by row, whether the unit is of a tier of which the rules withhold the names."""
    return _may_be(results, rules.publication.withhold_names_of, open_)


def _may_be(results: pd.DataFrame, tiers: Collection[str], open_: Open) -> pd.Series:
    """Tell, row by row, whether a unit is in one of the tiers, or may turn out to be."""
    perhaps = [unit for unit, possible in open_.items() if not set(tiers).isdisjoint(possible)]
    return results["tier"].isin(tiers) | results["unit"].isin(perhaps)


def anonymous(results: pd.DataFrame, rules: Rules, units: Collection[str]) -> pd.DataFrame:
    """Return results without the codes and names of some units, in an order that does not tell them."""
    silent = results["unit"].isin(units)
    out = results.copy()
    for column in ("unit", "name"):
        out[column] = out[column].astype(object).where(~silent, None)
    return in_order(out, rules)


def published(results: pd.DataFrame, rules: Rules, hidden: pd.Series | None = None, *, open_: Open) -> pd.DataFrame:
    """Return the results as they may go out.

    Parameters
    ----------
    results
        As in ``Evaluation.results``.
    rules
        ``publication`` names the tiers whose scores, ranks and names are withheld.
    hidden
        Further rows to withhold (bool, as `results` is indexed).
    open_
        The tiers that a unit may be in, by code, where its tier is not decided yet: it is treated as of all of them.

    Returns
    -------
    The same columns. Units of a withheld tier have ``withheld`` true and no score, and stand in the order of their
    codes; the others keep their order. A withheld score is on file; a missing one is not, and does not occur here.
    """
    away = withheld(results, rules, open_)
    unranked = results["withheld"] | _may_be(results, rules.publication.without_rank, open_)
    if hidden is not None:
        away, unranked = away | hidden, unranked | hidden
    out = results.copy()
    out["withheld"] = away
    out["score"] = out["score"].where(~away, None)
    out["rank"] = out["rank"].mask(unranked)
    return in_order(out, rules)


def in_order(results: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Sort by tier, score from the best, rank, cohort and code; units without a score come last in their tier.

    Ranks tell units of one score apart where the rules do.
    """
    known = results["score"].notna()
    falling = rules.best == "highest"
    order = {score: place for place, score in enumerate(sorted(set(results["score"][known]), reverse=falling))}
    keys = pd.DataFrame(
        {
            "tier": results["tier"].cat.codes.where(results["tier"].notna(), len(rules.tiers)),
            "score": [order[s] if k else len(order) for s, k in zip(results["score"], known, strict=True)],
            "rank": results["rank"].fillna(len(results) + 1).astype(int),
            "cohort": results["cohort"].cat.codes,
            "unit": results["unit"],
        }
    )
    return results.loc[keys.sort_values(list(keys.columns), kind="stable").index].reset_index(drop=True)
