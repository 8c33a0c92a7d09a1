"""What a kind of reader may reckon with: an evaluation as the public knows it, and the part of it that is published.

Whatever is computed from :func:`known_to`, under these rules or others, could be computed by any reader of the
published results. Whatever is computed from :func:`part_for` says nothing of a unit whose score is withheld, not even
by difference: it is not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pandas as pd

from evalkit.publication.policy import FEWEST, enough, inside, small
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.linking import panel
from evalkit.rules.audience import Audience, audience_of
from evalkit.rules.banding import steps_of_tier
from evalkit.rules.models import OnFile
from evalkit.scoring.evaluation import Evaluation


def part_for(ev: Evaluation, audience: Audience) -> Evaluation:
    """Return the evaluation without the units whose scores a kind of reader does not see; else `ev` itself.

    Its ``units``, ``scores``, ``marks``, ``assignment`` and ``minutes`` are those of the published units; the roster,
    the reviewers and their ties are whole. Its docket holds those of the published units that are on the docket.
    """
    hidden = ev.hidden_from(audience)
    if not hidden:
        return ev
    record = ev.record

    def without(table: pd.DataFrame | None) -> pd.DataFrame | None:
        return None if table is None else table[~table["unit"].astype(str).isin(hidden)].reset_index(drop=True)

    units = record.units[~record.units["unit"].isin(hidden)].reset_index(drop=True)
    scores = record.scores if record.scores.empty else record.scores[~record.scores["unit"].isin(hidden)]
    review = record.review
    if review is not None:
        marks = without(review.marks)
        if marks is not None:
            marks["unit"] = marks["unit"].cat.set_categories(pd.Index(units["unit"], dtype="str"))
        review = replace(
            review,
            assignment=without(review.assignment),
            marks=marks,
            minutes=without(review.minutes),
            adjustments=without(review.adjustments),
        )
    part = replace(record, units=units, scores=scores.reset_index(drop=True), review=review)
    return Evaluation(part, ev.rules, whole=ev)


def undefined_study(found: Consistency) -> str | None:
    """Return why it is not said how many reviewers would be needed, as in ``undefined-…``; None where it is."""
    return found.generalizability.undefined_because or ("left-out" if narrowed_by(found.ev) else None)


def narrowed_by(ev: Evaluation) -> int:
    """Return how many participants a part of an edition leaves out: the rest differ less from each other than all."""
    review = ev.record.review
    return 0 if review is None else int(review.roster["takes_part"].astype(bool).sum()) - len(ev.record.units)


def compared(ev: Evaluation, audience: Audience) -> Consistency | None:
    """Return how consistent the reviewers are, as far as a kind of reader may know; None where too little is left.

    For the public it rests on the sheets of the published units alone, and there must be enough of these and of
    reviewers who marked them.
    """
    if not ev.marked:
        return None
    found = Consistency(part_for(ev, audience))
    sheets = found.sheets
    if not enough(audience, len(set(sheets.unit.tolist())), len(set(sheets.reviewer.tolist()))):
        return None
    return found


def scale_for(told: pd.DataFrame, linked: Sequence[Consistency], audience: Audience) -> pd.DataFrame:
    """Return by how much an edition marks higher than the one before, as far as a kind of reader may know.

    What too few units or reviewers tell is a mark with a name. By reviewers, what is told is how the panel changed:
    where one or two came or went, that is their severity, and in the public list of severities they would be found.

    Parameters
    ----------
    told
        Of :func:`evalkit.reliability.linking.shifts`.
    linked
        The editions that it rests on, as these readers know them.
    audience
        Who reads.
    """
    panels = [panel(found) for found in linked]
    many = all(_may_compare(audience, *two) for two in combinations(panels, 2))
    keep = [
        not small(audience, n) and (link != "reviewers" or many)
        for link, n in zip(told["link"], told["common"], strict=True)
    ]
    return told[keep]


def _may_compare(audience: Audience, before: Counter[str], after: Counter[str]) -> bool:
    """Tell whether a kind of reader may know how much more severe one panel is than another, given their sheets.

    That is a sum of severities, each times the difference between the reviewer's parts of the two panels' sheets. So
    of those who came, left and stayed there are `FEWEST` or nobody, who is hardly there not counted; likewise of those
    whose part grew and shrank, and nobody has more than half of either.
    """
    sheets = before + after
    groups = (after.keys() - before.keys(), before.keys() - after.keys(), before.keys() & after.keys())
    parts = [Fraction(after[who], after.total()) - Fraction(before[who], before.total()) for who in sheets]
    sides = ([part for part in parts if part > 0], [-part for part in parts if part < 0])
    return all(enough(audience, sum(sheets[who] >= FEWEST for who in group)) for group in groups if group) and all(
        enough(audience, len(side)) and (inside(audience) or 2 * max(side) <= sum(side)) for side in sides if side
    )


def known_to(ev: Evaluation, audience: Audience) -> Evaluation:
    """Return the evaluation that a kind of reader could make; for internal readers `ev` itself.

    Notes
    -----
    The result rests on final scores alone: marks, docket and minutes are not part of it. An edition that is not
    complete is returned as it is; of its scores nothing is counted.
    """
    if audience_of(audience) == "internal" or not ev.complete:
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
    record = replace(ev.record.unreviewed(), rules=rules, scores=scores)
    return Evaluation(record, rules)
