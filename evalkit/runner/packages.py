"""The data packages of a run: one an edition, beside its pages, made anew where anything that it is made from changed.

A package has a manifest of its own, in the form of a folder of pages with one entry, so that what looks after pages
(what is there and whole, what a killed run left, what nobody makes any more) looks after packages as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalkit.edition.workspace import Workspace
from evalkit.runner.changes import Made, Reason, refuse_changed
from evalkit.runner.fingerprint import Inputs, whole_programme
from evalkit.runner.manifest import MADE_FROM, OUTPUTS, PACKAGE, PACKAGE_FOLDER, referred
from evalkit.runner.staging import Staging
from evalkit.runner.state import State
from evalkit.wording import Language

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord
    from evalkit.scoring import Evaluation, Series


@dataclass(frozen=True)
class Package:
    """A package that is to be made: of which edition, why, and of what."""

    programme: str
    edition: str
    reasons: tuple[Reason, ...]
    made_from: Made

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.programme} {self.edition}"


def due_packages(state: State, inputs: Inputs, pairs: list[tuple[str, str]], *, force: bool) -> tuple[Package, ...]:
    """Return the packages of some editions that are not there, not whole, or made from something else than now."""
    found = []
    for programme, edition in pairs:
        now = inputs.of_package(programme, edition)
        folder = state.workspace.reports / programme / edition / PACKAGE_FOLDER
        reasons = [Reason("forced")] if force else state.reasons_in(folder, PACKAGE, now)
        if reasons:
            found.append(Package(programme, edition, tuple(reasons), now))
    return tuple(found)


def beside(workspace: Workspace, packages: tuple[Package, ...]) -> set[str]:
    """Return the programmes of which these packages read every edition."""
    return {p.programme for p in packages if whole_programme(workspace.data / p.programme / p.edition)}


# Which edition for whom, and what it is made from: editions of one programme may be made from the same files, all of
# them. A process that watches makes the same ones again and again.
_made: dict[tuple[Workspace, str, str], dict[str, str]] = {}
_MOST_MADE = 8


def _files(workspace: Workspace, package: Package, record: EditionRecord, say: Language) -> dict[str, str]:
    """Return the files of a package, looked through."""
    made_from = (workspace, package.name, json.dumps(package.made_from, sort_keys=True))
    if made_from not in _made:
        # Takes pandas, which a run with nothing to do is over before.
        from evalkit.package.build import package_files
        from evalkit.runner.guard import refuse_leaks

        files = package_files(*packaged(record), workspace.audience)
        refuse_leaks(files, record.folder, workspace.audience, package.name, say)
        if len(_made) >= _MOST_MADE:
            _made.clear()
        _made[made_from] = files
    return _made[made_from]


def packaged(record: EditionRecord) -> tuple[Evaluation, Series | None]:
    """Return what the package of an edition is made of; the whole programme only where it rests on other editions."""
    from evalkit.scoring import Evaluation, load_series

    if not whole_programme(record.folder):
        return Evaluation(record, record.rules), None
    series = load_series(record.folder.parent.name, root=record.folder.parents[2])
    return series[record.folder.name], series


class Ahead:
    """Makes the files of packages beside whatever else a run waits for.

    Parameters
    ----------
    workspace, say
        Where they go, and the language of what is wrong with them.
    packages
        Those that are to be made, each with its edition.
    """

    def __init__(self, workspace: Workspace, packages: Iterable[tuple[Package, EditionRecord]], say: Language) -> None:
        # Here, for a run without work is to be over at once.
        from concurrent.futures import ThreadPoolExecutor

        # One, for a run has as many processes as cores: no core is idle at its end, that is all.
        self._thread = ThreadPoolExecutor(1)
        self._files = {
            package.name: self._thread.submit(_files, workspace, package, record, say) for package, record in packages
        }

    def files(self, package: Package) -> dict[str, str]:
        """Return the files of a package, looked through, as soon as they are there.

        Raises
        ------
        EvalkitError
            Something in them may not be published.
        """
        return self._files[package.name].result()

    def close(self) -> None:
        """Make no more."""
        self._thread.shutdown(cancel_futures=True)


def publish_package(
    workspace: Workspace, inputs: Inputs, package: Package, files: dict[str, str], staging: Staging
) -> Path:
    """Put the files of a package in place; return its folder.

    Raises
    ------
    EvalkitError
        They cannot be written, or an input changed meanwhile. The earlier files are untouched.
    """
    name, edition = package.programme, package.edition
    folder = workspace.reports / name / edition / PACKAGE_FOLDER

    def entered(outputs: dict[str, str]) -> dict[str, Any]:
        inputs.look_again()
        refuse_changed(package.made_from, inputs.of_package(name, edition))
        groups: dict[str, dict[str, str]] = {}
        entry = {MADE_FROM: referred(package.made_from, groups), OUTPUTS: outputs}
        return {
            "audience": workspace.audience,
            "edition": edition,
            "programme": name,
            "notebooks": {PACKAGE: entry},
            MADE_FROM: groups,
        }

    staging.put(folder, files, entered)
    return folder
