"""The page of an audit: what each part shows, with a ledger and without; and the words for what is lacking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import evalkit.audit
from evalkit.audit import audit
from evalkit.report.elements import Block, TableView
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES, Language, has
from tests.folders import REPOSITORY, Folder
from tests.generated.pages import read_page, workspace

NOTEBOOK = "04-published-claims"


def pages(root: Path, language: Language) -> list[Block | TableView]:
    """Return what the page of the 2019 edition of a workspace shows."""
    with workspace(root):
        seen = read_page(NOTEBOOK, "alliances", "2019", language, "public")
    assert seen.error is None
    return [item for item in seen.shown if isinstance(item, (Block, TableView))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_says_something_and_shows_its_table(language: Language) -> None:
    shown = pages(REPOSITORY, language)
    names = [item.name for item in shown if isinstance(item, TableView)]
    assert names == [
        "verdicts", "claims-not-reproduced", "claims-repeated", "claims-sums", "panel-titles", "names",
        "claims-not-checkable", "claims",
    ]  # fmt: skip
    # Before every table stands a paragraph that refers to it by its number.
    for number, place in enumerate((i for i, item in enumerate(shown) if isinstance(item, TableView)), start=1):
        before = shown[place - 1]
        assert isinstance(before, Block)
        assert before.plain.endswith({"zh": f"见表 {number}。", "en": f" See Table {number}."}[language])
    text = "\n".join(item.to_csv() if isinstance(item, TableView) else item.plain for item in shown)
    assert not re.search(r"\bnan\b|<NA>|\bNone\b|Decimal\(|Fraction\(", text)


def test_the_sentences_have_the_numbers_of_the_ledger() -> None:
    """By hand, from claims.csv: 341 rows, of which 4 are expected not to be reproduced and 7 not to be checkable."""
    said = [item.plain for item in pages(REPOSITORY, "en") if isinstance(item, Block)]
    assert said[0].startswith("The ledger holds 341 printed statements: 330 are reproduced from the data, 4 are not")
    assert said[1] == "Every verdict is the one that the ledger expects."
    # III.1 prints 37.38 % and III.8 37.37 %; another title stands in the body than in annex 1.
    assert said[3].startswith("42 quantities are printed more than once, 40 of them always alike, 2 differently")


def test_the_tables_hold_every_claim(ev2019: Evaluation) -> None:
    done = audit(ev2019)
    tables = {item.name: item for item in pages(REPOSITORY, "zh") if isinstance(item, TableView)}
    ledger, open_, different = (tables[f"claims{of}"] for of in ("", "-not-checkable", "-not-reproduced"))
    assert sum(len(rows) for _, rows in ledger.groups) == done.n_claims
    assert [heading for heading, _ in ledger.groups][-3:] == ["附件 1", "附件 2", "附件 3"]
    assert len(open_.groups[0][1]) == done.counts["not-checkable"]
    assert [row[2:4] for row in different.groups[0][1]][1] == ("37.38%", "37.37%")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_without_a_ledger_is_honest(folder: Folder, language: Language) -> None:
    folder.path("claims.csv").unlink()
    folder.path("aliases.csv").unlink()
    (said,) = pages(folder.root, language)
    assert isinstance(said, Block)
    assert said.plain.startswith({"en": "There is no ledger", "zh": "本届没有数字台账"}[language])


def test_whatever_is_lacking_has_its_words() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in Path(evalkit.audit.__file__).parent.glob("*.py"))
    kinds = set(re.findall(r'NotComputable\("([a-z-]+)"', code))
    assert len(kinds) > 10
    assert [k for k in sorted(kinds) for language in LANGUAGES if not has(language, f"error-{k}")] == []
