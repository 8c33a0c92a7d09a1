"""The manifest of a folder of reports: what is written into one, and what is taken from one that lies there.

It may come from elsewhere, and what stands in it or in a note is not taken on trust: files are compared, replaced and
removed by names that these hold. Only names of files in the folder are names; anything else (an absolute path, a way
up, a link that leads out) is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

from evalkit.files import store
from evalkit.runner.changes import Made
from evalkit.runner.environment import PACKAGES
from evalkit.runner.task import Task

if TYPE_CHECKING:
    from evalkit.edition import EditionRecord

MANIFEST = "manifest.json"
#: The entry, and the folder, of the data package of an edition, which stands beside the folders of its languages.
PACKAGE, PACKAGE_FOLDER = "datapackage", "data"
#: The folder of what earlier versions of an edition were, and of the notices of what was corrected.
VERSIONS_FOLDER = "versions"
#: Under these keys stand, in the entry of a page, what it was made from and the SHA-256 of every file that belongs to
#: it; the first is also the key of a manifest under which the inputs are that its pages share.
MADE_FROM, OUTPUTS = "made_from", "outputs"


def own_files(folder: Path, names: object) -> list[str]:
    """Return those of some names, read from a file, that can be names of files in a folder or below it."""
    if not isinstance(names, Iterable):
        return []
    top = folder.resolve()
    return [name for name in names if isinstance(name, str) and _is_own(folder, top, name)]


def _is_own(folder: Path, top: Path, name: str) -> bool:
    # The strictest reading of a path that any system has.
    path = PureWindowsPath(name)
    if "\0" in name or not path.name or path.anchor or ".." in path.parts:
        return False
    try:
        return (folder / name).parent.resolve().is_relative_to(top) and not (folder / name).is_dir()
    except (OSError, RuntimeError):
        return False


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder, its entries with nothing but files of their own; empty where there is none."""
    try:
        content = store.read_json(folder / MANIFEST)
    except RecursionError:
        return {}
    entries = _mapping(content.get("notebooks"))
    names = {name for name in own_files(folder, list(entries)) if len(PureWindowsPath(name).parts) == 1}
    content["notebooks"] = {name: _entry(folder, entries[name]) for name in sorted(names)}
    content[MADE_FROM] = _mapping(content.get(MADE_FROM))
    if "index" in content:
        content["index"] = _entry(folder, content["index"])
    return content


def _entry(folder: Path, entry: object) -> dict[str, Any]:
    found = dict(_mapping(entry))
    outputs = _mapping(found.get(OUTPUTS))
    return found | {OUTPUTS: {name: outputs[name] for name in own_files(folder, list(outputs))}}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def referred(made: Made, groups: dict[str, dict[str, str]]) -> dict[str, str]:
    """Put a fingerprint among groups that pages share; return kind → key of its group.

    The pages of a folder have most of their inputs in common, and a manifest names each of these once.
    """
    keys = {}
    for kind, names in made.items():
        key = hashlib.sha256(json.dumps(names, sort_keys=True).encode()).hexdigest()[:12]
        groups[key] = names
        keys[kind] = key
    return keys


def resolved(keys: object, groups: object) -> Made | None:
    """Return the fingerprint that :func:`referred` put away; None where a part of it is not there."""
    if not isinstance(keys, dict) or not isinstance(groups, dict):
        return None
    found = {str(kind): groups.get(key) for kind, key in keys.items()}
    known = {kind: names for kind, names in found.items() if isinstance(names, dict)}
    return known if len(known) == len(found) else None


def without_loose(entries: Mapping[str, Mapping[str, Any]], groups: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the groups that an entry still refers to under `key`."""
    used = {group for entry in entries.values() for group in dict(entry.get(key, {})).values()}
    return {name: names for name, names in groups.items() if name in used}


def head(
    task: Task, record: EditionRecord, summary: Mapping[str, Any], digest: Callable[[Path], str]
) -> dict[str, Any]:
    """Return everything in a manifest but the entries of its pages.

    Parameters
    ----------
    task
        One of the folder's.
    record
        The edition.
    summary
        What it comes to, from :func:`evalkit.report.summary.edition_summary`.
    digest
        Gives the digest of a file of the edition, of which nobody can tell what it holds.
    """
    folder = task.edition_folder.parent
    return {
        "audience": task.audience,
        "edition": task.edition,
        "edition_title": record.rules.title[task.language],
        "environment": dict(_environment()),
        "evalkit": task.version,
        "inputs": {f"data/{task.programme}/{f}": digest(folder / f) for f in record.inputs},
        "language": task.language,
        "programme": task.programme,
        "publisher": record.programme.publisher[task.language],
        "programme_title": record.programme.title[task.language],
        "summary": summary,
        "synthetic": record.programme.synthetic,
    }


@cache
def _environment() -> dict[str, str]:
    return {name: metadata.version(name) for name in PACKAGES} | {"python": platform.python_version()}
