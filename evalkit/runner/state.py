"""What reports/ holds: which pages are there and whole, what each was made from, and which nobody makes any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from evalkit.edition.needs import Supply, needs_of
from evalkit.edition.workspace import REGISTER, Workspace
from evalkit.files import store
from evalkit.runner.changes import Made, Reason, changes
from evalkit.runner.fingerprint import Inputs
from evalkit.runner.manifest import (
    MADE_FROM,
    MANIFEST,
    OUTPUTS,
    PACKAGE,
    PACKAGE_FOLDER,
    own_files,
    read_manifest,
    resolved,
    without_loose,
)
from evalkit.runner.staging import remove_empty
from evalkit.runner.task import Task
from evalkit.wording import is_language

#: The pages of the index.
INDEX = "index*.html"


def failed_in(reports: Path) -> Path:
    """Return where the copies of notebooks go that failed in a run into a folder of reports.

    Never below ``reports/``, which is copied to a server as it is.
    """
    internal = Workspace(reports.parent, "internal").reports
    return internal / ("failed" if reports == internal else "failed-public")


@dataclass(frozen=True)
class Obsolete:
    """A page whose notebook or edition is no longer there, or whose edition has nothing for it.

    Attributes
    ----------
    folder
        The folder of its manifest.
    name
        The notebook.
    files
        Its files, relative to the folder.
    """

    folder: Path
    name: str
    files: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The file by which a person knows it."""
        return f"{self.name}.json" if self.name == PACKAGE else f"{self.name}.html"


class State:
    """What reports/ holds now. Manifests are read once; files are looked at when asked for."""

    def __init__(self, workspace: Workspace, inputs: Inputs) -> None:
        self.workspace = workspace
        self._inputs = inputs
        self.supply = Supply(workspace)
        self._manifests: dict[Path, dict[str, Any]] = {}

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file; empty where there is none."""
        return self._inputs.files.digest(path)

    def manifest(self, folder: Path) -> dict[str, Any]:
        """Return the manifest of a folder; empty where there is none."""
        if folder not in self._manifests:
            self._manifests[folder] = read_manifest(folder)
        return self._manifests[folder]

    def never_made(self, task: Task) -> bool:
        """Tell whether there is no page of a task; that alone is a reason to run it."""
        return task.name not in self.manifest(self.workspace.reports / task.place).get("notebooks", {})

    def reasons_in(self, folder: Path, name: str, now: Made) -> list[Reason]:
        """Return why an entry of a folder must be made; empty where it is there, whole, and made from these inputs."""
        manifest = self.manifest(folder)
        entry = manifest.get("notebooks", {}).get(name)
        before = resolved((entry or {}).get(MADE_FROM), manifest.get(MADE_FROM))
        return self._reasons(folder, entry, before, now)

    def reasons(self, task: Task, now: Made) -> list[Reason]:
        """Return why a task must run; empty where its page is there, whole, and made from just these inputs."""
        folder = self.workspace.reports / task.place
        manifest = self.manifest(folder)
        entry = manifest.get("notebooks", {}).get(task.name)
        before = resolved((entry or {}).get(MADE_FROM), manifest.get(MADE_FROM))
        found = self.reasons_in(folder, task.name, now)
        if entry is None or before is None or not entry.get(OUTPUTS):
            return found
        # A program that failed once left the page without its file. There is no workbook of a page without tables.
        wanted = (f"{task.name}.{kind}" for kind in task.office if kind != "xlsx")
        return [*(Reason("output-missing", file) for file in wanted if file not in entry[OUTPUTS]), *found]

    def index_reasons(self) -> list[Reason]:
        """Return why the index must be written; empty where it tells of what is there."""
        reports = self.workspace.reports
        now = self._inputs.of_index(self.index_inputs)
        entry = self.manifest(reports).get("index")
        return self._reasons(reports, entry, (entry or {}).get(MADE_FROM), now)

    @property
    def index_inputs(self) -> list[Path]:
        """What the index tells of: manifests, and registers of labels that are published with the reports."""
        return [*self.every_manifest, *self.registers]

    @property
    def registers(self) -> list[Path]:
        """The files of the registers of labels in ``reports/<programme>/register/``, sorted."""
        folders = sorted(self.workspace.reports.glob(f"*/{REGISTER}"))
        return [path for folder in folders for path in store.below(folder)]

    @property
    def every_manifest(self) -> list[Path]:
        """The manifests of pages and of data packages, sorted."""
        return store.matching(self.workspace.reports, f"*/*/*/{MANIFEST}")

    def _reasons(self, folder: Path, entry: Mapping[str, Any] | None, before: Made | None, now: Made) -> list[Reason]:
        if entry is None:
            return [Reason("never")]
        if before is None or not entry.get(OUTPUTS):
            return [Reason("unknown")]
        found = []
        for file, digest in sorted(entry[OUTPUTS].items()):
            on_disk = self._inputs.files.digest(folder / file)
            if on_disk != digest:
                found.append(Reason("output-changed" if on_disk else "output-missing", file))
        return found + changes(before, now)

    @cached_property
    def obsolete(self) -> tuple[Obsolete, ...]:
        """The pages that no notebook or no edition makes any more."""
        found = []
        notebooks = {path.stem: needs_of(path) for path in self.workspace.notebooks.glob("*.ipynb")}
        on_file = {(p, e) for p in self.workspace.programmes() for e in self.workspace.editions(p)}
        for path in self.every_manifest:
            folder = path.parent
            manifest = self.manifest(folder)
            edition = folder.parent.parent.name, folder.parent.name
            package = manifest["notebooks"].get(PACKAGE) if folder.name == PACKAGE_FOLDER else None
            if package is not None and edition not in on_file:
                found.append(Obsolete(folder, PACKAGE, tuple(sorted(package.get(OUTPUTS, {})))))
            if not is_language(folder.name):
                continue
            for name, entry in sorted(manifest.get("notebooks", {}).items()):
                there = edition in on_file and name in notebooks and folder.name in self.workspace.languages(edition[0])
                if not there or self.supply.lacking(*edition, notebooks[name]):
                    found.append(Obsolete(folder, name, tuple(sorted(entry.get(OUTPUTS, {})))))
        return tuple(found)


def prune(reports: Path, obsolete: Iterable[Obsolete]) -> None:
    """Remove obsolete pages with their files and entries, and folders that are then empty; needs the lock on reports/.

    Raises
    ------
    EvalkitError
        Something cannot be removed or written.
    """
    for page in obsolete:
        place = page.folder.relative_to(reports).as_posix()
        manifest = read_manifest(page.folder)
        entries = manifest.get("notebooks", {})
        entries.pop(page.name, None)
        kept = {file for entry in entries.values() for file in entry.get(OUTPUTS, {})}
        with store.told(page.folder):
            # The entry goes last: should this be cut short, the page is still known, and removed the next time.
            for file in own_files(reports, [f"{place}/{file}" for file in page.files if file not in kept]):
                (reports / file).unlink(missing_ok=True)
            if not entries:
                (page.folder / MANIFEST).unlink(missing_ok=True)
        if entries:
            manifest[MADE_FROM] = without_loose(entries, manifest.get(MADE_FROM, {}), MADE_FROM)
            store.write_json(page.folder / MANIFEST, manifest)
        for copy in own_files(failed_in(reports), [f"{place}/{page.name}.ipynb"]):
            with store.told(reports):
                (failed_in(reports) / copy).unlink(missing_ok=True)
            remove_empty((failed_in(reports) / copy).parent, failed_in(reports).parent)
        for folder in {page.folder, *((page.folder / file).parent for file in page.files)}:
            remove_empty(folder, reports)
