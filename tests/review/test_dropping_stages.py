"""What is left stands for an indicator that was dropped, where rules have stages: by plain fractions, unit by unit.

Two reviewers, so a mean is half a sum; every expected number is written out from the marks beside it.
"""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError
from evalkit.report import dropped as told
from evalkit.report.stage_words import of_score, of_standing
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from tests.rulesets.small import edition, results

_ROUND = '[[review.rounds]]\nid = "r"\nname = "Round"\n'
_DROPPED = "indicator,since,reason\n"


def rules(indicators: str, *, least: int = 0, most: int = 100, final: str = "", more: str = "", marks: str = "") -> str:
    """Return rules of areas and indicators: an area a line, ``name keys: id keys, id keys``."""
    areas = ""
    for line in indicators.strip().splitlines():
        head, _, own = line.strip().partition(":")
        name, *keys = head.split()
        areas += "".join(f"{k}\n" for k in ("[[areas]]", f'id = "{name}"', f'name = "{name}"', *keys))
        for text in own.split(","):
            name, *keys = text.split()
            areas += "".join(f"{k}\n" for k in ("[[areas.indicators]]", f'id = "{name}"', f'name = "{name}"', *keys))
    return (
        f'{areas}[marks]\nstep = 1\n{marks}\n[scores]\nmin = {least}\nmax = {most}\nstep = 0.01\n'
        f'[ranking]\nties = "competition"\n{_ROUND}'
        f'[review.final]\nrule = "mean"\nof = "all-rounds"\nrounding = "half-up"\n{final}\n{more}'
    )  # fmt: skip


def score(root: Path, text: str, given: dict[str, tuple[int, int]], *dropped: str) -> F:
    marks = {("A", "r", i): points for i, points in given.items()} | {("B", "r", i): p for i, p in given.items()}
    table = _DROPPED + "".join(f"{i},2026-03-05,x\n" for i in dropped)
    return results(edition(root, text, marks, **({"dropped": table} if dropped else {})))["A"][0]


def faults(root: Path, text: str, given: dict[str, tuple[int, int]], *dropped: str) -> list[tuple[str, object]]:
    with pytest.raises(EditionError) as error:
        score(root, text, given, *dropped)
    return [(f.kind, f.variables.get("why")) for f in error.value.faults]


_CAPPED = """one maximum=50 cap="{cap}": a points=30, b points=20, extra points=10 bonus=true
two: c points=50"""
_GIVEN = {"a": (12, 18), "b": (10, 10), "extra": (0, 0), "c": (25, 25)}
_TAKES = "one: a points=60, b points=40\ntwo: off minimum=-10 maximum=0"
_WEIGHED = "one: a maximum=10 weight=0.5, b maximum=10 weight=0.3\ntwo: c maximum=10 weight=0.2"

CASES = {
    # A bonus that nobody has: 15 + 10 + 25 = 50, with it and without it.
    "bonus": (_CAPPED.format(cap="combined"), {}, _GIVEN, ("extra",), F(50)),
    # It is no part of what the others stand for: (15 + 25) / 80 of b's 20 points, beside 15 + 25, and 4 of the bonus.
    "beside a bonus": (_CAPPED.format(cap="combined"), {}, _GIVEN | {"extra": (4, 4)}, ("b",), F(54)),
    # 30 + 40 / 80 × 20 + 10 is more than the 50 of the area.
    "cap": (
        _CAPPED.format(cap="combined"), {},
        _GIVEN | {"a": (30, 30), "extra": (10, 10), "c": (10, 10)}, ("b",), F(50 + 10),
    ),
    # All of an area: 25 of 50 points stand for the other 50.
    "a whole area": (_CAPPED.format(cap="combined"), {}, _GIVEN, ("a", "b", "extra"), F(50)),
    # Points that are only taken off: nobody loses any when the scale goes, 30 + 20; and what goes is made up beside it.
    "penalty": (_TAKES, {"least": -10}, {"a": (30, 30), "b": (20, 20), "off": (0, -4)}, ("off",), F(50)),
    "beside a penalty": (_TAKES, {"least": -10}, {"a": (30, 30), "b": (9, 9), "off": (0, -4)}, ("b",), F(50 - 2)),
    # The same where the scores are the sum of weighted marks, which are computed unit by unit: 6/10 and 4/10 weigh
    # 0.5 and 0.2, (0.5 × 6 + 0.2 × 4) / 0.7 = 38/7, to 0.01.
    "weights": (
        _WEIGHED, {"most": 10, "final": 'criteria = "weighted-sum"'},
        {"a": (6, 6), "b": (1, 1), "c": (4, 4)}, ("b",), F("5.43"),
    ),
    # Areas weigh 0.4 and 0.6: a and c reach (0.4 × 4 + 0.6 × 7) / 10, of 0.4 × 20 + 0.6 × 10 points.
    "weights of areas": (
        "one weight=0.4: a points=10, b points=10\ntwo weight=0.6: c points=10", {"most": 14},
        {"a": (4, 4), "b": (9, 9), "c": (7, 7)}, ("b",), 14 * F("0.58"),
    ),
    # The worst of what is left.
    "worst": (
        "one: a maximum=10, b maximum=10, c maximum=10", {"most": 10, "final": 'criteria = "worst"'},
        {"a": (6, 8), "b": (1, 1), "c": (4, 5)}, ("b",), F("4.5"),
    ),
    # Low is good, marks from 1 to 6: b reaches (2 - 1 + 3 - 1) / 10 of its 5, 2 + 3 + 1 + 1.5.
    "low is good": (
        "one: a minimum=1 maximum=6, b minimum=1 maximum=6, c minimum=1 maximum=6",
        {"least": 3, "most": 18, "marks": 'best = "lowest"'},
        {"a": (2, 2), "b": (6, 6), "c": (3, 3)}, ("b",), F("7.5"),
    ),
    # Scales that begin below 0: a and c reach (1 + 3 + 0 + 3) / 12 of theirs, b is 6 × 7 / 12 - 3 = 0.5.
    "from below 0": (
        "one: a minimum=-3 maximum=3, b minimum=-3 maximum=3, c minimum=-3 maximum=3", {"least": -9, "most": 9},
        {"a": (1, 1), "b": (-3, -3), "c": (0, 0)}, ("b",), F("1.5"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("staged", [False, True], ids=["as it is", "unit by unit"])
@pytest.mark.parametrize("case", CASES)
def test_by_plain_fractions(case: str, staged: bool, tmp_path: Path) -> None:
    """Where rules have no stages by themselves, by arrays and, times 1, unit by unit."""
    text, keys, given, dropped, expected = CASES[case]
    more = {"final": str(keys.get("final", "")) + ("\nmultiply = 1" if staged else "")}
    found = score(tmp_path, rules(text, **(keys | more)), given, *dropped)
    assert found == F(round(expected * 100), 100)


def test_what_nothing_can_stand_for(tmp_path: Path) -> None:
    """Points capped for each reviewer; no weight left; nothing but a bonus left, or points that are taken off."""
    every = {"a": (1, 1), "b": (1, 1), "c": (1, 1)}
    assert faults(tmp_path / "1", rules(_CAPPED.format(cap="reviewer")), _GIVEN, "b") == [("cannot-drop", "capped")]
    assert score(tmp_path / "2", rules(_CAPPED.format(cap="reviewer")), _GIVEN, "c") == 25 + 50 * F(25, 50)
    none = rules("one: a maximum=10 weight=1, b maximum=10 weight=0", most=10, final='criteria = "weighted-sum"')
    del every["c"]
    assert faults(tmp_path / "3", none, every, "a") == [("cannot-drop", "nothing-left")]
    assert score(tmp_path / "4", none, every, "b") == 1
    left = rules(_CAPPED.format(cap="combined"))
    assert faults(tmp_path / "5", left, _GIVEN, "a", "b", "c") == [("cannot-drop", "nothing-left")] * 3


@pytest.mark.parametrize("multiply", ["", "multiply = 1"])
def test_a_threshold_on_an_area_that_is_gone_holds_nobody_back(tmp_path: Path, multiply: str) -> None:
    """Of the area `one` nothing counts, so that its 40 of 50 points are not asked for; 25 / 50 × 100 = 50."""
    tiers = "".join(f'[[tiers]]\nid = "{t}"\nname = "{t}"\n' for t in ("good", "poor"))
    limits = "".join(
        f'[[thresholds]]\nof = "{o}"\nat_least = {n}\nelse = "poor"\n' for o, n in (("one", 40), ("two", 25))
    )
    text = rules("one: a points=30, b points=20\ntwo: c points=50", final=multiply, more=tiers + limits)
    given = {("A", "r", i): p for i, p in (("a", (5, 5)), ("b", (5, 5)), ("c", (25, 25)))}
    assert results(edition(tmp_path / "1", text, given))["A"] == (35, 1, "poor")
    table = _DROPPED + "a,2026-03-05,x\nb,2026-03-05,x\n"
    folder = edition(tmp_path / "2", text, given, dropped=table)
    assert results(folder)["A"] == (50, 1, "good")
    ev = Evaluation(record := read_edition(folder), record.rules)
    assert ev.final is not None
    areas = ev.final.parts("A")[1] if ev.final.made is None else ev.final.made[0].areas  # type: ignore[union-attr]
    assert dict(areas) == {"two": 25}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("bonus", "Its points are outside the points of the whole"),
        ("penalty", "Its points are outside the points of the whole"),
        ("cap", "as a share of their points, is"),
        ("weights", "as a share of the range of their marks and by their weights"),
        ("weights of areas", "as a share of the range of their marks and by their weights"),
        ("worst", "The score is that of the worst of the other indicators"),
        ("low is good", "as a share of the range of their marks, is"),
    ],
)
def test_pages_say_what_is_done(case: str, said: str, tmp_path: Path) -> None:
    text, keys, given, dropped, _ = CASES[case]
    score(tmp_path, rules(text, **keys), given, *dropped)
    record = read_edition(tmp_path / "small" / "one")
    sentences = told.dropped(Evaluation(record, record.rules), Words("en", record.programme, record.rules))
    assert len(sentences) == 1 and said in sentences[0]


def test_what_falls_away_is_not_said_to_be_in_force(tmp_path: Path) -> None:
    """A threshold and a tie-break on what is gone, its weight and its cap; those on what is left are said as before."""
    tiers = "".join(f'[[tiers]]\nid = "{t}"\nname = "{t}"\n' for t in ("good", "poor"))
    limits = "".join(f'[[thresholds]]\nof = "{of}"\nat_least = 2\nelse = "poor"\n' for of in ("one", "a", "c"))
    text = rules(
        'one maximum=5 cap="combined": a maximum=10 weight=0.4, b maximum=10 weight=0.4\ntwo: c maximum=10 weight=0.2',
        most=10, final='criteria = "weighted-sum"', more=tiers + limits,
    ).replace('ties = "competition"\n', 'ties = "competition"\ntie_break = [{ by = "b" }, { by = "c" }]\n')  # fmt: skip
    found = []
    for place, gone in enumerate((("a",), ("a", "b"))):
        score(tmp_path / str(place), text, {"a": (5, 5), "b": (5, 5), "c": (5, 5)}, *gone)
        record = read_edition(tmp_path / str(place) / "small" / "one")
        words = Words("en", record.programme, record.rules)
        found.append([" ".join(of(words, record.rules)) for of in (of_score, of_standing)])
    assert [(s.count("0.4"), s.count("0.2"), s.count("5 points at most")) for s, _ in found] == [(1, 1, 1), (0, 1, 0)]
    asked = ("Needed on one:", "Needed on a:", "Needed on c:", "b (the higher first)", "c (the higher first)")
    assert [[part in s for part in asked] for _, s in found] == [
        [True, False, True, True, True],
        [False, False, True, False, True],
    ]
