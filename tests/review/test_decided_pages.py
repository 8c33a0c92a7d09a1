"""Every page of an edition with an indicator dropped and a unit renamed: none stops, and what it says is told apart."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from evalkit.edition.record import ReviewedEdition
from evalkit.publication.dropped import moved_by_dropping
from evalkit.report.elements import Block
from evalkit.review.dropping import drop, rename
from evalkit.review.history import Told
from tests.generated.pages import NOTEBOOKS, as_text, every_page
from tests.review.small import SmallFolder

ON = Told("Panel", "x", dt.date(2026, 3, 5))


@pytest.fixture
def decided(tmp_path: Path) -> SmallFolder:
    """Return the small edition in stages: B01 is renamed, which the public may not see by name, and media dropped."""
    small = SmallFolder.written_to(tmp_path)
    small.sub("rules.toml", 'of = "last-round"\n', 'of = "last-round"\nmultiply = 1\n')
    small.sub(
        "rules.toml", "[review.importance]\npoints = 25\ntiers = 2\n", '[publication]\nwithhold_names_of = ["low"]\n'
    )

    def read() -> ReviewedEdition:
        return small.read().reviewed()

    rename(read(), "B01", "乙新", "registered anew", ON)
    drop(read(), "media", "asked twice", ON)
    (tmp_path / "notebooks").mkdir()
    return small


def test_every_page_is_made(decided: SmallFolder) -> None:
    pages = every_page(decided.root, "small", "2025", ("en", "public"), ("zh", "internal"))
    assert [(p.notebook, p.audience, p.error) for p in pages if p.error] == []
    seen = {(p.notebook, p.audience): "\n".join(map(as_text, p.shown)) for p in pages}
    assert len(seen) == len(pages) > 10
    for (name, audience), text in seen.items():
        assert audience != "public" or ("乙新" not in text and "乙一" not in text), name
    check = {p.audience: p for p in pages if p.notebook == "01-data-check"}
    assert check["public"].tables("renamed") == [] and len(check["internal"].tables("renamed")) == 1
    told = {a: [as_text(s) for s in p.shown if isinstance(s, Block)] for a, p in check.items()}
    assert not any("was renamed after" in text for text in told["public"])
    assert any("名册编制之后，有 1 个单位改名" in text for text in told["internal"])
    assert "A rubric of 3 indicators" in seen["07-reviewer-consistency", "public"]
    for (name, audience), text in seen.items():
        if name.startswith("06"):
            assert ("was dropped after marking" if audience == "public" else "在评分之后") in text, name


def rubric(small: SmallFolder, language: str) -> tuple[list[tuple[object, ...]], str]:
    """Return the rows of the rubric in the annual report, with the heading above each, and the sentence about it."""
    others = [name for name in NOTEBOOKS if name != "annual-report"]
    (page,) = every_page(small.root, "small", "2025", (language, "public"), without=others)
    assert page.error is None
    (view,) = page.tables("rubric")
    text = "\n".join(map(as_text, page.shown))
    said = next(line for line in text.splitlines() if ("The rubric has" if language == "en" else "指标体系设") in line)
    return [(heading, *row) for heading, rows in view.groups for row in rows], said


def test_the_rubric_adds_up_to_what_counts(tmp_path: Path) -> None:
    """30 + 20 + 40 points are left of 100; then 20 + 40, and organisation has one indicator that counts."""
    small = SmallFolder.written_to(tmp_path)
    (tmp_path / "notebooks").mkdir()
    rows, said = rubric(small, "en")
    assert [row[3] for row in rows] == ["30", "20", "40", "10"]
    assert "2 areas with 4 indicators and 100 points in all: Organisation and Activity." in said and "more" not in said
    drop(small.read().reviewed(), "media", "asked twice", ON)
    rows, said = rubric(small, "en")
    assert rows == [
        ("Organisation (2 indicators)", "1", "Council", "30"), ("Organisation (2 indicators)", "2", "Committee", "20"),
        ("Activity (1 indicator)", "3", "Projects", "40"), ("Activity (1 indicator)", "4", "Media", "dropped"),
    ]  # fmt: skip
    assert "2 areas with 3 indicators and 90 points in all" in said
    assert "1 more was dropped after marking and does not count." in said
    drop(small.read().reviewed(), "projects", "x", ON)
    rows, said = rubric(small, "zh")
    assert [row[0] for row in rows] == ["组织（2 项）", "组织（2 项）", "活动", "活动"]
    assert [row[3] for row in rows] == ["30", "20", "已取消", "已取消"]
    assert "指标体系设一级指标 1 项、二级指标 2 项，总分 50 分。一级指标为：组织。" in said
    assert "另有 2 项二级指标在评分之后取消，不计在内。" in said


def frames(before: dict[str, object], now: dict[str, object]) -> tuple[SimpleNamespace, SimpleNamespace]:
    """Return two evaluations by their ranks; with one tier for everybody."""
    found = []
    for ranks in (before, now):
        table = pd.DataFrame({"unit": list(ranks), "tier": "t", "rank": pd.array(list(ranks.values()), dtype="Int64")})
        found.append(SimpleNamespace(results=table, published=table))
    return found[0], found[1]


@pytest.mark.parametrize(
    ("alone", "other", "said"),
    [(0, 0, (0, 42)), (0, 5, (5, 42)), (0, 2, None), (1, 5, None), (3, 5, (8, 42)), (-1, 5, None), (-3, 5, (5, 42))],
)
def test_ranks_are_those_of_the_page(alone: int, other: int, said: tuple[int, int] | None) -> None:
    """42 ranks now, `other` of them another one before; `alone` of them none before, or, below 0, ranks before alone.

    With one that is new, “of 41” beside the 42 of the page would tell it: 42 - 41 = 1.
    """
    now: dict[str, object] = {f"U{n:02d}": n + 1 for n in range(42)} | {f"V{n}": None for n in range(3)}
    before = now | {f"U{n:02d}": n + 2 for n in range(other)}
    before |= {f"U{41 - n:02d}": None for n in range(alone)} | {f"V{n}": 43 + n for n in range(-alone)}
    then, ev = frames(before, now)
    ev.undropped = then
    found = moved_by_dropping(ev, "public")  # type: ignore[arg-type]
    assert found.get("rank") == said and found["tier"] == (0, 45)
    assert moved_by_dropping(ev, "internal")["rank"][1] == 42  # type: ignore[arg-type]
