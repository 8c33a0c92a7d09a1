"""A copy of the 2019 edition that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
EDITION_2019 = REPOSITORY / "data" / "alliances" / "2019"
TABLES = ("units.csv", "scores.csv", "panel.csv", "aliases.csv")


@dataclass(frozen=True)
class Folder:
    """The workspace at `root`, its one edition and ways to change the edition's files."""

    root: Path

    @classmethod
    def copied_to(cls, root: Path) -> Folder:
        """Copy the 2019 edition into a new workspace."""
        folder = cls(root)
        # Its texts speak of the editions before it.
        shutil.copytree(EDITION_2019, folder.edition, ignore=shutil.ignore_patterns("text"))
        shutil.copy(EDITION_2019.parent / "programme.toml", folder.edition.parent)
        return folder

    def with_earlier_editions(self) -> Folder:
        """Copy the editions before 2019 beside it."""
        for earlier in sorted(EDITION_2019.parent.glob("201[3-8]")):
            shutil.copytree(earlier, self.edition.parent / earlier.name)
        return self

    @property
    def edition(self) -> Path:
        return self.root / "data" / "alliances" / "2019"

    def path(self, file: str) -> Path:
        return self.edition / file

    def text(self, file: str) -> str:
        return self.path(file).read_bytes().decode("utf-8")

    def write(self, file: str, content: str | bytes) -> None:
        self.path(file).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def sub(self, file: str, old: str, new: str) -> None:
        """Replace the one place where `old` stands; a mutation that misses its place must not pass for a good file."""
        text = self.text(file)
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {file}")
        self.write(file, text.replace(old, new))

    def each_line(self, file: str, change: Callable[[str], str]) -> None:
        """Change every line, the header included."""
        self.write(file, "".join(change(line) + "\n" for line in self.text(file).splitlines()))

    def append(self, file: str, *lines: str) -> None:
        self.write(file, self.text(file) + "".join(line + "\n" for line in lines))

    def drop(self, file: str, start: str) -> None:
        """Drop the one line that begins with `start`."""
        lines = self.text(file).splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        if len(kept) != len(lines) - 1:
            raise ValueError(f"{len(lines) - len(kept)} lines of {file} begin with {start!r}")
        self.write(file, "".join(kept))
