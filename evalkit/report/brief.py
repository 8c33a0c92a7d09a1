"""One page for whoever chairs the panel: what came out, each point with its numbers and the place that shows more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evalkit.edition.needs import heading_of, title_of
from evalkit.edition.sections import is_shown
from evalkit.edition.workspace import Workspace
from evalkit.publication.firm import firm
from evalkit.publication.part import compared, known_to, part_for
from evalkit.publication.policy import inside, may_see_ties, may_watch
from evalkit.report import findings, review_findings, series_findings
from evalkit.report.dropped import dropped, effect
from evalkit.report.firmness import sureness
from evalkit.report.words import Words
from evalkit.scoring import Evaluation, Series
from evalkit.scoring.rolls import ABSENT, OUTSIDE
from evalkit.scoring.ties import without_ties

Said = list[tuple[str, dict[str, Any]]]

#: Who is among the first so many is named.
_FIRST = 3
_SERIES, _REVIEW = "05-across-editions", "06-review-process"


@dataclass(frozen=True)
class Point:
    """What is said about one question, and the notebook and heading cell where more is shown."""

    said: tuple[str, ...]
    notebook: str
    section: str


def points(series: Series, edition: str, words: Words) -> list[str]:
    """Return the points of the brief as finished texts; one of which nothing is known is left out."""
    return [_text(series[edition], point, words) for point in _points(series, edition, words) if point.said]


def _points(series: Series, edition: str, words: Words) -> Iterator[Point]:
    ev = series[edition]
    reviewed = ev.record.review is not None
    taking = (_REVIEW, "eligibility") if reviewed else ("01-data-check", "taking-part")
    yield Point(_told(words, [*_participation(ev, words), *_never(series, words)]), *taking)
    if ev.rules.data.level == "some-scores" and not ev.rules.labels:
        yield Point(_told(words, [("say-level-some-scores", findings.level(ev))]), "01-data-check", "on-file-is")
    compared_with = _told(words, _tiers(series, edition, words))
    yield Point(compared_with, _SERIES, "method-changes")
    yield Point(() if compared_with else _told(words, _by_tier(ev, words)), "02-scores-and-tiers", "counts")
    if not ev.rules.tiers and ev.rules.scored:
        yield Point(_told(words, _leading(ev, words)), "02-scores-and-tiers", "scores")
        place = ("02-scores-and-tiers", "distribution") if ev.complete else (_REVIEW, "progress")
        yield Point(_told(words, _spread(ev, words)), *place)
    if ev.rules.labels:
        yield Point(_told(words, [("say-labels", findings.labels(ev, words))]), "02-scores-and-tiers", "labels")
    yield Point(_told(words, _honour(series, edition, words)), "annual-report", "honoured")
    if ev.marked:
        yield Point((*dropped(ev, words), *effect(ev, words)), _REVIEW, "final")
        yield Point(_told(words, _disputed(ev, words)), _REVIEW, "disputed")
        yield Point(_told(words, _ties(ev, words)), _REVIEW, "ties")
        yield Point(_told(words, _firm(ev, words)), "08-firmness", "unsure")
    # What people have still to decide stands with the rule that asks for it, and need not be all that is recommended.
    yield Point(tuple(review_findings.waiting_for(ev, words)), "02-scores-and-tiers", "cut-offs")
    recommended = tuple(findings.recommendations(ev, words)) if ev.complete else ()
    yield Point((*_told(words, _watched(series, edition, words)), *recommended), "annual-report", "recommended")


def _told(words: Words, said: Said) -> tuple[str, ...]:
    texts = [words.said(message, **facts) for message, facts in said]
    return tuple(text for text in texts if text)


def _text(ev: Evaluation, point: Point, words: Words) -> str:
    said = words.sentences(point.said)
    path = Workspace(ev.record.folder.parents[2]).notebooks / f"{point.notebook}.ipynb"
    section = heading_of(path, point.section, words.language)
    if not section or not is_shown(ev.record.folder.parent, path, point.section):
        return said
    # The title of the annual report is that of the edition.
    title = title_of(path, words.language)
    page = words("title-annual-report", title=words.rules.title[words.language]) if title == path.stem else title
    return said + words("brief-see", page=page, section=section)


def _participation(ev: Evaluation, words: Words) -> Said:
    return [] if ev.participants is None else [("say-participation", findings.participation(ev, words))]


def _never(series: Series, words: Words) -> Said:
    """Say who never took part: known only where the roster of every edition is on file."""
    if len(series.editions) < 2 or any(ev.record.review is None for ev in series.evaluations.values()):
        return []
    # Where everybody takes part in this edition, nobody never did.
    last = series[series.editions[-1]].record
    if len(last.roster) == len(last.units):
        return []
    history = series.tiers[list(series.editions)]
    away = history.isin([ABSENT, OUTSIDE]).all(axis=1) & (history[series.editions[-1]] == ABSENT)
    units = series.tiers[away]
    facts = {
        "count": len(units),
        "editions": len(series.editions),
        "named": "yes" if inside(words.audience) and len(units) else "no",
        "list": words.listed([str(unit) for unit in units["unit"]]),
    }
    return [("say-brief-never", facts)]


def _tiers(series: Series, edition: str, words: Words) -> Said:
    """Say how many are in the highest tier, beside the edition before under the same rules; nothing across a gap."""
    ev, overview = series[edition], series.overview
    if len(series.editions) < 2 or edition in series.timeline.gaps or not ev.complete or not ev.rules.tiers:
        return []
    before, now = overview.iloc[-2], overview.iloc[-1]
    former = series[str(before["edition"])]
    # An edition of which the counts alone are on file may have had any rules.
    if not former.rules.cut_offs_known or not ev.rules.cut_offs_known or before.isna()[["participants", "top"]].any():
        return []
    facts: dict[str, Any] = {
        "tier": words.tier(ev.rules.tiers[0].id),
        "edition": edition,
        "previous": former.rules.edition,
        "now": int(now["top"]),
        "now_share": words.share(int(now["top"]), int(now["participants"])),
        "before": int(before["top"]),
        "before_share": words.share(int(before["top"]), int(before["participants"])),
    }
    found = series.replay(edition, known_to(ev, words.audience))
    if found is None:
        same = [t.bounds for t in former.rules.tiers] == [t.bounds for t in ev.rules.tiers]
        return [("say-brief-tiers", facts)] if same else []
    if found.left or found.table is None:
        return []
    if found.undecided:
        moved = {"moved": found.up + found.down, "count": len(found.table)}
        return [("say-brief-tiers-replayed", {**facts, **moved})]
    then = int((found.table["before"] == 0).sum())
    return [("say-brief-tiers-former", {**facts, "then": then, "then_share": words.share(then, len(found.table))})]


def _by_tier(ev: Evaluation, words: Words) -> Said:
    """Say how many are in each tier, where nothing is said of the highest one beside an edition before."""
    if not ev.complete or not ev.rules.tiers:
        return []
    counts = ev.counts(by="tier")
    pairs = zip(counts["tier"], counts["count"], strict=True)
    listed = [words("brief-tier", tier=words.tier(tier), count=int(count)) for tier, count in pairs]
    return [("say-brief-by-tier", {"list": words.listed(listed)})]


def _kinds(ev: Evaluation, words: Words) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the published scores of each type that is ranked apart, under its name; of all units under ``all``."""
    shown = ev.shown(words.audience)
    open_ = shown[~ev.published.set_index("unit")["withheld"].reindex(shown["unit"]).to_numpy(bool)]
    scored = open_.dropna(subset=["score"])
    for kind in ev.rules.kinds:
        yield "all" if kind is None else words.names["type"][kind], findings.of_kind(ev, scored, kind)


def _leading(ev: Evaluation, words: Words) -> Said:
    """Say who is first and who follows, and which units share a rank: where tiers are not what came out."""
    said: Said = []
    for kind, scored in _kinds(ev, words) if ev.complete else ():
        ranked = scored.dropna(subset=["rank"]).sort_values(["rank", "unit"], kind="stable")
        names = dict(zip(ranked["unit"], map(words.named, ranked["name"], ranked["unit"]), strict=True))
        places = [(int(part["rank"].iloc[0]), part) for _, part in ranked.groupby("rank")]
        if not places or places[0][0] != 1:
            continue  # the first one is not to be told
        (_, first), after = places[0], [part for rank, part in places[1:] if rank <= _FIRST]
        next_ = [words("brief-scored", name=names[u], score=words.points(s)) for part in after
                 for u, s in zip(part["unit"], part["score"], strict=True)]  # fmt: skip
        facts = {"type": kind, "first": words.listed([names[unit] for unit in first["unit"]]), "count": len(first)}
        facts |= {"score": words.points(first["score"].iloc[0]), "next": words.listed(next_) if next_ else "none"}
        shared = [(rank, part) for rank, part in places if len(part) > 1]
        listed = [words("brief-shared", rank=rank, list=words.listed(part["unit"].tolist())) for rank, part in shared]
        ties = {"ranks": len(shared), "count": sum(len(part) for _, part in shared), "list": words.clauses(listed)}
        said += [("say-brief-leading", facts), ("say-brief-shared", {"type": kind, **ties})]
    return said


def _spread(ev: Evaluation, words: Words) -> Said:
    """Say between which ends the scores lie, or how many are still to come."""
    if not ev.complete:
        waiting = ev.results[ev.results["score"].isna()]["unit"].astype(str).tolist() if ev.rules.complete else []
        facts = {"count": len(waiting), "total": len(ev.results), "list": words.listed(waiting)}
        return [("say-brief-unscored", facts)] if waiting else []
    return [
        (
            "say-brief-spread",
            {
                "type": kind,
                "count": len(scored),
                "lowest": words.points(scored["score"].min()),
                "highest": words.points(scored["score"].max()),
                "median": words.median(scored["score"].tolist()),
            },
        )
        for kind, scored in _kinds(ev, words)
        if len(scored) > 1
    ]


def _honour(series: Series, edition: str, words: Words) -> Said:
    if series[edition].rules.honour is None or not series.can_honour(edition):
        return []
    return [*series_findings.honour(series, words, edition), *series_findings.honour_change(series, edition)]


def _disputed(ev: Evaluation, words: Words) -> Said:
    shown = part_for(ev, words.audience)
    facts = review_findings.discussion(shown, shown.docket, words)
    docket = [] if ev.rules.review.importance is None else [(review_findings.docket_said(shown), facts)]
    # That the rules have no discussion is nothing that came out.
    said = review_findings.discussion_said(shown)
    return docket if said == "say-no-discussion" else [*docket, (said, facts)]


def _ties(ev: Evaluation, words: Words) -> Said:
    """Say how many reviewers are tied, and, to whoever may know, what the marks come to without those of tied ones."""
    said: Said = [("say-ties", review_findings.ties(ev, words))]
    apart = without_ties(ev) if may_see_ties(words.audience) and ev.complete else None
    if apart is None:
        return said
    tiers = apart.tier_by_unit
    moved = [u for u, tier in ev.tier_by_unit.items() if None not in (tier, tiers[u]) and tiers[u] != tier]
    open_ = sum(tiers[u] is None and tier is not None for u, tier in ev.tier_by_unit.items())
    facts = {"moved": len(moved), "open": open_, "list": words.listed(sorted(moved))}
    return [*said, ("say-brief-without-ties", facts)]


def _firm(ev: Evaluation, words: Words) -> Said:
    """Say how many tiers are firm, as page 08 does."""
    found = compared(ev, words.audience)
    told = None if found is None else firm(found, words.audience)
    return [] if told is None else [("say-firmness", sureness(told))]


def _watched(series: Series, edition: str, words: Words) -> Said:
    if not may_watch(series, edition, words.audience) or not series.can_watch(edition):
        return []
    return series_findings.watch(series, words, edition)
