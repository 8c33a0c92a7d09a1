"""Page 08, cell by cell, for the public and for the office; what a count would tell of those that the table names."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import matplotlib.pyplot as plt
import nbformat
import pytest

import evalkit
from evalkit.publication import part
from evalkit.publication.part import compared
from evalkit.reliability import Consistency
from evalkit.report import page as pages
from evalkit.report.elements import TableView
from evalkit.rules.audience import Audience
from tests.folders import REPOSITORY

SEVERE = "the marks speak for another tier"


@pytest.fixture(scope="module")
def found() -> Consistency:
    made = compared(evalkit.load("demo", "2025", root=REPOSITORY).evaluate(), "public")
    assert made is not None
    return made


def shown(found: Consistency, monkeypatch: pytest.MonkeyPatch, audience: Audience, severe: int | None) -> list[object]:
    """Run the cells of the notebook; `severe`: for how many of the unsure tiers the marks speak for another."""
    firm, every = found.firmness, [tier.id for tier in found.ev.rules.tiers]
    if severe is not None:
        table = firm.table.assign(likeliest=firm.table["tier"])
        some = table.index[~table["firm"]][:severe]
        table.loc[some, "likeliest"] = [next(t for t in every if t != own) for own in table.loc[some, "tier"]]
        firm = replace(firm, table=table)
    given = SimpleNamespace(firmness=firm, ev=found.ev, smallest_changes=found.smallest_changes)
    monkeypatch.setattr(part, "compared", lambda ev, audience: given)
    displayed: list[object] = []
    monkeypatch.setattr(pages, "display", displayed.append)
    notebook = nbformat.read(REPOSITORY / "notebooks/08-firmness.ipynb", as_version=4)
    names: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
            if "parameters" in cell.metadata.get("tags", ()):
                names |= {"language": "en", "audience": audience}
    plt.close("all")
    return displayed


def said(elements: list[object]) -> str:
    return " ".join(str(element) for element in elements if not isinstance(element, TableView))


@pytest.mark.parametrize(("audience", "own"), [("public", 5), ("internal", 8)])
def test_the_page_is_made_for_both_kinds_of_readers(
    found: Consistency, monkeypatch: pytest.MonkeyPatch, audience: Audience, own: int
) -> None:
    """The public’s table has no column that only the marks know; the ends of an interval are one column."""
    tables = {e.name: e for e in shown(found, monkeypatch, audience, None) if isinstance(e, TableView)}
    assert len(tables["not-firm"].columns) == own
    assert ("moves-the-tier" in tables) == (audience == "internal")


@pytest.mark.parametrize(("severe", "told"), [(0, True), (1, False), (2, False), (3, True), (-2, False), (None, True)])
def test_of_how_many_the_marks_speak_for_another_tier(
    found: Consistency, monkeypatch: pytest.MonkeyPatch, severe: int | None, told: bool
) -> None:
    """Who is not firm is named: of one or two, and of all but one or two, the number would tell who marked them."""
    assert (SEVERE in said(shown(found, monkeypatch, "public", severe))) == told


def test_where_all_of_them_are_such_the_public_is_not_told(found: Consistency, monkeypatch: pytest.MonkeyPatch) -> None:
    every = int((~found.firmness.table["firm"]).sum())
    assert SEVERE not in said(shown(found, monkeypatch, "public", every))
    assert SEVERE in said(shown(found, monkeypatch, "internal", every))
