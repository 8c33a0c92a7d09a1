"""What a page of every edition costs in loading, where each page loads its edition and the whole series.

``python -m benchmarks.series [--editions 12]``: the last edition of the demonstration, under other years. The loads
with every edition read once a process, and read anew each time, in one run: CPU seconds, and how often one was read.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

import evalkit
from evalkit.edition import once
from evalkit.files import store

ROOT = Path(__file__).resolve().parents[1]


def make(root: Path, n_editions: int) -> list[str]:
    """Write a workspace with so many editions; return their names."""
    source = ROOT / "data" / "demo"
    names = [str(2025 - place) for place in reversed(range(n_editions))]
    for name in names:
        folder = root / "data" / "demo" / name
        folder.mkdir(parents=True)
        for path in store.below(source / "2025"):
            text = path.read_text(encoding="utf-8")
            text = re.sub(r"\b20[12][0-9]\b", lambda year, by=2025 - int(name): str(int(year[0]) - by), text)
            (folder / path.name).write_text(text, encoding="utf-8")
    text = (source / "programme.toml").read_text(encoding="utf-8")
    (root / "data" / "demo" / "programme.toml").write_text(text, encoding="utf-8")
    return names


def measured(root: Path, names: list[str], most_bytes: int) -> tuple[float, int]:
    """Return CPU seconds and the number of editions read, for the loads of one page of each edition."""
    once.forget()
    once.MOST_BYTES, reads = most_bytes, 0
    read = once.read_edition

    def counting(folder: Path) -> evalkit.edition.EditionRecord:
        nonlocal reads
        reads += 1
        return read(folder)

    once.read_edition = counting
    started = time.process_time()
    for name in names:
        evalkit.load("demo", name, root=root).evaluate()
        evalkit.load_series("demo", root=root)
    seconds = time.process_time() - started
    once.read_edition = read
    return seconds, reads


def main() -> None:
    """Make the editions, load them both ways, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--editions", type=int, default=12)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        names = make(Path(folder), given.editions)
        kept = once.MOST_BYTES
        measured(Path(folder), names[-1:], kept)
        (often, reads), (seldom, fewer) = (measured(Path(folder), names, most) for most in (0, kept))
    sys.stdout.write(f"{given.editions} editions, read anew: {reads} reads, {often:.2f} s\n")
    sys.stdout.write(f"read once a process: {fewer} reads, {seldom:.2f} s; {often / seldom:.1f} times as fast\n")


if __name__ == "__main__":
    main()
