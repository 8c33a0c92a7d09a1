"""Editions of any scale, made in memory; and what a page says of other cut-offs beside what ``replace`` says of them.

``python -m tests.report.odd_editions 10000`` compares as many sets of cut-offs, in the browser that ``CHROMIUM`` names.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, sync_playwright

import evalkit
from evalkit.edition import variant
from evalkit.errors import EditionError
from evalkit.publication.part import known_to
from evalkit.report.sheet import script
from evalkit.report.what_if import what_if
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.scoring import Evaluation
from evalkit.scoring.percent import percent, percents
from evalkit.scoring.shares import Of
from tests.folders import REPOSITORY

#: Least and highest score, step, and to what a score is rounded before banding.
SCALES = (
    ("0", "100", "1", "1"),
    ("0", "100", "0.5", "1"),
    ("1", "5", "0.01", "0.1"),
    ("1", "9", "1", "1"),
    ("-10", "10", "0.25", "0.5"),
    ("-3.5", "2.75", "0.05", "0.25"),
    ("0", "7", "0.01", "0.01"),
    ("0", "1000", "0.5", "10"),
)
ROUNDINGS = ("half-up", "half-even", "down", "up")
#: Cut-offs are typed, one set after another; what the page then shows.
TYPE = """sets => {
  const form = document.querySelector('form.what-if');
  const all = selector => [...form.querySelectorAll(selector)];
  const cells = row => [...row.cells].map(cell => cell.textContent);
  const inputs = all('input');
  return sets.map(cuts => {
    cuts.forEach((cut, i) => { inputs[i].value = cut; });
    form.dispatchEvent(new Event('input'));
    return {
      said: form.querySelector('[role=status]').textContent,
      wrong: inputs.map(input => input.getAttribute('aria-invalid')),
      counted: all('tbody tr:not([data-at])').map(row => cells(row).slice(2)),
      moved: all('tr[data-at]:not([hidden])').map(cells),
    }; }); }"""


@cache
def _base() -> Evaluation:
    return evalkit.load("alliances", "2019", root=REPOSITORY).evaluate()


def edition(draw: random.Random) -> Evaluation:
    """Return an edition of any scale, of 3 to 7 tiers, with ties on cut-offs and scores that are withheld."""
    base = _base()
    least, most, step, nearest = map(Decimal, draw.choice(SCALES))
    best = draw.choice(("highest", "lowest"))
    grid = [n * nearest for n in range(int(least / nearest) - 1, int(most / nearest) + 2)]
    grid = [c for c in grid if (least < c <= most if best == "highest" else least <= c < most)]
    chosen = sorted(draw.sample(grid, draw.randint(2, min(6, len(grid)))), reverse=best == "highest")
    rules = variant(
        base.rules,
        total_points=most,
        scores={"min": least, "max": most, "step": step, "best": best},
        banding={"to_nearest": nearest, "rounding": draw.choice(ROUNDINGS)},
        tiers=tiers_of(chosen, base, (least, most), best),
        percent={
            "decimals": draw.randint(0, 3), "rounding": draw.choice(("half-up", "half-even", "largest-remainder")),
        },
        publication={"withhold_scores_of": draw.choice(([], ["t2"], ["t1", f"t{len(chosen) + 1}"]))},
        honour=None,
        watch=None,
    )  # fmt: skip
    units = base.record.units.head(draw.randint(5, 60)).reset_index(drop=True)
    ends = rules.scores.scale.to_steps(least), rules.scores.scale.to_steps(most)
    lines = [rules.scores.scale.to_steps(c) + d for c in chosen for d in (-1, 0, 1)]
    steps = [
        draw.choice([min(max(draw.choice(lines), ends[0]), ends[1]), draw.randint(*ends)]) for _ in range(len(units))
    ]
    scores = pd.DataFrame({"unit": units["unit"], "steps": pd.array(steps, dtype="Int64"), "withheld": False})
    scores["stated_tier"] = pd.Series(pd.NA, index=scores.index, dtype="string")
    scores["lowest"], scores["highest"] = scores["steps"].astype("int64"), scores["steps"].astype("int64")
    scores["source"] = pd.Series(pd.NA, index=scores.index, dtype="string")
    record = replace(base.record, rules=rules, units=units, scores=scores)
    return Evaluation(record, rules)


def tiers_of(
    cuts: Sequence[Decimal], ev: Evaluation, ends: tuple[Decimal, Decimal], best: str, names: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return the tiers between cut-offs as a file has them; called t1, t2, … where no names are given."""
    limits = [*cuts, ends[0] if best == "highest" else ends[1]]
    key, languages = "lowest" if best == "highest" else "highest", ev.record.programme.languages
    called = names or [f"t{i}" for i in range(1, len(limits) + 1)]
    return [
        {"id": name, "name": dict.fromkeys(languages, name.title()), key: limit}
        for name, limit in zip(called, limits, strict=True)
    ]


def cut_offs(ev: Evaluation, draw: random.Random, count: int) -> Iterator[tuple[Decimal, ...]]:
    """Yield sets of cut-offs: first those on file; one in five may be none that rules can have."""
    grid, size, half = _grid(ev), len(ev.rules.cut_offs), ev.rules.rounded_to[0] / 2
    inside = [cut for cut in grid if _may(ev, cut)]
    yield ev.rules.cut_offs
    for _ in range(count - 1):
        if draw.random() < 0.2:
            yield tuple(draw.choice(grid) + draw.choice([Decimal(0)] * 4 + [half]) for _ in range(size))
        else:
            yield tuple(sorted(draw.sample(inside, size), reverse=ev.rules.best == "highest"))


def differences(
    browser: Browser, draw: random.Random, sets: int, audience: Audience, ev: Evaluation | None = None
) -> list[str]:
    """Return in what a page and ``replace`` differ about some sets of cut-offs of an edition, by default an odd one."""
    ev = ev or edition(draw)
    words = Words("en", ev.record.programme, ev.rules, audience)
    made = what_if(ev, words)
    if made is None:
        return [f"no controls: {ev.rules}"] if ev.shown(audience)["score"].notna().any() else []
    page = browser.new_page()
    page.set_content(f"<body>{made.markup}<script>{script()}</script></body>")
    tried = list(cut_offs(ev, draw, sets))
    shown = page.evaluate(TYPE, [[f"{cut:f}" for cut in cuts] for cuts in tried])
    page.close()
    known = known_to(ev, audience)
    return [
        f"{cuts}: {got} != {want}"
        for cuts, got in zip(tried, shown, strict=True)
        if (want := due(known, words, cuts)) != got
    ]


def due(ev: Evaluation, words: Words, cuts: Sequence[Decimal]) -> dict[str, Any]:
    """Return what a page must show under other cut-offs, of what :meth:`Evaluation.replace` finds for its readers."""
    count, scores = len(ev.rules.tiers), ev.rules.scores
    try:
        other = ev.replace(
            tiers=tiers_of(cuts, ev, (scores.min, scores.max), ev.rules.best, [t.id for t in ev.rules.tiers])
        )
    except EditionError:
        wrong = [_wrong(ev, cuts, i) for i in range(count - 1)]
        return {"said": _said_wrong(words, ev), "wrong": wrong, "counted": [["–"] * 3] * count, "moved": []}
    old, new = ev.tier_by_unit, other.tier_by_unit
    places = {tier.id: place for place, tier in enumerate(ev.rules.tiers)}
    open_ = [other.possible_tiers(unit) for unit, tier in new.items() if tier is None]
    most = Counter(tier for tiers in open_ for tier in tiers)
    sure = [sum(there == tier.id for there in new.values()) for tier in ev.rules.tiers]
    rows: list[list[tuple[str, str]]] = [
        [(str(n), str(n + most[t.id]))] for n, t in zip(sure, ev.rules.tiers, strict=True)
    ]
    for of in (len(new), ev.rules.total_of(ev.rules.cohorts_in(None))):
        for row, n, tier, share in zip(rows, sure, ev.rules.tiers, _shares(other, sure, int(of or 0)), strict=True):
            top = percent(n + most[tier.id], int(of or 0), ev.rules.percent.decimals, ev.rules.percent.rounding)
            row.append((str(share), str(top)))
    counted = [
        [a if a == b or not most[tier.id] else f"{a}–{b}" for a, b in row]
        for row, tier in zip(rows, ev.rules.tiers, strict=True)
    ]
    moved = [
        [
            row["unit"],
            row["name"],
            words.score(row["score"], withheld=row["withheld"]),
            words.tier(row["tier"]),
            words.tier(there) if (there := new[row["unit"]]) else words("what-if-unknown"),
        ]
        for row in ev.results.to_dict("records")
        if new[row["unit"]] != row["tier"]
    ]
    steps = [places[tier] - places[str(old[u])] for u, tier in new.items() if tier is not None]
    up, down = sum(s < 0 for s in steps), sum(s > 0 for s in steps)
    said = words("what-if-moved", moved=str(up + down), up=str(up), down=str(down))
    said = said + (words("what-if-open", open=str(len(open_))) if open_ else "") if moved else words("what-if-none")
    return {"said": said, "wrong": ["false"] * (count - 1), "counted": counted, "moved": moved}


def _shares(ev: Evaluation, counts: list[int], of: int) -> list[Decimal]:
    """Return the shares of a column; one in ten is looked up in ``Evaluation.shares``, which takes its time."""
    rule = ev.rules.percent
    whole = sum(counts) == of and rule.rounding == "largest-remainder"
    parts = percents(counts, rule.decimals, rule.rounding) if whole else None
    found = parts or [percent(n, of, rule.decimals, rule.rounding) for n in counts]
    if sum(map(hash, ev.rules.cut_offs)) % 10 == 0:
        name: Of = "participants" if of == len(ev.results) else "all"
        assert found == ev.shares("tier", name)["percent"].tolist()
    return found


def _may(ev: Evaluation, cut: Decimal) -> bool:
    scores, (nearest, _) = ev.rules.scores, ev.rules.rounded_to
    high = ev.rules.best == "highest"
    return cut % nearest == 0 and (scores.min < cut <= scores.max if high else scores.min <= cut < scores.max)


def _wrong(ev: Evaluation, cuts: Sequence[Decimal], i: int) -> str:
    """Tell of a field whether it is wrong: none that may be, or not beyond the one before, which may be."""
    before = [cut for cut in cuts[max(0, i - 1) : i] if _may(ev, cut)]
    order = all(cuts[i] < cut if ev.rules.best == "highest" else cuts[i] > cut for cut in before)
    return "false" if _may(ev, cuts[i]) and order else "true"


def _grid(ev: Evaluation) -> list[Decimal]:
    """Return every multiple within the scale and one beyond either end."""
    scores, (nearest, _) = ev.rules.scores, ev.rules.rounded_to
    return [n * nearest for n in range(int(scores.min / nearest) - 1, int(scores.max / nearest) + 2)]


def _said_wrong(words: Words, ev: Evaluation) -> str:
    may = [cut for cut in _grid(ev) if _may(ev, cut)]
    low, high, step = map(words.cut_off, (may[0], may[-1], ev.rules.rounded_to[0]))
    return words("what-if-wrong", low=low, high=high, step=step)


def main(total: int) -> int:
    """Compare so many sets of cut-offs, a hundred an edition; return how many differ."""
    from tests.report.conftest import CHROMIUM

    found = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for number in range(total // 100):
            audience: Audience = "internal" if number % 3 == 0 else "public"
            wrong = differences(browser, random.Random(number), 100, audience)
            found += len(wrong)
            for line in wrong[:1]:
                print(number, line)
        browser.close()
    print(f"{total} sets of cut-offs: {found} differences")
    return found


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1])) else 0)
