"""The documentation as a site: every page is in it, every link and anchor leads somewhere, nothing is fetched."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from evalkit.cli import main

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))

#: What makes a browser fetch something, by the attribute that holds the address.
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it: what Sphinx warns of is an error."""
    folder = tmp_path_factory.mktemp("site")
    words = (
        "--quiet",
        "--fail-on-warning",
        "--keep-going",
        "-b",
        "html",
        "-d",
        folder / "doctrees",
        DOCS,
        folder / "html",
    )
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site by its name."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.mark.slow
def test_every_document_is_a_page_that_the_contents_lead_to(read: dict[str, BeautifulSoup]) -> None:
    assert {f"{page}.html" for page in PAGES} <= set(read)
    tree = read["index.html"].select_one(".sidebar-tree")
    assert tree is not None
    groups = [caption.get_text(strip=True) for caption in tree.select(".caption")]
    assert groups == [
        "Start", "Rules", "Data and sources", "Notebooks and runs", "Pages and publication", "Statistics", "Reference",
    ]  # fmt: skip
    listed = {link["href"].removesuffix(".html") for link in tree.select("a.reference")}  # type: ignore[union-attr]
    assert listed == set(PAGES) - {"index"}


@pytest.mark.slow
def test_every_link_leads_to_a_page_and_an_anchor_of_it(site: Path, read: dict[str, BeautifulSoup]) -> None:
    anchors = {name: {tag["id"] for tag in soup.find_all(id=True)} | {""} for name, soup in read.items()}
    broken = []
    for name, soup in read.items():
        for link in soup.find_all("a", href=True):
            parts = urlsplit(str(link["href"]))
            if parts.scheme or parts.netloc:
                continue
            path = (site / name).parent / unquote(parts.path) if parts.path else site / name
            target = path.resolve().relative_to(site.resolve()).as_posix()
            if not path.is_file() or unquote(parts.fragment) not in anchors.get(target, {""}):
                broken.append((name, link["href"]))
    assert not broken


@pytest.mark.slow
def test_no_page_fetches_anything_from_a_network(site: Path, read: dict[str, BeautifulSoup]) -> None:
    asked = [
        (name, str(tag[attribute]))
        for name, soup in read.items()
        for kind, attribute in FETCHED.items()
        for tag in soup.find_all(kind)
        if tag.get(attribute) and urlsplit(str(tag[attribute])).netloc
    ]
    for path in [*site.rglob("*.css"), *site.rglob("*.html")]:
        style = path.read_text(encoding="utf-8")
        asked += [(path.name, found) for found in re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)\s]+", style)]
    for path in site.rglob("*.js"):
        # Addresses in comments and texts are not fetched; what loads a script or a document by an address would be.
        script = path.read_text(encoding="utf-8")
        asked += [
            (path.name, f) for f in re.findall(r"(?:fetch|import|importScripts)\(\s*['\"](?:https?:)?//[^)]+", script)
        ]
    assert not asked


def test_the_command_lists_the_documents_and_prints_one() -> None:
    listed = CliRunner().invoke(main, ["docs"], env={"LC_ALL": "C.UTF-8"})
    assert listed.exit_code == 0
    first, *rows = listed.output.splitlines()
    assert first == f"The documentation lies in {DOCS}, as Markdown; evalkit docs rules prints one of these:"
    assert [row.split()[0] for row in rows] == sorted(set(PAGES) - {"index"}, key=lambda page: DOCS / f"{page}.md")
    assert any(row.endswith("二十分钟建立自己的评价项目：从专家评分开始") for row in rows)
    one = CliRunner().invoke(main, ["docs", "guides/own-programme-marks.md"], env={"LC_ALL": "C.UTF-8"})
    assert one.output == (DOCS / "guides/own-programme-marks.md").read_text(encoding="utf-8")


def test_a_document_that_there_is_not() -> None:
    done = CliRunner().invoke(main, ["docs", "rule"], env={"LC_ALL": "C.UTF-8"})
    assert done.exit_code == 2
    assert done.output.startswith("There is no document “rule”. Known: annual-report, api, ")
    assert done.output.endswith("Did you mean “rules”?\n")
