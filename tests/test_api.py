"""What can be imported is on one page, and each statistic on it has an example that runs."""

from __future__ import annotations

import inspect
import subprocess
import sys

import evalkit
import evalkit.reliability
import evalkit.report
import evalkit.statistics
from tests.folders import REPOSITORY


def test_the_page_is_what_the_docstrings_say() -> None:
    made = subprocess.run([sys.executable, "docs/make_api.py"], capture_output=True, check=True, cwd=REPOSITORY)
    assert (REPOSITORY / "docs/api.md").read_bytes() == made.stdout, "run `make api`"


def test_each_name_of_a_front_is_there_and_is_no_module() -> None:
    for package in (evalkit, evalkit.reliability, evalkit.report, evalkit.statistics):
        assert set(package.__all__) <= set(dir(package))
        assert [name for name in package.__all__ if inspect.ismodule(getattr(package, name))] == []


def test_every_function_of_the_statistics_has_an_example() -> None:
    public = [getattr(evalkit.statistics, name) for name in evalkit.statistics.__all__]
    functions = [each for each in public if inspect.isfunction(each)]
    assert len(functions) > 20
    assert [f.__name__ for f in functions if ">>> " not in (f.__doc__ or "")] == []


def test_results_say_what_they_are() -> None:
    # Shrout & Fleiss (1979), table 4: ICC(3,1) = .71; its interval after McGraw & Wong (1996), (.342, .946).
    marks = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = evalkit.statistics.icc(marks)
    said = repr(found.consistency)
    assert said.startswith(
        "IntraclassCorrelation(name='icc-consistency', estimate=0.7148, 95 % interval=[0.3425, 0.9459]"
    )
    assert "<th>estimate</th><td>0.7148</td>" in found.consistency._repr_html_()
    assert "consistency=0.7148, " in repr(found)
    assert "undefined_because='one-reviewer'" in repr(evalkit.statistics.krippendorff_alpha([[1, None]]))
    # No array is printed number by number.
    unit, reviewer = [u for u in range(6) for _ in range(4)], [0, 1, 2, 3] * 6
    fit = evalkit.statistics.crossed_effects(unit, reviewer, [m for row in marks for m in row])
    assert len(repr(fit)) < 900
    assert "levels={unit, reviewer}" in repr(fit)
