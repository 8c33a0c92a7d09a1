"""The commands ``design``, panels compared before they sit, and ``anchors``, dossiers to be marked anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evalkit.cli.say import language_of, say_in, seed_of, tell
from evalkit.edition import find_workspace
from evalkit.errors import EvalkitError, ParameterError
from evalkit.wording import text

if TYPE_CHECKING:
    import pandas as pd

    from evalkit.edition.record import ReviewedEdition
    from evalkit.reliability.design import Aim, Law
    from evalkit.wording import Language

_MOST_PANELS = 100_000


@click.command("design")
@click.argument("programme")
@click.argument("edition")
@click.option(
    "--reviewers", "numbers", metavar="N-M,…", help="Reviewers a unit to try, for each round: 2-4,1-2; 0 leaves it out."
)
@click.option("--shared", default="0,5", show_default=True, metavar="N,…", help="Units that everybody marks, to try.")
@click.option(
    "--from", "source", metavar="EDITION", help="Take the variances from it; by default the last one with marks."
)
@click.option(
    "--severity-sd", type=float, metavar="POINTS", help="State them instead: sd of the reviewers' severities,"
)
@click.option("--residual-sd", type=float, metavar="POINTS", help="of what is left of a sheet's total,")
@click.option("--reliability", type=float, metavar="SHARE", help="and the reliability of one reviewer's total.")
@click.option(
    "--mean", type=float, metavar="POINTS", help="Mean true score; by default of the last edition with scores."
)
@click.option(
    "--severe", type=float, metavar="POINTS", help="How severe is severe; by default twice the sd of severities."
)
@click.option("--load", "most", type=click.IntRange(1), metavar="N", help="Sheets that may be asked of one reviewer.")
@click.option("--cost", type=float, metavar="AMOUNT", help="What one sheet costs.")
@click.option(
    "--aim", "aims", multiple=True, metavar="WHAT=LIMIT", help="misplaced=5, near=0.7 or power=0.8; may be repeated."
)
@click.option(
    "--panels", type=click.IntRange(10, _MOST_PANELS), default=1000, show_default=True, help="To draw for each plan."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of assignments and draws.")
@click.option("--out", metavar="FILE.csv", help="Also write the table to a file.")
@click.pass_obj
def design(
    root: str | None,
    programme: str,
    edition: str,
    numbers: str | None,
    shared: str,
    source: str | None,
    severity_sd: float | None,
    residual_sd: float | None,
    reliability: float | None,
    mean: float | None,
    severe: float | None,
    most: int | None,
    cost: float | None,
    aims: tuple[str, ...],
    panels: int,
    seed: int,
    out: str | None,
) -> None:
    """Compare panels for EDITION of PROGRAMME before they sit: how many tiers would come out wrong, at what cost.

    Every plan is assigned to the real units and reviewers; then panels are drawn with the variances of an edition with
    marks, or with those that are stated.
    """
    from evalkit.edition import read_edition
    from evalkit.files import store
    from evalkit.reliability import design as study
    from evalkit.report.csvtext import csv_text

    wanted = dict(_aim(given) for given in aims)
    record = read_edition(find_workspace(root).edition_folder(programme, edition)).reviewed()
    say = language_of(None, say_in(), record.programme.languages)
    seed_of(seed)
    spreads = (severity_sd, residual_sd, reliability)
    law = _law(root, record, source, spreads, mean)
    by = severe if severe is not None else 2 * law.severity_sd or law.residual_sd
    if not by > 0 or (cost is not None and not cost >= 0):
        raise ParameterError("design-positive")
    tried = None if numbers is None else [_numbers(part, "--reviewers") for part in numbers.split(",")]
    shares = [n for part in shared.split(",") for n in _numbers(part, "--shared")]
    candidates = study.plans(record.rules, tried, shares)
    table = study.compare(record, law, candidates, severe=by, n_panels=panels, seed=seed, most=most)
    chosen = study.cheapest(table, wanted) if wanted else None
    if out is not None:  # before anything is printed: whoever pipes the list into `head` still gets the file
        store.write(Path(out), csv_text([*_rows(table, cost, seed, panels)]))
    sds = {"severity": f"{law.severity_sd:.1f}", "residual": f"{law.residual_sd:.1f}"}
    counts = {"units": len(record.units), "reviewers": len(record.review.reviewers), "edition": law.edition or "none"}
    tell(text(say, "design-head", **counts, **sds, panels=panels, seed=str(seed), severe=f"{by:.1f}"))
    rows: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    for row in rows:
        tell("  " + _line(row, cost, say))
    tell(text(say, "design-note"))
    if wanted:
        tell(
            text(say, "design-none") if chosen is None else text(say, "design-cheapest", plan=_line(chosen, cost, say))
        )
    if out is not None:
        tell(text(say, "design-written", count=len(table), file=out))


@click.command("anchors")
@click.argument("programme")
@click.argument("edition")
@click.option("--out", metavar="FILE.csv", help="Also write the list to a file.")
@click.pass_obj
def anchors(root: str | None, programme: str, edition: str, out: str | None) -> None:
    """Propose dossiers of EDITION of PROGRAMME to be marked anew in the next, so that the two have a common scale.

    Two at each cut-off and one in the middle of each tier, of units with the fewest conflicts of interest; each with
    the reason why it.
    """
    from evalkit.files import store
    from evalkit.reliability import linking
    from evalkit.report.anchors import anchors_said
    from evalkit.report.csvtext import csv_text
    from evalkit.report.words import Words
    from evalkit.scoring import load

    ev = load(programme, edition, root=root).evaluate()
    say = language_of(None, say_in(), ev.record.programme.languages)
    if not ev.marked:
        raise EvalkitError("anchors-no-marks", edition=ev.record.name)
    found = linking.anchors(ev)
    if found.empty:
        raise EvalkitError("anchors-no-cut-offs", edition=ev.record.name)
    why = anchors_said(found, Words(say, ev.record.programme, ev.rules))
    rows = [[str(c) for c in row] for row in zip(found["unit"], found["name"], found["score"], why, strict=True)]
    if out is not None:
        store.write(Path(out), csv_text([["unit", "name", "score", "reason"], *rows]))
    for unit, name, score, reason in rows:
        tell(text(say, "anchors-line", unit=unit, name=name, score=score, reason=reason))
    tell(text(say, "anchors-note", count=len(rows), file=out or "none"))


def _law(
    root: str | None, record: ReviewedEdition, source: str | None, sds: tuple[float | None, ...], mean: float | None
) -> Law:
    """Return the variances that are stated, else those of an edition with marks."""
    import numpy as np

    from evalkit.reliability import design as study
    from evalkit.scoring import load_series

    series = load_series(record.rules.programme, root=root)
    names = series.editions
    earlier = [series[name] for name in reversed(names[: names.index(record.rules.edition) + 1])]
    ends = record.rules.scores.ends
    severity, residual, reliability = sds
    if severity is not None or residual is not None or reliability is not None:
        if severity is None or residual is None or reliability is None or source is not None:
            raise ParameterError("design-stated")
        if not (severity >= 0 and residual > 0 and 0 < reliability < 1) or np.isinf([severity, residual]).any():
            raise ParameterError("design-sds")
        known = [e for e in earlier if e.complete and e.rules.scores.ends == ends and e.results["score"].notna().any()]
        scores = known[0].results["score"].dropna().to_numpy(float) if known else np.zeros(0)
        return study.stated(severity, residual, reliability, scores, mean)
    # Of the edition itself only where none before it has marks.
    marked = [e for e in [*earlier[1:], earlier[0]] if e.marked] if source is None else [series[source]]
    if not marked or not marked[0].marked:
        raise EvalkitError("design-no-marks", edition=source or record.rules.programme)
    if marked[0].rules.scores.ends != ends:
        raise EvalkitError("other-scale", edition=marked[0].record.name)
    return study.observed(marked[0])


def _line(row: Mapping[str, Any] | pd.Series, cost: float | None, say: Language) -> str:
    """Return one plan in words."""
    facts = {"plan": str(row["plan"]).replace("+", " + "), "shared": int(row["shared"])}
    refused = row["refused"]
    if isinstance(refused, EvalkitError):
        return text(say, "design-refused", **facts, why=refused.describe(say).splitlines()[0])
    facts |= {name: int(row[name]) for name in ("sheets", "marks", "least", "most")}
    facts |= {name: f"{row[name]:.1f}" for name in ("misplaced", "adjusted")}
    facts["error"] = f"{row['misplaced_error']:.1f}"
    facts["cost"] = "none" if cost is None else f"{cost * int(row['sheets']):,.0f}"
    for name, short in (("near_right", "near"), ("power", "power")):
        value = row[name]
        facts[short] = "none" if value is None or value != value else f"{100 * value:.0f}"
    return text(say, "design-plan", **facts)


def _rows(table: pd.DataFrame, cost: float | None, seed: int, panels: int) -> list[list[str]]:
    """Return the table as cells, with what a plan costs and how it was drawn."""
    rows = [[*table.columns[:-1], "cost", "refused", "panels", "seed"]]
    for row in table.to_dict("records"):
        refused = row["refused"]
        cells = [row[name] for name in table.columns[:-1]]
        cells.append(None if cost is None or refused is not None else cost * row["sheets"])
        told = ["" if c is None or c != c else f"{c:.6g}" if isinstance(c, float) else str(c) for c in cells]
        rows.append([*told, "" if refused is None else refused.message, str(panels), str(seed)])
    return rows


def _numbers(part: str, option: str) -> list[int]:
    """Read ``3`` or ``2-4``."""
    least, dash, last = part.strip().partition("-")
    if not least.isdecimal() or (dash and not last.isdecimal()) or int(last or least) < int(least):
        raise ParameterError("design-range", option=option, value=part)
    return list(range(int(least), int(last or least) + 1))


def _aim(given: str) -> tuple[Aim, float]:
    from evalkit.reliability.design import AIMS

    name, _, limit = given.partition("=")
    try:
        value = float(limit)
    except ValueError:
        value = -1.0
    known = {aim: aim for aim in AIMS}
    if name not in known or not 0 <= value < float("inf"):
        raise ParameterError("design-aim", value=given, known=", ".join(AIMS))
    return known[name], value
