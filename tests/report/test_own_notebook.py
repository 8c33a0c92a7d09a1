"""The notebook of docs/notebooks.md, as it stands there, makes pages that say what is so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.folders import REPOSITORY
from tests.report.conftest import evalkit
from tests.report.notebooks import write_notebook
from tests.report.shown import tables_on


def cells() -> list[nbformat.NotebookNode]:
    """Return the cells of the document, in its order."""
    text = (REPOSITORY / "docs/notebooks.md").read_text(encoding="utf-8")
    found = []
    for kind, source in re.findall(r"^```(python|markdown)\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL):
        if kind == "markdown":
            tags = [f"lang-{'zh' if re.search('[一-鿿]', source) else 'en'}"]
            found.append(new_markdown_cell(source, metadata={"tags": tags}))
        else:
            found.append(new_code_cell(source, metadata={"tags": [] if found else ["parameters"]}))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("own")
    shutil.copytree(REPOSITORY / "data/demo", root / "data/demo")
    (root / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=cells()), root / "notebooks/10-own.ipynb")
    done = evalkit(root, "run", "demo", "2025", "--notebook", "10")
    assert (done.returncode, done.stderr) == (0, "")
    return root


@pytest.mark.slow
def test_its_numbers_are_so(made: Path) -> None:
    # Worked out from the rules and the published list of scores: cut-offs 50, 70, 85; the window is 2 points.
    rows = scores(made)
    near = {u for u, s in rows.items() if any(0 < cut - s <= 2 or 0 <= s - cut < 2 for cut in (50, 70, 85))}
    tier = [sum(low <= s < high for s in rows.values()) for low, high in ((85, 101), (70, 85), (50, 70))]
    page = (made / "reports/demo/2025/en/10-own.html").read_text(encoding="utf-8")
    assert f"{len(near)} of {len(rows)} scores would change tier if moved by 2 points or less." in page
    assert f"Bars: most scores, {max(tier)}, are in the tier" in page
    chinese = (made / "reports/demo/2025/zh/10-own.html").read_text(encoding="utf-8")
    assert f"{len(rows)} 个评分中，有 {len(near)} 个只要变动" in chinese
    listed = tables_on(made / "reports/demo/2025/en/10-own.html")["near"]
    assert listed[0] == ["Code", "Name", "Score", "Tier", "Move", "Then"]
    assert {row[0] for row in listed[1:]} == near


def scores(root: Path) -> dict[str, float]:
    """Return the published scores as page 02 lists them."""
    shutil.copy(REPOSITORY / "notebooks/02-scores-and-tiers.ipynb", root / "notebooks")
    done = evalkit(root, "run", "demo", "2025", "--notebook", "02", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = tables_on(root / "reports/demo/2025/en/02-scores-and-tiers.html")["scores"]
    code, score = head.index("Code"), head.index("Score")
    return {row[code]: float(row[score]) for row in rows if re.fullmatch(r"[0-9.]+", row[score])}


def test_a_page_without_sections_uses_the_whole_width(tmp_path: Path) -> None:
    shutil.copytree(
        REPOSITORY / "data/alliances/2019", tmp_path / "data/alliances/2019", ignore=shutil.ignore_patterns("text")
    )
    shutil.copy(REPOSITORY / "data/alliances/programme.toml", tmp_path / "data/alliances")
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path / "notebooks/10-one.ipynb", "# One", "print(1)")
    assert evalkit(tmp_path, "run", "--language", "en").returncode == 0
    page = (tmp_path / "reports/alliances/2019/en/10-one.html").read_text(encoding="utf-8")
    assert '<div class="frame plain">' in page
