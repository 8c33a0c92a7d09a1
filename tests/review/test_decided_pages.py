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
from tests.generated.pages import as_text, every_page
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
    assert not any("renamed when" in as_text(s) for s in check["public"].shown if isinstance(s, Block))
    assert "A rubric of 3 indicators" in seen["07-reviewer-consistency", "public"]
    for (name, audience), text in seen.items():
        if name.startswith("06"):
            assert ("was dropped after marking" if audience == "public" else "在评分之后") in text, name


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
