"""Holds a page against what this folder works out: every sentence, every table, and what ought to be there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from evalkit.report.elements import FigureView, TableView
from tests.generated.oracle.consistency import related
from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Programme
from tests.generated.oracle.essays import as_statement
from tests.generated.oracle.figures import figure_rows, histogram
from tests.generated.oracle.form import form
from tests.generated.oracle.must import missing
from tests.generated.oracle.sentences import SENTENCES
from tests.generated.oracle.tables import differences, expected_rows, heads
from tests.generated.oracle.values import same
from tests.generated.pages import Said, Seen

#: Fixed words: names of columns, rows, units and the like, which state nothing about an edition.
LABELS = re.compile(
    r"(column|row|role|alias|axis|level|file|fact|ground|item|status|verdict|value|caption|numbered|label|title|heading|"
    r"rounding|final|weights|statistic|reviewer|reason|group|rule|firm-change|firm-input|firm-parts)-.*|"
    r"withheld|all-cohorts|nobody|nothing|synthetic|not-on-file|none-on-file|score-not-for-publication|list-shortened|"
    r"see-also|brief-see|brief-tier|highlight-between|on-docket|off-docket|all-participants|tier-stays|name-with-percent|score-bin-range|say-checks-passed|say-strengths"
)


@dataclass
class Findings:
    """What was looked at, and what is wrong."""

    statements: int = 0
    tables: int = 0
    false: list[str] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)

    def add(self, other: Findings) -> None:
        """Count another page in."""
        self.statements += other.statements
        self.tables += other.tables
        self.false += other.false
        self.open += other.open


_REFERENCE = re.compile(r"(?:See |见)((?:(?:Table|Figure|表|图) \d+(?:, | and |、|和| 和 )?)+)[.。]$")


def _references(seen: Seen) -> list[str]:
    """Return where a sentence names tables and figures that are not those that come next, or not there."""
    begun = {"table": 0, "figure": 0}
    promised = dict(begun)
    wrong = []
    for element in seen.shown:
        if isinstance(element, TableView):
            begun["table"] += 1
        elif isinstance(element, FigureView):
            begun["figure"] += 1
        elif (found := _REFERENCE.search(element.plain)) is not None:
            for kind, pattern in (("table", r"(?:Table|表) (\d+)"), ("figure", r"(?:Figure|图) (\d+)")):
                numbers = [int(n) for n in re.findall(pattern, found[1])]
                if numbers != list(range(begun[kind] + 1, begun[kind] + 1 + len(numbers))):
                    wrong.append(f"see-also: {element.plain[-60:]} stands after {kind} {begun[kind]}")
                promised[kind] = max([promised[kind], *numbers])
    return wrong + [f"see-also: there is no {kind} {n}" for kind, n in promised.items() if n > begun[kind]]


def _sentence(c: Context, said: Said, found: Findings) -> None:
    rule = SENTENCES.get(said.message)
    if rule is None:
        if not LABELS.fullmatch(said.message):
            found.open[said.message] += 1
        return
    found.statements += 1
    expected = rule(c, said.facts)
    if expected is None:
        found.false.append(f"{said.message} must not be said: {said.text[:150]}")
        return
    for key, value in expected.items():
        if key in said.facts and not same(value, said.facts[key]):
            found.false.append(f"{said.message}: {key} is {said.facts[key]!r} for {value!r}")


def check_page(programme: Programme, seen: Seen) -> Findings:
    """Return what is wrong with a page."""
    c = Context(programme, programme.editions[seen.edition], seen.language, seen.audience)
    found = Findings()
    seen.said[:] = [as_statement(c, said) for said in seen.said]
    for said in seen.said:
        _sentence(c, said, found)
    for element in seen.shown:
        found.false += form(element)
        name, view, rows = "", None, None
        if isinstance(element, TableView):
            name, view, rows = element.name, element, expected_rows(c, element.name)
        elif isinstance(element, FigureView) and element.data is not None:
            name, view, rows = f"figure {element.name}", element.data, figure_rows(c, element.name)
            rows = rows or expected_rows(c, name)
        if view is None:
            continue
        if name in ("figure score-distribution", "figure differences"):
            found.tables += 1
            bars = [row for _, part in view.groups for row in part]
            found.false += histogram(c, name.removeprefix("figure "), bars)
            continue
        wanted, there = heads(c, name) or [], [column.label for column in view.columns]
        found.false += [
            f"{name}: a column is called {is_} for {should}"
            for should, is_ in zip(wanted, there, strict=False)
            if should is not None and not same(should, is_)
        ]
        if rows is None:
            found.open[f"table {name}"] += 1
            continue
        found.tables += 1
        shown = [row for _, part in view.groups for row in part]
        found.false += [f"{name}: {d}" for d in differences(rows[0], shown, rows[1])[:3]]
    tables = {e.name: [r for _, part in e.groups for r in part] for e in seen.shown if isinstance(e, TableView)}
    found.false += related(tables, [(s.message, s.facts) for s in seen.said])
    found.false += missing(c, seen) + (_references(seen) if seen.error is None else [])
    return found


def read(root: Path, programme: str) -> Programme:
    """Read a programme of a workspace."""
    return Programme(root / "data" / programme)
