"""Other weights inside a page: the script shows what ``Evaluation.replace`` finds, of published profiles alone."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from evalkit.errors import EditionError
from evalkit.report.sheet import script
from evalkit.report.what_if_weights import what_if_weights
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.report.made import made_page
from tests.rulesets.test_profiles import SCORE, sibling
from tests.rulesets.test_worked_cases import evaluated

#: Weights are typed, one set after another; what the page then shows.
TYPE = """sets => {
  const form = document.querySelector('form.what-if');
  const inputs = [...form.querySelectorAll('input')];
  return sets.map(weights => {
    weights.forEach((weight, i) => { inputs[i].value = weight; });
    form.dispatchEvent(new Event('input'));
    return {
      said: form.querySelector('[role=status]').textContent,
      rows: [...form.querySelectorAll('tr[data-at]')].map(row => [...row.cells].map(cell => cell.textContent)),
    }; }); }"""
HALVES = '[[profiles.rounding]]\nafter = "profile"\nstep = 0.5\nrule = "{rule}"\n'
TIERS = '[[tiers]]\nid = "good"\nname = "Good"\nlowest = 7\n[[tiers]]\nid = "poor"\nname = "Poor"\nlowest = 0\n'
#: Rules of the sibling of REF 2014, three theses judged by two aspects: what is rounded where, ranks, tiers.
RULES = {
    "score": SCORE,
    "tens": HALVES.format(rule="cumulative").replace("0.5", "10") + SCORE,
    "half-even": SCORE.replace("half-up", "half-even") + "[ranking]\nties = \"dense\"\n",
    "down": HALVES.format(rule="cumulative") + SCORE.replace("half-up", "down"),
    "print only": HALVES.format(rule="half-even") + "print_only = true\n" + SCORE,
    "tiers": SCORE + TIERS,
    "last of equals": SCORE + TIERS + "[ranking]\nties = \"modified-competition\"\n",
}  # fmt: skip


def words_of(ev: Evaluation) -> Words:
    return Words("en", ev.record.programme, ev.rules)


def weighed(ev: Evaluation, weights: Sequence[Decimal]) -> Evaluation:
    """Evaluate the same profiles with other weights."""
    given = iter(weights)
    areas = [area.model_dump() for area in ev.rules.areas]
    for area in areas:
        for indicator in area["indicators"]:
            indicator["weight"] = next(given)
    return ev.replace(areas=areas)


def sets_of(ev: Evaluation, draw: random.Random, count: int) -> Iterator[tuple[Decimal, ...]]:
    """Yield weights that add up: first those on file; one set in six adds up to something else."""
    filed = [i.weight for i in ev.rules.indicators if i.weight is not None]
    yield tuple(filed)
    total = sum(filed)
    for _ in range(count - 1):
        cuts = sorted(draw.choices(range(101), k=len(filed) - 1))
        parts = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
        parts[0] += draw.choice([0] * 5 + [1])
        yield tuple(part * total / 100 for part in parts)


def due(ev: Evaluation, weights: Sequence[Decimal]) -> dict[str, Any]:
    """Return what a page must show, of what :meth:`Evaluation.replace` finds."""
    words, old = words_of(ev), ev.results.to_dict("records")
    total = sum(i.weight or Decimal(0) for i in ev.rules.indicators)
    try:
        new = weighed(ev, weights).results.set_index("unit").to_dict("index")
    except EditionError:
        new = None
    rows, ups, downs = [], 0, 0
    for row in old:
        other = None if new is None else new[row["unit"]]
        pairs = [(words.score(row["score"]), None if other is None else words.score(other["score"]))]
        pairs += [(str(row["rank"]), None if other is None else str(other["rank"]))]
        if ev.rules.tiers:
            pairs += [(words.tier(row["tier"]), None if other is None else words.tier(other["tier"]))]
        rows.append([row["unit"], row["name"], *(cell or "–" for pair in pairs for cell in pair)])
        ups += other is not None and other["rank"] < row["rank"]
        downs += other is not None and other["rank"] > row["rank"]
    said = words("what-if-ranks-none")
    if new is None:
        said = words("what-if-weights-wrong", step="0.01" if total == 1 else "1", sum=f"{total:f}")
    elif ups + downs:
        said = words("what-if-ranks-moved", moved=str(ups + downs), up=str(ups), down=str(downs))
    return {"said": said, "rows": rows}


def differences(browser: Browser, ev: Evaluation, draw: random.Random, count: int) -> list[str]:
    """Return in what a page and ``replace`` differ about some sets of weights."""
    made = what_if_weights(ev, words_of(ev))
    assert made is not None
    page = browser.new_page()
    page.set_content(f"<body>{made.markup}<script>{script()}</script></body>")
    tried = list(sets_of(ev, draw, count))
    shown = page.evaluate(TYPE, [[f"{weight:f}" for weight in weights] for weights in tried])
    page.close()
    return [f"{w}: {got} != {due(ev, w)}" for w, got in zip(tried, shown, strict=True) if due(ev, w) != got]


def ref() -> Evaluation:
    return evaluated("ref-2014", "2014")


@pytest.mark.browser
def test_what_the_page_shows_is_what_replace_finds(browser: Browser, tmp_path: Path) -> None:
    """REF 2014 and seven siblings; ``python -m tests.report.test_what_if_weights 1000`` has more sets."""
    editions = {"ref": ref()} | {name: sibling(tmp_path / name, rules) for name, rules in RULES.items()}
    found = {name: differences(browser, ev, random.Random(name), 15) for name, ev in editions.items()}
    assert {name: lines[:1] for name, lines in found.items() if lines} == {}


@pytest.mark.browser
def test_ref_2014_by_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    """Cardiff (R13), environment 5 % of it less and impact 5 % more, by hand.

    Outputs 24.6, 70.1, 5.3; impact 100; environment 75, 25: .65 · 24.6 + .25 · 100 + .10 · 75 = 48.49 of four stars,
    .65 · 70.1 + .10 · 25 = 48.065 of three, 3.445 of two; running sums 48, 97 (96.555), 100: shares 48, 49 and 3, and
    4 · .48 + 3 · .49 + 2 · .03 = 3.45 (3.44 as issued).
    """
    ev = ref()
    made = what_if_weights(ev, words_of(ev))
    assert made is not None
    page: Page = browser.new_page()
    page.goto(made_page(tmp_path, made, language="en"))
    fields = page.get_by_role("spinbutton")
    assert [field.input_value() for field in fields.all()] == ["65", "20", "15"]
    status, cardiff = page.get_by_role("status"), page.locator("tr", has_text="R13").locator("td, th")
    expect(status).to_have_text("No change of rank.")
    page.get_by_label("Weight of “Impact”").fill("25")
    expect(status).to_have_text(
        "Each weight must be a multiple of 1, none below 0, and all of them must add up to 100."
    )
    assert {field.get_attribute("aria-invalid") for field in fields.all()} == {"true"}
    assert cardiff.all_inner_texts()[2:4] == ["3.44", "–"]
    page.keyboard.press("Tab")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    assert cardiff.all_inner_texts()[2:4] == ["3.44", "3.45"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status).to_have_text("No change of rank.")
    assert cardiff.all_inner_texts()[2:4] == ["3.44", "3.44"]
    page.close()


def test_where_it_could_not_be_told_there_are_no_controls(ev2019: Evaluation) -> None:
    """Scores without profiles, ranks that rest on more than the score, scores rounded in print only."""
    ev = ref()
    assert what_if_weights(ev, words_of(ev)) is not None
    assert what_if_weights(ev2019, words_of(ev2019)) is None
    tied = ev.replace(ranking={"tie_break": [{"by": "outputs"}]})
    printed = ev.replace(profiles={"rounding": [{"after": "score", "rule": "half-up", "print_only": True}]})
    for other in (tied, printed):
        assert what_if_weights(other, words_of(other)) is None


def main(count: int) -> int:
    """Compare so many sets of weights of REF 2014; return how many differ."""
    from tests.report.conftest import CHROMIUM

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = differences(browser, ref(), random.Random(count), count)
        browser.close()
    print(*found[:3], f"{count} sets of weights: {len(found)} differences", sep="\n")
    return len(found)


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1])) else 0)
