"""What a kind of reader gets of the review, as frames to work with: pages make their tables and sentences of these.

A count of too few is a :class:`~evalkit.publication.policy.TooFew`; what must not be told at all is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from evalkit.edition.conflicts import GROUNDS, conflicts
from evalkit.publication.policy import enough, may_see_reviewers, may_see_ties, small, tiers_withheld, told
from evalkit.review.affiliation import by_affiliation
from evalkit.rules.audience import Audience
from evalkit.scoring.evaluation import Evaluation
from evalkit.sources.schema import AFFILIATIONS, RECUSALS

__all__ = ["disputes", "in_common", "kept_apart", "loads", "renamings", "revised", "tied"]


def disputes(ev: Evaluation, audience: Audience) -> pd.DataFrame:
    """Return the units with an important difference, one a row.

    Returns
    -------
    For internal readers ``ev.disputes``, most consequential first. Totals are marks of single reviewers, and so is
    what follows from them: the public gets ``unit``, ``name`` and ``status`` of the units whose scores are published,
    in the order of their codes.
    """
    listed = ev.disputes
    if may_see_reviewers(audience):
        return listed
    shown = listed[~listed["unit"].isin(ev.hidden_from(audience))]
    return shown[["unit", "name", "status"]].sort_values("unit", ignore_index=True)


def revised(ev: Evaluation, audience: Audience) -> pd.DataFrame:
    """Return the units whose marks the discussion revised, one a row.

    Returns
    -------
    The columns of ``ev.discussed``, and ``withheld``: whether the score before, which is then None, lay in a tier of
    which these readers get none. Units whose scores are withheld are left out: that a tier changed says where a score
    lies.
    """
    table = ev.discussed
    table = table[(table["decision"] == "revised") & ~table["unit"].isin(ev.hidden_from(audience))]
    withheld = table["tier_before"].isin(list(tiers_withheld(ev.rules, audience)))
    return table.assign(before=table["before"].mask(withheld, None), withheld=withheld).reset_index(drop=True)


def renamings(ev: Evaluation, audience: Audience) -> pd.DataFrame | None:
    """Return the renamings of the units that these readers see by name, one a row; None where there are none.

    Returns
    -------
    The columns of ``ev.record.renamings``, by day.
    """
    table = ev.record.renamings
    shown = None if table is None else table[~table["unit"].isin(ev.unnamed_for(audience))].reset_index(drop=True)
    return None if shown is None or shown.empty else shown


def loads(ev: Evaluation, audience: Audience) -> pd.DataFrame:
    """Return how many units a reviewer has.

    Returns
    -------
    ``round, subject, reviewers, least, most, mean`` as in ``ev.design.balance``. A round with a group of too few stands
    as a whole, so that no subtraction gives the group.
    """
    rows = [
        row | {"reviewers": told(audience, row["reviewers"])}
        | (dict.fromkeys(("least", "most", "mean")) if small(audience, row["reviewers"]) else {})
        for row in _balanced(ev, audience)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["round", "subject", "reviewers", "least", "most", "mean"], dtype=object)


def _balanced(ev: Evaluation, audience: Audience) -> Iterator[dict[str, Any]]:
    rows: list[Mapping[str, Any]] = ev.design.balance.to_dict("records")  # type: ignore[assignment]
    whole = {r["round"] for r in rows if r["subject"] is not None and small(audience, r["reviewers"])}
    for i, row in enumerate(rows):
        if row["round"] not in whole:
            yield dict(row)
        elif i == 0 or rows[i - 1]["round"] != row["round"]:
            given = ev.design.loads[row["round"]]
            spread = {"least": given.min(), "most": given.max(), "mean": given.mean()}
            yield {"round": row["round"], "subject": None, "reviewers": len(given), **spread}


def in_common(ev: Evaluation, audience: Audience) -> pd.DataFrame:
    """Return how many units each two groups have in common: ``subject, other, units`` as in ``ev.design.links``."""
    links = ev.design.links
    return links.assign(units=pd.Series([told(audience, int(n)) for n in links["units"]], dtype=object))


def kept_apart(ev: Evaluation, audience: Audience) -> pd.DataFrame:
    """Return how many pairs of reviewer and unit a conflict of interest keeps apart.

    Returns
    -------
    One row a ground of which ties were collected: ``ground``, ``pairs``, ``pairs_taking`` (of these with a unit that
    takes part), ``reviewers``. Few reviewers make many pairs: who they are is known, and so would be with whom they
    are tied.
    """
    review = ev.record.reviewed().review
    collected = {
        **dict.fromkeys(("current", "former"), ev.record.has(AFFILIATIONS.file)),
        **dict.fromkeys(("declared", "requested"), ev.record.has(RECUSALS.file)),
    }
    found = conflicts(review.affiliations, review.recusals, ev.rules)
    rows = []
    for ground in (g for g in GROUNDS if collected[g]):
        pairs = found[found["kind"] == ground]
        taking = pairs[pairs["unit"].isin(ev.record.units["unit"])]
        people = pairs["reviewer"].nunique()
        few = small(audience, people)
        rows.append(
            {
                "ground": ground,
                "pairs": None if few else told(audience, len(pairs)),
                "pairs_taking": None
                if few or small(audience, len(pairs) - len(taking))
                else told(audience, len(taking)),
                "reviewers": told(audience, people),
            }
        )
    return pd.DataFrame(rows, columns=["ground", "pairs", "pairs_taking", "reviewers"], dtype=object)


def tied(ev: Evaluation, audience: Audience) -> pd.DataFrame | None:
    """Compare the totals of reviewers with an admitted tie with those of others, in points.

    Returns
    -------
    For internal readers one row a unit: ``unit, name, reviewers`` (codes of those with a tie), ``affiliated_mean``,
    ``others_mean`` and ``difference`` (float; the latter two missing where nobody else marked the unit).

    Who belongs to a unit is known to many, so that the mean of one or two such reviewers is a mark with a name: the
    public gets one row over all units whose scores are published, ``units, reviewers_tied, higher, lower`` (how many
    units got more, or less, from them than from others) and ``mean_difference``; None where these, or the reviewers,
    are too few. No rows where nobody marked a unit with which he or she has a tie.
    """
    sheets, affiliations = ev.sheets.with_totals, ev.record.reviewed().review.affiliations
    table = by_affiliation(sheets.frame, affiliations)
    if table.empty:
        return table
    table = table[~table["unit"].astype(str).isin(ev.hidden_from(audience))]
    pairs = sheets.frame[["unit", "reviewer"]].astype(str).merge(affiliations[["unit", "reviewer"]].astype(str))

    def points(steps: float) -> float:
        return float(Fraction(steps) * sheets.total_step) if pd.notna(steps) else float("nan")

    if may_see_ties(audience):
        names = ev.record.units.set_index("unit")["name"]
        who = {str(unit): tuple(sorted(set(codes))) for unit, codes in pairs.groupby("unit")["reviewer"]}
        columns = {"affiliated_mean": "mean_affiliated", "others_mean": "mean_others", "difference": "difference"}
        units = table["unit"].astype(str)
        frame = pd.DataFrame({"unit": units, "name": units.map(names), "reviewers": units.map(who)})
        return frame.assign(**{k: table[v].map(points) for k, v in columns.items()})
    both = table.dropna(subset=["difference"])
    reviewers = pairs.loc[pairs["unit"].isin(both["unit"].astype(str)), "reviewer"].nunique()
    if not enough(audience, len(both), reviewers):
        return None
    mean = float(sum((Fraction(d) for d in both["difference"]), Fraction(0)) * sheets.total_step / len(both))
    signs = {"higher": int((both["difference"] > 0).sum()), "lower": int((both["difference"] < 0).sum())}
    return pd.DataFrame([{"units": len(both), "reviewers_tied": reviewers, **signs, "mean_difference": mean}])
