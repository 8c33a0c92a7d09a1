"""Manifests and notes as they are read: reports/ may come from elsewhere, and what stands in it is not taken on trust.

Files are compared, replaced and removed by names that manifests and notes hold. Only names of files in the folder are
names; anything else (an absolute path, a way up, a link that leads out) is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

from evalkit.files import store

MANIFEST = "manifest.json"
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
