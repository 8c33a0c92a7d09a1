"""What is planted, told: ``planted.json`` for programs and ``PLANTED.md`` for readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Template
from typing import Any

from evalkit.edition.record import EditionRecord
from evalkit.synthetic.effects import ABOUT, NULL, OWN_ALLIANCE, PLANTED, Habit
from evalkit.synthetic.marks import old_ties
from evalkit.synthetic.world import N_AFFILIATED, N_REVIEWERS, World, rules_of, template
from evalkit.wording import Language, text


def truth(world: World, records: Mapping[str, EditionRecord]) -> dict[str, Any]:
    """Return what analyses of the demonstration should find.

    Parameters
    ----------
    world
        The world of its seed.
    records
        Its editions, earliest first, as far as they are written.
    """
    participants = {edition: [str(u) for u in record.units["unit"]] for edition, record in records.items()}
    return {
        "synthetic": True,
        "seed": world.seed,
        "null_model": {
            "total_sd": NULL.total_sd,
            "indicator_sd": NULL.indicator_sd,
            "shift": NULL.shift,
            "slope": NULL.slope,
            "profile": NULL.profile,
        },
        "reviewers": [{"reviewer": code, **_planted(PLANTED[code])} for code in sorted(PLANTED)],
        "own_alliance": {
            "size": OWN_ALLIANCE,
            "pairs": {edition: _own_pairs(record) for edition, record in records.items()},
        },
        "affiliated": {"reviewers": N_REVIEWERS, "with_unit": N_AFFILIATED},
        "near_cut_offs": {
            edition: [
                {"unit": unit, "cut_off": int(lower), "true_total": _true(world, edition, unit)}
                for unit, lower in world.years[edition].near
            ]
            for edition in records
        },
        "absent": {edition: len(world.years[edition].absent) for edition in records},
        "rule_changes": {b: _changes(a, b) for a, b in zip(list(records), list(records)[1:], strict=False)},
        "true_totals": {
            edition: {unit: _true(world, edition, unit) for unit in units} for edition, units in participants.items()
        },
    }


def _true(world: World, edition: str, unit: str) -> float:
    return round(float(world.years[edition].totals[world.place[unit]]), 2)


def _planted(habit: Habit) -> dict[str, Any]:
    """Return the kind of a habit and where it differs from the others'."""
    names = ("shift", "slope", "total_sd", "indicator_sd", "profile")
    different = {name: getattr(habit, name) for name in names if getattr(habit, name) != getattr(NULL, name)}
    about = {"about": ABOUT} if "slope" in different else {}
    return {"kind": habit.kind, **different, **about}


def _own_pairs(record: EditionRecord) -> list[dict[str, Any]]:
    """Return the pairs with an old tie among the participants, and the round in which they met, if in any."""
    units = set(record.units["unit"])
    met = {}
    if record.review is not None and record.review.assignment is not None:
        table = record.review.assignment
        met = {(r, u): where for where, u, r in zip(table["round"], table["unit"], table["reviewer"], strict=True)}
    return [{"reviewer": r, "unit": u, "round": met.get((r, u))} for r, u in sorted(old_ties(record)) if u in units]


def _changes(before: str, after: str) -> list[dict[str, Any]]:
    """Return which points of indicators and which final rule differ between two editions."""
    old, new = rules_of(before), rules_of(after)
    found: list[dict[str, Any]] = [
        {"key": f"points of {a.id}", "before": float(a.points or 0), "after": float(b.points or 0)}
        for a, b in zip(old.indicators, new.indicators, strict=True)
        if a.points != b.points
    ]
    if old.review.final and new.review.final and old.review.final != new.review.final:
        found.append({"key": "review.final.rule", "before": old.review.final.rule, "after": new.review.final.rule})
    return found


def document(found: Mapping[str, Any]) -> str:
    """Return ``PLANTED.md``."""
    editions = list(found["near_cut_offs"])
    fields: dict[str, str] = {
        "seed": str(found["seed"]),
        "own": f"{found['own_alliance']['size']:g}",
        "sd": f"{NULL.total_sd:g}",
        "reviewers": str(found["affiliated"]["reviewers"]),
        "affiliated": str(found["affiliated"]["with_unit"]),
        "near": _rows((edition, *_cut_offs(found["near_cut_offs"][edition])) for edition in editions),
        "pairs": _rows((edition, _met(found["own_alliance"]["pairs"][edition])) for edition in editions),
        "absent": _rows((edition, str(found["absent"][edition])) for edition in editions),
        "effects_zh": _rows(_effect(code, PLANTED[code], "zh") for code in sorted(PLANTED)),
        "effects_en": _rows(_effect(code, PLANTED[code], "en") for code in sorted(PLANTED)),
    }
    return Template(template("PLANTED.md")).substitute(fields)


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _effect(code: str, habit: Habit, language: Language) -> tuple[str, str, str]:
    kind = text(language, f"synthetic-kind-{habit.kind}")
    if habit.shift:
        return code, kind, text(language, "synthetic-size-shift", size=f"{habit.shift:+g}".replace("-", "−"))
    if habit.slope != NULL.slope:
        size = text(language, "synthetic-size-slope", size=f"{habit.slope:g}", about=f"{ABOUT:g}")
    elif habit.profile != NULL.profile:
        size = text(language, "synthetic-size-halo", size=f"{100 * habit.profile:g}")
    else:
        size = text(language, "synthetic-size-erratic", size=f"{habit.total_sd:g}", other=f"{NULL.total_sd:g}")
    return code, kind, size


def _met(pairs: list[dict[str, Any]]) -> str:
    return " ".join(f"{pair['reviewer']}–{pair['unit']}" for pair in pairs if pair["round"]) or "–"


def _cut_offs(near: list[dict[str, Any]]) -> tuple[str, ...]:
    by_cut_off: dict[int, list[str]] = {}
    for item in near:
        by_cut_off.setdefault(item["cut_off"], []).append(f"{item['unit']} ({item['true_total']:.2f})")
    return tuple(", ".join(by_cut_off[cut_off]) for cut_off in sorted(by_cut_off, reverse=True))
