"""Every page of every rule set can be made, for the office, in each of its languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.edition import Workspace
from tests.generated.pages import every_page

ROOT = Path(__file__).parent
EDITIONS = sorted(p.parent.relative_to(ROOT / "data").parts for p in ROOT.glob("data/*/*/rules.toml"))


@pytest.mark.parametrize(("programme", "edition"), EDITIONS)
def test_every_page_can_be_made(programme: str, edition: str) -> None:
    views = [(language, "internal") for language in Workspace(ROOT).languages(programme)]
    pages = every_page(ROOT, programme, edition, *views)
    assert [f"{page.notebook} {page.language}: {page.error}" for page in pages if page.error is not None] == []
    assert {"01-data-check", "02-scores-and-tiers", "annual-report"} <= {page.notebook for page in pages}
