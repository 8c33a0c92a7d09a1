"""A new programme: ``programme.toml``, a first edition with commented rules, and an example that is marked as one."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evalkit.edition.reader import read_edition
from evalkit.edition.workspace import PACKAGED, Workspace
from evalkit.errors import EvalkitError, UnknownName
from evalkit.files import store
from evalkit.start.answers import LEVELS, Answers
from evalkit.start.grid import read_file
from evalkit.start.proposer import propose
from evalkit.start.render import files_of
from evalkit.wording import LANGUAGES, is_language

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


#: A message and its variables.
Told = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Made:
    """What was made.

    Attributes
    ----------
    folder, files
        The workspace, and the files relative to it.
    answers
        What the programme was told.
    seen, unsure
        Of an office's own file: what was recognised, and what could not be told.
    """

    folder: Path
    files: tuple[str, ...]
    answers: Answers
    seen: tuple[Told, ...] = ()
    unsure: tuple[Told, ...] = ()


def new_programme(
    root: Path,
    answers: Answers,
    *,
    notebooks: bool = False,
    own_file: Path | None = None,
    grades: Sequence[str] = (),
) -> Made:
    """Make a programme in ``data/`` of a workspace; it passes `check` and makes pages as it is.

    Parameters
    ----------
    root
        The workspace; made where there is none.
    answers
        What the programme is called and what it has.
    notebooks
        Whether the workspace gets notebooks of its own, to be changed, in place of those that come with evalkit.
    own_file
        A workbook or CSV file with the office's own marks or scores in the place of the example: rules and mapping are
        proposed from it, and so are languages, edition and unit where `answers` leave them empty.
    grades
        The words that are marks in that file, from the best down; by default those of which that is known.

    Raises
    ------
    EvalkitError
        A name is none, or something is there already. Nothing was written.
    """
    check_name("programme", answers.name)
    workspace = Workspace(root)
    refuse_existing(workspace.data / answers.name)
    own = root / "notebooks"
    copied = sorted(PACKAGED.glob("*.ipynb")) if notebooks else []
    if notebooks:
        refuse_existing(own)
    proposal = None if own_file is None else propose(read_file(own_file), grades)
    if proposal is not None:
        if answers.level not in ("", proposal.level):
            facts = {"file": str(own_file and own_file.name), "level": answers.level, "found": proposal.level}
            raise EvalkitError("new-from-level", **facts)
        answers = replace(
            answers,
            languages=answers.languages or (("zh",) if proposal.han else ("en",)),
            level=proposal.level,
            edition=answers.edition or proposal.year or str(dt.date.today().year),
        )
        if answers.languages == (("zh",) if proposal.han else ("en",)):  # what is in no other language
            unit, title = answers.unit or proposal.unit or "", answers.title or proposal.title or ""
            answers = replace(answers, unit=unit, title=title)
        proposal.settle(answers.languages)
    _check(answers)
    files = files_of(answers, proposal)
    if proposal is not None and own_file is not None:
        files[f"{answers.edition}/{proposal.source_file}"] = own_file.read_bytes()
    place_folder(workspace.data / answers.name, files, check=answers.edition)
    if copied:
        place_folder(own, {path.name: path.read_bytes() for path in copied})
    data = f"data/{answers.name}"
    made = (*(f"{data}/{name}" for name in files), *(f"notebooks/{path.name}" for path in copied))
    if proposal is None:
        return Made(root, made, answers)
    return Made(root, made, answers, tuple(proposal.seen), tuple(proposal.unsure))


def refuse_existing(path: Path) -> None:
    """Raise EvalkitError where something is there already: nothing is ever written over."""
    if os.path.lexists(path):
        raise EvalkitError("new-exists", folder=f"{path.parent.name}/{path.name}")


def place_folder(folder: Path, files: Mapping[str, str | bytes], check: str | None = None) -> None:
    """Write files into a new folder, which is there whole or not at all.

    Parameters
    ----------
    folder
        Where they go.
    files
        Contents by name.
    check
        The edition among them that must be free of faults before anything is put in place.

    Raises
    ------
    EditionError
        It is not: something that was answered cannot stand in a file.
    """
    with store.told(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # A hidden neighbour: on the same file system, and no programme for who looks into data/ meanwhile.
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for name, content in files.items():
                store.write(staging / folder.name / name, content)
            if check is not None:
                read_edition(staging / folder.name / check)
            refuse_existing(folder)
            try:
                os.rename(staging / folder.name, folder)
            except OSError:
                refuse_existing(folder)  # another command was faster
                raise
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def check_name(what: str, name: str) -> None:
    """Raise EvalkitError where a name cannot be that of a folder and an id."""
    if not _NAME.fullmatch(name):
        raise EvalkitError("new-name", what=what, name=name)


def _check(answers: Answers) -> None:
    check_name("edition", answers.edition)
    for language in answers.languages:
        if not is_language(language):
            raise UnknownName("language", language, LANGUAGES)
    if answers.level not in LEVELS:
        raise UnknownName("level", answers.level, LEVELS)
