"""What the objects of the library say of themselves in a notebook or a debugger: a line, or a small table."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Protocol

from evalkit.edition.record import EditionRecord
from evalkit.rules.models import Rules


class Evaluated(Protocol):
    """What is told of an evaluation."""

    @property
    def record(self) -> EditionRecord:
        """What is on file."""

    @property
    def rules(self) -> Rules:
        """The rules that were applied."""

    @property
    def participants(self) -> int | None:
        """How many took part, as far as that is known."""

    def tier_total(self, tiers: Sequence[str]) -> int | None:
        """How many are in these tiers, as far as that is known."""


def evaluation_line(ev: Evaluated) -> str:
    """Return edition, level, how many took part, and the size of each tier as far as it is known."""
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    took = "participants not known" if ev.participants is None else f"{ev.participants} took part"
    of = "" if total is None or ev.participants is None else f" of {total}"
    sizes = [(tier.id, ev.tier_total([tier.id])) for tier in ev.rules.tiers]
    tiers = ", ".join(f"{name} {count}" for name, count in sizes if count is not None)
    variant = "" if ev.rules is ev.record.rules else ", under other rules than those on file"
    return f"<Evaluation {ev.record.name} ({ev.rules.data.level}): {took}{of}{'; ' + tiers if tiers else ''}{variant}>"


def evaluation_table(ev: Evaluated) -> str:
    """Return the line as a heading over a small HTML table of the tiers."""
    head = f"<p>{html.escape(evaluation_line(ev)[1:-1])}</p>"
    rows = "".join(
        f'<tr><th scope="row">{html.escape(tier.id)}</th><td>{_bounds(tier)}</td><td>{"" if n is None else n}</td></tr>'
        for tier in ev.rules.tiers
        for n in [ev.tier_total([tier.id])]
    )
    columns = "".join(f'<th scope="col">{name}</th>' for name in ("tier", "scores", "count"))
    return f"{head}<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>" if rows else head


def series_line(programme: str, evaluations: Mapping[str, Evaluated]) -> str:
    """Return the programme, its editions, and how much of each is on file."""
    editions = ", ".join(f"{name} ({ev.rules.data.level})" for name, ev in evaluations.items())
    return f"<Series {programme}: {editions or 'no edition'}>"


def _bounds(tier: object) -> str:
    lowest, highest = getattr(tier, "lowest", None), getattr(tier, "highest", None)
    return "" if lowest is None else f"{lowest}–{highest}"
