"""What `check` accepts, every notebook can print, and what it prints is true: a small draw of what `many` draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generated import staged
from tests.generated.many import look_at_many, refusals
from tests.generated.names import NOUNS
from tests.generated.toml import toml

#: As in docs/testing.md; the workflow "generated" draws 150.
EDITIONS, SEED = 12, 2


@pytest.mark.slow
def test_every_statement_on_the_pages_of_drawn_editions_is_true() -> None:
    found = look_at_many(EDITIONS, SEED, few=True)
    assert found.refused == []
    assert found.crashes == []
    assert found.findings.false == []
    assert found.editions == EDITIONS
    # Some editions have nothing for a notebook: which, `must.has_page` says for itself.
    assert found.pages + found.unmade == 10 * EDITIONS
    assert found.pages > 4 * EDITIONS
    # The draw says something: some thousand statements and tables are behind it.
    assert found.findings.statements > 20 * EDITIONS
    assert found.findings.tables > 10 * EDITIONS


@pytest.mark.slow
def test_every_notebook_prints_what_check_accepts_of_staged_rules() -> None:
    """``python -m tests.generated.staged`` draws 150."""
    found = staged.look_at_many(6, 3)
    assert found.crashes == []
    assert found.accepted >= 5 and found.pages > 5 * found.accepted, found.refused


def test_rules_are_written_as_they_are_read() -> None:
    import tomllib

    data = {"a": 1, "b": 'x"\\{}', "t": {"u": [1, 2], "v": {"w": True}}, "n": [{"zh": "名", "en": "🧪"}]}
    assert tomllib.loads(toml(data)) == data


def test_nouns_have_their_plural() -> None:
    assert all(len(noun) == 4 for noun in NOUNS)


def test_a_faulty_edition_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "drawn" / "2024"
    folder.mkdir(parents=True)
    (folder / "rules.toml").write_text("programme = 1\n", encoding="utf-8")
    assert len(list(refusals(tmp_path))) == 1
