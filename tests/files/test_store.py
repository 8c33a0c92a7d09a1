"""Access to what is written: the mask of whoever runs it for new files, and never more than before for earlier ones."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evalkit.files import store, together
from evalkit.files.locks import take
from evalkit.runner.staging import clear_dead, locked


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


def gathered(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".filing*"))


def test_a_slow_reader_does_not_touch_what_the_next_command_gathers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has put the last file of one command in place and comes to its folder when the next has its own all there."""
    together.write_together(tmp_path, {"a.csv": b"1", "b.csv": b"1"}, private_as={})
    real, finish = os.replace, together.finish
    known = tmp_path / ".filing"
    known.mkdir()
    (known / "a.csv").write_bytes(b"2")

    def slow(path: Path, to: Path) -> None:
        real(path, to)
        if to.name == "a.csv" and not (known / "b.csv").exists():
            monkeypatch.setattr(store.os, "replace", real)
            monkeypatch.setattr(together, "finish", finish_once)
            together.write_together(tmp_path, {"a.csv": b"3", "b.csv": b"3"}, private_as={})

    def finish_once(folder: Path) -> None:
        """Killed once its files are all there and known."""
        if (folder / ".filing" / "b.csv").exists():
            return
        finish(folder)

    monkeypatch.setattr(store.os, "replace", slow)
    finish(tmp_path)
    monkeypatch.undo()
    assert (known / "b.csv").read_bytes() == b"3"
    together.finish(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in ("a.csv", "b.csv")] == [b"3", b"3"] and not gathered(tmp_path)


def test_two_that_write_and_four_that_read_at_once_leave_all_of_one(tmp_path: Path) -> None:
    """Whose files go in place last is chance; that they are of one command is not."""
    faults: list[BaseException] = []
    over = threading.Event()

    def write(who: bytes) -> None:
        try:
            for k in range(40):
                together.write_together(tmp_path, {f"{n}.csv": who + b"%d" % k for n in "abcd"}, private_as={})
        except BaseException as fault:
            faults.append(fault)

    def read() -> None:
        try:
            while not over.is_set():
                together.finish(tmp_path)
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(4)]
    writers = [threading.Thread(target=write, args=(who,)) for who in (b"x", b"y")]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in readers:
        thread.join()
    assert not faults and not gathered(tmp_path)
    assert len({(tmp_path / f"{n}.csv").read_bytes() for n in "abcd"}) == 1


@pytest.fixture
def vanishing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of folders that go at the moment at which they are to be listed, as another command may have it."""
    names: list[str] = []
    listed, scanned = os.listdir, os.scandir

    def gone(path: Any) -> Any:
        if Path(path).name in names:
            monkeypatch.undo()
            shutil.rmtree(path)
        return path

    monkeypatch.setattr(os, "listdir", lambda path: listed(gone(path)))
    monkeypatch.setattr(os, "scandir", lambda path=".": scanned(gone(path)))
    return names


def test_a_gathering_that_another_reader_has_put_in_place_is_nobodys_fault(
    vanishing: list[str], tmp_path: Path
) -> None:
    (tmp_path / together.GATHERED).mkdir()
    vanishing.append(together.GATHERED)
    together.finish(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_copied_is_what_was_meant_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the unfinished file of another command, nor one that it removes just then; nor what is left out."""
    for name in ("programme.toml", "gone.svg", "labels.csv", ".labels.csv.x.part", "2025/rules.toml"):
        store.write(tmp_path / "from" / name, name)
    real = shutil.copy2

    def copied(path: Path, to: Path) -> None:
        if path.name == "gone.svg":
            path.unlink()
        real(path, to)

    monkeypatch.setattr(shutil, "copy2", copied)
    store.copy(tmp_path / "from", tmp_path / "flat", without=["labels.csv"], deep=False)
    assert [path.name for path in (tmp_path / "flat").iterdir()] == ["programme.toml"]
    store.copy(tmp_path / "from", tmp_path / "whole")
    found = [path.relative_to(tmp_path / "whole").as_posix() for path in store.below(tmp_path / "whole")]
    assert found == ["2025/rules.toml", "labels.csv", "programme.toml"]


def test_the_folder_of_a_run_may_go_while_another_looks_for_what_dead_ones_left(
    vanishing: list[str], tmp_path: Path
) -> None:
    store.write(tmp_path / ".run-x" / "p" / "e" / "manifest.json", "{}")
    store.write(tmp_path / "p" / "e" / "zh" / "manifest.json", "{}")
    (tmp_path / "p" / ".half.part").touch()
    vanishing.append(".run-x")
    assert store.matching(tmp_path, "*/*/*/manifest.json") == [tmp_path / "p" / "e" / "zh" / "manifest.json"]
    alive = take(tmp_path / ".run-x" / "alive")
    with locked(tmp_path):
        clear_dead(tmp_path)
    assert alive is not None and alive.is_locked
    assert not (tmp_path / "p" / ".half.part").exists()


def test_half_a_gathering_is_never_put_in_place_and_goes_after_a_day(tmp_path: Path) -> None:
    """A day is long: another command may be at work on it now."""
    half = tmp_path / ".filing-0123"
    half.mkdir()
    (half / "a.csv").write_text("half")
    together.write_together(tmp_path, {"b.csv": b"1"}, private_as={})
    assert gathered(tmp_path) == [half.name] and not (tmp_path / "a.csv").exists()
    os.utime(half, (time.time() - 86500,) * 2)
    together.write_together(tmp_path, {"b.csv": b"2"}, private_as={})
    assert not gathered(tmp_path) and not (tmp_path / "a.csv").exists()
