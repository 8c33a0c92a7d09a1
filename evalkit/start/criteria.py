"""The criteria that the columns of an office's file stand for: how many points each gives, or which words are marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evalkit.errors import EvalkitError
from evalkit.files.textfile import name_key, plain
from evalkit.rules.points import parse_decimal
from evalkit.start.forms import CLOSE, ceiling_of, number_in, numbers_in, step_of
from evalkit.start.grid import Layout
from evalkit.start.proposal import Criterion, Proposal
from evalkit.start.words import Said, is_about_reviewer, slug

#: What the name of each column says, and what stands in it.
Marked = Mapping[str, tuple[Said, Sequence[str]]]

_HUNDREDTH = Decimal("0.01")


def put_criteria(p: Proposal, layout: Layout, columns: Marked, file: str) -> dict[str, Criterion]:
    """Put the criteria into a proposal, and what a mark and a score may be; return them by the names of their columns.

    Raises
    ------
    EvalkitError
        No column holds a mark.
    """
    weights = [said.weight for said, _ in columns.values()]
    given = [weight for weight in weights if weight is not None]
    weighted = len(given) == len(weights) and sum(given) == 100 and layout.judgement is None
    spans = _words(p, layout, columns) if layout.grades else _numbers(p, layout, columns, file)
    found: dict[str, Criterion] = {}
    overall = None if layout.judgement is None else layout.names[layout.judgement]
    for n, (name, (said, _)) in enumerate(columns.items(), start=1):
        own = slug(said.name, f"c{n}")
        own = own if own not in [c.id for c in found.values()] else f"c{n}"
        least, most = spans[name]
        weight = said.weight / 100 if weighted and said.weight is not None else None
        about = is_about_reviewer(said.name)
        found[name] = Criterion(own, said.name, most, least, weight, overall in (None, name) and not about, about)
    p.criteria = list(found.values())
    if given and not weighted:
        p.unsure.append(("new-unsure-weights", {"sum": f"{sum(given):f}"}))
    step = min(_HUNDREDTH, p.mark_step)
    counted = [c for c in p.criteria if c.counts] or p.criteria
    if overall in found:
        p.unsure.append(("new-unsure-judgement", {"column": overall}))
    ends = [
        sum((end * c.factor for c in counted for end in [getattr(c, which)]), Decimal(0))
        for which in ("minimum", "points")
    ]
    p.scores = (ends[0], ends[1], step)
    p.unsure.append(("new-unsure-step", {"step": f"{step:f}", "marks": f"{p.mark_step:f}"}))
    return found


def _numbers(p: Proposal, layout: Layout, columns: Marked, file: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the least and the most points of each column, and say which of them are assumed."""
    limits = {n: parse_decimal(plain(c or "")) for n, c in zip(layout.names, layout.limits, strict=False)}
    values = {name: numbers_in(cells) for name, (_, cells) in columns.items()}
    every = [v for of in values.values() for v in of]
    if not every:
        raise EvalkitError("new-from-nothing", file=file, sheets=layout.sheet)
    top = {name: said.most or limits.get(name) for name, (said, _) in columns.items()}
    open_ = [name for name, most in top.items() if most is None and values[name]]
    alone = {name: ceiling_of(max(values[name])) for name in open_}
    together = max(alone.values(), default=Decimal(100))
    apart = sum(alone.values()) == 100 or any(2 * max(values[name]) <= together for name in open_)
    low = min(every) >= 1 and max((t for t in top.values() if t is not None), default=together) <= 7
    spans = {
        name: (
            said.least if said.least is not None else Decimal(1 if low else 0),
            top[name] or (alone.get(name, together) if apart else together),
        )
        for name, (said, _) in columns.items()
    }
    p.mark_step = step_of(every)
    if open_:
        shown = p.listed([f"{columns[n][0].name} {spans[n][1]:f} ({max(values[n]):f})" for n in open_])
        p.unsure.append(("new-unsure-points", {"list": shown}))
    if low and any(said.least is None for said, _ in columns.values()):
        p.unsure.append(("new-unsure-minimum", {"least": str(min(every))}))
    return spans


def _words(p: Proposal, layout: Layout, columns: Marked) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the least and the most points of each column of words: the last is worth 1, each better one 1 more."""
    worth = {grade: Decimal(len(layout.grades) - n) for n, grade in enumerate(layout.grades)}
    by_key = {name_key(grade): grade for grade in layout.grades}
    given = {plain(cell) for _, cells in columns.values() for cell in cells}
    p.grades = list(worth.items())
    p.spellings = {word: by_key[name_key(word)] for word in sorted(given) if word not in worth}
    p.unsure.append(("new-unsure-grades", {"list": p.listed([f"{g} {v:f}" for g, v in worth.items()])}))
    return dict.fromkeys(columns, (Decimal(1), worth[layout.grades[0]]))


def compare(p: Proposal, layout: Layout, places: Sequence[int]) -> None:
    """Say where a total on file is not the sum of the criteria."""
    total = layout.roles["total"]
    weights = [c.factor for c in p.criteria]
    differ = 0
    for row in layout.rows:
        marks, told = [number_in(row[at]) for at in places], number_in(row[total])
        if told is None or any(mark is None for mark in marks):
            continue
        own = sum((m * w for m, w in zip(marks, weights, strict=True) if m is not None), Decimal(0))
        differ += abs(own - told) > CLOSE
    if differ:
        p.unsure.append(("new-unsure-total", {"column": layout.names[total], "count": differ}))
