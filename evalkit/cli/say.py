"""In which language the command speaks, and the one way in which it speaks."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.errors import EvalkitError, ParameterError, UnknownName
from evalkit.files.unseen import shown
from evalkit.wording import Language, text

if TYPE_CHECKING:
    from evalkit.edition import Workspace


def say_in() -> Language:
    """Return the language for messages: that of the terminal, English where it is neither."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"


def tell(line: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a line; characters that would move the cursor or colour the terminal are written out.

    Names come from files and from the names of folders, messages from notebooks: any of them may hold such characters.
    """
    # Not by click, which writes UTF-8 to whoever asked for ASCII.
    print(shown(line), file=sys.stderr if err else sys.stdout, end="\n" if nl else "", flush=True)


def seed_of(given: int) -> int:
    """Return a seed as it was given; EvalkitError where it is below 0."""
    if given < 0:
        raise EvalkitError("seed", value=str(given))
    return given


def refuse_idle(options: Mapping[str, object], other: str, *, given: bool) -> None:
    """Refuse options that would have no effect: beside another that is given, or without one that is not.

    Parameters
    ----------
    options
        Their values by how they are written; what was not given is None, False or empty.
    other
        How the other one is written.
    given
        Whether that one is given.

    Raises
    ------
    ParameterError
        One of them was given; all of them are named.
    """
    idle = [name for name, value in options.items() if value]
    if idle:
        raise ParameterError("option-beside" if given else "option-without", options=", ".join(idle), other=other)


def write_changes(file: str | None, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write who has what instead of what to the CSV file that was asked for, and say so; nothing where none was."""
    if file is None:
        return
    from evalkit.files import store
    from evalkit.report.csvtext import csv_text

    store.write(Path(file), csv_text([list(header), *map(list, rows)]))
    tell(text(say_in(), "cli-changes-written", file=file))


def language_of(given: str | None, say: Language, languages: Sequence[Language]) -> Language:
    """Return the language of a programme that was asked for: by default that of the messages, else its first."""
    if given is None:
        return say if say in languages else languages[0]
    if given not in languages:
        raise UnknownName("language", given, languages)
    return given


def chosen(workspace: Workspace, programme: str | None, edition: str | None) -> tuple[str, str]:
    """Return programme and edition that are meant: by default the first on file, and its latest."""
    name = programme or workspace.programmes()[0]
    return name, edition or workspace.editions(name)[-1]
