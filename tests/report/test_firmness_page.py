"""Page 08, cell by cell, for the public and for the office; what a count would tell of those that the table names."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.publication import firm, part
from evalkit.publication.part import compared
from evalkit.publication.policy import TooFew
from evalkit.reliability import Consistency
from evalkit.reliability.sensitivity import CAUSES
from evalkit.report import Page
from evalkit.report import page as pages
from evalkit.report.elements import TableView
from evalkit.report.firmness import sureness, why_not_firm
from evalkit.report.words import Words
from evalkit.rules.audience import Audience
from evalkit.statistics.crossed.predicted import predicted
from tests.folders import REPOSITORY

SEVERE = "the marks speak for another"


@pytest.fixture(scope="module")
def found() -> Consistency:
    made = compared(evalkit.load("demo", "2025", root=REPOSITORY).evaluate(), "public")
    assert made is not None
    return made


def shown(found: Consistency, monkeypatch: pytest.MonkeyPatch, audience: Audience, severe: int | None) -> list[object]:
    """Run the cells of the notebook; `severe`: for how many of the unsure tiers the marks speak for another."""
    whole, every = found.firmness, [tier.id for tier in found.ev.rules.tiers]
    if severe is not None:
        table = whole.table.assign(likeliest=whole.table["tier"])
        some = table.index[~table["firm"]][:severe]
        table.loc[some, "likeliest"] = [next(t for t in every if t != own) for own in table.loc[some, "tier"]]
        whole = replace(whole, table=table)
    same = ("ev", "adjusted", "by_sheet", "smallest_changes", "one_change", "weights", "any_weights", "inputs")
    given = SimpleNamespace(firmness=whole, **{name: getattr(found, name) for name in same})
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


@pytest.mark.parametrize(("audience", "own"), [("public", 5), ("internal", 9)])
def test_the_page_is_made_for_both_kinds_of_readers(
    found: Consistency, monkeypatch: pytest.MonkeyPatch, audience: Audience, own: int
) -> None:
    """The public’s table has no column that only the marks know; the ends of an interval are one column."""
    tables = {e.name: e for e in shown(found, monkeypatch, audience, None) if isinstance(e, TableView)}
    assert len(tables["not-firm"].columns) == own
    assert ("moves-the-tier" in tables) == (audience == "internal")
    assert len(tables["one-change"].columns) == (4 if audience == "public" else 5) and "weights" in tables


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


def test_whom_the_public_list_names_does_not_hang_on_the_marks(found: Consistency) -> None:
    """Other probabilities, intervals and likeliest tiers of single units, the same scores: the same list."""
    before = firm.firm(found, "public")
    table = found.firmness.table.copy()
    score = table["score"].astype(float)
    far = table.index[(score > 90) | score.between(60, 64)][:8]
    table.loc[far, ["probability", "firm"]] = [0.5, False]
    table.loc[table.index.difference(far), ["probability", "firm"]] = [0.99, True]
    same = {name: getattr(found, name) for name in ("ev", "adjusted", "by_sheet")}
    other = SimpleNamespace(**same, firmness=replace(found.firmness, table=table))
    after = firm.firm(cast("Consistency", other), "public")
    assert before is not None and after is not None and after.unsure == 8
    assert before.table.equals(after.table) and list(after.table.columns) == [
        "unit",
        "score",
        "tier",
        "margin",
        "unsure",
    ]
    internal = firm.firm(cast("Consistency", other), "internal")
    assert internal is not None and set(internal.table.loc[internal.table["unsure"], "unit"]) == set(
        table.loc[far, "unit"]
    )


@pytest.mark.parametrize(
    ("unsure", "told", "case"),
    [
        (0, 0, "all"), (1, None, "hidden"), (2, None, "hidden"), (3, 3, "some"), (-3, -3, "some"),
        (-2, None, "hidden-sure"), (-1, None, "hidden-sure"), (-0.5, -0.5, "some"),
    ],
)  # fmt: skip
def test_numbers_of_few_are_not_told(found: Consistency, unsure: float, told: float | None, case: str) -> None:
    """So many tiers are not firm, or, below 0, all but so many (-0.5: all): of one or two on a side nothing is told."""
    table = found.firmness.table.assign(firm=True)
    count = len(table)
    wanted = int(unsure if unsure >= 0 else count + round(unsure))
    table.loc[:, "firm"] = [k >= wanted for k in range(count)]
    other = SimpleNamespace(**{n: getattr(found, n) for n in ("ev", "adjusted", "by_sheet")})
    other.firmness = replace(found.firmness, table=table)
    seen = firm.firm(cast("Consistency", other), "public")
    assert seen is not None and seen.unsure == (TooFew() if told is None else wanted)
    facts = sureness(seen)
    assert facts["case"] == case and (facts["sure"] == "") == (facts["unsure"] == "") == (told is None)
    for language in ("en", "zh"):
        text = Words(language, found.ev.record.programme, found.ev.rules)("say-firmness", **facts)  # type: ignore[arg-type]
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        assert (wanted in numbers, count - wanted in numbers) == (
            (True, True) if case == "some" else (False, case == "all")
        )
    internal = firm.firm(cast("Consistency", other), "internal")
    assert internal is not None and internal.unsure == wanted


@pytest.mark.parametrize(("units", "reviewers"), [(2, 31), (98, 2), (0, 31)])
def test_the_public_is_told_nothing_of_the_marks_of_few(
    found: Consistency, monkeypatch: pytest.MonkeyPatch, units: int, reviewers: int
) -> None:
    """With fewer than three published units, or reviewers of them, all that is left to the public are cut-offs."""
    sheets = found.sheets
    few = np.isin(sheets.unit, np.unique(sheets.unit)[:units])
    few &= np.isin(sheets.reviewer, np.unique(sheets.reviewer)[:reviewers])
    for audience, whole in (("public", False), ("internal", True)):
        with monkeypatch.context() as patch:
            given = SimpleNamespace(unit=sheets.unit[few], reviewer=sheets.reviewer[few])
            patch.setattr(Consistency, "sheets", given)
            made = compared(found.ev, audience)  # type: ignore[arg-type]
        assert (made is not None) == whole
    rows = firm.changes(found.ev, None, "public")
    assert set(rows["cause"]) == {"cut-off"}


def test_changes_for_the_public_name_no_unit_and_no_reviewer(found: Consistency) -> None:
    """What rests on marks is told from three on; cut-offs move published scores; of reviewers there is the largest."""
    seen = firm.changes(found.ev, found, "public")
    assert "moved" not in seen and "up" not in seen
    assert seen.loc[seen["cause"] == "reviewer", ["what", "tried"]].to_numpy().tolist() == [[None, 31]]
    # Without the first round no unit would have a score: of the two rounds one could be left out.
    every = list(found.one_change[["cause", "changed", "open"]].itertuples(index=False, name=None))
    for cause, tried in zip(seen["cause"], seen["tried"], strict=True):
        assert tried == sum(own == cause and not (changed == 0 and away > 0) for own, changed, away in every)
    assert seen.loc[seen["cause"] == "round", "tried"].tolist() == [1, 1]
    for cause, changed in zip(seen["cause"], seen["changed"], strict=True):
        assert cause == "cut-off" or isinstance(changed, TooFew) or changed == 0 or changed >= 3
    few = seen[seen["changed"].map(lambda n: isinstance(n, TooFew))]
    causes = few["cause"].map(CAUSES.index)
    assert len(few) > 3 and causes.is_monotonic_increasing


@pytest.mark.parametrize(
    ("unequal", "said_so"),
    [(True, "These chances are too good here"), (None, "cannot be seen from so few marks"), (False, "")],
)
def test_the_page_says_where_chances_do_not_hold(
    found: Consistency, monkeypatch: pytest.MonkeyPatch, unequal: bool | None, said_so: str
) -> None:
    """Of the demonstration nothing is said: 98 units of five sheets, and none harder than chance makes them."""
    assert found.firmness.unequal is False
    monkeypatch.setitem(found.__dict__, "firmness", replace(found.firmness, unequal=unequal))
    text = said(shown(found, monkeypatch, "internal", None))
    assert said_so in text
    assert ("too good here" in text, "so few marks" in text) == (unequal is True, unequal is None)


def test_why_each_tier_is_not_firm(found: Consistency, monkeypatch: pytest.MonkeyPatch) -> None:
    """Near: printed scores on the scale; severity: likelier tier, raw and adjusted score; the rest: no other reason.

    Five sheets a unit are usual; one is planted that has four, and one that has six.
    """
    sheets, unsure = found.by_sheet, found.firmness.table.loc[~found.firmness.table["firm"].astype(bool), "unit"]
    lacking, more = unsure.iloc[0], unsure.iloc[1]
    first = sheets["first"].astype(bool)
    one = sheets.index[first & (sheets["unit"] == lacking)][0]
    again = sheets.loc[[sheets.index[first & (sheets["unit"] == more)][0]]]
    monkeypatch.setitem(found.__dict__, "by_sheet", pd.concat([sheets.drop(index=one), again], ignore_index=True))
    counted = {unit: 4 if unit == lacking else 6 if unit == more else 5 for unit in unsure}
    tables = {e.name: e for e in shown(found, monkeypatch, "internal", None) if isinstance(e, TableView)}
    rows = [row for _, group in tables["not-firm"].groups for row in group]
    table, replayed = found.firmness.table.set_index("unit"), found.adjusted.table.set_index("unit")
    starts = [float(t.lowest) - 0.5 for t in found.ev.rules.tiers if t.lowest]
    told = {row[0]: row[-1] for row in rows}
    order = [t.id for t in found.ev.rules.tiers]
    assert set(told) == set(table.index[~table["firm"].astype(bool)])
    for unit, why in told.items():
        own = table.loc[unit]
        near = min(abs(float(own["score"]) - edge) for edge in starts) < 1
        moved = float(replayed.loc[unit, "adjusted"] - replayed.loc[unit, "raw"])
        other = own["likeliest"] != own["tier"]
        assert ("less than one step" in why) == near
        up = order.index(own["likeliest"]) < order.index(own["tier"])
        there = other and (moved > 0) == up and abs(moved) >= 0.05
        assert (f"gave {abs(moved):.1f} points {'less' if moved > 0 else 'more'}" in why) == there
        assert ("4 sheets only, where 5 are usual" in why) == (counted[unit] == 4), why
        assert ("only" in why) == (counted[unit] < 5)
        assert ("nearer to another tier" in why) == (not near and not other and counted[unit] >= 5)
        assert near or other or "nearer to another tier" in why or "only" in why


def test_what_is_said_to_pull_a_score_pulls_it_to_the_likelier_tier() -> None:
    """Severity and chance, as far as they pull that way, and together no less than the pull; of 116, chance alone.

    Unit 116 has 85 points and is likelier in the tier below, though its reviewers gave a little less than others would.
    """
    whole = Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    seen = firm.firm(whole, "internal")
    assert seen is not None
    open_ = seen.table[seen.table["unsure"]]
    rows = list(open_.to_dict("records"))
    words = Page(whole.ev, "en", "internal").words
    reasons = dict(zip(open_["unit"], why_not_firm(open_, seen.table["sheets"], whole.ev.rules, words), strict=True))
    order = [tier.id for tier in whole.ev.rules.tiers]
    pulled = [row for row in rows if row["likeliest"] != row["tier"]]
    assert len(pulled) == seen.severe == 7
    for row in pulled:
        up = order.index(row["likeliest"]) < order.index(row["tier"])
        said = reasons[row["unit"]]
        kinds = {"gave .* less": up, "too low": up, "gave .* more": not up, "too high": not up}
        assert not [kind for kind, holds in kinds.items() if not holds and re.search(kind, said)]
        points = [float(number) for number in re.findall(r"\d+\.\d", said)]
        assert points and sum(points) >= abs(row["pull"]) - 0.1
        assert len(points) < 2 or sum(points) == pytest.approx(abs(row["pull"]), abs=0.11)
        assert (up and row["pull"] > 0) or (not up and row["pull"] < 0)
    for row in rows:
        assert row["likeliest"] != row["tier"] or not re.search("gave|too", reasons[row["unit"]])
    assert reasons["116"].endswith("a score so high is 0.7 points too high on average")
    assert "gave" not in reasons["116"] and "gave 1.9 points more" in reasons["333"]


def test_the_pull_is_what_the_model_expects_less_the_score() -> None:
    """Where nothing was decided: the estimate of the model, moved to the level of the scores, less the score."""
    whole = Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())
    truth = predicted(whole.overall.model, "unit", "adjusted")
    assert truth is not None and whole.ev.final is not None
    names = whole.sheets.ballots.units
    expected = {names[int(level)]: float(x) for level, x in zip(truth.levels, truth.estimate, strict=True)}
    table = whole.firmness.table.set_index("unit")
    minuted = set(whole.ev.discussed["unit"].astype(str))
    free = [u for u in table.index if u not in minuted]
    away = {u: expected[u] - float(whole.ev.final.total(u) or 0) for u in free}
    level = {u: table.loc[u, "pull"] - away[u] for u in free}
    assert len(free) > 50 and max(level.values()) - min(level.values()) < 1e-9
