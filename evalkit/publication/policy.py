"""What the public gets of each table, figure and sentence: the one place that decides it.

Tier, score and rank of a unit are results, and ``[publication]`` in ``rules.toml`` says which of them go out
(:mod:`evalkit.scoring.disclosure` applies it). Whatever
else rests on marks goes out only if it rests on `FEWEST` units and `FEWEST` reviewers or more, leaves the units with
withheld scores out, and has no more digits than its text. ``docs/publication.md`` has the table of all of it, made
from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from evalkit.edition.record import Note
from evalkit.rules.audience import Audience, audience_of
from evalkit.rules.models import Rules
from evalkit.scoring import Series

__all__ = [
    "FEWEST", "PLACES", "Place", "TooFew", "enough", "inside", "known_notes", "may_name", "may_see_reviewers",
    "may_see_ties", "may_show", "may_split", "may_watch", "narrowed", "on_page", "small", "tiers_withheld", "told",
    "unnamed_in",
]  # fmt: skip

#: A mean or a sum over fewer units (or reviewers) than this can be undone by one of them, or by a subtraction.
FEWEST = 3

#: How much of something the public gets: all of it; what the published units give; only the part that names nobody and
#: no mark; nothing.
Form = Literal["whole", "published", "part", "nothing"]


@dataclass(frozen=True)
class Place:
    """A table, a figure or a group of sentences.

    Attributes
    ----------
    page
        The notebook that has it; ``data`` stands for the package beside the pages.
    kind
        ``table``, ``figure``, ``text``, or ``data``: a table of the data package.
    name
        The name of the table or figure, the beginning of the ids of the sentences, or their section of the page.
    public
        How much of it the public gets.
    why
        Id of the reason, ``publication-why-<why>``; empty where all of it goes out.
    """

    page: str
    kind: Literal["table", "figure", "text", "data"]
    name: str
    public: Form
    why: str = ""


def _places() -> Iterator[Place]:
    scores, review, consistency, annual = "02", "06", "07", "annual-report"
    yield Place("01", "text", "note-", "part", "assignment")
    yield Place("01", "table", "renamed", "part", "withheld")
    yield Place("05", "figure", "tiers-by-edition", "part", "names")
    yield Place("05", "table", "mobility", "part", "names")
    for page in (scores, annual):
        yield Place(page, "table", "scores", "part", "withheld")
        yield Place(page, "figure", "score-distribution", "published", "complement")
        yield Place(page, "text", "say-scores", "published", "complement")
        yield Place(page, "text", "say-near", "published", "complement")
    yield Place(scores, "table", "near-cut-offs", "published", "complement")
    yield Place(scores, "table", "what-if", "part", "withheld")
    yield Place("04", "table", "claims", "part", "withheld")
    yield Place("05", "table", "rebanded", "part", "bounds")
    yield Place("05", "table", "scale-shift", "published", "complement")
    yield Place("05", "table", "scale-tiers", "published", "complement")
    yield Place("05", "table", "scale-drift", "nothing", "people")
    yield Place("05", "table", "scale-anchors", "nothing", "who-marked")
    yield Place(review, "table", "reasons", "part", "small-cells")
    yield Place(review, "table", "grounds", "part", "small-cells")
    yield Place(review, "table", "affiliated-marks", "part", "ties")
    yield Place(review, "table", "rounds", "part", "people")
    yield Place(review, "table", "links", "part", "small-cells")
    yield Place(review, "table", "balance", "part", "small-cells")
    yield Place(review, "figure", "differences", "nothing", "single-marks")
    yield Place(review, "figure", "disputes", "nothing", "single-marks")
    yield Place(review, "table", "docket", "part", "single-marks")
    yield Place(review, "table", "discussed", "published", "bounds")
    yield Place(review, "table", "dropped", "nothing", "two-scores")
    yield Place("brief", "text", "say-brief-without-ties", "nothing", "ties")
    for page in (scores, review, annual, "brief"):
        yield Place(page, "text", "say-dropped-", "part", "small-cells")
    for page in (review, annual, "brief"):
        yield Place(page, "text", "say-docket", "published", "complement")
        yield Place(page, "text", "say-discussion", "published", "complement")
    for name in ("agreement", "indicators"):
        yield Place(consistency, "table", f"consistency-{name}", "published", "complement")
        yield Place(consistency, "figure", f"consistency-{name}", "published", "complement")
    for name in ("bands", "components", "rounds", "grras"):
        yield Place(consistency, "table", f"consistency-{name}", "published", "complement")
    for name in ("severity", "talk", "questions"):
        yield Place(consistency, "table", f"consistency-{name}", "part", "people")
    yield Place(consistency, "figure", "consistency-severity", "part", "people")
    for name in ("codes", "scatter", "differing"):
        yield Place(consistency, "table", f"consistency-{name}", "nothing", "people")
    yield Place(consistency, "table", "consistency-own", "nothing", "ties")
    yield Place(consistency, "figure", "consistency-own", "nothing", "ties")
    yield Place(consistency, "text", "section-ties", "part", "ties")
    yield Place(consistency, "figure", "consistency-rounds", "nothing", "single-marks")
    yield Place(consistency, "table", "consistency-changed", "nothing", "who-marked")
    yield Place(consistency, "table", "consistency-adjusted", "nothing", "who-marked")
    yield Place(consistency, "figure", "consistency-adjusted", "nothing", "who-marked")
    yield Place(consistency, "text", "section-adjusted", "part", "who-marked")
    kinds: tuple[Literal["table", "figure"], ...] = ("table", "figure")
    for kind in kinds:
        yield Place(consistency, kind, "consistency-d-study", "published", "complement")
    for name in ("area-strengths", "indicator-strengths"):
        yield Place(annual, "table", name, "part", "tier-means")
    yield Place(annual, "figure", "indicator-strengths", "part", "tier-means")
    yield Place("08", "table", "moves-the-tier", "nothing", "who-marked")
    yield Place("08", "table", "not-firm", "part", "who-marked")
    yield Place("08", "figure", "firmness", "part", "who-marked")
    yield Place("08", "table", "one-change", "part", "who-marked")
    yield Place("08", "table", "weights", "published", "complement")
    yield Place("08", "text", "say-firmness", "published", "complement")
    yield Place("brief", "text", "say-firmness", "published", "complement")
    yield Place("data", "data", "results", "part", "withheld")
    yield Place("data", "data", "claims", "part", "withheld")


#: Notes on reviewers, and those that say in other words what a table or a sentence says for each kind of reader.
_INSIDE = frozenset({
    "unassigned", "unmarked", "reviewers-per-unit", "least-everywhere", "resigned", "conflict-found", "renamed",
    "dropped",
})  # fmt: skip

#: Everything of which the public does not get the whole.
PLACES: tuple[Place, ...] = tuple(_places())
_FORMS: Mapping[tuple[str, str], Form] = {(p.kind, p.name): p.public for p in PLACES}


def on_page(page: str) -> tuple[Place, ...]:
    """Return the places of one page, in their order."""
    return tuple(place for place in PLACES if place.page == page)


def may_show(kind: Literal["table", "figure", "data"], name: str, audience: Audience) -> bool:
    """Tell whether a kind of reader gets a table, a figure or a table of the data package at all."""
    return inside(audience) or _FORMS.get((kind, name)) != "nothing"


def inside(audience: Audience) -> bool:
    """Tell whether a reader is of the office or the panel, and sees what is on file."""
    return audience_of(audience) == "internal"


def may_see_reviewers(audience: Audience) -> bool:
    """Tell whether a kind of reader gets codes and names of reviewers, and the marks of a single one."""
    return inside(audience)


def may_see_ties(audience: Audience) -> bool:
    """Tell whether a kind of reader learns what a tie did to the marks of a single reviewer or unit.

    Who is tied to which unit is known to many, so that a reviewer's advantage is a mark with a name.
    """
    return inside(audience)


def may_watch(series: Series, edition: str, audience: Audience) -> bool:
    """Tell whether the rules ask for a watch list that a kind of reader gets, be there enough on file for it or not."""
    rule = series[edition].rules.watch
    return rule is not None and (inside(audience) or not inside(rule.audience))


def may_follow(series: Series, audience: Audience) -> bool:
    """Tell whether a kind of reader may follow units from edition to edition, tier by tier.

    Where any of the editions does not name the units of a tier, one that is named in another would be known to have
    been among them.
    """
    named = not any(ev.rules.publication.withhold_names_of for ev in series.evaluations.values())
    return inside(audience) or named


def unnamed_in(series: Series, editions: Iterable[str], audience: Audience) -> frozenset[str]:
    """Return the units that a list over some editions does not name to a kind of reader.

    What a unit was in an edition that does not name it is not told in a later one.
    """
    return frozenset[str]().union(*(series[name].unnamed_for(audience) for name in editions))


def tiers_withheld(
    rules: Rules, audience: Audience, what: Literal["score", "rank", "name"] = "score"
) -> Collection[str]:
    """Return the tiers of which a kind of reader gets no score, no rank or no name."""
    rule = rules.publication
    away = {"score": rule.without_score, "rank": rule.without_rank, "name": rule.withhold_names_of}
    return () if inside(audience) else away[what]


def known_notes(notes: Iterable[Note], audience: Audience) -> list[Note]:
    """Return the notes on an edition that a kind of reader gets.

    Which unit has another number of reviewers than the rules say tells for which one somebody stepped aside.
    """
    return [note for note in notes if inside(audience) or note.kind not in _INSIDE]


@dataclass(frozen=True)
class TooFew:
    """In the place of a count that a kind of reader must not see: fewer than `below`, and not 0."""

    below: int = FEWEST


def told(audience: Audience, count: int) -> int | TooFew:
    """Return a count, or that it is of too few for a kind of reader to be told."""
    return TooFew() if small(audience, count) else count


def enough(audience: Audience, *counts: int) -> bool:
    """Tell whether what rests on so many units (or reviewers) may be shown to a kind of reader."""
    return inside(audience) or min(counts, default=0) >= FEWEST


def small(audience: Audience, count: int) -> bool:
    """Tell whether a count is of so few that a kind of reader must not see it; 0 says that there is nobody."""
    return not inside(audience) and 0 < count < FEWEST


def may_split(audience: Audience, part: int, whole: int) -> bool:
    """Tell whether a kind of reader may know how many of some units or reviewers are such, and how many are not.

    Neither the part nor what is left when it is taken off may be of too few, nor all of them together.
    """
    return not any(small(audience, n) for n in (part, whole - part, whole))


def may_name(audience: Audience, question: str, sheets: int) -> bool:
    """Tell whether a kind of reader may know of a single reviewer that he or she stands out in a question."""
    return enough(audience, sheets) and (question != "own-advantage" or may_see_ties(audience))


def narrowed(
    mean: Fraction, half_width: Fraction, count: int, low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction]:
    """Return between what each of `count` values lies, all of `low` to `high`, whose mean is known to a half-width.

    Examples
    --------
    >>> low, high = narrowed(Fraction(45), Fraction(1, 2), 5, Fraction(0), Fraction(49))
    >>> float(low), float(high)  # 5 × 44.5 − 4 × 49
    (26.5, 49.0)
    """
    least, most = (mean - half_width) * count, (mean + half_width) * count
    return max(low, least - (count - 1) * high), min(high, most - (count - 1) * low)
