"""Which sections of a page a programme shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.edition import Workspace
from evalkit.edition.needs import heading_of
from evalkit.edition.sections import is_shown, outside, sections_in, sections_on_file
from evalkit.report.export import _renumber
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from tests.folders import REPOSITORY
from tests.languages.small import one_language
from tests.report.shown import tables_on


def cell(name: str, source: str = "", tag: str = "") -> dict[str, Any]:
    kind = "markdown" if source.startswith("#") else "code"
    return {"id": name, "cell_type": kind, "source": source, "metadata": {"tags": [tag] if tag else []}}


CELLS = [
    cell("parameters"),
    cell("title-en", "# Page", "lang-en"),
    cell("load"),
    cell("one-zh", "## 一", "lang-zh"),
    cell("one-en", "## One", "lang-en"),
    cell("a"),
    cell("below-zh", "### 甲", "lang-zh"),
    cell("below-en", "### Below", "lang-en"),
    cell("b"),
    cell("two-zh", "## 二", "lang-zh"),
    cell("two-en", "## Two", "lang-en"),
    cell("c"),
]


def left(*shown: str) -> list[str]:
    return [c["id"] for c, away in zip(CELLS, outside(CELLS, shown), strict=True) if not away]


def test_a_section_goes_with_those_below_it_and_the_heading_above() -> None:
    first = ["parameters", "title-en", "load"]
    assert sections_in(CELLS) == ["one", "below", "two"]
    assert left() == first
    assert left("two") == [*first, "two-zh", "two-en", "c"]
    assert left("one") == [*first, "one-zh", "one-en", "a", "below-zh", "below-en", "b"]
    assert left("below") == [*first, "one-zh", "one-en", "below-zh", "below-en", "b"]


def test_the_sections_of_the_notebooks_that_come_with_evalkit_have_names() -> None:
    """They are written into programmes, and must not change for no reason."""
    found = {}
    for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb")):
        found[path.stem] = sections_in(json.loads(path.read_bytes())["cells"])
    assert found["02-scores-and-tiers"] == ["cut-offs", "counts", "distribution", "near", "scores", "labels"]
    assert not [name for names in found.values() for name in names if name.startswith("text-")]


def test_a_section_below_one_that_is_shown_is_shown_and_is_called_by_its_heading(tmp_path: Path) -> None:
    notebook = tmp_path / "05-x.ipynb"
    notebook.write_text(json.dumps({"cells": CELLS}), encoding="utf-8")
    programme = tmp_path / "programme.toml"
    assert is_shown(tmp_path, notebook, "below")  # nothing is said
    for given, found in [
        ('"one"', (True, True, False)),
        ('"below"', (True, True, False)),
        ('"two"', (False, False, True)),
    ]:
        programme.write_text(f"[page.sections]\n05-x = [{given}]\n", encoding="utf-8")
        assert tuple(is_shown(tmp_path, notebook, name) for name in ("one", "below", "two")) == found
    assert heading_of(notebook, "below", "zh") == "甲"


def test_numbers_of_sections_are_counted_on_the_page() -> None:
    html = "<main><h1>T</h1><h2>2. B</h2><p>x</p><h3>a</h3><p>x</p><h2>Annex 1</h2><p>x</p><h2>5. E</h2><p>x</p></main>"
    soup = BeautifulSoup(html, "html.parser")
    _renumber(soup.main)  # type: ignore[arg-type]
    assert [h.get_text() for h in soup.find_all("h2")] == ["1. B", "Annex 1", "2. E"]
    soup = BeautifulSoup("<main><h2>三、丙</h2><h3>2024. Year</h3><h2>十一、末</h2></main>", "html.parser")
    _renumber(soup.main)  # type: ignore[arg-type]
    assert [h.get_text() for h in soup.find_all(["h2", "h3"])] == ["一、丙", "2024. Year", "二、末"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = one_language(tmp_path, "en")
    with (folder / "programme.toml").open("a", encoding="utf-8") as file:
        file.write('\n[page.sections]\n02-scores-and-tiers = ["cut-offs", "scores"]\n')
    return folder


@pytest.mark.slow
def test_a_page_has_those_sections_and_counts_its_tables_from_one(folder: Path, tmp_path: Path) -> None:
    assert sections_on_file(folder) == {"02-scores-and-tiers": ("cut-offs", "scores")}
    report = run(plan(Workspace(tmp_path), notebooks=("02",), office=False), 1)
    assert not report.failures, [outcome.failure for outcome in report.failures]
    (path,) = tmp_path.glob("reports/*/2025/en/02-scores-and-tiers.html")
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    headings = [heading["id"] for heading in page.select("main h2")]
    assert headings == ["section-cut-offs", "section-scores"]
    captions = [caption.get_text().split(".")[0] for caption in page.find_all("caption")]
    assert captions == ["Table 1", "Table 2"]
    assert not page.find_all("figure")
    assert list(tables_on(path)) == ["tier-ranges", "scores"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '["cut-offs"',
            '["cutoffs"',
            "There is no section “cutoffs”. Known: cut-offs, counts, distribution, near, scores, labels.",
        ),
        ("02-scores-and-tiers =", "02-scores =", "There is no notebook “02-scores”. Known: 01-data-check, "),
    ],
)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_section_or_a_notebook_that_there_is_not(
    folder: Path, tmp_path: Path, command: str, old: str, new: str, said: str
) -> None:
    path = folder / "programme.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), command], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 2
    assert done.output.splitlines()[-1].startswith(said)
    assert not (tmp_path / "reports").exists()
