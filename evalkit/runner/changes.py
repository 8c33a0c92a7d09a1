"""What has changed between two fingerprints: which file, module, parameter or package, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evalkit.errors import EvalkitError

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


def refuse_changed(before: Made, now: Made) -> None:
    """Refuse what was made while its inputs changed: nobody can tell which of the two was read.

    Raises
    ------
    EvalkitError
        They did; it says which.
    """
    changed = changes(before, now)
    if changed:
        error = EvalkitError("inputs-changed", names=", ".join(reason.name for reason in changed[:5]))
        error.exit_code = 1
        raise error
