"""What a run will do: every notebook of every edition, checked before anything runs or is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from evalkit.edition import EditionRecord, Workspace
from evalkit.edition.checking import check_editions, choose_editions
from evalkit.errors import EvalkitError, UnknownName
from evalkit.report.office.tools import FORMATS, available
from evalkit.runner import parameters as params
from evalkit.runner.task import Task
from evalkit.wording import LANGUAGES, Language


@dataclass(frozen=True)
class Plan:
    """What a run will do: its tasks, the editions that they are about, the files for which a program is missing."""

    workspace: Workspace
    tasks: tuple[Task, ...]
    records: Mapping[tuple[str, str], EditionRecord]
    missing: tuple[str, ...] = ()


def choose_notebooks(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """Return the notebooks that were asked for, by name or number; all of them where none was.

    Raises
    ------
    UnknownName
        One of them does not exist.
    EvalkitError
        There are no notebooks.
    """
    known = {path.stem: path for path in sorted(workspace.notebooks.glob("*.ipynb"))}
    if not known:
        raise EvalkitError("no-notebooks", folder=str(workspace.notebooks))
    short = {stem.split("-")[0]: path for stem, path in known.items() if stem.split("-")[0].isdigit()}
    chosen = []
    for name in names or known:
        path = known.get(name.removesuffix(".ipynb")) or short.get(name)
        if path is None:
            raise UnknownName("notebook", name, tuple(known))
        chosen.append(path)
    return list(dict.fromkeys(chosen))


def plan(
    workspace: Workspace,
    programme: str | None = None,
    editions: Sequence[str] = (),
    *,
    notebooks: Sequence[str] = (),
    languages: Sequence[Language] = LANGUAGES,
    given: Mapping[str, object] | None = None,
    office: bool = True,
) -> Plan:
    """Check everything a run needs, before anything runs or is written.

    Parameters
    ----------
    workspace
        Where data, notebooks and reports are.
    programme, editions
        What to report on; everything by default.
    notebooks
        Names or numbers of notebooks; all by default.
    languages
        ``"zh"``, ``"en"`` or both.
    given
        Further parameters of the notebooks.
    office
        Whether to make the files for offices that a notebook asks for in its metadata, as far as the programs for them
        are on this machine.

    Raises
    ------
    EvalkitError
        Something is unknown, a notebook does not take its parameters, or an edition is faulty.
    """
    from evalkit import __version__

    pairs = choose_editions(workspace, programme, editions)
    paths = choose_notebooks(workspace, notebooks)
    read = {path: params.read_notebook(path) for path in paths}
    declared = {path: params.declared(notebook, path.stem) for path, notebook in read.items()}
    wanted = {path: office_formats(notebook) if office else () for path, notebook in read.items()}
    made = available({name for names in wanted.values() for name in names})
    tasks = []
    for name, edition in pairs:
        for language in languages:
            own = {"programme": name, "edition": edition, "language": language}
            for path in paths:
                values = {k: v for k, v in own.items() if k in declared[path]} | dict(given or {})
                params.check(path.stem, declared[path], values)
                arguments = tuple(values.items())
                formats = tuple(x for x in made if x in wanted[path])
                tasks.append(Task(workspace.root, name, edition, language, path, arguments, __version__, formats))  # type: ignore[arg-type]
    missing = tuple(x for x in FORMATS if x not in made and any(x in names for names in wanted.values()))
    return Plan(workspace, tuple(tasks), check_editions(workspace, pairs), missing)


def office_formats(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the files for offices that a notebook asks for under ``evalkit.office`` in its metadata."""
    asked = notebook.metadata.get("evalkit", {}).get("office", [])
    return tuple(name for name in FORMATS if name in asked)
