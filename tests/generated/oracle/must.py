"""What a page must say and show, whatever else it does: a part that goes missing is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evalkit.report.elements import FigureView, TableView
from tests.generated.oracle.audit import AUDIT_TABLES
from tests.generated.oracle.brief import BRIEF
from tests.generated.oracle.consistency import CONSISTENCY, base
from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Edition, Programme
from tests.generated.oracle.marks import (
    MARKS_SAID,
    MARKS_TABLES,
    recommend_absent,
    recommend_difference,
    recommend_near,
    recommend_points,
)
from tests.generated.oracle.numbers import near, standing
from tests.generated.oracle.own import OWN
from tests.generated.oracle.public import part
from tests.generated.oracle.sentences import WATCH
from tests.generated.oracle.series import SERIES, SERIES_TABLES, Replay
from tests.generated.pages import Seen

Test = Callable[[Context], bool]


def whole(c: Context) -> bool:
    return c.ev.complete


def some_size(c: Context) -> bool:
    return c.ev.complete and any(c.ev.totals.values())


def known(c: Context) -> bool:
    return c.ev.participants is not None


def by_cohort(test: Test) -> Test:
    """Tell whether something is so, and there are several cohorts."""
    return lambda c: c.ev.several_cohorts and test(c)


def always(c: Context) -> bool:
    return True


def honoured(c: Context) -> bool:
    """Whether this edition, or one before it, has an honour."""
    return any("honour" in ev.rules for ev in c.series)


def file(name: str) -> Test:
    return lambda c: name in c.ev.files


def somebody_near(c: Context) -> bool:
    return c.ev.complete and bool(near(c))


def somebody_seen(c: Context) -> bool:
    return c.ev.complete and any(s is not None and u not in c.ev.withheld for u, s in c.ev.scores.items())


def moved(c: Context) -> bool:
    """Tell whether a unit is known in both of the last two editions."""
    if len(c.series) < 2:
        return False
    before, after = c.series[-2:]

    def there(ev: Edition, unit: str) -> bool:
        return standing(ev, unit) not in (None, "outside")

    return any(there(before, u) and there(after, u) for u in {*before.names, *after.names})


def said(rule: Callable[[Context, Mapping[str, Any]], object]) -> Test:
    """Tell whether a sentence may be said, whatever it was given; then it must."""
    return lambda c: rule(c, {}) is not None


def rows(table: Callable[[Context], Any]) -> Test:
    return lambda c: bool(table(c))


def on_marks(table: Callable[[Context], Any]) -> Test:
    return lambda c: c.ev.level == "marks" and bool(c.ev.files.get("marks")) and bool(table(c))


#: Notebook, when, and a pattern for a message (``say:``), a table (``table:``) or a figure (``figure:``).
MUST: tuple[tuple[str, Test, str], ...] = (
    ("01", always, "say:say-level-.*"),
    ("01", whole, "say:say-on-file"),
    ("01", always, "table:files"),
    ("01", whole, "say:say-withheld-not-missing.*|say-no-withheld"),
    ("01", known, "say:say-participation"),
    ("01", by_cohort(known), "table:participation"),
    ("01", file("aliases"), "table:aliases"),
    ("01", always, "say:say-checked"),
    ("01", lambda c: "aliases" not in c.ev.files, "say:aliases-none"),
    ("01", lambda c: not c.ev.complete and "facts" in c.ev.files, "table:facts"),
    ("01", lambda c: not c.ev.complete and bool(c.ev.units), "table:known-units"),
    ("02", lambda c: c.ev.cut_offs_known, "table:tier-ranges"),
    ("02", lambda c: c.ev.complete and len(c.ev.tiers) > 2, "say:say-upper-tiers"),
    ("02", whole, "figure:tier-counts"),
    ("02", whole, "table:tiers"),
    ("02", whole, "say:say-scores|say-scores-none"),
    ("02", somebody_seen, "figure:score-distribution"),
    ("02", whole, "table:scores"),
    ("02", somebody_near, "table:near-cut-offs"),
    ("02", somebody_near, "say:say-near.*"),
    ("03", by_cohort(known), "table:participation"),
    ("03", some_size, "figure:cohort-composition"),
    ("03", whole, "table:tier-by-cohort"),
    ("03", lambda c: whole(c) and bool(c.ev.participants), "figure:tier-composition"),
    ("05", always, "table:overview"),
    ("05", lambda c: any(ev.names for ev in c.series), "figure:tiers-by-edition"),
    *(("05", said(OWN[f"say-{name}"]), f"say:say-{name}") for name in ("taking-part", "moved", "changed", "rebanded")),
    ("05", moved, "table:mobility"),
    ("05", honoured, "say:say-honour.*|without-honour.*"),
    ("05", lambda c: any("watch" in ev.rules for ev in c.series), "say:say-watch.*|without-watch.*"),
    *(("05", said(rule), f"say:{name}") for name, rule in WATCH.items()),
    ("06", lambda c: c.ev.level == "marks", "table:rounds"),
    ("06", lambda c: c.ev.level == "marks", "say:say-connected|say-not-connected|say-one-reviewer"),
    ("06", lambda c: c.ev.level == "marks", "say:say-roster"),
    ("06", file("marks"), "say:say-coverage"),
    ("06", file("marks"), "say:say-discussion|say-discussion-none|say-discussion-unknown|say-no-discussion"),
    ("06", lambda c: "importance" in c.ev.rules.get("review", {}) and bool(c.ev.files.get("marks")),
     "say:say-docket|say-docket-none"),
    ("annual", lambda c: bool(c.ev.areas), "say:say-rubric|say-areas"),
    ("annual", lambda c: bool(c.ev.indicators), "table:rubric"),
    ("annual", file("panel"), "table:panel"),
    ("annual", file("panel"), "say:say-panel"),
    ("annual", known, "say:say-participation"),
    *(("annual", said(OWN[f"say-{name}"]), f"say:say-{name}") for name in ("by-tier", "holders", "annex-1", "annex-3")),
    ("annual", lambda c: c.ev.complete and bool(c.ev.tiers), "say:say-tier"),
    ("annual", whole, "table:tiers"),
    ("annual", whole, "table:scores"),
    ("annual", by_cohort(some_size), "figure:cohort-composition"),
    ("annual", lambda c: c.ev.complete and c.ev.total is not None, "figure:all-composition"),
    ("annual", honoured, "say:say-honour.*|without-honour.*"),
    ("annual", said(recommend_near), "say:say-recommend-near"),
    ("annual", said(recommend_absent), "say:say-recommend-absent"),
    ("annual", said(recommend_points), "say:say-recommend-points"),
    ("annual", said(recommend_difference), "say:say-recommend-difference"),
    ("annual", rows(MARKS_TABLES["discussed"][0]), "say:say-discussion"),
    ("brief", known, "say:say-participation"),
    ("brief", rows(MARKS_TABLES["discussed"][0]), "say:say-discussion"),
    *(("brief", said(rule), f"say:{name}") for name, rule in BRIEF.items()),
    ("04", lambda c: bool(c.ev.claims), "say:say-verdicts"),
    *(("04", rows(f), f"table:{name}") for name, (f, _) in AUDIT_TABLES.items()),
    *(("05", rows(f), f"table:{name}") for name, (f, _) in SERIES_TABLES.items() if name != "replayed"),
    ("05", lambda c: len(c.series) > 1 and honoured(c), "say:say-honour-change.*|say-honour-no-change"),
    ("05", said(SERIES["say-across-changes"]), "say:say-across-changes"),
    *(("05", said(SERIES[name]), f"say:{name}") for name in SERIES if name.startswith(("replay-left", "note-mob"))),
    # Whether points that are put back move anybody is not worked out here, but one of the two is said.
    ("05", lambda c: Replay(c).unclear, "say:say-replay|say-replay-same"),
    *(("05", lambda c, name=name: not Replay(c).unclear and said(SERIES[name])(c), f"say:{name}")
      for name in ("say-replay", "say-replay-same")),
    ("06", said(MARKS_SAID["say-fewest-common"]), "say:say-fewest-common"),
    ("06", lambda c: c.ev.level == "marks", "say:say-ties|say-ties-unknown"),
    ("06", lambda c: bool(c.ev.files.get("marks")) and c.ev.level == "marks" and part(c) is not c.ev, "say:say-part"),
    *(("06", on_marks(f), f"table:{name}") for name, (f, _) in MARKS_TABLES.items() if not name.startswith("figure")),
    ("07", lambda c: c.ev.level == "marks" and bool(c.ev.files.get("marks")) and base(c) is None,
     "say:say-consistency-too-few"),
    *(("07", lambda c: base(c) is not None, f"say:{name}") for name in (
        "say-consistency-basis", "say-consistency-agreement|say-consistency-agreement-undefined",
        "say-consistency-indicators|say-consistency-indicators-undefined", "say-consistency-talk",
        "say-consistency-severity|say-consistency-severity-undefined",
        "say-consistency-own|say-consistency-own-undefined",
        "say-consistency-rounds|say-consistency-rounds-undefined",
        # Where no ties are on file it is the sentence of page 06.
        "say-consistency-own-trust|say-ties-unknown",
        "say-consistency-more|say-consistency-more-undefined")),
    *(("07", said(CONSISTENCY[name]), f"say:{name}") for name in ("say-consistency-alike", "say-consistency-apart")),
    *(("07", lambda c: base(c) is not None, f"table:consistency-{name}") for name in (
        "agreement", "indicators", "questions", "components", "grras")),
)  # fmt: skip


#: What an edition must have for a notebook to have anything to say; nothing is asked of the others.
NEEDED: Mapping[str, Callable[[Edition, Sequence[Edition]], bool]] = {
    "03": lambda ev, _: ev.level in ("scores", "marks") and ev.several_cohorts,
    "04": lambda ev, _: (ev.folder / "claims.csv").exists(),
    "05": lambda ev, series: ev is not series[0],
    "06": lambda ev, _: ev.level == "marks",
    "07": lambda ev, _: any(ev.folder.glob("marks.*")),
    "08": lambda ev, _: ev.level in ("scores", "marks"),
}


def has_page(programme: Programme, edition: str, notebook: str) -> bool:
    """Tell whether a notebook makes a page of an edition."""
    needed = NEEDED.get(notebook[:2])
    return needed is None or needed(programme.editions[edition], programme.up_to(edition))


def missing(c: Context, seen: Seen) -> list[str]:
    """Return what a page ought to hold and does not."""
    if seen.error is not None:
        return []
    there = {f"say:{s.message}" for s in seen.said}
    there |= {f"table:{e.name}" for e in seen.shown if isinstance(e, TableView)}
    there |= {f"figure:{e.name}" for e in seen.shown if isinstance(e, FigureView)}
    lacks = []
    for notebook, test, what in MUST:
        kind, _, pattern = what.partition(":")
        wanted = re.compile(f"{kind}:({pattern})")
        if seen.notebook.startswith(notebook) and test(c) and not any(wanted.fullmatch(t) for t in there):
            lacks.append(f"{what} is missing")
    several = c.ev.several_cohorts and c.ev.complete
    for one in c.ev.cohorts if several and seen.notebook in ("03-cohorts", "annual-report") else []:
        if not any(s.message == "say-cohort" and s.facts.get("cohort") == c.cohort(one) for s in seen.said):
            lacks.append(f"say-cohort of {one} is missing")
    return lacks
