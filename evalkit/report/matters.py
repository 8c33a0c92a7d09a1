"""What stands out about a reviewer, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evalkit.report.estimates import ends, fixed, interval, percent
from evalkit.report.words import Words, plain
from evalkit.rules.points import decimals_of
from evalkit.statistics.intervals import ConfidenceInterval


def stands_out(matter: Mapping[str, Any], words: Words) -> str:
    """Return what stands out about a reviewer and how large it is, with an interval.

    `matter`: a row of :attr:`~evalkit.reliability.consistency.Consistency.matters`.
    """
    question, estimate, around = matter["question"], matter["estimate"], ends(matter)
    facts: dict[str, object] = {"direction": matter["direction"], "reference": fixed(matter["reference"])}
    # What is shown of a number and of the ends of its interval.
    scale, start, digits, sign = 1.0, 0.0, words.mean_decimals, question in ("severity", "drift", "own-advantage")
    size = abs(estimate)
    if question == "spread":
        # For a unit that lies a tenth of the scale from the average.
        away = (words.rules.scores.max - words.rules.scores.min) / 10
        scale, sign = float(away), True
        size *= scale
        facts["away"] = plain(away, decimals_of(away))
    elif question == "differentiation":
        # How much of the difference between indicators is left: 1 + slope.
        scale, start, digits = 100.0, 100.0, 0
        facts["size"] = percent(max(1 + estimate, 0.0))
    elif question == "halo":
        size, digits = estimate, 2
    elif not sign:
        digits = 1
    shown = None if around is None else ConfidenceInterval(*(start + scale * end for end in around))
    facts = {"size": fixed(size, digits), **facts, "interval": interval(words, shown, digits, sign=sign)}
    return words(f"consistency-matter-{question}", **facts)
