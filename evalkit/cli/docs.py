"""``evalkit docs``: where the documentation lies that came with evalkit, and one document of it."""

from __future__ import annotations

from pathlib import Path

import click

from evalkit.cli.say import say_in, tell
from evalkit.edition.workspace import packaged
from evalkit.errors import UnknownName
from evalkit.wording import text


@click.command()
@click.argument("name", required=False)
def docs(name: str | None) -> None:
    """Name the folder of the documentation and list it, or print the document NAME, as Markdown."""
    folder = packaged("docs")
    found = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.md"))}
    # What is printed is not the list of contents, which is the list of this command.
    found.pop("index", None)
    if name is None:
        tell(text(say_in(), "cli-docs", folder=str(folder), command="evalkit docs rules"))
        width = max(map(len, found), default=0)
        for called, path in found.items():
            tell(f"  {called.ljust(width)}  {_title(path)}")
        return
    wanted = name.removesuffix(".md")
    if wanted not in found:
        raise UnknownName("document", name, list(found))
    tell(found[wanted].read_text(encoding="utf-8"), nl=False)


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return next(lines, "").lstrip("# ").rstrip()
