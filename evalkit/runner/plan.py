"""What a run will do: which notebooks of which editions must run, and why; checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from evalkit.edition import needs, sections
from evalkit.edition.checking import check_editions, choose_editions
from evalkit.edition.workspace import Workspace
from evalkit.errors import EvalkitError, ParameterError, UnknownName
from evalkit.files import store
from evalkit.publication.key import keep_key, workspace_key
from evalkit.report.office.tools import FORMATS, available
from evalkit.rules.audience import Audience
from evalkit.runner import parameters as params
from evalkit.runner.changes import Made, Reason
from evalkit.runner.fingerprint import Inputs, reads_of
from evalkit.runner.packages import Package, beside, due_packages
from evalkit.runner.state import State
from evalkit.runner.task import Key, Task
from evalkit.wording import Language

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord


@dataclass(frozen=True)
class Plan:
    """What a run will do.

    Attributes
    ----------
    workspace
        Where data, notebooks and reports are.
    tasks
        The tasks that will run.
    records
        The editions that they are about, by programme and edition; empty where nothing was to be checked.
    current
        The tasks whose pages are there and made from the inputs of now; they do not run.
    reasons
        Why each task of `tasks` runs, by its key; at least one reason each.
    made_from
        The fingerprint of every task, by its key.
    inputs, state
        What fingerprints are taken of, and what is there.
    missing
        The files for offices that were asked for and for which no program is on this machine.
    left_out
        Notebooks in folders below that of the notebooks, which are not run.
    packages
        The data packages that are to be made.
    nothing
        The tasks that were asked for and make no page, each with the need of its notebook for which nothing is on file.
    """

    workspace: Workspace
    tasks: tuple[Task, ...]
    records: Mapping[tuple[str, str], EditionRecord]
    current: tuple[Task, ...]
    reasons: Mapping[Key, Sequence[Reason]]
    made_from: Mapping[Key, Made]
    inputs: Inputs = field(repr=False)
    state: State = field(repr=False)
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    packages: tuple[Package, ...] = ()
    nothing: tuple[tuple[Task, str], ...] = ()
    _summaries: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict, repr=False)

    def summary(self, task: Task) -> dict[str, Any]:
        """Return what the edition of a task comes to, worked out once for all its pages."""
        edition = task.programme, task.edition
        if edition not in self._summaries:
            from evalkit.report.summary import edition_summary  # it brings pandas; a run without work does without

            self._summaries[edition] = edition_summary(self.records[edition])
        return self._summaries[edition]


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
        below = _below(workspace.notebooks)
        raise EvalkitError("notebooks-below" if below else "no-notebooks", folder=str(workspace.notebooks))
    numbers = {stem.partition("-")[0]: path for stem, path in known.items() if stem.partition("-")[0].isdecimal()}
    # 3 finds 03-cohorts, too.
    short = {str(int(number)): path for number, path in numbers.items()} | numbers
    chosen = []
    for name in names or known:
        path = known.get(name.removesuffix(".ipynb")) or short.get(name)
        if path is None:
            raise UnknownName("notebook", name, tuple(known))
        chosen.append(path)
    return list(dict.fromkeys(chosen))


def _below(notebooks: Path) -> tuple[str, ...]:
    """Return the notebooks in folders below that of the notebooks, as paths relative to it."""
    found = (p.relative_to(notebooks) for p in store.below(notebooks) if p.suffix.lower() == ".ipynb")
    return tuple(p.as_posix() for p in found if len(p.parts) > 1 or p.suffix != ".ipynb")


def plan(
    workspace: Workspace,
    programme: str | None = None,
    editions: Sequence[str] = (),
    *,
    notebooks: Sequence[str] = (),
    languages: Sequence[Language] = (),
    given: Mapping[str, object] | None = None,
    force: bool = False,
    only_explain: bool = False,
    inputs: Inputs | None = None,
    audience: Audience = "public",
    office: bool = True,
    before_check: Callable[[], None] = lambda: None,
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
        Of the reports; each programme in its own by default, and otherwise in those of these that it has.
    given
        Further parameters of the notebooks.
    force
        Run every task, whether its inputs changed or not.
    only_explain
        Nothing will run: editions are not read, and `records` is empty.
    inputs
        What fingerprints are taken of; the workspace and this package by default.
    audience
        For whom the pages are; those for internal readers go into a folder of their own.
    office
        Whether to make the files for offices that a notebook asks for in its metadata, as far as the programs for them
        are on this machine.
    before_check
        Called once, as soon as it is known that something will run, before editions are read.

    Raises
    ------
    EvalkitError
        Something is unknown, a notebook does not take its parameters, or an edition is faulty of which a notebook must
        run, or which one loads that must run. An edition whose inputs are those of its pages was checked when these
        were made.
    """
    workspace = replace(workspace, audience=audience)
    pairs = choose_editions(workspace, programme, editions)
    paths = choose_notebooks(workspace, notebooks)
    for path in paths:
        params.refuse_other_languages(path)
        needs.refuse_unknown(path)
    sections.refuse_unknown(workspace, list(dict(pairs)), sorted(workspace.notebooks.glob("*.ipynb")))
    wanted = {path: office_formats(needs.light_metadata(path)) if office else () for path in paths}
    asked = {name for names in wanted.values() for name in names}
    made = available(asked)
    inputs = inputs or Inputs(workspace)
    state = State(workspace, inputs)
    every = _tasks(workspace, pairs, paths, languages, given or {})
    lacks = [state.supply.lacking(task.programme, task.edition, needs.needs_of(task.notebook)) for task in every]
    tasks = [task for task, need in zip(every, lacks, strict=True) if need is None]
    tasks = [replace(task, office=tuple(name for name in made if name in wanted[task.notebook])) for task in tasks]
    # What fingerprints would say of these is plain already, and taking them takes a while.
    begun = not only_explain and (force or any(state.never_made(task) for task in tasks))
    if begun:
        before_check()
    key = workspace_key(workspace.root)
    made_from = {task.key: inputs.of(task) for task in tasks}
    reasons = {task.key: [Reason("forced")] if force else state.reasons(task, made_from[task.key]) for task in tasks}
    due = tuple(task for task in tasks if reasons[task.key])
    # Data stand beside pages: where there is none to make, there are no data either.
    paged = list(dict.fromkeys((task.programme, task.edition) for task in tasks))
    packages = due_packages(state, inputs, paged, force=force)
    records: Mapping[tuple[str, str], EditionRecord] = {}
    if (due or packages) and not only_explain:
        if not begun:
            before_check()
        from evalkit.audit.texts import number_faults_of  # pandas comes with it; a run without work does without

        for path in dict.fromkeys(task.notebook for task in due):
            params.read_notebook(path)
        whole = {task.programme for task in due if reads_of(task.notebook) != "edition"} | beside(workspace, packages)
        concerned = [(task.programme, task.edition) for task in due]
        concerned += [(package.programme, package.edition) for package in packages]
        records = check_editions(workspace, list(dict.fromkeys(concerned)), whole, also=number_faults_of)
        if keep_key(workspace.root) != key:
            key = workspace_key(workspace.root)
            inputs.look_again()
            made_from = {task.key: inputs.of(task) for task in tasks}
            packages = tuple(replace(p, made_from=inputs.of_package(p.programme, p.edition)) for p in packages)
    return Plan(
        workspace,
        tasks=tuple(replace(task, secret=key) for task in due),
        records=records,
        current=tuple(task for task in tasks if not reasons[task.key]),
        reasons={task.key: reasons[task.key] for task in due},
        made_from=made_from,
        inputs=inputs,
        state=state,
        missing=tuple(name for name in FORMATS if name in asked and name not in made),
        left_out=_below(workspace.notebooks),
        packages=packages,
        nothing=tuple((task, need) for task, need in zip(every, lacks, strict=True) if need is not None),
    )


def _tasks(
    workspace: Workspace,
    pairs: Sequence[tuple[str, str]],
    paths: Sequence[Path],
    languages: Sequence[Language],
    given: Mapping[str, object],
) -> list[Task]:
    """Return everything that was asked for: every notebook once for each edition and language."""
    from evalkit import __version__

    if "audience" in given:
        # It decides the folder, too: an internal page must not come to lie among the public ones.
        raise ParameterError("audience-as-parameter")
    declared = {path: params.declared_in(params.light_cells(path), path.stem) for path in paths}
    known = workspace.languages(*(name for name, _ in pairs))
    for language in languages:
        if language not in known:
            raise UnknownName("language", language, (*known, "all"))
    tasks = []
    for name, edition in pairs:
        for language in (la for la in workspace.languages(name) if not languages or la in languages):
            own = {"programme": name, "edition": edition, "language": language, "audience": workspace.audience}
            for path in paths:
                values = {k: v for k, v in own.items() if k in declared[path]} | dict(given)
                params.check(path.stem, declared[path], values)
                # Of these types, or `check` would have refused them.
                arguments = cast("tuple[tuple[str, params.Value], ...]", tuple(values.items()))
                tasks.append(
                    Task(workspace.root, name, edition, language, path, arguments, __version__, workspace.audience)
                )
    return tasks


def office_formats(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the files for offices that a notebook asks for under ``evalkit.office`` in its metadata."""
    asked = metadata.get("evalkit", {}).get("office", [])
    return tuple(name for name in FORMATS if name in asked)
