"""What one command does just between two steps of another: each moment is made to come, none is left to chance."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from evalkit.edition import Workspace
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.package.verify import SUMS
from evalkit.runner import letters, sums
from evalkit.runner.fingerprint import Inputs
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from evalkit.runner.staging import LOCK, Staging, locked
from evalkit.runner.state import State
from tests.runner.fakes import notebook, source, workspace


def page(reports: Path, language: str) -> None:
    """Enter a page into a manifest, as another run would."""
    entry = {"outputs": {"10.html": f"digest-{language}"}}
    store.write_json(reports / "p" / "e" / language / "manifest.json", {"notebooks": {"10": entry}})


def test_the_list_of_files_has_the_page_that_another_run_adds_before_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list was made, and the run waits for the lock that the other one holds; a list without the page is a lie."""
    space = Workspace(tmp_path)
    page(space.reports, "zh")

    @contextlib.contextmanager
    def waits(reports: Path) -> Iterator[bool]:
        page(reports, "en")
        with locked(reports) as held:
            yield held

    monkeypatch.setattr(sums, "locked", waits)
    sums.keep_sums(lambda: State(space, Inputs(space)))
    listed = [line.split("  ")[1] for line in (space.reports / SUMS).read_text("utf-8").splitlines()]
    assert [name for name in listed if name.endswith("10.html")] == ["p/e/en/10.html", "p/e/zh/10.html"]


def test_a_page_that_came_back_while_a_run_was_under_way_is_not_pruned(tmp_path: Path) -> None:
    space = workspace(tmp_path, "2019")
    for name in ("10-page", "11-page"):
        notebook(space, name, f"# Page {name}")
    run(plan(space, languages=["en"]), 1, source=source)
    away = (space.notebooks / "11-page.ipynb").rename(tmp_path / "11-page.ipynb")
    planned = plan(space, languages=["en"])
    assert [gone.name for gone in planned.state.obsolete] == ["11-page"]
    away.rename(space.notebooks / "11-page.ipynb")
    report = run(planned, 1, source=source, prune_obsolete=True)
    assert report.obsolete == () and len(list(space.reports.rglob("11-page.html"))) == 1
    (space.notebooks / "11-page.ipynb").unlink()
    run(plan(space, languages=["en"]), 1, source=source, prune_obsolete=True)
    assert not list(space.reports.rglob("11-page.html"))


def test_where_a_disk_knows_no_locks_a_run_takes_no_unfinished_file_for_a_dead_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be that of a run at work, which would then find it gone when it is to be renamed."""

    def unknown(handle: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    part, _ = store.stage(tmp_path, "index.html", "of a run at work")
    monkeypatch.setattr(fcntl, "flock", unknown)
    with Staging(tmp_path):
        assert part.exists()
    monkeypatch.undo()
    with Staging(tmp_path):
        assert not part.exists()


def test_letters_of_two_commands_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first file is put in place the lock is held; a folder of the user's own has none."""
    held: list[int] = []
    real = store.place

    def place(part: Path, path: Path) -> None:
        real(part, path)
        with open(tmp_path / LOCK, "rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                held.append(1)

    monkeypatch.setattr(letters.store, "place", place)
    files = {"units/a.docx": b"a", "units/b.docx": b"b"}
    letters.put(files, tmp_path / "letters", tmp_path, ours=True)
    assert len(held) == 2
    letters.put(files, tmp_path / "own", tmp_path / "own", ours=False)
    assert len(held) == 2 and not (tmp_path / "own" / LOCK).exists()


def test_a_record_of_files_that_changed_since_is_refused(tmp_path: Path) -> None:
    """What letters and notices of corrections ask before they write."""
    from evalkit.edition import read_edition

    space = workspace(tmp_path, "2019")
    record = read_edition(space.edition_folder("alliances", "2019"))
    record.refuse_changed()
    (record.folder / "units.csv").touch()
    with pytest.raises(EvalkitError, match=r"units\.csv since this one read the data") as caught:
        record.refuse_changed()
    assert caught.value.exit_code == 1
