"""What is drawn, read back from the artists, and the text that stands for it."""

from __future__ import annotations

import pytest

import evalkit
from evalkit.report import figures, style
from evalkit.report.elements import FigureView
from evalkit.report.words import Words
from evalkit.scoring import Evaluation


@pytest.fixture(scope="module")
def ev() -> Evaluation:
    return evalkit.load("alliances", "2019").evaluate()


@pytest.fixture(scope="module", params=["zh", "en"])
def words(request: pytest.FixtureRequest, ev: Evaluation) -> Words:
    return Words(request.param, ev.record.programme, ev.rules)


def bars(view: FigureView) -> list[list[float]]:
    (ax,) = view.figure.axes
    return [[patch.get_width() for patch in container] for container in ax.containers]


def test_tier_counts(ev: Evaluation, words: Words) -> None:
    view = figures.tier_counts(ev, words)
    assert bars(view) == [[35, 19, 37, 8]]
    assert all(label in view.alt for label in ("35.35%", "19.19%", "37.37%", "8.08%"))


def test_cohort_composition_is_of_the_whole_cohort(ev: Evaluation, words: Words) -> None:
    drawn = bars(figures.cohort_composition(ev, words))
    counts = [[17, 7, 9, 2], [3, 2, 10, 4], [15, 7, 11, 4], [2, 2, 4, 0], [15, 21, 21, 1]]
    for shares, row in zip(drawn, counts, strict=True):
        assert shares == pytest.approx([100 * n / total for n, total in zip(row, (52, 39, 55, 11), strict=True)])


def test_tier_composition(ev: Evaluation, words: Words) -> None:
    drawn = bars(figures.tier_composition(ev, words))
    assert drawn[0] == pytest.approx([100 * 17 / 35, 100 * 3 / 19, 100 * 15 / 37, 100 * 2 / 8])


def test_score_distribution_draws_91_scores_and_the_three_cut_offs(ev: Evaluation, words: Words) -> None:
    view = figures.score_distribution(ev, words)
    (ax,) = view.figure.axes
    assert sum(patch.get_height() for patch in ax.patches) == 91
    assert sorted(line.get_xdata()[0] for line in ax.lines) == [50, 70, 85]
    # Annex 2: seven of 100 points; three of 85, on the cut-off, drawn to its right.
    assert [p.get_height() for p in ax.patches if p.get_x() == 100] == [7.0, 0, 0][
        : len([p for p in ax.patches if p.get_x() == 100])
    ]
    assert max(p.get_height() for p in ax.patches if p.get_x() == 85) == 3
    assert "91" in view.alt and "8" in view.alt


def test_the_same_figure_gives_the_same_bytes(ev: Evaluation, words: Words) -> None:
    assert figures.tier_counts(ev, words).to_svg() == figures.tier_counts(ev, words).to_svg()


@pytest.mark.parametrize(("colour", "text"), [("#0b4f6c", "#ffffff"), ("#b9dbe6", style.INK), ("#ffffff", style.INK)])
def test_text_on_a_colour_is_the_more_legible(colour: str, text: str) -> None:
    assert style.text_on(colour) == text


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_tier_colours_get_lighter_and_differ(count: int) -> None:
    colours = style.tier_colours(count)
    lightness = [sum(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in colours]
    assert len(set(colours)) == count
    assert lightness == sorted(lightness)
