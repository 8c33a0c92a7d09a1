"""Each edition is read once a process, whatever asks for it; what has changed is read again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import evalkit
from evalkit.edition import once
from evalkit.edition.record import EditionRecord
from tests.folders import EDITION_2019, REPOSITORY, Folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each edition was really read."""
    once.forget()
    counted: Counter[str] = Counter()
    read = once.read_edition

    def counting(folder: Path) -> EditionRecord:
        counted[folder.name] += 1
        return read(folder)

    monkeypatch.setattr(once, "read_edition", counting)
    yield counted
    once.forget()


def test_a_page_of_each_edition_reads_each_edition_once(reads: Counter[str]) -> None:
    # Eight editions; each page loads its own and the whole series, 8 × 9 = 72 loads.
    editions = evalkit.load_series("alliances", root=REPOSITORY).editions
    for edition in editions:
        assert evalkit.load("alliances", edition, root=REPOSITORY).rules.edition == edition
        assert evalkit.load_series("alliances", root=REPOSITORY).editions == editions
    assert reads == dict.fromkeys(editions, 1)
    assert len(editions) == 8


def test_what_a_caller_writes_is_the_callers_own(reads: Counter[str]) -> None:
    first = evalkit.load("demo", "2025", root=REPOSITORY)
    assert first.review is not None and first.review.marks is not None
    name, steps = first.units.loc[0, "name"], first.review.marks.loc[0, "steps"]
    first.units.loc[0, "name"] = "spoilt"
    first.review.marks.loc[0, "steps"] = steps + 1
    again = evalkit.load("demo", "2025", root=REPOSITORY)
    assert again.review is not None and again.review.marks is not None
    assert (again.units.loc[0, "name"], again.review.marks.loc[0, "steps"]) == (name, steps)
    assert reads == {"2025": 1}


def test_changed_files_are_read_again(folder: Folder, reads: Counter[str]) -> None:
    units = folder.edition / "units.csv"
    code = evalkit.load("alliances", "2019", root=folder.root).units.loc[0, "unit"]
    text = units.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{code},"))
    units.write_text(text.replace(line, line.replace(line.split(",")[1], "新名称", 1)), encoding="utf-8")
    assert evalkit.load("alliances", "2019", root=folder.root).units.loc[0, "name"] == "新名称"
    # A file that the programme's editions share, and one that comes with the same size and time of change.
    os.utime(folder.edition.parent / "programme.toml", ns=(1, 1))
    evalkit.load("alliances", "2019", root=folder.root)
    stamp = units.stat()
    units.write_bytes(units.read_bytes())
    os.utime(units, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    evalkit.load("alliances", "2019", root=folder.root)
    assert reads == {"2019": 4}


def test_no_more_is_kept_than_memory_allows(reads: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "MOST_BYTES", 0)
    once.read_once(EDITION_2019)
    once.read_once(EDITION_2019)
    assert reads == {"2019": 2}
