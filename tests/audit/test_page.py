"""The page of an audit: what each part shows, with a ledger and without; and the words for what is lacking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import evalkit
import evalkit.audit
from evalkit.audit import audit
from evalkit.errors import UnknownName
from evalkit.report import Page, audit_tables
from evalkit.report.elements import Block, TableView
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES, Language, has
from tests.folders import Folder

PARTS = ("verdicts", "different", "repeated", "sums", "titles", "names", "open", "ledger")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Block | TableView]:
    """Everything that a page shows, in its order."""
    found: list[Block | TableView] = []
    monkeypatch.setattr("evalkit.report.page.display", found.append)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_something_and_shows_its_table(
    shown: list[Block | TableView], ev2019: Evaluation, language: Language, part: str
) -> None:
    audit_tables.tell(Page(ev2019, language), audit(ev2019), part)
    kinds = [type(item).__name__ for item in shown]
    assert kinds == ["Block"] * {"verdicts": 2, "ledger": 0}.get(part, 1) + ["TableView"]
    text = "\n".join(item.to_csv() if isinstance(item, TableView) else item.plain for item in shown)
    assert not re.search(r"\bnan\b|<NA>|\bNone\b|Decimal\(|Fraction\(", text)


def test_the_tables_hold_every_claim(ev2019: Evaluation) -> None:
    done = audit(ev2019)
    words = Page(ev2019, "zh").words
    ledger, open_, different = (
        view(done, words) for view in (audit_tables.ledger, audit_tables.not_checkable, audit_tables.different)
    )
    assert ledger is not None and open_ is not None and different is not None
    assert sum(len(rows) for _, rows in ledger.groups) == done.n_claims
    assert [heading for heading, _ in ledger.groups][-3:] == ["附件 1", "附件 2", "附件 3"]
    assert len(open_.groups[0][1]) == done.counts["not-checkable"]
    assert [row[2:4] for row in different.groups[0][1]][1] == ("37.38%", "37.37%")


@pytest.mark.parametrize("part", PARTS)
def test_a_page_without_a_ledger_is_honest(shown: list[Block | TableView], folder: Folder, part: str) -> None:
    folder.path("claims.csv").unlink()
    folder.path("aliases.csv").unlink()
    ev = evalkit.load("alliances", "2019", root=folder.root).evaluate()
    audit_tables.tell(Page(ev, "en"), audit(ev), part)
    (said,) = shown
    assert isinstance(said, Block)
    assert said.plain.startswith("There is no ledger" if part == "verdicts" else "This part is not on file.")


def test_an_unknown_part_is_named(ev2019: Evaluation) -> None:
    with pytest.raises(UnknownName, match=r"The page has no part “ledgr”.*Did you mean “ledger”"):
        audit_tables.tell(Page(ev2019, "en"), audit(ev2019), "ledgr")


def test_whatever_is_lacking_has_its_words() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in Path(evalkit.audit.__file__).parent.glob("*.py"))
    kinds = set(re.findall(r'NotComputable\("([a-z-]+)"', code))
    assert len(kinds) > 10
    assert [k for k in sorted(kinds) for language in LANGUAGES if not has(language, f"error-{k}")] == []
