"""An office that publishes tiers and no score at all."""

from __future__ import annotations

import re
import shutil

import pytest
from bs4 import BeautifulSoup

import evalkit as library
from tests.folders import REPOSITORY
from tests.report.conftest import evalkit

EDITION = "data/demo/2025"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of every page of such an edition in both languages, by language and name."""
    root = tmp_path_factory.mktemp("none")
    for edition in ("2023", "2024", "2025"):
        shutil.copytree(REPOSITORY / "data/demo" / edition, root / "data/demo" / edition)
    shutil.copy(REPOSITORY / "data/demo/programme.toml", root / "data/demo")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    rules = root / EDITION / "rules.toml"
    before = rules.read_text(encoding="utf-8")
    every = 'withhold_scores_of = ["high", "fairly-high", "average", "inactive"]'
    rules.write_text(before.replace('withhold_scores_of = ["inactive"]', every), encoding="utf-8")
    assert rules.read_text(encoding="utf-8") != before
    done = evalkit(root, "run", "demo", "2025", "--no-office", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        f"{path.parent.name}/{path.stem}": BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" ")
        for path in (root / "reports/demo/2025").rglob("*.html")
    }


def test_every_page_is_made(pages: dict[str, str]) -> None:
    # But for 04: the demonstration has no printed numbers.
    assert len(pages) == 2 * (len(list((REPOSITORY / "notebooks").glob("*.ipynb"))) - 1)


@pytest.mark.parametrize("name", ["annual-report", "02-scores-and-tiers"])
def test_the_pages_say_so(pages: dict[str, str], name: str) -> None:
    for language, sentences in {
        "en": (
            "No score is published.",
            "No score is published, and neither is how many lie near a cut-off.",
        ),
        "zh": ("本届不公布评分。", "本届不公布评分，临近等级线的数量亦不公布。"),
    }.items():
        said = pages[f"{language}/{name}"]
        for sentence in sentences:
            assert sentence in said
        # Nor is there an empty table of those near a cut-off, which would say that there are none.
        assert not re.search(r"published scores run|个评分在|whose tier would change if|即会改变等级的联盟", said)


def test_how_many_scores_are_withheld_is_counted_by_the_rule(pages: dict[str, str]) -> None:
    assert "98 scores are withheld and 0 are not" in pages["en/01-data-check"]
    # Of the edition as it is, the five that are inactive: 24 + 32 + 37 + 5 = 98.
    ev = library.load("demo", "2025", root=REPOSITORY).evaluate()
    withheld = int(ev.published["withheld"].sum())
    assert (len(ev.results) - withheld, withheld) == (93, 5)
