"""Files that belong together: read as they were before a command or after it, and never written over another's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evalkit.errors import EvalkitError
from evalkit.files import store, together
from evalkit.files.together import GATHERED, Seen, steadily, write_together

OLD, NEW = {"a.csv": b"old", "b.csv": b"old"}, {"a.csv": b"newer", "b.csv": b"newer"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_together(tmp_path, OLD, private_as={})
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OLD}


def reader(folder: Path, between: list[object]) -> dict[str, bytes]:
    """Read both files; what another command does between the two is called once."""
    first = (folder / "a.csv").read_bytes()
    if between:
        between.pop()()  # type: ignore[operator]
    return {"a.csv": first, "b.csv": (folder / "b.csv").read_bytes()}


def test_what_another_command_writes_between_two_files_is_read_with_both(folder: Path) -> None:
    between = [lambda: write_together(folder, NEW, private_as={})]
    read, seen = steadily((folder,), lambda: reader(folder, between))
    assert read == NEW and seen == Seen.now(folder)


def test_a_command_that_is_held_up_between_two_files_is_helped_by_who_reads(folder: Path) -> None:
    """All is gathered, one file is in its place: nothing changes any more, and yet it is half old, half new."""

    def held_up() -> None:
        for name, content in NEW.items():
            store.write(folder / GATHERED / name, content)
        (folder / GATHERED / "b.csv").replace(folder / "b.csv")

    (folder / "a.csv").write_bytes(b"old")
    read, _ = steadily((folder,), lambda between=[held_up]: reader(folder, between))
    assert read == NEW == contents(folder) and not (folder / GATHERED).exists()


def test_a_fault_of_what_is_half_old_and_half_new_is_none(folder: Path) -> None:
    def half() -> dict[str, bytes]:
        read = reader(folder, between)
        if len(set(read.values())) > 1:
            raise EvalkitError("no-workspace", folder="they do not go together")
        return read

    between = [lambda: write_together(folder, NEW, private_as={})]
    assert steadily((folder,), half)[0] == NEW
    # And a folder that is replaced as a whole, as the demonstration is, is not there for a moment.
    between = [lambda: shutil.move(folder, folder.with_name("away"))]

    def gone() -> dict[str, bytes]:
        if folder.with_name("away").exists():
            shutil.move(folder.with_name("away"), folder)
        return half()

    assert steadily((folder,), gone)[0] == NEW


def test_a_fault_that_stays_is_told_and_a_file_that_changes_for_ever_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty() -> None:
        raise EvalkitError("no-workspace", folder="x")

    with pytest.raises(EvalkitError):
        steadily((folder,), faulty)
    monkeypatch.setattr(together, "_PAUSE", 0)
    times: list[int] = []

    def restless() -> int:
        times.append(len(times))
        (folder / "a.csv").write_bytes(b"x" * len(times))
        return len(times)

    read, seen = steadily((folder,), restless)
    assert read == len(times) == 6
    with pytest.raises(EvalkitError, match=r"a\.csv"):
        write_together(folder, NEW, private_as={}, since=seen)


@pytest.mark.parametrize("change", ["a.csv", "c.csv", "gone"])
def test_nothing_is_written_over_what_came_since(folder: Path, change: str) -> None:
    seen = Seen.now(folder)
    if change == "gone":
        (folder / "a.csv").unlink()
    else:
        store.write(folder / change, b"another's")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(EvalkitError) as caught:
        write_together(folder, NEW, private_as={}, since=seen)
    assert caught.value.exit_code == 1 and caught.value.variables["names"] == ("a.csv" if change == "gone" else change)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    write_together(folder, NEW, private_as={}, since=Seen.now(folder))
    assert contents(folder) == NEW


def test_what_a_killed_command_had_gathered_is_another_s_work_as_well(folder: Path) -> None:
    seen = Seen.now(folder)
    store.write(folder / GATHERED / "a.csv", b"of a killed one")
    with pytest.raises(EvalkitError, match=r"a\.csv"):
        write_together(folder, NEW, private_as={}, since=seen)
    assert (folder / "a.csv").read_bytes() == b"of a killed one"


def test_hidden_and_vanishing_files_are_not_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "d.csv").write_bytes(b"d")
    (folder / ".a.csv.0123.part").symlink_to("nowhere")
    listed = store.below(folder)
    (folder / "b.csv").unlink()
    monkeypatch.setattr(store, "below", lambda _: listed)
    store.copy(folder, folder / "copy", without=["a.csv"])
    assert [p.name for p in sorted((folder / "copy").rglob("*"))] == ["in", "d.csv"]
