"""The degenerate table for models and diagnostics: a reason instead of a number, no warning, nothing that is NaN."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from evalkit.statistics.crossed.connectivity import connectivity
from evalkit.statistics.crossed.effects import crossed_effects, random_intercepts
from evalkit.statistics.crossed.icc_crossed import icc_crossed
from evalkit.statistics.crossed.least_squares import least_squares_severity
from evalkit.statistics.crossed.result import CrossedEffects
from evalkit.statistics.generalizability.balanced import GStudy, g_study
from evalkit.statistics.generalizability.d_study import d_study, reviewers_needed
from evalkit.statistics.generalizability.unbalanced import g_study_unbalanced
from evalkit.statistics.reviewers.diagnostics import reviewer_diagnostics
from evalkit.statistics.reviewers.location import drift, own_advantage, severity
from evalkit.statistics.reviewers.scatter import erratic, halo, spread
from evalkit.wording import LANGUAGES, has

Columns = tuple[np.ndarray, np.ndarray, np.ndarray]
_ = np.nan
#: Unit, reviewer, mark; every third mark has another indicator, every second another round.
TABLES: dict[str, tuple[list[int], list[int], list[float]]] = {
    "empty": ([], [], []),
    "all missing": ([1, 1, 2, 2], [1, 2, 1, 2], [_, _, _, _]),
    "one mark": ([1], [1], [3]),
    "one unit": ([1, 1, 1, 1], [1, 2, 3, 4], [1, 2, 3, 4]),
    "one reviewer": ([1, 2, 3, 4], [1, 1, 1, 1], [1, 2, 3, 4]),
    "no pairs": ([1, 2, 3, 4], [1, 1, 2, 2], [1, 2, 3, 4]),
    "disconnected": ([1, 1, 2, 2, 3, 3, 4, 4], [1, 2, 1, 2, 3, 4, 3, 4], [1, 2, 4, 3, 1, 3, 2, 2]),
    "constant": ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [5, 5, 5, 5, 5, 5]),
    "constant, 0.1": ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [0.1] * 6),
    "additive": ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 2, 3, 4, 5, 6]),
    "unanimous": ([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, 1, 4, 4, 6, 6]),
    "two by two": ([1, 1, 2, 2], [1, 2, 1, 2], [1, 2, 2, 1]),
    "a column that never changes": ([1, 1, 2, 2, 3, 3, 4, 4], [1, 2, 1, 2, 1, 2, 1, 2], [3, 1, 3, 5, 3, 2, 3, 4]),
    "every mark twice": ([1, 1, 1, 1, 2, 2, 2, 2], [1, 1, 2, 2, 1, 1, 2, 2], [1, 1, 2, 2, 4, 4, 3, 3]),
    "one unit is shared": ([1, 1, 2, 3], [1, 2, 1, 2], [1, 2, 4, 3]),
}


def columns(case: str) -> Columns:
    unit, reviewer, marks = TABLES[case]
    return np.array(unit, dtype=np.int64), np.array(reviewer, dtype=np.int64), np.array(marks, dtype=float)


def extra(marks: np.ndarray) -> dict[str, np.ndarray]:
    place = np.arange(len(marks))
    return {"indicator": place % 3, "round": place % 2, "own": place % 2 == 0}


def square(case: str) -> np.ndarray:
    """Return the table with shape (U, R); the last mark of a cell stands."""
    unit, reviewer, marks = columns(case)
    rows, across = (np.unique(c, return_inverse=True)[1] for c in (unit, reviewer))
    table = np.full((rows.max(initial=-1) + 1, across.max(initial=-1) + 1), np.nan)
    table[rows, across] = marks
    return table


MEASURES: dict[str, Callable[[str], Any]] = {
    "crossed, REML": lambda c: crossed_effects(*columns(c)),
    "crossed, ML": lambda c: crossed_effects(*columns(c), method="ml"),
    "crossed, an indicator": lambda c: crossed_effects(
        *columns(c), facets={"indicator": extra(columns(c)[2])["indicator"]}
    ),
    "crossed, rounds": lambda c: crossed_effects(*columns(c), fixed={"round": extra(columns(c)[2])["round"]}),
    "one random factor": lambda c: random_intercepts({"unit": columns(c)[0]}, columns(c)[2]),
    "ICC of the model": lambda c: icc_crossed(crossed_effects(*columns(c)), 3).agreement,
    "severity by least squares": lambda c: least_squares_severity(*columns(c)),
    "G-study": lambda c: g_study(square(c)),
    "G-study, p×r×i": lambda c: g_study(np.stack([square(c), square(c) + 1], axis=2), "p×r×i"),
    "G-study, p×(r:t)": lambda c: g_study(np.stack([square(c), square(c)[:, ::-1]], axis=1), "p×(r:t)"),
    "G-study by REML": lambda c: g_study_unbalanced(*columns(c), estimator="reml"),
    "G-study after Henderson": lambda c: g_study_unbalanced(*columns(c), estimator="henderson-1"),
    "severity": lambda c: severity(*columns(c)),
    "spread": lambda c: spread(*columns(c)),
    "erratic": lambda c: erratic(*columns(c)),
    "halo": lambda c: halo(*columns(c), extra(columns(c)[2])["indicator"]),
    "drift": lambda c: drift(*columns(c), extra(columns(c)[2])["round"]),
    "drift, unpaired": lambda c: drift(*columns(c), extra(columns(c)[2])["round"], paired=False),
    "own-advantage": lambda c: own_advantage(*columns(c), extra(columns(c)[2])["own"]),
    "all diagnostics": lambda c: reviewer_diagnostics(*columns(c), **extra(columns(c)[2])),
    "connectivity": lambda c: connectivity(*columns(c)[:2]),
}


def numbers(value: Any, seen: set[int]) -> Iterator[float]:
    """Yield every number that a result holds, however deep, but for what is private to it."""
    if id(value) in seen or value is None or isinstance(value, (str, bool)) or callable(value):
        return
    seen.add(id(value))
    if isinstance(value, (float, np.floating)):
        yield float(value)
    elif isinstance(value, np.ndarray):
        yield from value.ravel().tolist() if value.dtype.kind == "f" else ()
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if not field.name.startswith("_"):
                yield from numbers(getattr(value, field.name), seen)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from numbers(item, seen)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from numbers(item, seen)


def reasons(value: Any) -> Iterator[str]:
    """Yield every reason that a result gives."""
    for item in value.values() if isinstance(value, Mapping) else (value,):
        if getattr(item, "undefined_because", None) is not None:
            yield item.undefined_because
        for finding in getattr(item, "findings", ()):
            if finding.undefined_because is not None:
                yield finding.undefined_because


@pytest.mark.parametrize("case", TABLES)
@pytest.mark.parametrize("name", MEASURES)
def test_a_number_or_a_reason(name: str, case: str) -> None:
    """Warnings are errors in the tests; an interval, where there is one, has two ends in the right order."""
    found = MEASURES[name](case)
    assert all(np.isfinite(x) for x in numbers(found, set()))
    for reason in reasons(found):
        for language in LANGUAGES:
            assert has(language, f"undefined-{reason}"), reason
    if isinstance(found, CrossedEffects):
        assert (found.criterion is None) == (found.undefined_because is not None) == (found.components == ())
        for component in found.components:
            for method in ("profile", "wald") if name == "crossed, REML" else ("wald",):
                interval = found.confidence_interval(component.name, method=method)
                assert interval is None or 0 <= interval.low <= interval.high < np.inf
    if isinstance(found, GStudy):
        assert (found.components == ()) == (found.undefined_because is not None)
        study = d_study(found)
        assert all(np.isfinite(x) for x in numbers(study, set()))
        assert (study.dependability is None) == (study.undefined_because is not None)
        needed = reviewers_needed(found)
        assert needed is None or needed >= 1
    for diagnostic in found.values() if name == "all diagnostics" else (found,):
        for finding in getattr(diagnostic, "findings", ()):
            # With too few sheets there is an estimate, and no p-value.
            few = finding.undefined_because == "too-few-sheets"
            assert (finding.estimate is None) == (finding.undefined_because is not None and not few)
            assert finding.p is None if few else True
            interval = finding.confidence_interval()
            assert interval is None or interval.low <= interval.high


#: What a model says of each table. A case that is not named has an estimate: in "two by two" as much is to be seen
#: of reviewers as of units, namely nothing.
_MODEL = {
    "empty": "no-ratings",
    "all missing": "no-ratings",
    "one mark": "too-few-ratings",
    "one unit": "one-unit",
    "one reviewer": "one-reviewer",
    "no pairs": "no-repeats",
    "disconnected": "not-connected",
    "constant": "no-variation",
    "constant, 0.1": "no-variation",
    "additive": "no-residual",
    "unanimous": "no-residual",
}
# Parts that share no unit are compared within: no reason against any of them.
_DIAGNOSTIC = {c: r for c, r in _MODEL.items() if r != "not-connected"} | {
    "one mark": "one-reviewer",
    "no pairs": "no-pairs",
    "one unit is shared": "no-residual",
}
_G_STUDY = {
    "empty": "no-ratings",
    "all missing": "gaps",
    "one mark": "one-unit",
    "one unit": "one-unit",
    "one reviewer": "one-reviewer",
    "no pairs": "gaps",
    "disconnected": "gaps",
    "constant": "no-variation",
    "constant, 0.1": "no-variation",
    "one unit is shared": "gaps",
}
WHY: dict[str, dict[str, str]] = {
    "crossed, REML": _MODEL,
    "crossed, ML": _MODEL,
    "ICC of the model": _MODEL,
    "G-study by REML": _MODEL,
    "G-study": _G_STUDY,
    "G-study, p×(r:t)": _G_STUDY,
    "severity": _DIAGNOSTIC,
    "erratic": _DIAGNOSTIC,
    # The slope is undefined reviewer by reviewer where there is nothing left over; own units by chance fall otherwise.
    "spread": {c: r for c, r in _DIAGNOSTIC.items() if r != "no-residual"},
    "own-advantage": _DIAGNOSTIC | {"every mark twice": "no-own"},
}


@pytest.mark.parametrize("name", WHY)
def test_the_reasons(name: str) -> None:
    found = {case: MEASURES[name](case).undefined_because for case in TABLES}
    assert {case: reason for case, reason in found.items() if reason is not None} == WHY[name]
