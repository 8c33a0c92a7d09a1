"""The rows of a data package: what an evaluation comes to for one kind of reader, as text, by table.

What a reader gets is decided where it is for the pages: results as ``Evaluation.shown`` lets them out, claims as they
are computed from published results, whole tables as :mod:`evalkit.publication.policy` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from evalkit.audit.ledger import audit
from evalkit.package.schema import Resource, resources
from evalkit.publication.finder import Finder
from evalkit.publication.people import unit_names
from evalkit.publication.policy import may_follow, may_show, tiers_withheld
from evalkit.report.words import plain
from evalkit.rules.audience import Audience
from evalkit.rules.points import decimals_of, written
from evalkit.scoring import Evaluation, Series
from evalkit.scoring.shares import By, Of
from evalkit.scoring.weights import weights
from evalkit.wording import Language

Row = tuple[str, ...]

#: By what units are counted, and what the counts are shares of, without cohort groups and within each of them.
_SETS: tuple[tuple[tuple[By, ...], tuple[Of, ...], tuple[Of, ...]], ...] = (
    ((), ("all",), ("all",)),
    (("tier",), ("participants", "all"), ("participants", "all")),
    (("cohort",), ("participants", "all", "cohort"), ("participants", "all")),
    (
        ("cohort", "tier"),
        ("participants", "all", "cohort", "cohort-participants", "tier"),
        ("participants", "all", "tier"),
    ),
)


def package_tables(ev: Evaluation, series: Series | None, audience: Audience) -> Iterator[tuple[Resource, list[Row]]]:
    """Yield the tables of the package of an edition with their rows; a table without rows is left out.

    Parameters
    ----------
    ev
        The edition under its own rules.
    series
        Its programme, where the rules have an honour; else None.
    audience
        For whom.
    """
    languages = ev.record.programme.languages
    counted = list(_counted(ev))
    made: dict[str, Callable[[], Iterator[Row]]] = {
        "cohorts": lambda: _cohorts(ev, languages),
        "cohort-groups": lambda: _groups(ev, languages),
        "tiers": lambda: _tiers(ev, languages, audience),
        "rubric": lambda: _rubric(ev, languages),
        "units": lambda: _units(ev, audience),
        "unnamed": lambda: _unnamed(ev, audience),
        "results": lambda: _results(ev, audience),
        "percentiles": lambda: _percentiles(ev, audience),
        "labels": lambda: _labels(ev, audience),
        "denominators": lambda: _denominators(counted),
        "shares": lambda: _shares(counted),
        "facts": lambda: _on_file(ev.record.facts, "facts", languages),
        "honours": lambda: _honours(ev, series, audience),
        "claims": lambda: _claims(ev, languages, audience),
        "panel": lambda: _panel(ev, languages, audience),
    }
    for resource in resources(languages):
        if may_show("data", resource.name, audience):
            rows = list(made[resource.name]())
            if rows:
                yield resource, rows


def _cell(value: object) -> str:
    """Return a value as it stands in a file; nothing where it is not known."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _flag(value: object) -> str:
    return "yes" if value else "no"


def _cohorts(ev: Evaluation, languages: Sequence[Language]) -> Iterator[Row]:
    taking = dict.fromkeys((c.id for c in ev.rules.cohorts), "")
    if ev.complete:
        taking = {str(c): str(n) for c, n in ev.counts("cohort").itertuples(index=False)}
    for place, cohort in enumerate(ev.rules.cohorts, start=1):
        own = taking[cohort.id]
        absent = cohort.total - int(own) if cohort.total is not None and own else None
        names = (cohort.name[la] for la in languages)
        yield (cohort.id, str(place), *names, _cell(cohort.total), own, _cell(absent))


def _groups(ev: Evaluation, languages: Sequence[Language]) -> Iterator[Row]:
    for group in ev.rules.cohort_groups:
        for cohort in group.cohorts:
            yield (group.id, *(group.name[la] for la in languages), cohort)


def _tiers(ev: Evaluation, languages: Sequence[Language], audience: Audience) -> Iterator[Row]:
    kept = [tiers_withheld(ev.rules, audience, what) for what in ("score", "rank", "name")]
    decimals = decimals_of(ev.rules.rounded_to[0])
    for place, tier in enumerate(ev.rules.tiers, start=1):
        ends = ("", "") if tier.lowest is None else tuple(plain(end, decimals) for end in tier.bounds)
        names = (tier.name[la] for la in languages)
        flags = (_flag(tier.id in away) for away in kept)
        yield (tier.id, str(place), *names, *ends, _cell(ev.tier_total([tier.id])), *flags)


def _rubric(ev: Evaluation, languages: Sequence[Language]) -> Iterator[Row]:
    weighed = weights(ev.rules)
    place = 0
    for area in ev.rules.areas:
        for indicator in area.indicators:
            place += 1
            points, weight = ev.rules.points_of(indicator), weighed[indicator.id]
            yield (
                area.id,
                indicator.id,
                str(place),
                *(area.name[la] for la in languages),
                *(indicator.name[la] for la in languages),
                "" if points is None else written(points),
                _quotient(weight),
            )


def _quotient(share: Fraction | None) -> str:
    return "" if share is None else f"{share.numerator}/{share.denominator}"


def _unnamed(ev: Evaluation, audience: Audience) -> Iterator[Row]:
    rows = ev.results[ev.results["unit"].isin(ev.unnamed_for(audience))]
    counted = Counter((str(cohort), str(tier)) for cohort, tier in rows[["cohort", "tier"]].itertuples(index=False))
    for (cohort, tier), count in sorted(counted.items()):
        yield (cohort, tier, str(count))


def _units(ev: Evaluation, audience: Audience) -> Iterator[Row]:
    roster = ev.record.roster.sort_values("unit")
    roster = roster[~roster["unit"].isin(ev.unnamed_for(audience))]
    for row in roster.to_dict("records"):
        told = (_cell(row.get(name)) for name in ("unit", "name", "name_en", "cohort", "subject", "type"))
        yield (*told, _flag(row.get("takes_part", True)))


def _results(ev: Evaluation, audience: Audience) -> Iterator[Row]:
    scale, decimals = ev.rules.scores.scale, ev.rules.scores.scale.decimals
    known = ev.scores.set_index("unit")[["lowest", "highest"]].to_dict("index")
    # In the order of codes: any other tells something of those whose scores are not here.
    for row in ev.shown(audience).dropna(subset=["unit"]).sort_values("unit").to_dict("records"):
        score, away = row["score"], bool(row["withheld"])
        shown = "" if score is None or pd.isna(score) else plain(score, decimals)
        if shown:
            ends: tuple[str, ...] = (shown, shown)
        elif away:
            ends = ("", "")
        else:
            ends = tuple(
                plain(scale.to_points(int(known[row["unit"]][end])), decimals) for end in ("lowest", "highest")
            )
        yield (str(row["unit"]), shown, _flag(away), *ends, _cell(row["rank"]), _cell(row["tier"]))


def _percentiles(ev: Evaluation, audience: Audience) -> Iterator[Row]:
    away = ev.hidden_from(audience) | ev.unnamed_for(audience)
    yield from ((unit, str(place)) for unit, place in sorted(ev.percentiles.items()) if unit not in away)


def _labels(ev: Evaluation, audience: Audience) -> Iterator[Row]:
    for row in ev.labels[~ev.labels["unit"].isin(ev.unnamed_for(audience))].to_dict("records"):
        yield tuple(_cell(row[name]) for name in ("unit", "label", "assessed", "decision", "valid_until"))


def denominator_id(of: str, within: str | None, cohort: str | None, tier: str | None) -> str:
    """Return the id of a denominator, such as ``cohort:2`` or ``tier:high@pilots``."""
    about = {"cohort": cohort, "cohort-participants": cohort, "tier": tier}.get(of)
    return of + (f":{about}" if about else "") + (f"@{within}" if within else "")


#: What a share is of, the group of cohorts, cohort and tier that are counted, and what it comes to.
_Counted = tuple[str, str | None, str | None, str | None, dict[str, object]]


def _counted(ev: Evaluation) -> Iterator[_Counted]:
    """Yield every share of an edition of which all is on file."""
    if not ev.complete:
        return
    for within in (None, *(g.id for g in ev.rules.cohort_groups)):
        for by, plainly, inside in _SETS:
            if "tier" in by and not ev.rules.tiers:
                continue
            for of in plainly if within is None else inside:
                for row in ev.shares(by, of, within=within).to_dict("records"):
                    cohort, tier = (str(row[key]) if key in by else None for key in ("cohort", "tier"))
                    yield of, within, cohort, tier, {str(k): v for k, v in row.items()}


def _denominators(counted: Sequence[_Counted]) -> Iterator[Row]:
    seen: set[str] = set()
    for of, within, cohort, tier, row in counted:
        name = denominator_id(of, within, cohort, tier)
        if name not in seen:
            seen.add(name)
            about = (cohort if of.startswith("cohort") else None, tier if of == "tier" else None)
            yield (name, of, within or "", *map(_cell, about), _cell(row["denominator"]))


def _shares(counted: Sequence[_Counted]) -> Iterator[Row]:
    for of, within, cohort, tier, row in counted:
        told = {"tier": tier, "cohort": cohort, "within": within, "of": of}
        count, whole, percent = row["count"], row["denominator"], row["percent"]
        known = isinstance(percent, Decimal)
        yield (
            f"share({', '.join(f'{name}={word}' for name, word in told.items() if word)})",
            *map(_cell, (within, cohort, tier, count)),
            denominator_id(of, within, cohort, tier),
            _cell(whole),
            f"{count}/{whole}" if known else "",
            f"{percent:f}" if known else "",
        )


def _on_file(table: pd.DataFrame | None, name: str, languages: Sequence[Language]) -> Iterator[Row]:
    """Yield a table of the edition as it is on file."""
    if table is not None:
        columns = next(r for r in resources(languages) if r.name == name).names
        for row in table.to_dict("records"):
            yield tuple(_cell(row.get(column)) for column in columns)


def _honours(ev: Evaluation, series: Series | None, audience: Audience) -> Iterator[Row]:
    edition = ev.rules.edition
    # Who holds it, and who does not, tells of the tiers of other editions.
    if series is None or not series.can_honour(edition) or not may_follow(series, audience):
        return
    change = series.honour_change(edition)
    became: dict[str, str] = {}
    if change is not None:
        became = dict.fromkeys(change.unknown, "maybe") | dict.fromkeys(change.added, "added")
        became |= dict.fromkeys(map(str, change.dropped["unit"]), "dropped")
    roll = series.honour(edition).table
    for unit, name, status in roll[["unit", "name", "status"]].sort_values("unit").itertuples(index=False):
        yield (str(unit), str(name), str(status), became.get(str(unit), ""))


def _claims(ev: Evaluation, languages: Sequence[Language], audience: Audience) -> Iterator[Row]:
    away = unit_names(ev.record, ev.unnamed_for(audience))
    silent = Finder(name for code, names in away.items() for name in (*names, f"unit={code}"))
    for row in _on_file(audit(ev).verdicts, "claims", languages):
        if not any(map(silent, row)):
            yield row


def _panel(ev: Evaluation, languages: Sequence[Language], audience: Audience) -> Iterator[Row]:
    panel, away = ev.record.panel, ev.unnamed_for(audience)
    if panel is not None:
        # That they belong to it is printed; which code it has is not.
        panel = panel.assign(unit=panel["unit"].mask(panel["unit"].isin(away)))
    yield from _on_file(panel, "panel", languages)
