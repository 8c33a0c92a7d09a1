"""What has changed between two fingerprints: which file, module, parameter or package, and how."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Kind of input (``data``, ``notebook``, ``code``, ``packages``, ``parameters``) → name → digest or value.
Made = dict[str, dict[str, str]]

#: The kinds in the order in which a reader wants them.
KINDS = ("data", "notebook", "parameters", "code", "packages")


@dataclass(frozen=True)
class Reason:
    """Why a task runs.

    Attributes
    ----------
    kind
        Id of the message ``run-because-<kind>``: ``forced``, ``never``, ``unknown``, ``output-missing``,
        ``output-changed``; or the kind of an input with what became of it, as in ``data-changed``, ``data-new``,
        ``packages-gone``.
    name
        The file, module, parameter or package.
    before, after
        Values of a parameter or versions of a package; empty for what is only known by its digest.
    """

    kind: str
    name: str = ""
    before: str = ""
    after: str = ""


def changes(before: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> list[Reason]:
    """Compare two fingerprints; empty where nothing changed."""
    found = []
    for kind in (*KINDS, *sorted((set(before) | set(now)) - set(KINDS))):
        old, new = before.get(kind, {}), now.get(kind, {})
        told = kind in ("parameters", "packages")
        for name in sorted(set(old) | set(new)):
            if old.get(name) != new.get(name):
                how = "new" if name not in old else "gone" if name not in new else "changed"
                values = (str(old.get(name, "")), str(new.get(name, ""))) if told else ("", "")
                found.append(Reason(f"{kind}-{how}", name, *values))
    return found


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
