"""Every page of every rule set can be made, for the office, in each of its languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.edition.needs import Supply, needs_of
from tests.folders import REPOSITORY
from tests.generated.pages import NOTEBOOKS, read_page, workspace

ROOT = Path(__file__).parent
EDITIONS = sorted(p.parent.relative_to(ROOT / "data").parts for p in ROOT.glob("data/*/*/rules.toml"))


@pytest.mark.parametrize(("programme", "edition"), EDITIONS)
def test_every_page_can_be_made(programme: str, edition: str) -> None:
    supply = Supply(Workspace(ROOT))
    made = []
    with workspace(ROOT):
        for name in NOTEBOOKS:
            needs = needs_of(REPOSITORY / "notebooks" / f"{name}.ipynb")
            if supply.lacking(programme, edition, needs) is not None:
                continue
            for language in Workspace(ROOT).languages(programme):
                seen = read_page(name, programme, edition, language, "internal")
                assert seen.error is None, f"{name} {language}: {seen.error}"
            made.append(name)
    assert {"01-data-check", "02-scores-and-tiers", "annual-report"} <= set(made)
