"""What a run will do: every notebook of every edition, checked before anything runs or is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalkit.edition import EditionRecord, Workspace
from evalkit.edition.checking import check_editions, choose_editions
from evalkit.errors import EvalkitError, ParameterError, UnknownName
from evalkit.runner import parameters as params
from evalkit.runner.task import Task
from evalkit.scoring.disclosure import Audience
from evalkit.wording import LANGUAGES, Language


@dataclass(frozen=True)
class Plan:
    """What a run will do: its tasks, and the editions that they are about."""

    workspace: Workspace
    tasks: tuple[Task, ...]
    records: Mapping[tuple[str, str], EditionRecord]


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
    audience: Audience = "public",
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
    audience
        For whom the pages are; those for internal readers go into a folder of their own.

    Raises
    ------
    EvalkitError
        Something is unknown, a notebook does not take its parameters, or an edition is faulty.
    """
    from evalkit import __version__

    if "audience" in (given or {}):
        # It decides the folder, too: an internal page must not come to lie among the public ones.
        raise ParameterError("audience-as-parameter")
    pairs = choose_editions(workspace, programme, editions)
    paths = choose_notebooks(workspace, notebooks)
    declared = {path: params.declared(params.read_notebook(path), path.stem) for path in paths}
    tasks = []
    for name, edition in pairs:
        for language in languages:
            own = {"programme": name, "edition": edition, "language": language, "audience": audience}
            for path in paths:
                values = {k: v for k, v in own.items() if k in declared[path]} | dict(given or {})
                params.check(path.stem, declared[path], values)
                arguments = tuple(values.items())
                tasks.append(Task(workspace.root, name, edition, language, path, arguments, __version__, audience))  # type: ignore[arg-type]
    return Plan(workspace, tuple(tasks), check_editions(workspace, pairs))
