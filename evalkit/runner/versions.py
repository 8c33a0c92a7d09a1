"""A published edition is corrected: what was published is kept as superseded, and a notice says what is another now.

Both stand in ``versions`` beside the folders of the languages, with a manifest of their own in the form of a folder of
pages, so that what looks after pages looks after them as well.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from evalkit.edition import read_edition
from evalkit.edition.record import EditionRecord, ReviewedEdition
from evalkit.edition.workspace import Workspace
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.package.difference import Change, Tables, differences
from evalkit.package.notice import Notice, superseded
from evalkit.package.tables import package_tables
from evalkit.package.verify import SUMS
from evalkit.report.csvtext import csv_text
from evalkit.report.words import Words
from evalkit.review.as_of import write_as_of
from evalkit.review.history import Told
from evalkit.review.versions import Version, next_version, published_version, register
from evalkit.runner.fingerprint import Inputs
from evalkit.runner.guard import refuse_leaks
from evalkit.runner.manifest import MADE_FROM, MANIFEST, OUTPUTS, PACKAGE_FOLDER, VERSIONS_FOLDER, read_manifest
from evalkit.runner.packages import packaged
from evalkit.runner.staging import Staging
from evalkit.runner.state import State
from evalkit.runner.sums import keep_sums
from evalkit.wording import Language, is_language, text


@dataclass(frozen=True)
class Corrected:
    """What changed in public, from which version to which, and where the notice is; no folder where nothing did."""

    changes: tuple[Change, ...]
    earlier: Version
    later: Version
    folder: Path | None


def publish_correction(
    workspace: Workspace,
    programme: str,
    edition: str,
    since: str | None = None,
    *,
    earlier: Path | None = None,
    told: Told,
    say: Language = "en",
) -> Corrected:
    """Write the notice of what changed in public since a version, keep the reports of that, and register the new one.

    Parameters
    ----------
    workspace, programme, edition
        The edition as it is on file now.
    since
        The version that was published, as in :func:`evalkit.review.versions.published_version`.
    earlier
        A folder of reports in which its pages are, where those of the workspace are others by now.
    told
        Who corrects it and why.
    say
        The language of messages.

    Returns
    -------
    What changed. Nothing is written, and there is no new version, where nothing did.

    Raises
    ------
    EvalkitError
        The version is not known, its pages are not there, the notice would hold what may not be published, or only one
        of the two versions names a unit.
    EditionError
        The edition, or what was on file then, has faults.
    """
    folder = workspace.edition_folder(programme, edition)
    record = read_edition(folder).reviewed()
    version = published_version(record, since)
    following = next_version(record, version, told)
    before, after = tables_then(record, version), _tables(record)
    found = tuple(differences(before, after))
    if not found:
        return Corrected((), version, following, None)
    refuse_named_once(before, after)
    kept = _superseded(record, earlier or workspace.reports, before, version, following)
    days = ((version.number, version.date), (following.number, following.date))
    notice = Notice(record, *days, found, before, after).files
    refuse_leaks(notice, folder, workspace.audience, f"{programme} {edition}", say)
    there = workspace.reports / programme / edition / VERSIONS_FOLDER
    entries: dict[str, dict[str, str | bytes]] = {
        f"version-{version.number}": {f"{version.number}/{name}": content for name, content in kept.items()},
        f"notice-{following.number}": {f"{following.number}/{name}": content for name, content in notice.items()},
    }
    record.refuse_changed()
    _put(workspace, there, record, entries, following)
    register(record, [version, following], told)
    if (workspace.reports / SUMS).is_file():
        # Whoever checks the reports finds the notice in the list, also before the next run.
        keep_sums(lambda: State(workspace, Inputs(workspace)))
    return Corrected(found, version, following, there / str(following.number))


def tables_then(record: ReviewedEdition, version: Version) -> Tables:
    """Return the tables of the public data package of an edition as it stood at a version."""
    with tempfile.TemporaryDirectory() as place:
        return _tables(read_edition(write_as_of(record, version.events, Path(place) / "then")))


def _tables(record: EditionRecord) -> Tables:
    """Return the tables of the public data package of an edition."""
    return list(package_tables(*packaged(record), "public"))


def refuse_named_once(before: Tables, after: Tables) -> None:
    """Refuse two versions of which only one names a unit: who has both knows in which tier it is without a name.

    Raises
    ------
    EvalkitError
        They do.
    """
    then, now = (
        {row[0] for resource, rows in of if resource.name == "units" for row in rows} for of in (before, after)
    )
    if then != now:
        error = EvalkitError("named-once", units=", ".join(sorted(then ^ now)))
        error.exit_code = 1
        raise error


def _superseded(
    record: ReviewedEdition, reports: Path, before: Tables, version: Version, following: Version
) -> dict[str, bytes]:
    """Return the published files of a version as they are kept: pages say that they are superseded, files are named so.

    Raises
    ------
    EvalkitError
        They are not there, or are not those of the version.
    """
    top = reports / record.folder.parent.name / record.folder.name
    package = top / PACKAGE_FOLDER
    wanted = {resource.file: csv_text([resource.names, *rows]).encode("utf-8") for resource, rows in before}
    others = [name for name, content in wanted.items() if store.content_of(package / name) != content]
    if others:
        facts = {"folder": str(top), "version": str(version.number), "edition": record.name}
        if not package.is_dir():
            raise EvalkitError("version-not-there", **facts)
        raise EvalkitError("version-not-these", **facts, files=", ".join(others[:5]))
    kept: dict[str, bytes] = {}
    for folder in sorted(path.parent for path in top.glob(f"*/{MANIFEST}")):
        if not (is_language(folder.name) or folder == package):
            continue
        for entry in read_manifest(folder)["notebooks"].values():
            for name in entry.get(OUTPUTS, {}):
                kept_as, content = _kept(record, folder, name, version, following)
                kept[f"{folder.name}/{kept_as}"] = content
    return kept


def _kept(record: ReviewedEdition, folder: Path, name: str, version: Version, following: Version) -> tuple[str, bytes]:
    """Return a file of a superseded version: its name and content."""
    content = (folder / name).read_bytes()
    if name.endswith(".html"):
        said = superseded_note(record, folder.name, version, following)
        return name, superseded(content.decode("utf-8"), said, folder.name).encode("utf-8")
    # Nothing can be written into these: their names say it.
    place = PurePosixPath(name)
    return str(place.with_name(f"superseded-{place.name}")), content


def superseded_note(record: ReviewedEdition, language: Language, version: Version, following: Version) -> str:
    """Return what stands above a page of a version that another one replaced."""
    words = Words(language, record.programme, record.rules)
    facts = {"old": str(version.number), "new": str(following.number), "now": words.date(following.date)}
    return text(language, "superseded", **facts)


def _put(
    workspace: Workspace,
    folder: Path,
    record: ReviewedEdition,
    entries: Mapping[str, Mapping[str, str | bytes]],
    following: Version,
) -> None:
    """Put files in their places and enter them into the manifest of the versions of an edition."""

    def entered(outputs: dict[str, str]) -> dict[str, Any]:
        notebooks: dict[str, Any] = read_manifest(folder)["notebooks"]
        for name, files in entries.items():
            notebooks[name] = {OUTPUTS: {file: outputs[file] for file in files}}
        notebooks[f"notice-{following.number}"]["date"] = following.date.isoformat()
        return {
            "audience": workspace.audience,
            "edition": record.folder.name,
            "programme": record.folder.parent.name,
            "notebooks": notebooks,
            MADE_FROM: {},
        }

    every = {name: content for files in entries.values() for name, content in files.items()}
    with Staging(workspace.reports) as staging:
        staging.put(folder, every, entered)
