"""Runs the cells of a notebook in this process and keeps what they show and what they say.

A page is made from what its cells display; a run through kernels and files adds nothing to what is said. Evaluations
are kept between the pages of an edition, which would else be computed anew for each of 32 pages.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest import mock

import matplotlib.pyplot as plt

import evalkit
import evalkit.audit.functions
import evalkit.publication.part
from evalkit.edition import Workspace
from evalkit.edition.needs import Supply, needs_of
from evalkit.report.elements import Block, FigureView, TableView
from evalkit.report.prose import prose
from evalkit.report.texts import Passage
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.scoring.series import Series, load_series
from tests.folders import REPOSITORY

Shown = Block | TableView | FigureView | Passage


@dataclass(frozen=True)
class Said:
    """A message that a page asked for, or the English text of a sentence of its own, with what it was given."""

    message: str
    facts: Mapping[str, object]
    text: str
    words: Words


@dataclass
class Seen:
    """A page: what it shows, in order, and every message that went into it; the error that ended it, if any."""

    notebook: str
    edition: str
    language: str
    audience: str
    shown: list[Shown] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    error: str | None = None

    def tables(self, name: str) -> list[TableView]:
        """Return the tables of a name."""
        return [s for s in self.shown if isinstance(s, TableView) and s.name == name]

    def fingerprint(self) -> str:
        """Return everything that a reader sees, as text."""
        return "\n".join(map(as_text, self.shown)) + f"\n{self.error}"


def as_text(shown: Shown) -> str:
    """Return what a reader gets from an element, the drawing itself aside."""
    if isinstance(shown, TableView):
        return json.dumps(shown.to_payload(), ensure_ascii=False)
    if isinstance(shown, FigureView):
        data = "" if shown.data is None else shown.data.to_csv()
        return f"{shown.caption}\n{shown.alt}\n{data}"
    return shown.markup


@cache
def cells(notebook: str) -> tuple[tuple[bool, CodeType], ...]:
    """Return the code cells of a notebook, compiled; True for the one that holds the parameters."""
    found = json.loads((REPOSITORY / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    return tuple(
        ("parameters" in c["metadata"].get("tags", ()), compile("".join(c["source"]), f"{notebook}[{i}]", "exec"))
        for i, c in enumerate(found)
        if c["cell_type"] == "code"
    )


NOTEBOOKS = tuple(sorted(p.stem for p in (REPOSITORY / "notebooks").glob("*.ipynb")))


#: What was computed for a workspace, by what was asked.
Kept = dict[str, dict[Any, Any]]


def _kept(method: Any, answers: dict[Any, Any]) -> Any:
    """Return a method of an evaluation, or of a series, that answers the same question once."""

    def asked(self: object, *given: object, **named: object) -> Any:
        key = f"{id(self)} {given} {named}"
        if key not in answers:
            # With the evaluation itself, so that no other one gets its id.
            answers[key] = (self, method(self, *given, **named))
        answer = answers[key][1]
        return answer.copy() if hasattr(answer, "copy") else answer

    return asked


@contextmanager
def workspace(root: Path, kept: Kept | None = None) -> Iterator[None]:
    """Let notebooks find their data in a folder, and evaluate each edition once; `kept` outlives the context."""
    kept = {} if kept is None else kept
    load = evalkit.load

    class Loaded:
        """An edition of which the evaluation under its own rules is kept."""

        def __init__(self, programme: str, edition: str) -> None:
            self.evaluation = load(programme, edition).evaluate()

        def evaluate(self) -> Evaluation:
            return self.evaluation

    def once(name: str, make: Any) -> Any:
        answers = kept.setdefault(name, {})

        def asked(*key: str) -> Any:
            if key not in answers:
                answers[key] = make(*key)
            return answers[key]

        return asked

    def answers(name: str, method: Any) -> Any:
        return _kept(method, kept.setdefault(name, {}))

    compute = answers("audit", evalkit.audit.functions.compute)
    with (
        mock.patch.dict("os.environ", {"EVALKIT_ROOT": str(root)}),
        mock.patch.object(Evaluation, "counts", answers("counts", Evaluation.counts)),
        mock.patch.object(Evaluation, "shares", answers("shares", Evaluation.shares)),
        mock.patch.object(Series, "honour", answers("honour", Series.honour)),
        mock.patch.object(evalkit, "load", once("editions", Loaded)),
        mock.patch.object(evalkit, "load_series", once("series", load_series)),
        mock.patch("evalkit.publication.part.compared", answers("reliability", evalkit.publication.part.compared)),
        mock.patch("evalkit.audit.ledger.compute", compute),
        mock.patch("evalkit.audit.crosschecks.compute", compute),
    ):
        yield


def read_page(notebook: str, programme: str, edition: str, language: str, audience: str) -> Seen:
    """Run a notebook inside :func:`workspace` and return what it shows."""
    seen = Seen(notebook, edition, language, audience)
    ask = Words.__call__

    def asked(self: Words, message: str, **facts: object) -> str:
        text = ask(self, message, **facts)
        seen.said.append(Said(message, facts, text, self))
        return text

    def wrote(said: Any, words: Words, facts: Mapping[str, Any]) -> str:
        written = prose(said, words, facts)
        if written:
            seen.said.append(Said(said["en"].strip("[]"), facts, written, words))
        return written

    names: dict[str, object] = {}
    parameters = {"programme": programme, "edition": edition, "language": language, "audience": audience}
    with (
        mock.patch.object(Words, "__call__", asked),
        mock.patch("evalkit.report.page.prose", wrote),
        mock.patch("evalkit.report.page.display", seen.shown.append),
    ):
        try:
            for is_parameters, code in cells(notebook):
                exec(code, names)
                if is_parameters:
                    names.update(parameters)
            for element in seen.shown:
                if not isinstance(element, FigureView):
                    element._repr_mimebundle_()
        except Exception:
            seen.error = traceback.format_exc(limit=-14)
    plt.close("all")
    return seen


def every_page(
    root: Path, programme: str, edition: str, *views: tuple[str, str], without: Collection[str] = ()
) -> list[Seen]:
    """Return every page of an edition that is made, but for some notebooks, for some languages and readers."""
    supply = Supply(Workspace(root))
    asked = [name for name in NOTEBOOKS if name not in without]
    needs = {name: needs_of(REPOSITORY / "notebooks" / f"{name}.ipynb") for name in asked}
    made = [name for name in asked if supply.lacking(programme, edition, needs[name]) is None]
    with workspace(root):
        return [read_page(name, programme, edition, *view) for name in made for view in views]
