"""What is drawn, read back from the artists, and the text that stands for it."""

from __future__ import annotations

import re

import pytest

import evalkit
from evalkit.report import colours, figures, series_figures, style
from evalkit.report.elements import FigureView
from evalkit.report.legible import label
from evalkit.report.sheet import style_sheet
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


@pytest.mark.parametrize(
    ("colour", "text"), [("#0b4f6c", "#ffffff"), ("#b9dbe6", colours.INK), ("#ffffff", colours.INK)]
)
def test_text_on_a_colour_is_the_more_legible(colour: str, text: str) -> None:
    assert colours.text_on(colour) == text


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_tier_colours_get_lighter_and_differ(count: int) -> None:
    colours = style.tier_colours(count)
    lightness = [sum(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in colours]
    assert len(set(colours)) == count
    assert lightness == sorted(lightness)


RAMPS = [style.tier_colours(n) for n in range(2, 8)] + [style.cohort_colours(n) for n in range(2, 7)]


@pytest.mark.parametrize("ramp", RAMPS, ids=lambda ramp: f"{ramp[0]}-{len(ramp)}")
def test_text_on_every_colour_reaches_the_contrast_of_wcag_in_both_schemes(ramp: list[str]) -> None:
    for colour in ramp:
        text = colours.text_on(colour)
        # WCAG 2.2, 1.4.3: at least 4.5 to 1.
        assert colours.contrast(text, colour) >= 4.5
        assert colours.contrast(colours.in_dark(text), colours.in_dark(colour)) >= 4.5


def test_contrast_is_the_one_that_wcag_defines() -> None:
    # WCAG 2.2, relative luminance: black on white is 21 to 1; #767676 is the lightest grey with 4.5 to 1 on white.
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert colours.contrast("#777777", "#ffffff") < 4.5


def test_what_is_strongest_on_white_is_strongest_on_black() -> None:
    for ramp in RAMPS:
        contrasts = [colours.contrast(colours.in_dark(c), colours.DARK[colours.PAPER]) for c in ramp]
        assert contrasts == sorted(contrasts, reverse=True)
        assert contrasts == pytest.approx([colours.contrast(c, colours.PAPER) for c in ramp], rel=0.05)


def test_the_style_sheet_has_the_colours_of_the_figures() -> None:
    light, dark = (style_sheet().split(mark, 1)[1] for mark in (":root", "prefers-color-scheme: dark"))
    for name, colour in {
        "ink": colours.INK,
        "muted": colours.MUTED,
        "line": colours.LINE,
        "paper": colours.PAPER,
    }.items():
        assert f"--{name}: {colour};" in light.split("}")[0]
        assert f"--{name}: {colours.DARK[colour]};" in dark.split("}")[0]


def test_every_colour_of_a_figure_has_one_for_a_dark_page(ev: Evaluation, words: Words) -> None:
    svg = figures.cohort_composition(ev, words).to_svg()
    both = colours.in_both_schemes(svg)
    rules = both[both.index("@media screen") : both.index("</style>", both.index("@media screen"))]
    painted = set(re.findall(r"(fill|stroke): (#[0-9a-f]{6})", svg))
    assert len(painted) > 8
    for name, colour in painted:
        assert f'[style*="{name}: {colour}"]{{{name}:{colours.in_dark(colour)}!important}}' in rules
    # In light, and in whatever does not know the rule, it is the figure as it was drawn.
    assert both.replace(rules, "") == svg


def test_the_data_of_figures(ev: Evaluation, words: Words) -> None:
    data = figures.tier_counts(ev, words).data
    assert data is not None
    ((_, rows),) = data.groups
    assert [row[1:] for row in rows] == [("35", "35.35"), ("19", "19.19"), ("37", "37.37"), ("8", "8.08")]
    scores = figures.score_distribution(ev, words).data
    assert scores is not None
    ((_, bars),) = scores.groups
    # Annex 2: seven of 100 points; 91 printed scores in all.
    assert bars[0] == ("100", "7", "0", "0")
    assert sum(int(n) for bar in bars for n in bar[1:]) == 91


def test_lines_of_a_label_stay() -> None:
    # The heat map puts the words of an English name below each other.
    assert label("Fairly\nhighly\u200b\nactive") == "Fairly\nhighly\nactive"


def test_tiles_show_each_edition_and_tell_what_is_no_tier_without_colour() -> None:
    """The demonstration up to 2024: 97 and 101 of 157 took part, so 60 and 56 are absent."""
    series = evalkit.load_series("demo").up_to("2024")
    view = series_figures.tiers_by_edition(series, Words("en", series["2024"].record.programme, series["2024"].rules))
    assert view is not None and view.data is not None
    assert [column.label for column in view.data.columns][1:] == [
        "Highly active", "Fairly highly active", "Moderately active", "Inactive", "Did not take part",
    ]  # fmt: skip
    assert view.data.groups[0][1] == (("2023", "21", "32", "38", "6", "60"), ("2024", "20", "28", "44", "9", "56"))
    (axes,) = view.figure.axes
    blocks = [patch for patch in axes.patches if patch.get_height()]
    # In the last column equal tiles are one block, from the highest tier down; whoever was absent is hatched.
    last = [patch for patch in blocks if patch.get_x() > 0.5]
    assert [(patch.get_height(), patch.get_hatch() or "") for patch in last] == [
        (20, ""), (28, ""), (44, ""), (9, ""), (56, "//"),
    ]  # fmt: skip
    # Every unit is in every column once.
    assert sum(patch.get_height() for patch in blocks) == 2 * 157
    first = series.up_to("2023")
    words = Words("en", first["2023"].record.programme, first["2023"].rules)
    assert series_figures.tiers_by_edition(first, words) is None
