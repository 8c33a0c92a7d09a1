"""Panels about which little can be said: a reason everywhere, no NaN and no warning."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import evalkit
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import QUESTIONS, differentiation
from evalkit.scoring import Evaluation
from tests.folders import REPOSITORY
from tests.review.small import SHEETS, Marked, SmallFolder

Panel = Callable[[Marked], Consistency]


@pytest.fixture
def panel(tmp_path: Path) -> Panel:
    def made(sheets: Marked) -> Consistency:
        record = SmallFolder.written_to(tmp_path).with_sheets(sheets).read()
        return Consistency(Evaluation(record, record.rules))

    return made


def reasons(found: Consistency) -> dict[str, str | None]:
    return {q: found.diagnostics.results[q].undefined_because for q in QUESTIONS}


def test_one_reviewer(panel: Panel) -> None:
    """R3 alone marks every unit, in one round."""
    found = panel({("second", u, "R3"): SHEETS["second", "A01", "R3"] for u in ("A01", "A02", "A03", "B01", "B02")})
    assert found.scopes == ("second",)
    (totals,) = found.totals
    assert {c.undefined_because for c in totals.coefficients.values()} == {"one-reviewer"}
    assert found.overall.undefined_because == "one-reviewer"
    assert set(reasons(found).values()) == {"one-reviewer", "one-round"}
    assert found.diagnostics.matters() == ()
    assert found.generalizability.undefined_because == "one-reviewer"
    assert found.generalizability.interval(3) is None
    assert found.adjusted.undefined_because == "one-reviewer"
    assert found.rounds is None
    assert found.calibration.undefined_because == "one-round"


def test_one_round(panel: Panel) -> None:
    found = panel({k: v for k, v in SHEETS.items() if k[0] == "second"})
    assert found.scopes == ("second",) and found.whole == "second"
    assert found.rounds is None
    assert found.diagnostics.results["drift"].undefined_because == "one-round"
    # R3, R4 and R5 mark A01 to A03, R1 and R2 mark B01 and B02.
    assert found.overall.undefined_because == "not-connected"
    # Severity is compared within each part; nobody has sheets enough to stand out.
    assert not {r for q, r in reasons(found).items() if q != "drift"} & {"not-connected"}
    assert found.diagnostics.matters() == ()
    assert found.adjusted.undefined_because == "not-connected"
    assert found.adjusted.table.empty and found.adjusted.changed.empty


def test_nobody_in_both_rounds(panel: Panel) -> None:
    """R1 and R2 mark A01 to A03 in the first round, R3 to R5 in the second: who changed cannot be asked."""
    found = panel({k: v for k, v in SHEETS.items() if k[1].startswith("A")})
    assert found.diagnostics.results["drift"].undefined_because == "too-few-in-both-rounds"


def test_no_variation(panel: Panel) -> None:
    """Everybody gives everything the same: agreement is perfect, and says nothing."""
    found = panel(dict.fromkeys(SHEETS, ("15", "10", "20", "5")))
    totals = found.totals[-1]
    assert totals["alpha-interval"].undefined_because == "no-variation"
    assert totals.estimate("average-deviation-mean") == 0
    assert all(a.alike for a in found.indicators), "close to each other, and nothing to agree on"
    assert found.overall.undefined_because == "no-variation"
    assert found.calibration.undefined_because == "no-variation"
    assert found.calibration.raw is None
    assert found.diagnostics.matters() == ()


def test_a_review_under_way(tmp_path: Path) -> None:
    """R3's second sheet on A03 is still awaited: A03 has no score yet, and all else is said as for the others."""
    folder = SmallFolder.written_to(tmp_path)
    lines = folder.path("marks.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    folder.write("marks.csv", "".join(line for line in lines if not line.startswith("A03,R3,second")))
    record = folder.read()
    found = Consistency(Evaluation(record, record.rules))
    assert found.sheets.size == len(SHEETS) - 1
    assert sorted(found.adjusted.table["unit"]) == ["A01", "A02", "B01", "B02"]
    assert found.totals[-1]["alpha-interval"].n_units == 5


def test_other_rules_replay_the_same_severities(tmp_path: Path) -> None:
    """By the mean of all rounds instead of the last: scores move by the mean severity of all who marked."""
    record = SmallFolder.written_to(tmp_path).read()
    review = record.rules.review.model_dump(exclude_none=True)
    ev = Evaluation(record, record.rules).replace(review={**review, "final": {**review["final"], "of": "all-rounds"}})
    found = Consistency(ev)
    row = found.adjusted.table.set_index("unit").loc["B02"]
    taken = [found.adjusted.severity[r] for _, u, r in SHEETS if u == "B02"]
    assert row["raw"] == (Fraction(74) + Fraction("70.5") + 71 + 82) / 4
    assert row["raw"] - row["adjusted"] == sum(taken, Fraction(0)) / 4


def test_no_ties(tmp_path: Path) -> None:
    folder = SmallFolder.written_to(tmp_path)
    folder.write("affiliations.csv", "reviewer,unit,kind,until\nR2,B03,current,\n")
    record = folder.read()
    found = Consistency(Evaluation(record, record.rules))
    assert found.diagnostics.results["own-advantage"].undefined_because == "no-own"


def test_an_edition_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="alliances/2019"):
        Consistency(evalkit.load("alliances", "2019", root=REPOSITORY).evaluate())


def test_relabelling_reviewers_changes_nothing(tmp_path: Path) -> None:
    """R1 … R5 become others, in another order of the table; every statement follows its person."""
    plain = SmallFolder.written_to(tmp_path / "plain").read()
    new = {"R1": "R5", "R2": "R4", "R3": "R1", "R4": "R2", "R5": "R3"}
    folder = SmallFolder.written_to(tmp_path / "relabelled")
    for file in ("reviewers.csv", "affiliations.csv", "recusals.csv", "assignment.csv", "marks.csv", "minutes.csv"):
        text = folder.path(file).read_text(encoding="utf-8")
        for old in new:
            text = text.replace(old, f"<{old}>")
        for old, name in new.items():
            text = text.replace(f"<{old}>", name)
        folder.write(file, text)
    one, other = (Consistency(Evaluation(r, r.rules)) for r in (plain, folder.read()))
    for a, b in zip(one.totals, other.totals, strict=True):
        for name, coefficient in a.coefficients.items():
            assert b.estimate(name) == (None if coefficient.estimate is None else pytest.approx(coefficient.estimate))
    for question in QUESTIONS:
        here, there = one.diagnostics, other.diagnostics
        by_code = {there.reviewers[f.reviewer]: f for f in there.results[question].findings}
        for f in here.results[question].findings:
            twin = by_code[new[here.reviewers[f.reviewer]]]
            assert twin.undefined_because == f.undefined_because
            if f.estimate is not None:
                assert twin.estimate == pytest.approx(f.estimate, abs=1e-9)
                assert twin.p_holm == pytest.approx(f.p_holm, abs=1e-9)
    a, b = (x.adjusted.table.set_index("unit") for x in (one, other))
    assert a["adjusted"].to_dict() == b["adjusted"].to_dict()
    assert {new[code]: value for code, value in one.adjusted.severity.items()} == other.adjusted.severity


def test_indicators_that_nobody_marked_are_none() -> None:
    """The vote of a panel on one of three criteria: sheets that are alike in the other two say nothing of reviewers."""
    unit, reviewer = np.repeat(np.arange(6), 4), np.tile(np.arange(4), 6)
    shares = np.full((24, 3), np.nan)
    shares[:, 0] = np.random.default_rng(1).random(24)
    assert differentiation(unit, reviewer, shares).undefined_because == "one-indicator"
