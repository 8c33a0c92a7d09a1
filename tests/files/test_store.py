"""Access to what is written: the mask of whoever runs it for new files, and never more than before for earlier ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from evalkit.files import store


@pytest.fixture
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield int(request.param)
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640)], indirect=["mask"])
def test_a_new_file_keeps_the_mask(mask: int, expected: int, tmp_path: Path) -> None:
    """666 without the bits of the mask, as any program does it."""
    store.write(tmp_path / "new.csv", "a")
    assert mode(tmp_path / "new.csv") == expected == 0o666 & ~mask


@pytest.mark.parametrize("mask", [0o022, 0o077], indirect=True)
@pytest.mark.parametrize("earlier", [0o600, 0o640, 0o644, 0o440])
def test_a_file_that_is_there_keeps_its_mode(mask: int, earlier: int, tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("old")
    path.chmod(earlier)
    store.write(path, "new")
    assert path.read_text() == "new"
    assert mode(path) == earlier


@pytest.mark.parametrize("mask", [0o022], indirect=True)
def test_a_file_that_was_staged_elsewhere_takes_the_mode_of_its_place(mask: int, tmp_path: Path) -> None:
    (tmp_path / "staging").mkdir()
    target = tmp_path / "page.html"
    target.write_text("old")
    target.chmod(0o600)
    part, _ = store.stage(tmp_path / "staging", "page.html", "new")
    store.place(part, target)
    assert (target.read_text(), mode(target)) == ("new", 0o600)
    assert list((tmp_path / "staging").iterdir()) == []
