"""Programmes of one language, and of one that the library has not: whole runs, and every word of what they make."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from evalkit.edition import Workspace
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from evalkit.wording import fallen_back
from tests.languages.small import HAN, french_and_english, one_language

#: What a Chinese page has in Latin letters, beside ids, names of files and the list of references.
TERMS = {"evalkit", "ICC", "Krippendorff", "Landis", "Koch", "Fleiss", "Gwet", "Koo", "Holm", "Spearman", "Brown"}
TERMS |= {"GRRAS", "REML", "NIPS", "CSV", "Word", "Excel", "PDF"}


def made(root: Path, *notebooks: str, office: bool = False) -> Path:
    """Run notebooks of a workspace and return the folder of its reports."""
    todo = plan(Workspace(root), notebooks=notebooks, office=office)
    report = run(todo, 1)
    assert not report.failures, [outcome.failure for outcome in report.failures]
    return root / "reports"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("english")
    one_language(root, "en")
    return made(root, office=True)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("chinese")
    one_language(root, "zh")
    return made(root)


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("french")
    french_and_english(root)
    return made(root, "02")


def said(page: Path) -> Iterator[str]:
    """Yield every text of a page that a reader sees or hears."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for unread in soup.find_all(["script", "style"]):
        unread.decompose()
    yield from map(str, soup.find_all(string=True))
    for element in soup.find_all(True):
        yield from (str(value) for name, value in element.attrs.items() if name in ("alt", "title", "aria-label"))
    yield from (str(value) for name, value in (soup.body.attrs if soup.body else {}).items() if name != "class")


def test_one_set_of_pages_and_one_index(english: Path, chinese: Path) -> None:
    # Eight notebooks, report and brief, less those for which there is nothing: printed numbers, an earlier edition.
    for reports, language in ((english, "en"), (chinese, "zh")):
        pages = sorted(path.relative_to(reports).as_posix() for path in reports.rglob("*.html"))
        assert len(pages) == 9 and pages[-1] == "index.html"
        assert all(page.startswith(f"awards/2025/{language}/") for page in pages[:-1])
        assert not BeautifulSoup((reports / "index.html").read_text(encoding="utf-8"), "html.parser").select(
            ".masthead a, .other a"
        )


def test_no_chinese_on_an_english_page(english: Path) -> None:
    found = {}
    for path in sorted(english.rglob("*")):
        if path.suffix == ".html":
            texts = list(said(path))
        elif path.suffix in (".csv", ".json"):
            texts = [path.read_text(encoding="utf-8")]
        elif path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as parts:
                texts = [
                    parts.read(name).decode("utf-8")
                    for name in parts.namelist()
                    if name.endswith((".xml", ".rels")) and "theme" not in name
                ]
        else:
            continue
        found[path.name] = [text[:60] for text in texts if HAN.search(text)]
    # Pages, documents, manifests and the data package.
    assert len(found) >= 20
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_the_pages_say_in_which_language_they_are(english: Path, chinese: Path) -> None:
    for reports, locale in ((english, "en-GB"), (chinese, "zh-CN")):
        for page in reports.rglob("*.html"):
            soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
            assert soup.html is not None and soup.html["lang"] == locale
            assert {tag["lang"] for tag in soup.find_all(lang=True)} == {locale}


def test_no_english_on_a_chinese_page(chinese: Path) -> None:
    # Ids, names of files, codes and references are as they are; English prose has these words.
    prose = re.compile(
        r"\b(?:the|of|and|are|were|which|score|scores|tier|tiers|table|figure|reviewers?)\b", re.IGNORECASE
    )
    found = {}
    for page in sorted(chinese.rglob("*.html")):
        if page.name == "index.html":
            continue
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for unread in soup.select("script, style, [id*=section-references] ~ *, li"):
            unread.decompose()
        texts = [str(text) for text in soup.find_all(string=True)]
        texts = [re.sub(r"[\w/-]+\.(?:csv|toml|json|html|md)\b|\bdoi\S+", "", text) for text in texts]
        found[page.name] = [text.strip()[:80] for text in texts if prose.search(text) and not HAN.search(text)]
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_manifest_has_the_one_language_only(english: Path, chinese: Path) -> None:
    for reports, language, other in ((english, "en", "zh"), (chinese, "zh", "en")):
        manifest = json.loads((reports / "awards" / "2025" / language / "manifest.json").read_text(encoding="utf-8"))
        for tier in manifest["summary"]["tiers"]:
            assert language in tier and other not in tier
        assert all(set(rule["label"]) == {language} for rule in manifest["summary"]["rules"].values())


def test_a_third_language_has_the_texts_of_the_catalogue(french: Path) -> None:
    page = french / "awards" / "2025" / "fr" / "02-scores-and-tiers.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert soup.html is not None and soup.html["lang"] == "fr"
    captions = [caption.get_text() for caption in soup.find_all("caption")]
    assert captions[0].startswith("Tableau 1. ")
    heads = {cell.get_text() for cell in soup.select("thead th")}
    assert {"Niveau", "Note"} <= heads and not {"Tier", "Score"} & heads
    # The programme's own names are French; headings of the notebook fall back to English.
    assert "Highly active (fr)" in soup.get_text() and "How are tiers made?" in soup.get_text()
    # What the catalogue has not is what check says: of the captions that one, for instance.
    assert "caption-tier-ranges" in fallen_back("fr") and "column-tier" not in fallen_back("fr")
    assert captions[0] == "Tableau 1. Scores of each tier"


def test_the_index_of_two_languages_leads_with_the_first(french: Path) -> None:
    for name, language, other in (("index.html", "fr", "index.en.html"), ("index.en.html", "en-GB", "index.html")):
        soup = BeautifulSoup((french / name).read_text(encoding="utf-8"), "html.parser")
        assert soup.html is not None and soup.html["lang"] == language
        assert [a["href"] for a in soup.select(".masthead a")] == [other]
    assert BeautifulSoup((french / "index.html").read_text(encoding="utf-8"), "html.parser").h1.get_text() == "Rapports"  # type: ignore[union-attr]
