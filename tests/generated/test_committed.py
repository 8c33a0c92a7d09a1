"""What the committed programmes print is true: their pages too are worked out anew from the files."""

from __future__ import annotations

import pytest

from tests.folders import REPOSITORY
from tests.generated.oracle.check import check_page, read
from tests.generated.pages import every_page

#: As in benchmarks/mutation.py: programme, edition, language, reader.
COMMITTED = (
    ("alliances", "2019", "en", "public"),
    ("demo", "2025", "zh", "internal"),
    ("demo", "2025", "en", "public"),
)

#: A ledger that asks for more than the drawn ones do; tests/audit/test_ledger_2019.py holds it, claim by claim.
LEDGER = {"alliances": ("04-published-claims",)}


@pytest.mark.slow
@pytest.mark.parametrize(("programme", "edition", "language", "audience"), COMMITTED)
def test_every_statement_on_the_pages_is_true(programme: str, edition: str, language: str, audience: str) -> None:
    truth = read(REPOSITORY, programme)
    pages = every_page(REPOSITORY, programme, edition, (language, audience), without=LEDGER.get(programme, ()))
    assert len(pages) > 3
    for seen in pages:
        assert seen.error is None
        assert check_page(truth, seen).false == []
